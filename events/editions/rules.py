"""What an edition can be called, and the refusals of this room."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, count

from foundation.errors import Invalid, Missing, Refused
from foundation.sentences import Sentence

RESERVED = frozenset(
    [
        "all",
        "p",
        "f",
        "ar",
        "zh",
        "en",
        "fr",
        "ru",
        "es",
        "xb",
        "api",
        "action-lines",
        "bodies",
        "desk",
        "editions",
        "feeds",
        "healthz",
        "invitations",
        "my",
        "organizations",
        "outcomes",
        "places",
        "reports",
        "static",
        "style",
        "demonstration",
        "programs",
        "robots.txt",
        "favicon.ico",
        "places",
        "messages",
        "affiliations",
        "new",
        "roles",
        "journal",
        "journal.csv",
    ]
)
"""First words of other addresses, of the desk’s too: no edition may bear one as its key (held by a test over the URL map)."""


ORGANIZER = "organizer"
PROGRAMME_ORGANIZER = "programme_organizer"
ORGANIZERS = (ORGANIZER, PROGRAMME_ORGANIZER)
"""The roles that change an edition: in the whole house, or in the scope of the edition."""


class UnknownEdition(Missing):
    sentence = Sentence("There is no edition {key} here.")
    next_step = Sentence("The list of editions shows every year that has its programme here.")


class UnknownSegment(Missing):
    sentence = Sentence("The edition {edition} has no segment {key}.")
    next_step = Sentence("The edition’s page names its segments.")


class UnknownWindow(Missing):
    sentence = Sentence("The edition {edition} has no window {key}.")
    next_step = Sentence("The edition’s desk names its windows.")


KEY_FORM = r"^[0-9a-z-]{2,20}$"
SEGMENT_KEY_FORM = r"^[A-Z0-9-]{2,20}$"
WINDOW_WORDS: Mapping[str, Sentence] = {
    "proposals": Sentence("Proposals"),
    "accreditation": Sentence("Accreditation"),
    "registration": Sentence("Registration"),
    "seats": Sentence("Seats"),
    "list_of_speakers": Sentence("List of speakers"),
    "written_statements": Sentence("Written statements"),
    "questions_before_dialogue": Sentence("Questions before the dialogue"),
}
"""What a window lets people do."""

OF_SEGMENTS = frozenset(["proposals", "accreditation", "registration"])
"""What is opened for a segment; the rest is opened for meetings."""

LONGEST_WINDOW_KEY = 40
_IN_KEYS = {
    "registration": "REG",
    "list_of_speakers": "LIST",
    "written_statements": "WRITTEN",
    "questions_before_dialogue": "QUESTIONS",
}


def window_key(what: str, of: str, taken: Collection[str]) -> str:
    """The key of a new window: W-REG-CLUSTER, W-SEATS-S03; with a number where it is taken or cut short."""
    key = f"W-{_IN_KEYS.get(what, what.upper())}-{of}"[:LONGEST_WINDOW_KEY]
    others = (f"{key[: LONGEST_WINDOW_KEY - len(str(number)) - 1]}-{number}" for number in count(2))
    return next(each for each in chain([key], others) if each not in taken)


SOMEBODY = Sentence("another organizer")


class TakenKey(Refused):
    sentence = Sentence("The key {key} is taken.")
    next_step = Sentence("Choose another one: it stands in addresses and never changes.")


class WindowThere(Refused):
    sentence = Sentence("There is a window for {what} of {of} already.")
    next_step = Sentence("Change the hours of that one, or remove it first.")


class SegmentsOutside(Refused):
    sentence = Sentence("These segments would lie outside the edition: {segments}.")
    next_step = Sentence("Change their days first, or give the edition more days.")


class OutsideTheEdition(Invalid):
    sentence = Sentence("The edition lasts from {first} to {last}; a segment lies within.")


HOUSES: Mapping[str, Sentence] = {
    "PDN": Sentence("Palais des Nations"),
    "PALEXPO": Sentence("Palexpo"),
    "ONLINE": Sentence("online"),
}
"""Houses that their key does not name; the others are known by it (ITU, CICG, ILO, WIPO)."""

SPRING = (date(2000, 3, 1), date(2000, 7, 31))
"""The part of the year that the small picture of a round shows; what reaches over it is clipped."""


class Order(StrEnum):
    """How a round lies to the Commission's session of its year."""

    BEFORE = "before"
    OVERLAP = "overlap"
    AFTER = "after"


@dataclass(frozen=True)
class Measures:
    """Paragraph 8 in days: how far a round is from 17 May (0: it holds the day), and how it lies to the session."""

    days_to_the_day: int
    order: Order | None
    days_to_the_session: int


def measures(starts_on: date, ends_on: date, *, the_day: date, session: tuple[date, date] | None) -> Measures:
    """The measures of a round. Days count from the last day of the earlier to the first day of the later."""
    away = max((starts_on - the_day).days, (the_day - ends_on).days, 0)
    if session is None:
        return Measures(away, None, 0)
    if ends_on < session[0]:
        return Measures(away, Order.BEFORE, (session[0] - ends_on).days)
    if session[1] < starts_on:
        return Measures(away, Order.AFTER, (starts_on - session[1]).days)
    return Measures(away, Order.OVERLAP, 0)


def days_off(easter: date, *, ascension: date, whit_monday: date) -> frozenset[date]:
    """The moving holidays of a spring in Geneva: Good Friday, Easter Monday, Ascension Day, Whit Monday."""
    return frozenset([easter - timedelta(days=2), easter + timedelta(days=1), ascension, whit_monday])


def working_days_between(last: date, first: date, holidays: Collection[date]) -> int:
    """How many working days lie strictly between the last day of one and the first day of another (0 when they touch)."""
    days = (last + timedelta(days=number) for number in range(1, (first - last).days))
    return sum(day.weekday() < 5 and day not in holidays for day in days)


@dataclass(frozen=True)
class Bar:
    """A stretch of days in the small picture, one unit a day."""

    x: int
    width: int


def bar(first: date, last: date, *, direction: str = "ltr") -> Bar:
    """Where days lie in the picture of their year, clipped to SPRING; mirrored from right to left."""
    start, end = (edge.replace(year=first.year) for edge in SPRING)
    begins, closes = max(first, start), min(last, end)
    x, width = (begins - start).days, max((closes - begins).days + 1, 1)
    return Bar(picture_width() - x - width if direction == "rtl" else x, width)


def picture_width() -> int:
    """How many days the small picture shows."""
    return (SPRING[1] - SPRING[0]).days + 1


@dataclass(frozen=True)
class Picture:
    """The small picture of a round: its bar, that of the session if its dates are known, and 17 May."""

    round: Bar
    session: Bar | None
    the_day: Bar


def picture(
    starts_on: date, ends_on: date, *, the_day: date, session: tuple[date, date] | None, direction: str
) -> Picture:
    """The small picture of a round."""
    return Picture(
        bar(starts_on, ends_on, direction=direction),
        bar(*session, direction=direction) if session else None,
        bar(the_day, the_day, direction=direction),
    )
