"""Whether the affiliation that a registration rests on stands: confirmed, and begun and not ended on the day that counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

from events.registration.rules.entry import Entry
from foundation.errors import Refused
from foundation.sentences import Sentence


class Ground(StrEnum):
    """What a registration rests on."""

    CONFIRMED = "confirmed"
    DECLARED = "declared"
    GONE = "gone"


GROUND_WORDS: Mapping[Ground, Sentence] = {
    Ground.DECLARED: Sentence("affiliation not confirmed"),
    Ground.GONE: Sentence("affiliation ended"),
}
"""What the secretariat's list says of a registration whose affiliation does not carry it."""

LISTED_ONCE_CONFIRMED = Sentence("You will stand in the list of participants once your affiliation is confirmed")
AFFILIATION_GONE = Sentence("The affiliation it rests on was declined or has ended.")
DECLARE_AGAIN = Sentence("Declare the affiliation and have it confirmed; then register again.")

ENDS_BEFORE = Sentence("Your affiliation ends on {until}; “{part}” begins on {starts}.")
BEGINS_AFTER = Sentence("Your affiliation begins on {since}; “{part}” begins on {starts}.")
LONGER = Sentence("Declare an affiliation that holds on that day, and register under it.")


class NotConfirmed(Refused):
    sentence = Sentence("This registration can’t be approved: {ground}.")
    next_step = Sentence("Have the affiliation confirmed first, or refuse the registration with a reason.")


class Lasting(Protocol):
    """What these rules need of an affiliation."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...
    @property
    def is_confirmed(self) -> bool: ...


def lasts(affiliation: Lasting, on: date) -> bool:
    """Whether an affiliation has begun by a day and not ended before it."""
    return affiliation.since <= on and (affiliation.until is None or on <= affiliation.until)


def days_against(affiliation: Lasting, part: str, starts_on: date) -> Sentence | None:
    """Why an affiliation does not carry a registration for what begins on a day; None when it holds on it."""
    if lasts(affiliation, starts_on):
        return None
    words = BEGINS_AFTER if affiliation.since > starts_on else ENDS_BEFORE
    return words.with_values(since=affiliation.since, until=affiliation.until, part=part, starts=starts_on)


def within_days(entry: Entry, affiliation: Lasting, *, part: str, starts_on: date) -> Entry:
    """An answer, or the refusal for an affiliation that does not hold on the first day of what is asked."""
    against = days_against(affiliation, part, starts_on)
    return Entry(False, None, against, LONGER) if entry.may and against else entry


def ground(affiliations: Iterable[Lasting], on: date) -> Ground:
    """What the affiliations of a person in one capacity carry on a day."""
    found = [each for each in affiliations if lasts(each, on)]
    if any(each.is_confirmed for each in found):
        return Ground.CONFIRMED
    return Ground.DECLARED if found else Ground.GONE
