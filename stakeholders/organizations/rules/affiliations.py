"""Under whose rights a person takes part on a day, what may be declared and confirmed, and the refusals of this room."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence

FOCAL_POINT = "focal_point"
"""The role of who speaks for an organization in this house, held in the scope of the organization."""

SECRETARIES = ("organizer", "registrar")
"""Roles that confirm all affiliations, held in the house or in any edition."""

AUDITOR = "auditor"
"""The role of who reads every desk within its scope and changes nothing."""

STATE, PARTICIPANT = "state", "participant"
NO_BODIES = (STATE, PARTICIPANT)
"""Kinds of organizations that send people and are no bodies of the directory."""

EXPERT, SECRETARIAT = "EXPERT", "SECRETARIAT"
"""Constituencies of those who stand alone, and of staff servicing the meetings wherever they work."""

MOST_DECLARED = 10
"""How many affiliations of one person may wait for a confirmation."""

SERVING, ALONE, SENT, UNLISTED = "serving", "alone", "sent", "unlisted"
"""How a person takes part: sent by an organization or State, alone as an invited expert, servicing the meetings, or
sent by an organization that is not in the directory yet."""

UNLISTED_CONSTITUENCIES = ("NGO-ECOSOC", "CSO-WSIS", "BUSINESS", "ACADEMIC-TECH", "IGO", "PRESS")
"""What an organization that a person names comes under; a State is never named so."""

UNLISTED_KEY = "P-"
"""How the keys of organizations begin that people have named."""

MOST_ORGANIZATION, MOST_REASON = 160, 300
MOST_NAMED_A_DAY = 3
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


class UnknownOrganization(Invalid):
    sentence = Sentence("Choose an organization or a State from the list.")


class UnknownConstituency(Invalid):
    sentence = Sentence("The constituencies are not loaded yet.")


class UnknownAffiliation(Missing):
    sentence = Sentence("There is no such affiliation any more.")
    next_step = Sentence("It was declined or taken back meanwhile. The list shows those that stand.")


class EndsBeforeItBegins(Invalid):
    sentence = Sentence("Choose a last day that is not before the first.")


class NoLastDay(Invalid):
    sentence = Sentence("Give a day, as 2027-05-13.")


class DayOutOfReach(Invalid):
    sentence = Sentence("Choose a day between 1990 and 2100.")


class WithThemAlready(Invalid):
    sentence = Sentence("You have declared this organization for some of these days already.")
    next_step = Sentence("End or take back the other one first, or choose days that do not overlap.")


class NoBodyToServe(Invalid):
    sentence = Sentence("The meetings are serviced by staff of a body of the directory. Choose one.")


class AloneOrSent(Invalid):
    sentence = Sentence("Choose one of both: stand alone, or name an organization.")


class InTheList(Invalid):
    sentence = Sentence("{name} is in the directory already, under {key}.")
    next_step = Sentence("Choose an organization or a State from the list.")


class NameNeeded(Invalid):
    sentence = Sentence("Give the name of your organization.")


class ConstituencyNeeded(Invalid):
    sentence = Sentence("Choose what kind of organization it is.")


class ReasonNeeded(Invalid):
    sentence = Sentence("Give a reason in {most} characters at most. It stands in the letter.")


def check_days(since: date, until: date | None) -> None:
    """Whether an affiliation can last from a day to a day; raises DayOutOfReach, EndsBeforeItBegins."""
    if not all(FIRST_DAY <= day <= LAST_DAY for day in (since, until or since)):
        raise DayOutOfReach
    if until is not None and until < since:
        raise EndsBeforeItBegins


class TooManyDeclared(Refused):
    sentence = Sentence("{most} of your affiliations wait for a confirmation already.")
    next_step = Sentence("Take one of them back first, or wait for a letter.")


class ConfirmedUntil(Refused):
    sentence = Sentence("This affiliation is confirmed until {day} at the latest.")
    next_step = Sentence("To stay longer, declare another one from then on.")


class AlreadyConfirmed(Refused):
    sentence = Sentence("This affiliation was confirmed before.")
    next_step = Sentence("It can’t be declined any more; the person can end it.")


class NotConfirmed(Refused):
    sentence = Sentence("This affiliation is not confirmed.")
    next_step = Sentence("It can be confirmed or declined.")


class NotOneself(Forbidden):
    sentence = Sentence("Nobody confirms an affiliation of one’s own.")
    next_step = Sentence("Another focal point or the secretariat does it.")


class NotYours(Forbidden):
    sentence = Sentence("You don’t confirm affiliations here.")
    next_step = Sentence("The focal points of an organization confirm its people; the secretariat confirms everybody.")


class Affiliated(Protocol):
    """What the rules need of an affiliation."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...
    @property
    def is_confirmed(self) -> bool: ...


A = TypeVar("A", bound=Affiliated)


def overlap(affiliation: Affiliated, since: date, until: date | None) -> bool:
    """Whether an affiliation has a day in common with a span."""
    return (until is None or affiliation.since <= until) and (affiliation.until is None or since <= affiliation.until)


def holds(affiliation: Affiliated, on: date) -> bool:
    """Whether an affiliation has begun by a day and not ended before it."""
    return affiliation.since <= on and (affiliation.until is None or on <= affiliation.until)


def capacities(affiliations: Iterable[A], on: date) -> list[A]:
    """Those under which a person takes part on a day: confirmed, begun and not ended."""
    return [each for each in affiliations if each.is_confirmed and holds(each, on)]


@dataclass(frozen=True)
class Capacity:
    """An affiliation as others ask for it: with whom, under whose rights, from when to when, confirmed or only declared.

    Who stands alone has no organization. `rank` is "minister" or empty, `stands_for` a role holder of the programme.
    """

    affiliation_id: int
    organization_id: int | None
    organization_key: str | None
    organization_kind: str | None
    organization_names: dict[str, str]
    constituency_id: int
    constituency_key: str
    constituency_names: dict[str, str]
    since: date
    until: date | None
    is_confirmed: bool
    rank: str
    stands_for: str

    @property
    def names(self) -> dict[str, str]:
        """What to call it: the organization's names, or the constituency's for who stands alone."""
        return self.organization_names or self.constituency_names


@dataclass(frozen=True)
class Reach:
    """Whose affiliations somebody may confirm: everybody's, or those of people sent by certain organizations."""

    everywhere: bool
    organization_ids: Collection[int] = ()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.organization_ids)


def reach(held: Iterable[tuple[str, str, int | None]]) -> Reach:
    """How far somebody reaches who holds these roles: (role, kind of scope, its number)."""
    roles = list(held)
    return Reach(
        everywhere=any(role in SECRETARIES and kind in ("house", "edition") for role, kind, _ in roles),
        organization_ids=frozenset(
            number for role, kind, number in roles if role == FOCAL_POINT and kind == "organization" and number
        ),
    )


def within_reach(reach: Reach, *, organization_id: int | None, is_sent: bool) -> bool:
    """Whether an affiliation lies within reach. A focal point speaks for those its organization sends, not for the Secretariat's staff."""
    return reach.everywhere or (is_sent and organization_id in reach.organization_ids)
