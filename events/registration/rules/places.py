"""Who has a seat in a meeting with limited places: first the right to be there, then by right or one of the places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from events.registration.rules.entry import SECRETARIAT, STATES
from events.registration.rules.openings import Opening, is_open
from foundation.sentences import Sentence

FOR_OBSERVERS = "observers"


class Place(StrEnum):
    """The answer to somebody who asks for a seat."""

    SEATED = "seated"
    FULL = "full"
    BY_RIGHT = "by_right"
    CANCELLED = "cancelled"
    NOT_LIMITED = "not_limited"
    NOT_HELD = "not_held"
    NEEDS_REGISTRATION = "needs_registration"
    CLOSED_TO_YOU = "closed_to_you"
    ONLINE = "online"
    NOT_OPEN = "not_open"
    WAITED_FOR = "waited_for"
    BEING_LOOKED_AT = "being_looked_at"
    NOT_CARRIED = "not_carried"


PLACE_WORDS: Mapping[Place, Sentence] = {
    Place.SEATED: Sentence("You have a seat."),
    Place.FULL: Sentence("Every seat is taken."),
    Place.BY_RIGHT: Sentence(
        "You need no seat: States, the secretariat and the partners’ delegations have their places."
    ),
    Place.CANCELLED: Sentence("You have given your seat back."),
    Place.NOT_LIMITED: Sentence("Nobody needs a seat here: the places are not limited."),
    Place.NOT_HELD: Sentence("This meeting does not take place."),
    Place.NEEDS_REGISTRATION: Sentence("A seat is for people who are approved for “{part}”."),
    Place.CLOSED_TO_YOU: Sentence("This meeting is closed to your constituency."),
    Place.ONLINE: Sentence("You are registered to take part online, and need no seat."),
    Place.NOT_OPEN: Sentence("No seat can be taken now."),
    Place.WAITED_FOR: Sentence("Free seats: {left}. People who wait for them: {waiting}. Those who wait come first."),
    Place.BEING_LOOKED_AT: Sentence(
        "Your registration for “{part}”: {state}. A seat can be taken once it is approved."
    ),
    Place.NOT_CARRIED: Sentence("The affiliation that your registration rests on is not confirmed, or has ended."),
}

PLACE_STEPS: Mapping[Place, Sentence] = {
    Place.FULL: Sentence("A seat that is given back can be taken at once: look here again."),
    Place.NEEDS_REGISTRATION: Sentence("Register for it first; then a seat can be taken."),
    Place.ONLINE: Sentence("To come to the room, change it to on site on your own page."),
    Place.NOT_CARRIED: Sentence("Have it confirmed; then a seat can be taken."),
}

SEAT_WORDS: Mapping[str, Sentence] = {
    "seated": Sentence("You have a seat."),
    "offered": Sentence("A seat is offered to you until {ends}."),
    "waiting": Sentence("You are number {position} of those who wait."),
    "cancelled": Sentence("You have given your seat back."),
}

SEAT_MARKS: Mapping[str, tuple[str, str]] = {
    "seated": ("ok", "ok"),
    "offered": ("new", "inf"),
    "waiting": ("wait", "mut"),
    "cancelled": ("none", "mut"),
}


@dataclass(frozen=True)
class Limit:
    """The places of a meeting: how many (None: as many as come), for whom, when they can be taken."""

    seats: int | None
    seats_for: str = ""
    opening: Opening | None = None
    is_held: bool = True


@dataclass(frozen=True)
class Asker:
    """Who asks for a seat: the approved registration for the meeting's segment, or none, and the right in this meeting.

    `state` is that of the registration where it can't be asked on; "approved" when its affiliation does not carry it.
    """

    constituency: str | None
    mode: str = "on_site"
    is_partner: bool = False
    right: str = "attend"
    state: str = ""


@dataclass(frozen=True)
class Queue:
    """How many other people wait for a seat, and the rank of who asks among those who wait (None: does not wait).

    Rank 0 is who has an offer that holds.
    """

    others: int = 0
    rank: int | None = None

    def lets(self, free: int) -> bool:
        """Whether who asks may take one of the free places: those who wait come first, in their order."""
        return self.others < free if self.rank is None else self.rank <= free


NOBODY = Queue()


def stands_by_right(constituency: str, *, seats_for: str, is_partner: bool) -> bool:
    """Whether somebody's place is not counted: States, secretariat and partners' delegations where the limit is for observers."""
    return seats_for == FOR_OBSERVERS and (constituency in STATES or constituency == SECRETARIAT or is_partner)


def decide_place(
    *, seats: int, taken: int, constituency: str, seats_for: str, is_partner: bool, queue: Queue = NOBODY
) -> Place:
    """Who asks has a seat by right, takes one of those left, finds all taken, or others waiting for them."""
    if stands_by_right(constituency, seats_for=seats_for, is_partner=is_partner):
        return Place.BY_RIGHT
    if taken >= seats:
        return Place.FULL
    return Place.SEATED if queue.lets(seats - taken) else Place.WAITED_FOR


NOT_APPROVED: Mapping[str, Place] = {
    "new": Place.BEING_LOOKED_AT,
    "pre_approved": Place.BEING_LOOKED_AT,
    "on_hold": Place.BEING_LOOKED_AT,
    "approved": Place.NOT_CARRIED,
}
"""What somebody is told whose registration is there and can't be asked on."""


def decide_asking(limit: Limit, asker: Asker, *, now: datetime) -> Place | None:
    """Why no seat is given to somebody, whatever is left; None when one can be."""
    if not limit.is_held:
        return Place.NOT_HELD
    if limit.seats is None:
        return Place.NOT_LIMITED
    if asker.constituency is None:
        return NOT_APPROVED.get(asker.state, Place.NEEDS_REGISTRATION)
    if asker.right == "closed":
        return Place.CLOSED_TO_YOU
    if asker.mode == "online":
        return Place.ONLINE
    if stands_by_right(asker.constituency, seats_for=limit.seats_for, is_partner=asker.is_partner):
        return Place.BY_RIGHT
    return None if is_open(limit.opening, now) else Place.NOT_OPEN
