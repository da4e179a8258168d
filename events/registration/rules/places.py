"""Who has a seat in a meeting with limited places: first the right to be there, then by right or one of the places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from events.registration.rules.entry import SECRETARIAT, STATES
from events.registration.rules.openings import Opening, is_open
from events.registration.rules.quotas import ANYBODY, ON_SITE, ONLINE, SEATS_OF_THE_ROOM, Book, Bound, Claim
from foundation.sentences import Sentence

FOR_OBSERVERS = "observers"


class Place(StrEnum):
    """The answer to somebody who asks for a seat."""

    SEATED = "seated"
    FULL = "full"
    QUOTA_FULL = "quota_full"
    BY_RIGHT = "by_right"
    CANCELLED = "cancelled"
    NOT_LIMITED = "not_limited"
    NOT_COUNTED = "not_counted"
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
    Place.QUOTA_FULL: Sentence(
        "Every seat is taken of those for your constituency, your organization or your way of taking part."
    ),
    Place.BY_RIGHT: Sentence(
        "You need no seat: States, the secretariat and the partners’ delegations have their places."
    ),
    Place.CANCELLED: Sentence("You have given your seat back."),
    Place.NOT_LIMITED: Sentence("Nobody needs a seat here: the places are not limited."),
    Place.NOT_COUNTED: Sentence("You need no seat: the places here are limited for others."),
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

LIST_STEP = Sentence("Join those who wait: a seat that becomes free is offered in their order.")
PLACE_STEPS: Mapping[Place, Sentence] = {
    Place.FULL: LIST_STEP,
    Place.QUOTA_FULL: LIST_STEP,
    Place.WAITED_FOR: LIST_STEP,
    Place.NEEDS_REGISTRATION: Sentence("Register for it first; then a seat can be taken."),
    Place.ONLINE: Sentence("To come to the room, change it to on site on your own page."),
    Place.NOT_CARRIED: Sentence("Have it confirmed; then a seat can be taken."),
}

SEAT_WORDS: Mapping[str, Sentence] = {
    "seated": Sentence("You have a seat."),
    "offered": Sentence("A seat is offered to you until {ends}."),
    "waiting": Sentence("You are number {rank} of {total} who wait."),
    "cancelled": Sentence("You have given your seat back."),
    "ended": Sentence("A seat was offered to you until {ends}. It was not taken, and has passed on."),
    "place_waiting": Sentence("You are number {rank} of {total} who wait for a place."),
    "place_offered": Sentence("A place is held for you until {ends}."),
    "taken_off": Sentence("The secretariat has taken you off the list: {reason}"),
}
"""How a seat stands, in words; two more ways in which one was cancelled; and the place of a segment."""

WENT_WITH_IT = Sentence("Your seat went back when your registration changed.")
WAITED_WITH_IT = Sentence("You wait no more: your registration changed.")
WAITS_NO_MORE = Sentence("You wait no more, and no place is held for you.")
MOVED_AWAY = Sentence("Your seat has ended: the meeting belongs to another part now.")

WENT = {str(sentence): sentence for sentence in (WENT_WITH_IT, WAITED_WITH_IT, WAITS_NO_MORE, MOVED_AWAY)}
"""How a seat that went was noted where nobody gave it back; kept as it is, it speaks every language."""

SEAT_MARKS: Mapping[str, tuple[str, str]] = {
    "seated": ("ok", "ok"),
    "offered": ("new", "inf"),
    "waiting": ("wait", "mut"),
    "cancelled": ("none", "mut"),
}


@dataclass(frozen=True)
class Limit:
    """The places of a meeting: how many the room has (None: as many as come), for whom, under which quotas, and when.

    The seats of the room bound who comes to it; quotas bound whom they name, on site or online.
    """

    seats: int | None
    seats_for: str = ""
    opening: Opening | None = None
    is_held: bool = True
    quotas: tuple[Bound, ...] = ()

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """All that bounds the places: the seats of the room, then the quotas."""
        room = () if self.seats is None else (Bound(self.seats, mode=ON_SITE, number=SEATS_OF_THE_ROOM),)
        return (*room, *self.quotas)


@dataclass(frozen=True)
class Asker:
    """Who asks for a seat: the approved registration for the meeting's segment, or none, and the right in this meeting.

    `state` is that of the registration where it can't be asked on; "approved" when its affiliation does not carry it.
    `claim` is what quotas look at.
    """

    constituency: str | None
    is_partner: bool = False
    right: str = "attend"
    state: str = ""
    claim: Claim = ANYBODY


def stands_by_right(constituency: str, *, seats_for: str, is_partner: bool) -> bool:
    """Whether somebody's place is not counted: States, secretariat and partners' delegations where the limit is for observers."""
    return seats_for == FOR_OBSERVERS and (constituency in STATES or constituency == SECRETARIAT or is_partner)


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
    if not limit.bounds:
        return Place.NOT_LIMITED
    if asker.constituency is None:
        return NOT_APPROVED.get(asker.state, Place.NEEDS_REGISTRATION)
    if asker.right == "closed":
        return Place.CLOSED_TO_YOU
    if not any(bound.fits(asker.claim) for bound in limit.bounds):
        return Place.ONLINE if asker.claim.mode == ONLINE else Place.NOT_COUNTED
    if stands_by_right(asker.constituency, seats_for=limit.seats_for, is_partner=asker.is_partner):
        return Place.BY_RIGHT
    return None if is_open(limit.opening, now) else Place.NOT_OPEN


def decide_place(before: Book, after: Book, asker: Asker) -> Place:
    """Who asks takes one of the places left, finds all taken, or others waiting for them.

    `before` is how the places stand, `after` how they do once those who wait have been offered what is theirs.
    """
    if after.has_room(asker.claim):
        return Place.SEATED
    if before.has_room(asker.claim):
        return Place.WAITED_FOR
    return Place.FULL if any(bound.is_of_the_room for bound in after.full_for(asker.claim)) else Place.QUOTA_FULL
