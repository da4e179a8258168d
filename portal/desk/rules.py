"""Which desks somebody may enter by the roles they hold, and what the outbox's desk calls things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from events.editions.rules import ORGANIZER, PROGRAMME_ORGANIZER
from events.registration.rules.registering import REGISTRAR
from foundation.errors import Forbidden, Missing
from foundation.sentences import Sentence
from stakeholders.organizations.rules import FOCAL_POINT

PAGE = 50
"""How many messages stand on a page."""


class DeskOf(StrEnum):
    """The desks of an edition."""

    PROGRAMME = "programme"
    BOARD = "board"
    PUBLISHING = "publishing"
    EDITION = "edition"
    ROOMS = "rooms"
    REGISTRATIONS = "registrations"


_PROGRAMME = (DeskOf.PROGRAMME, DeskOf.BOARD, DeskOf.PUBLISHING, DeskOf.EDITION, DeskOf.ROOMS)
DESKS: Mapping[str, Sequence[DeskOf]] = {
    ORGANIZER: (*_PROGRAMME, DeskOf.REGISTRATIONS),
    PROGRAMME_ORGANIZER: (*_PROGRAMME, DeskOf.REGISTRATIONS),
    REGISTRAR: (DeskOf.REGISTRATIONS,),
}
LATER: Mapping[str, Sentence] = {
    "chair": Sentence("The chair’s desk comes with the floor."),
    "dialogue_secretary": Sentence("The desk of the dialogue’s secretary comes with the floor."),
    "check_in": Sentence("Checking in at the doors comes with the badges."),
}
"""What is said to those whose desk stands in a later part of the work."""
CONFIRMING = (ORGANIZER, REGISTRAR, FOCAL_POINT)
"""Who confirms affiliations."""


class NotTheOrganizer(Forbidden):
    sentence = Sentence("Only an organizer looks after the messages.")


class NoSuchMessage(Missing):
    sentence = Sentence("There is no such message.")


class NoSuchJob(Missing):
    sentence = Sentence("There is no such job.")


@dataclass(frozen=True)
class Role:
    """A role that is held: in the house, in an edition, in an organization."""

    name: str
    scope_kind: str
    scope_id: int | None


def edition_desks(roles: Iterable[Role], edition_id: int) -> list[DeskOf]:
    """The desks of an edition that are open to who holds these roles, in the order of the work."""
    within = {role.name for role in roles if _covers(role, edition_id)}
    open_desks = {desk for name in within for desk in DESKS.get(name, ())}
    return [desk for desk in DeskOf if desk in open_desks]


def may_look_after_messages(roles: Iterable[Role]) -> bool:
    """Whether somebody organizes the house, or any edition: the outbox belongs to all of them."""
    return any(role.name == ORGANIZER and role.scope_kind in ("house", "edition") for role in roles)


def may_confirm(roles: Iterable[Role]) -> bool:
    """Whether somebody may confirm affiliations of anybody."""
    return any(role.name in CONFIRMING for role in roles)


def to_come(roles: Iterable[Role]) -> list[Sentence]:
    """What is said about desks that are not here yet, once each."""
    return list(dict.fromkeys(LATER[role.name] for role in roles if role.name in LATER))


def masked(address: str) -> str:
    """An address that tells its house and not its person: "a…@example.org"."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def pages_of(total: int) -> int:
    """How many pages a list has; an empty one has one."""
    return max(1, -(-total // PAGE))


def _covers(role: Role, edition_id: int) -> bool:
    return role.scope_kind == "house" or (role.scope_kind == "edition" and role.scope_id == edition_id)
