"""Which sessions a basis covers: as it stands, as an organization holds it, and as it is extended (R2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence

FIRST_SESSION, LAST_SESSION = 1, 200
MOST_KEY, MOST_DECISION, MOST_NOTE = 40, 200, 500
KEY = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
CONSTITUENCY, LISTED = "constituency", "listed"
HELD_WORDS = {
    CONSTITUENCY: Sentence("everybody of the constituency"),
    LISTED: Sentence("organizations that are listed, one by one"),
}


class NotOfTheHouse(Forbidden):
    sentence = Sentence("Bases belong to all editions: organizers and registrars of the house add and extend them.")


class UnknownBasis(Missing):
    sentence = Sentence("There is no such basis.")


class NoSuchBasis(Invalid):
    sentence = Sentence("Choose a basis of the organization’s constituency.")


class NotWithin(Invalid):
    sentence = Sentence("The basis itself covers sessions {span}: choose sessions within.")


class OneAlone(NotWithin):
    sentence = Sentence("The basis itself covers session {session} alone: choose that one.")


class DoesNotCover(Invalid):
    sentence = Sentence("Choose sessions that include session {session}, for which they apply.")


class IntoThePast(Invalid):
    sentence = Sentence("Session {first} is over: what was decided for it stays as it is. Begin with session {ahead}.")


class BeyondReach(Refused):
    sentence = Sentence("You decide for session {session} alone; this is about sessions {span}.")
    next_step = Sentence("Somebody who holds the role in the whole edition or in the house decides on more.")


class BackToFront(Invalid):
    sentence = Sentence("The last session can’t come before the first.")


class NothingToExtend(Refused):
    sentence = Sentence("This basis has no end: there is nothing to extend.")


class NotLater(Invalid):
    sentence = Sentence("It covers session {last} already. Choose a later one.")


class HasGap(Refused):
    sentence = Sentence(
        "It ended with session {last}, and session {next} is over: what was decided for it stays as it is."
    )
    next_step = Sentence("Add another basis that begins with session {ahead}.")


class ExtendedMeanwhile(Refused):
    sentence = Sentence("Somebody extended this basis after you opened the page: nothing of yours is saved yet.")
    next_step = Sentence("Look at how it stands now, then decide again.")


class KeyTaken(Invalid):
    sentence = Sentence("Another basis bears this key.")


class KeyUnreadable(Invalid):
    sentence = Sentence("Give capital letters and digits with hyphens between, as B-CSO-2027.")


class DecisionNeeded(Invalid):
    sentence = Sentence("Name the decision or status, as it is cited.")


class SessionOutOfReach(Invalid):
    sentence = Sentence("Give a number from {least} to {most}.")


@dataclass(frozen=True)
class Span:
    """Sessions from–to, both inclusive; no end is standing."""

    first: int
    last: int | None = None

    @property
    def is_one(self) -> bool:
        return self.last == self.first

    def covers(self, session: int) -> bool:
        return self.first <= session and (self.last is None or session <= self.last)

    def __str__(self) -> str:
        """As it is written in any language: "19–31", "30", "30–"."""
        if self.is_one:
            return str(self.first)
        return f"{self.first}–{'' if self.last is None else self.last}"


def within(own: Span, first: int | None, last: int | None) -> Span | None:
    """The sessions of a basis that somebody holds for narrower ones; None where nothing is left."""
    begins = max(own.first, first or own.first)
    ends = min((each for each in (own.last, last) if each is not None), default=None)
    return None if ends is not None and ends < begins else Span(begins, ends)


def joined(spans: Iterable[Span]) -> Span | None:
    """The sessions of the latest of these, with all that lie next to it or overlap it: nothing between is added."""
    found: Span | None = None
    for span in sorted(spans, key=lambda each: (each.first, each.last is None, each.last or 0)):
        if found is None or (found.last is not None and span.first > found.last + 1):
            found = span
        else:
            ends = None if None in (found.last, span.last) else max(found.last or 0, span.last or 0)
            found = Span(found.first, ends)
    return found


def check_span(span: Span) -> None:
    """Whether sessions can be told so at all; raises SessionOutOfReach, BackToFront."""
    for session in (span.first, span.first if span.last is None else span.last):
        if not FIRST_SESSION <= session <= LAST_SESSION:
            raise SessionOutOfReach(least=FIRST_SESSION, most=LAST_SESSION)
    if span.last is not None and span.last < span.first:
        raise BackToFront


def check_grant(granted: Span, *, own: Span, session: int, ahead: int | None) -> None:
    """Whether a basis can be given for these sessions: within its own, the one applied for, none that is over (R2).

    `own` are the sessions of the basis, `ahead` is the session running or next to come. Raises as `check_span`, and
    NotWithin, DoesNotCover, IntoThePast.
    """
    check_span(granted)
    if within(own, granted.first, granted.last) != granted:
        raise OneAlone(session=own.first) if own.is_one else NotWithin(span=own)
    if not granted.covers(session):
        raise DoesNotCover(session=session)
    # Who is decided on late, for a session that has just ended, is decided on for that one all the same.
    if ahead is not None and granted.first < min(ahead, session):
        raise IntoThePast(first=granted.first, ahead=min(ahead, session))


def check_reach(span: Span, *, session: int, goes_beyond: bool) -> None:
    """Whether somebody may decide on these sessions: on the one that was applied for, unless they reach beyond it.

    Raises BeyondReach.
    """
    if not goes_beyond and span != Span(session, session):
        raise BeyondReach(session=session, span=span)


def extended(own: Span, last: int, *, ahead: int | None) -> Span:
    """A basis extended to a later session. No session that is over becomes covered by it, none is lost (R2).

    `ahead` is the session running or next to come. Raises NothingToExtend, SessionOutOfReach, NotLater, HasGap.
    """
    if own.last is None:
        raise NothingToExtend
    check_span(Span(own.first, max(last, own.first)))
    if last <= own.last:
        raise NotLater(last=own.last)
    if ahead is not None and own.last + 1 < ahead:
        raise HasGap(last=own.last, next=own.last + 1, ahead=ahead)
    return Span(own.first, last)


def check_key(key: str) -> None:
    """Whether a basis can bear this key; raises KeyUnreadable."""
    if len(key) > MOST_KEY or not KEY.fullmatch(key):
        raise KeyUnreadable
