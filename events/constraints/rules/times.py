"""Rules about when one meeting stands: its days, its people's days, its order among others, hours far away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from events.constraints.rules.broken import Broken, Rule
from events.constraints.rules.ground import Ground, hours
from events.constraints.rules.problem import Planned
from foundation.sentences import Sentence


def window(ground: Ground) -> Iterator[Broken]:
    """Outside the days allowed, or on a day when a person needed can't come."""
    for meeting in ground.meetings:
        days = meeting.days
        for day in days:
            if (meeting.window_from and day < meeting.window_from) or (meeting.window_to and day > meeting.window_to):
                yield Broken(Rule.WINDOW, (meeting.key,), _outside(meeting, day), day.isoformat())
        for person in meeting.people:
            needed = ground.problem.people.get(person)
            for day in days if needed else ():
                if needed and day in needed.unavailable:
                    sentence = Sentence(
                        "{person} can’t come on {day}, and {meeting} needs them. Reason: {reason}.",
                        person=needed.role, day=day.isoformat(), meeting=meeting.key, reason=needed.reason or "–",
                    )  # fmt: skip
                    yield Broken(Rule.WINDOW, (meeting.key,), sentence, f"{person} {day.isoformat()}")


def _outside(meeting: Planned, day: date) -> Sentence:
    told = {"meeting": meeting.key, "day": day.isoformat()}
    first = meeting.window_from.isoformat() if meeting.window_from else ""
    last = meeting.window_to.isoformat() if meeting.window_to else ""
    if not last:
        return Sentence("{meeting} stands on {day}; it is allowed from {first} on.", **told, first=first)
    if not first:
        return Sentence("{meeting} stands on {day}; it is allowed until {last}.", **told, last=last)
    return Sentence("{meeting} stands on {day}; it is allowed from {first} to {last}.", **told, first=first, last=last)


def precedence(ground: Ground) -> Iterator[Broken]:
    """Begins before a meeting it must follow has ended."""
    for later in ground.stands.values():
        for key in later.meeting.after:
            earlier = ground.stands.get(key)
            if earlier and later.starts < earlier.ends:
                sentence = Sentence(
                    "{later} ({later_day}, {later_hours}) begins before {earlier} ({earlier_day}, {earlier_hours}), "
                    "which it must follow, has ended.",
                    later=later.key, later_day=later.day, later_hours=later.hours,
                    earlier=earlier.key, earlier_day=earlier.day, earlier_hours=earlier.hours,
                )  # fmt: skip
                # Who must follow whom is part of what is broken.
                yield Broken(Rule.PRECEDENCE, tuple(sorted((earlier.key, later.key))), sentence, later.key)


def apart(ground: Ground) -> Iterator[Broken]:
    """Overlaps a meeting it asked to be apart from; said once, whichever of the two asked."""
    asked = {
        (min(stand.key, key), max(stand.key, key)): None
        for stand in ground.stands.values()
        for key in stand.meeting.apart
    }
    for pair in asked:
        one, other = (ground.stands.get(key) for key in pair)
        if one and other and one.starts < other.ends and other.starts < one.ends:
            sentence = Sentence(
                "{one} ({one_hours}) and {other} ({other_hours}) overlap on {day}, and are to be apart.",
                one=one.key, one_hours=one.hours, other=other.key, other_hours=other.hours, day=one.day,
            )  # fmt: skip
            yield Broken(Rule.APART, pair, sentence)


def remote_hours(ground: Ground) -> Iterator[Broken]:
    """Outside the hours kind to remote participants; the whole meeting lies inside them."""
    for stand in ground.stands.values():
        first, last = stand.meeting.remote_from, stand.meeting.remote_to
        if (first and stand.starts.time() < first) or (last and stand.ends.time() > last):
            sentence = Sentence(
                "{meeting} ({hours}) lies outside the hours kind to its remote participants ({kind}).",
                meeting=stand.key, hours=stand.hours, kind=_told(stand.meeting),
            )  # fmt: skip
            yield Broken(Rule.REMOTE_HOURS, (stand.key,), sentence)


def _told(meeting: Planned) -> str:
    if meeting.remote_from and meeting.remote_to:
        return hours(meeting.remote_from, meeting.remote_to)
    first, last = meeting.remote_from, meeting.remote_to
    return f"{first:%H:%M}–" if first else f"–{last:%H:%M}"
