"""A later closing of registration for some: the latest that fits counts; none closes it earlier or opens it sooner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.registration.rules.openings import Opening
from foundation.errors import Invalid, Missing
from foundation.sentences import Sentence

MOST_REASON = 300


class UnknownExtension(Missing):
    sentence = Sentence("There is no such extension.")


class ForNobody(Invalid):
    sentence = Sentence("Say for whom registration closes later: a constituency, an organization or a person.")


class NobodyThere(Invalid):
    sentence = Sentence("There is no account with this e-mail address.")
    next_step = Sentence("The person signs up first; then it can close later for them.")


class NotLater(Invalid):
    sentence = Sentence("Registration for this part closes on {closes} for everybody. Choose a later moment.")


class TooLate(Invalid):
    sentence = Sentence("This part ends on {ends}. Choose an earlier moment.")


class NeverOpens(Invalid):
    sentence = Sentence("No time for registration is set for this part yet; set that first.")


def demand_within(closes_at: datetime, opening: Opening | None, ends_on: date, zone: str) -> None:
    """Go on only for a moment after the closing for everybody and before the part is over; raises NeverOpens, NotLater, TooLate."""
    if opening is None:
        raise NeverOpens
    if closes_at <= opening.closes_at:
        raise NotLater(closes=opening.closes_at)
    if closes_at > datetime.combine(ends_on + timedelta(days=1), time(), ZoneInfo(zone)):
        raise TooLate(ends=ends_on)


@dataclass(frozen=True)
class Asking:
    """Who asks: what is not known is None, and no extension that names it fits."""

    constituency: int | None = None
    organization: int | None = None
    account: int | None = None


@dataclass(frozen=True)
class Later:
    """That registration for a segment closes at another moment, for whom it names; all that it names must fit."""

    segment: int
    closes_at: datetime
    constituency: int | None = None
    organization: int | None = None
    account: int | None = None

    def fits(self, asking: Asking) -> bool:
        named = (
            (self.constituency, asking.constituency),
            (self.organization, asking.organization),
            (self.account, asking.account),
        )
        return any(mine is not None for mine, _ in named) and all(mine in (None, theirs) for mine, theirs in named)


def opening_for(opening: Opening | None, segment: int, extensions: Iterable[Later], asking: Asking) -> Opening | None:
    """When registration for a segment is open for who asks: from its opening on, before the latest closing that fits."""
    if opening is None:
        return None
    fitting = (each.closes_at for each in extensions if each.segment == segment and each.fits(asking))
    return replace(opening, closes_at=max([opening.closes_at, *fitting]))
