"""What the bodies that host a meeting say of it as it stands: asked, confirmed, declined, or answered before it changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from events.programme.rules.deeds import HOST
from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence
from stakeholders.organizations.rules import FOCAL_POINT

SPEAKING = (FOCAL_POINT, HOST)
"""The roles, held for an organization, that speak for it about its meetings."""

MOST_NOTE = 500

MATTERING = frozenset({"titles", "when", "starts", "ends", "minutes", "room", "building", "state"})
"""The fields of a meeting on which a host's word rests: what it is called, its day, hour, length and room, whether it is on."""


class Answer(StrEnum):
    """How an answer is kept."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Standing(StrEnum):
    """How a host stands to a meeting now."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CONFIRMED_BEFORE = "confirmed_before"
    DECLINED_BEFORE = "declined_before"


WAITING = frozenset({Standing.ASKED, Standing.CONFIRMED_BEFORE, Standing.DECLINED_BEFORE})
"""Where the next word is the host's."""

STANDING_WORDS: Mapping[str, Sentence] = {
    Standing.NOT_ASKED: Sentence("not asked"),
    Standing.ASKED: Sentence("asked, no answer yet"),
    Standing.CONFIRMED: Sentence("confirmed"),
    Standing.DECLINED: Sentence("declined"),
    Standing.CONFIRMED_BEFORE: Sentence("confirmed before it changed"),
    Standing.DECLINED_BEFORE: Sentence("declined before it changed"),
}
STANDING_MARKS: Mapping[str, tuple[str, str]] = {
    Standing.NOT_ASKED: ("none", "mut"),
    Standing.ASKED: ("wait", "warn"),
    Standing.CONFIRMED: ("ok", "ok"),
    Standing.DECLINED: ("can", "err"),
    Standing.CONFIRMED_BEFORE: ("sus", "warn"),
    Standing.DECLINED_BEFORE: ("sus", "warn"),
}
"""By standing: the shape and tone of its mark."""


class NotTheirMeeting(Forbidden):
    sentence = Sentence("You don’t answer for this body here.")
    next_step = Sentence("Its focal point confirms its meetings, or whoever the organizer names as host.")


class NeverAsked(Missing):
    sentence = Sentence("Nobody has asked this body about that meeting.")
    next_step = Sentence("What is asked of your body stands on one page.")


class MeetingChanged(Refused):
    sentence = Sentence("The meeting was changed while you looked at it: your answer is not kept.")
    next_step = Sentence("Look at it as it stands now, then answer once more.")


class NoteNeeded(Invalid):
    sentence = Sentence("Say what is wrong with it: the organizer reads it.")


class NoteTooLong(Invalid):
    sentence = Sentence("Shorten this to {most} characters at most.")


def standing(kept: str | None, *, seen: int | None, revision: int) -> Standing:
    """How a host stands to a meeting whose revision is known; `kept` is the answer it gave, None when it was never asked."""
    if kept is None:
        return Standing.NOT_ASKED
    if kept == Answer.ASKED:
        return Standing.ASKED
    if seen == revision:
        return Standing(kept)
    return Standing.CONFIRMED_BEFORE if kept == Answer.CONFIRMED else Standing.DECLINED_BEFORE


def matters(changed: Collection[str]) -> bool:
    """Whether a change of these fields asks a host anew; what else changes leaves its word as it is."""
    return not MATTERING.isdisjoint(changed)


def is_to_ask(now: Standing, *, is_reminded: bool, again: bool = False) -> bool:
    """Whether the organizer's question goes out: not to who has confirmed, nor to who has it before them already.

    `is_reminded`: it went out since the last answer. `again` asks once more those who declined.
    """
    if now in (Standing.CONFIRMED, Standing.ASKED):
        return False
    if now is Standing.DECLINED:
        return again
    return not is_reminded


def is_confirmed(hosts: Iterable[Standing]) -> bool:
    """Whether a meeting is confirmed: all its hosts say so, and it has one."""
    found = list(hosts)
    return bool(found) and all(each is Standing.CONFIRMED for each in found)


def check_note(answer: Answer, note: str) -> None:
    """Whether an answer says what it must; raises NoteNeeded, NoteTooLong."""
    if answer is Answer.DECLINED and not note.strip():
        raise NoteNeeded
    if len(note) > MOST_NOTE:
        raise NoteTooLong(most=MOST_NOTE)
