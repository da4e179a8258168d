"""Who speaks for an organization in this house: asked for on a ground, verified by the secretariat, handed over from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence
from stakeholders.organizations.rules.affiliations import LAST_DAY

MOST_GROUND, MOST_ASKED = 1000, 5


class State(StrEnum):
    """What became of a term."""

    ASKED = "asked"
    VERIFIED = "verified"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    ENDED = "ended"


class Standing(StrEnum):
    """How a term stands on a day."""

    ASKED = "asked"
    TO_COME = "to_come"
    PRESENT = "present"
    PAST = "past"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


WORDS: Mapping[Standing, Sentence] = {
    Standing.ASKED: Sentence("waits for the secretariat"),
    Standing.TO_COME: Sentence("verified, begins later"),
    Standing.PRESENT: Sentence("speaks for it now"),
    Standing.PAST: Sentence("ended"),
    Standing.DECLINED: Sentence("declined"),
    Standing.TAKEN_BACK: Sentence("taken back"),
}
MARKS: Mapping[Standing, tuple[str, str]] = {
    Standing.ASKED: ("wait", "warn"),
    Standing.TO_COME: ("part", "inf"),
    Standing.PRESENT: ("ok", "ok"),
    Standing.PAST: ("none", "mut"),
    Standing.DECLINED: ("can", "err"),
    Standing.TAKEN_BACK: ("none", "mut"),
}


class NoSuchTerm(Missing):
    sentence = Sentence("There is no such term of a focal point.")


class NotItsFocalPoint(Forbidden):
    sentence = Sentence("You don’t speak for this organization at present.")
    next_step = Sentence("Whoever is with it can ask to be its focal point.")


class NotWithThem(Invalid):
    sentence = Sentence("Choose an organization that you are with, by a confirmed affiliation that holds on that day.")
    next_step = Sentence("Declare your affiliation first, and have it confirmed.")


class NotOneOfTheirs(Invalid):
    sentence = Sentence("Choose one of its people whose affiliation is confirmed and holds on that day.")


class GroundNeeded(Invalid):
    sentence = Sentence("Say why it is you, in {most} characters at most: who named you, by what letter.")


class NotThatDay(Invalid):
    sentence = Sentence("Choose a day from {first} on.")


class TooFarAhead(Invalid):
    sentence = Sentence("Choose a day within a year from now.")


class HandedToOneself(Invalid):
    sentence = Sentence("Choose somebody else: you speak for it already.")


class AskedAlready(Refused):
    sentence = Sentence("This is asked for already, or held.")
    next_step = Sentence("Take the other one back first, or wait for a letter.")


class TooManyAsked(Refused):
    sentence = Sentence("{most} of your requests wait for the secretariat already.")
    next_step = Sentence("Take one of them back first, or wait for a letter.")


class DecidedBefore(Refused):
    sentence = Sentence("This was decided or taken back before.")


class NotVerified(Refused):
    sentence = Sentence("Only a term that was verified, and has not ended, can be ended.")


class NoLongerWithThem(Refused):
    sentence = Sentence("The person has no confirmed affiliation with the organization that holds on the first day.")
    next_step = Sentence("Decline it with that reason, or confirm the affiliation first.")


class NotForOneself(Forbidden):
    sentence = Sentence("Nobody verifies a term of one’s own.")
    next_step = Sentence("Another organizer or registrar does it.")


def standing(state: str, since: date, until: date | None, today: date, *, is_revoked: bool = False) -> Standing:
    """How a term stands on a day; a role taken back ends it."""
    if state in (State.ASKED, State.DECLINED, State.TAKEN_BACK):
        return Standing(state)
    if state == State.ENDED or is_revoked or (until is not None and until < today):
        return Standing.PAST
    return Standing.TO_COME if today < since else Standing.PRESENT


def check_first_day(since: date, *, first: date, today: date) -> None:
    """Whether a term may begin on a day; raises NotThatDay, TooFarAhead."""
    if since < first:
        raise NotThatDay(first=first)
    if since > min(today + timedelta(days=366), LAST_DAY):
        raise TooFarAhead


def check_last_day(until: date, *, today: date) -> None:
    """Whether a term may end with a day: the day that is over at the earliest; raises NotThatDay, TooFarAhead."""
    if until < today - timedelta(days=1):
        raise NotThatDay(first=today - timedelta(days=1))
    if until > LAST_DAY:
        raise TooFarAhead


def check_ground(ground: str) -> None:
    """Whether somebody said why; raises GroundNeeded."""
    if not 0 < len(ground) <= MOST_GROUND:
        raise GroundNeeded(most=MOST_GROUND)


def begins(day: date, zone: str) -> datetime:
    """The instant in which a day begins in a zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def ends(day: date, zone: str) -> datetime:
    """The instant in which a day is over in a zone."""
    return begins(day + timedelta(days=1), zone)


@dataclass(frozen=True)
class Term:
    """A term as its pages show it."""

    id: int
    organization_id: int
    organization_names: dict[str, str]
    account_id: int
    name: str
    name_latin: str
    email: str
    since: date
    until: date | None
    standing: Standing
    ground: str
    reason: str
    asked_at: datetime
    is_handed_over: bool


def present(terms: Iterable[Term]) -> list[Term]:
    """Those that hold now or will."""
    return [each for each in terms if each.standing in (Standing.PRESENT, Standing.TO_COME)]
