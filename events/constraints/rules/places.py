"""Rules about where one meeting stands: its room, its building, and the hours and days in which these can be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from events.constraints.rules.broken import Broken, Rule
from events.constraints.rules.ground import Ground, hours
from events.constraints.rules.problem import Closure, Planned, Problem, RoomFacts
from foundation.sentences import Sentence

SATURDAY = 5


def room_seats(ground: Ground) -> Iterator[Broken]:
    """More people are expected than the room has seats."""
    for meeting, room in _roomed(ground):
        if meeting.audience is not None and meeting.audience > room.seats:
            sentence = Sentence(
                "{meeting} expects {audience} people; {room} has {seats} seats.",
                meeting=meeting.key, audience=meeting.audience, room=room.name, seats=room.seats,
            )  # fmt: skip
            yield Broken(Rule.ROOM_SEATS, (meeting.key,), sentence, room.key)


def room_booths(ground: Ground) -> Iterator[Broken]:
    """More languages than booths; a meeting in one language needs none."""
    for meeting, room in _roomed(ground):
        if meeting.is_interpreted and len(meeting.languages) > room.booths:
            sentence = Sentence(
                "{meeting} needs {languages} booths, one for each language; {room} has {booths}.",
                meeting=meeting.key, languages=len(meeting.languages), room=room.name, booths=room.booths,
            )  # fmt: skip
            yield Broken(Rule.ROOM_BOOTHS, (meeting.key,), sentence, room.key)


LACKS: tuple[tuple[str, Callable[[Planned, RoomFacts], bool], Sentence], ...] = (
    (
        "accessible",
        lambda meeting, room: meeting.accessible and not room.accessible,
        Sentence("{meeting} asks for an accessible room; {room} is not."),
    ),
    (
        "sign",
        lambda meeting, room: meeting.sign and not room.sign_booth,
        Sentence("{meeting} has sign language; {room} has no booth for it."),
    ),
    (
        "hybrid",
        lambda meeting, room: meeting.hybrid is True and not room.hybrid,
        Sentence("{meeting} is in the room and online; {room} is not equipped for it."),
    ),
    (
        "captions",
        lambda meeting, room: meeting.captions is True and not room.captions,
        Sentence("{meeting} has captions; {room} is not equipped for them."),
    ),
)
"""What a room can lack: the word for it, whether it does, and what is said then."""


def room_features(ground: Ground) -> Iterator[Broken]:
    """The room lacks what is asked for, or it is not the room or building asked for."""
    problem = ground.problem
    for meeting, room in _roomed(ground):
        for feature, lacks, sentence in LACKS:
            if lacks(meeting, room):
                told = sentence.with_values(meeting=meeting.key, room=room.name)
                yield Broken(Rule.ROOM_FEATURES, (meeting.key,), told, f"{feature} {room.key}")
    for meeting in ground.meetings:
        building = problem.building_of(meeting)
        if meeting.asked_room and meeting.room and meeting.room != meeting.asked_room:
            asked, given = problem.room_name(meeting.asked_room), problem.room_name(meeting.room)
            subject = f"room {meeting.room}"
        elif meeting.asked_building and building and building != meeting.asked_building:
            asked, given = problem.building_name(meeting.asked_building), problem.building_name(building)
            subject = f"building {building}"
        else:
            continue
        told = Sentence(
            "{meeting} asked for {asked} and stands in {given}.", meeting=meeting.key, asked=asked, given=given
        )
        yield Broken(Rule.ROOM_FEATURES, (meeting.key,), told, subject)


def room_closed(ground: Ground) -> Iterator[Broken]:
    """The room is blocked on a day of the meeting, or not there yet."""
    closed: dict[str, list[Closure]] = {}
    for closure in ground.problem.closures:
        if closure.room:
            closed.setdefault(closure.room, []).append(closure)
    for meeting, room in _roomed(ground):
        days = meeting.days
        for closure in closed.get(room.key, ()):
            if _holds(closure, meeting, days):
                sentence = Sentence(
                    "{room} can’t be had from {first} to {last}, and {meeting} stands there on {day}. Reason: {reason}.",
                    room=room.name, meeting=meeting.key, first=closure.from_.isoformat(), last=closure.to.isoformat(),
                    day=_told(days), reason=closure.reason,
                )  # fmt: skip
                yield Broken(Rule.ROOM_CLOSED, (meeting.key,), sentence, f"{room.key} {closure.from_.isoformat()}")
        if days and room.available_from and days[0] < room.available_from:
            sentence = Sentence(
                "{room} can be had from {first} on, and {meeting} stands there on {day}.",
                room=room.name, meeting=meeting.key, first=room.available_from.isoformat(), day=_told(days),
            )  # fmt: skip
            yield Broken(Rule.ROOM_CLOSED, (meeting.key,), sentence, room.key)


def venue_closed(ground: Ground) -> Iterator[Broken]:
    """The building is closed on a day of the meeting: a holiday, or a week-end; what is online never closes."""
    problem = ground.problem
    closed: dict[str, list[Closure]] = {}
    for closure in problem.closures:
        if not closure.room:
            closed.setdefault(closure.building, []).append(closure)
    for meeting in ground.meetings:
        building, days = problem.building_of(meeting), meeting.days
        if building is None or not days or problem.is_online(building):
            continue
        name = problem.building_name(building)
        for closure in closed.get(building, ()):
            if _holds(closure, meeting, days):
                sentence = Sentence(
                    "{building} is closed on {day}, and {meeting} stands there. Reason: {reason}.",
                    building=name, meeting=meeting.key, day=_told(days), reason=closure.reason,
                )  # fmt: skip
                yield Broken(Rule.VENUE_CLOSED, (meeting.key,), sentence, f"{building} {closure.from_.isoformat()}")
        for day in (each for each in days if each.weekday() >= SATURDAY):
            sentence = Sentence(
                "{building} is closed at week-ends, and {meeting} stands there on {day}.",
                building=name, meeting=meeting.key, day=day.isoformat(),
            )  # fmt: skip
            yield Broken(Rule.VENUE_CLOSED, (meeting.key,), sentence, f"{building} {day.isoformat()}")


def block(ground: Ground) -> Iterator[Broken]:
    """Not inside one block of the building, off the grid, or not of the length asked for."""
    problem = ground.problem
    for meeting in ground.meetings:
        if meeting.starts is None or meeting.ends is None:
            continue
        lasts = int((meeting.ends - meeting.starts).total_seconds() // 60)
        told = {"meeting": meeting.key, "hours": hours(meeting.starts, meeting.ends)}
        if meeting.minutes is not None and lasts != meeting.minutes:
            sentence = Sentence(
                "{meeting} ({hours}) lasts {lasts} minutes and asked for {minutes}.",
                **told, lasts=lasts, minutes=meeting.minutes,
            )  # fmt: skip
            yield Broken(Rule.BLOCK, (meeting.key,), sentence, "length")
        building = problem.buildings.get(problem.building_of(meeting) or "")
        if building is None or not building.blocks:
            continue
        if _is_off(problem, meeting.starts) or _is_off(problem, meeting.ends):
            sentence = Sentence(
                "{meeting} ({hours}) does not begin and end on the grid of {grid} minutes.",
                **told, grid=problem.grid_minutes,
            )  # fmt: skip
            yield Broken(Rule.BLOCK, (meeting.key,), sentence, "grid")
        if not _is_within(building.blocks, meeting):
            sentence = Sentence(
                "{meeting} ({hours}) does not lie inside one block of {building} ({blocks}).",
                **told, building=building.name, blocks=", ".join(hours(*each) for each in building.blocks),
            )  # fmt: skip
            yield Broken(Rule.BLOCK, (meeting.key,), sentence, f"block {building.key}")


def _roomed(ground: Ground) -> Iterator[tuple[Planned, RoomFacts]]:
    rooms = ground.problem.rooms
    for meeting in ground.meetings:
        if meeting.room and meeting.room in rooms:
            yield meeting, rooms[meeting.room]


def _holds(closure: Closure, meeting: Planned, days: tuple[date, ...]) -> bool:
    """Whether a closure holds on a day of the meeting, and for it."""
    is_then = bool(days) and closure.from_ <= days[-1] and days[0] <= closure.to
    return is_then and meeting.key not in closure.except_keys


def _is_off(problem: Problem, moment: datetime) -> bool:
    return (moment.hour * 60 + moment.minute) % problem.grid_minutes != 0 or moment.second != 0


def _is_within(blocks: tuple[tuple[time, time], ...], meeting: Planned) -> bool:
    if meeting.starts is None or meeting.ends is None or not meeting.has_hours:
        return False
    begins, ends = meeting.starts.time(), meeting.ends.time()
    return any(first <= begins and ends <= last for first, last in blocks)


def _told(days: tuple[date, ...]) -> str:
    """Days as they are told: one, or the first and the last."""
    first, last = days[0].isoformat(), days[-1].isoformat()
    return first if first == last else f"{first} – {last}"
