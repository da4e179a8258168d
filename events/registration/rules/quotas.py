"""Places under quotas that overlap: which of them fit a person, whether there is room, and who is next of those who wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

ON_SITE, ONLINE = "on_site", "online"
MEETING, SEGMENT = "meeting", "segment"
OFFER_HOURS = 24
"""For how long an offer holds its place where nothing else is set."""

AROUND = 20
"""How many others of those who wait one of them is shown."""

SEATS_OF_THE_ROOM = 0
"""The number of the bound that the published seats of a meeting are; quotas have their own."""


@dataclass(frozen=True)
class Target:
    """What has places: a meeting or a segment, by its number."""

    kind: str
    id: int


@dataclass(frozen=True)
class Claim:
    """What quotas look at in a person: the constituency, the organization and how the person takes part."""

    constituency: int | None
    organization: int | None = None
    mode: str = ON_SITE


ANYBODY = Claim(None)


@dataclass(frozen=True)
class Bound:
    """At most so many places for whom it names; one that names nobody bounds all."""

    places: int
    constituency: int | None = None
    organization: int | None = None
    mode: str | None = None
    number: int = SEATS_OF_THE_ROOM

    @property
    def is_for_all(self) -> bool:
        """Whether it names no constituency and no organization."""
        return self.constituency is None and self.organization is None

    @property
    def is_of_the_room(self) -> bool:
        """Whether everybody who comes counts in it: it is the seats of the room, or names nobody and no way of taking part."""
        return self.number == SEATS_OF_THE_ROOM or (self.is_for_all and self.mode is None)

    def fits(self, claim: Claim) -> bool:
        """Whether a place of this person counts in it."""
        return (
            self.constituency in (None, claim.constituency)
            and self.organization in (None, claim.organization)
            and self.mode in (None, claim.mode)
        )


Held = Mapping[Claim, int]
"""How many places are held, by what quotas look at in who holds them."""


@dataclass(frozen=True)
class Waiter:
    """Somebody who waits, with the number of the seat's row; `may` says that a place could be theirs now."""

    seat: int
    account: int
    claim: Claim
    may: bool = True


@dataclass(frozen=True)
class Book:
    """The places of a meeting or segment at an instant: what bounds them, who holds them, who waits, in the shown order.

    An offer counts among those held until it ends.
    """

    bounds: Sequence[Bound]
    held: Held = field(default_factory=dict)
    line: Sequence[Waiter] = ()

    def bounding(self, claim: Claim) -> list[Bound]:
        """The bounds that a place of this person counts in."""
        return [bound for bound in self.bounds if bound.fits(claim)]

    def held_in(self, bound: Bound) -> int:
        """How many places are held in a bound."""
        return sum(number for claim, number in self.held.items() if bound.fits(claim))

    def left_for(self, claim: Claim) -> int | None:
        """How many places are left for somebody like this; None where nothing bounds them."""
        left = [bound.places - self.held_in(bound) for bound in self.bounding(claim)]
        return max(min(left), 0) if left else None

    def has_room(self, claim: Claim) -> bool:
        """Whether one more fits into every quota of theirs."""
        return self.left_for(claim) != 0

    def full_for(self, claim: Claim) -> list[Bound]:
        """The bounds that leave no place for somebody like this."""
        return [bound for bound in self.bounding(claim) if self.held_in(bound) >= bound.places]

    def with_one(self, claim: Claim) -> Book:
        """The same when one more place is held."""
        return replace(self, held={**self.held, claim: self.held.get(claim, 0) + 1})

    def without_one(self, claim: Claim) -> Book:
        """The same when one place fewer is held."""
        return replace(self, held={**self.held, claim: self.held.get(claim, 0) - 1})

    def over(self) -> list[Bound]:
        """Where more is held than there are places: nobody loses one, and nobody new gets one until it falls."""
        return [bound for bound in self.bounds if self.held_in(bound) > bound.places]

    def rank(self, account: int) -> int | None:
        """The rank of a person among those who wait, from 1 on; None when the person does not wait."""
        return next((rank for rank, each in enumerate(self.line, 1) if each.account == account), None)


def next_in_line(book: Book) -> list[Waiter]:
    """Who of those who wait has a place now, in the shown order.

    The first who fits into every quota of theirs comes first. Whose quota is full is passed over, and keeps the rank.
    """
    left = [bound.places - book.held_in(bound) for bound in book.bounds]
    counted: dict[Claim, list[int]] = {}
    found = []
    for waiter in book.line:
        if waiter.claim not in counted:
            counted[waiter.claim] = [at for at, bound in enumerate(book.bounds) if bound.fits(waiter.claim)]
        if waiter.may and all(left[at] > 0 for at in counted[waiter.claim]):
            found.append(waiter)
            for at in counted[waiter.claim]:
                left[at] -= 1
    return found


def around(rank: int, total: int, *, most: int = AROUND) -> range:
    """The ranks that are shown to somebody of this rank: so many others, as many before as after where they are there."""
    first = max(min(rank - most // 2, total - most), 1)
    return range(first, min(first + most, total) + 1)


def after_offers(book: Book, offers: Iterable[Waiter]) -> Book:
    """The same when these hold an offer and wait no more."""
    gone = set()
    for waiter in offers:
        book = book.with_one(waiter.claim)
        gone.add(waiter.seat)
    return replace(book, line=[each for each in book.line if each.seat not in gone])


def offer_end(*, now: datetime, hours: int, until: Iterable[datetime | None] = ()) -> datetime | None:
    """When an offer that is made now ends: after some hours, never past any of these instants; None when it is too late."""
    ends = min([now + timedelta(hours=hours), *(each for each in until if each)])
    return ends if ends > now else None
