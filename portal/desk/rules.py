"""Which desks somebody may enter by the roles they hold, and what the outbox's desk calls things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dialogue.dialogues.rules import CHAIR, DIALOGUE_SECRETARY, RAPPORTEUR
from events.editions.rules import ORGANIZER, PROGRAMME_ORGANIZER
from events.registration.rules.registering import CHECK_IN, REGISTRAR
from events.venues.rules import INTERPRETATION_COORDINATOR
from foundation.errors import Forbidden, Missing
from foundation.sentences import Sentence
from stakeholders.mandates.rules import ANNUAL_REPORT_DRAFTER, REPORT_AUTHOR
from stakeholders.organizations.rules import AUDITOR, FOCAL_POINT
from stakeholders.organizations.rules.directory import may_look

PAGE = 50
"""How many messages stand on a page."""


class DeskOf(StrEnum):
    """The desks of an edition."""

    PROGRAMME = "meetings"
    BOARD = "board"
    PUBLISHING = "publish"
    ROOMS = "rooms"
    REGISTRATIONS = "registrations"
    DELEGATIONS = "delegations"
    CHANGES = "changes"
    PLACES = "places"
    PARTICIPANTS = "participants"
    NEEDS = "needs"
    EDITION = "edition"
    ROLES = "roles"
    JOURNAL = "journal"


class HouseDesk(StrEnum):
    """The desks that belong to no edition."""

    ORGANIZATIONS = "organizations"
    ALIKE = "alike"
    FOCAL_POINTS = "focal_points"
    AFFILIATIONS = "affiliations"
    ACCREDITATION = "accreditation"
    BASES = "bases"
    MESSAGES = "messages"
    ROLES = "house_roles"
    JOURNAL = "house_journal"


Desk = DeskOf | HouseDesk
WORDS: Mapping[Desk, Sentence] = {
    DeskOf.PROGRAMME: Sentence("Meetings"),
    DeskOf.BOARD: Sentence("Board"),
    DeskOf.PUBLISHING: Sentence("Publish"),
    DeskOf.ROOMS: Sentence("Venues and rooms"),
    DeskOf.REGISTRATIONS: Sentence("Registrations"),
    DeskOf.DELEGATIONS: Sentence("Delegations"),
    DeskOf.CHANGES: Sentence("Changes asked for"),
    DeskOf.PLACES: Sentence("Places"),
    DeskOf.PARTICIPANTS: Sentence("List of participants"),
    DeskOf.NEEDS: Sentence("Access needs"),
    DeskOf.EDITION: Sentence("Edition and segments"),
    DeskOf.ROLES: Sentence("Roles"),
    DeskOf.JOURNAL: Sentence("Journal"),
    HouseDesk.ORGANIZATIONS: Sentence("Organizations"),
    HouseDesk.ALIKE: Sentence("Likely duplicates"),
    HouseDesk.FOCAL_POINTS: Sentence("Focal points"),
    HouseDesk.AFFILIATIONS: Sentence("Affiliations"),
    HouseDesk.ACCREDITATION: Sentence("Accreditation"),
    HouseDesk.BASES: Sentence("Bases of participation"),
    HouseDesk.MESSAGES: Sentence("Messages and jobs"),
    HouseDesk.ROLES: Sentence("Roles"),
    HouseDesk.JOURNAL: Sentence("Journal"),
}
_PEOPLE_DESKS = (
    *(DeskOf.REGISTRATIONS, DeskOf.DELEGATIONS, DeskOf.CHANGES),
    *(DeskOf.PLACES, DeskOf.PARTICIPANTS, DeskOf.NEEDS),
)
GROUPS: Sequence[tuple[Sentence, Collection[Desk]]] = (
    (Sentence("Programme"), (DeskOf.PROGRAMME, DeskOf.BOARD, DeskOf.PUBLISHING, DeskOf.ROOMS)),
    (Sentence("People"), _PEOPLE_DESKS),
    (Sentence("Edition"), (DeskOf.EDITION, DeskOf.ROLES, DeskOf.JOURNAL)),
    (Sentence("The house"), tuple(HouseDesk)),
)
"""How the desks stand together."""
_OF_HOSTS = (DeskOf.PROGRAMME, DeskOf.BOARD)
_PROGRAMME = (DeskOf.PROGRAMME, DeskOf.BOARD, DeskOf.PUBLISHING, DeskOf.ROOMS, DeskOf.EDITION)
_SENT = (DeskOf.DELEGATIONS, DeskOf.CHANGES)
_PEOPLE = (DeskOf.REGISTRATIONS, DeskOf.PLACES, DeskOf.PARTICIPANTS, DeskOf.NEEDS)
DESKS: Mapping[str, Sequence[DeskOf]] = {
    ORGANIZER: (*_PROGRAMME, *_PEOPLE, *_SENT, DeskOf.ROLES, DeskOf.JOURNAL),
    PROGRAMME_ORGANIZER: (*_PROGRAMME, *_PEOPLE),
    REGISTRAR: (*_PEOPLE, *_SENT),
    # What people need is nobody’s to audit.
    AUDITOR: (
        *_PROGRAMME,
        *_SENT,
        DeskOf.REGISTRATIONS,
        DeskOf.PLACES,
        DeskOf.PARTICIPANTS,
        DeskOf.ROLES,
        DeskOf.JOURNAL,
    ),
}
_OF_A_SEGMENT = (DeskOf.PROGRAMME, DeskOf.BOARD, *_PEOPLE)
DESKS_OF_A_SEGMENT: Mapping[str, Sequence[DeskOf]] = {
    ORGANIZER: (*_OF_A_SEGMENT, *_SENT, DeskOf.ROLES),
    PROGRAMME_ORGANIZER: _OF_A_SEGMENT,
    REGISTRAR: (*_PEOPLE, *_SENT),
}
"""The desks that a role opens where it is held for one segment alone; each shows that segment’s part."""
LATER: Mapping[str, Sentence] = {
    CHAIR: Sentence("The chair’s desk comes with the floor."),
    DIALOGUE_SECRETARY: Sentence("The desk of the dialogue’s secretary comes with the floor."),
    CHECK_IN: Sentence("Checking in at the doors comes with the badges."),
    RAPPORTEUR: Sentence("The rapporteur’s desk comes with the outcomes."),
    INTERPRETATION_COORDINATOR: Sentence("Planning teams and booths comes with interpretation."),
    REPORT_AUTHOR: Sentence("Writing an organization’s reports comes with the reports."),
    ANNUAL_REPORT_DRAFTER: Sentence("Drafting the annual report comes with the reports."),
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


def edition_desks(roles: Iterable[Role], edition_id: int, segments: Collection[int] = ()) -> list[DeskOf]:
    """The desks of an edition that are open to who holds these roles, in the order of the work.

    `segments` are those of the edition.
    """
    open_desks: set[DeskOf] = set()
    for role in roles:
        if _covers(role, edition_id):
            open_desks.update(DESKS.get(role.name, ()))
        elif role.scope_kind == "segment" and role.scope_id in segments:
            open_desks.update(DESKS_OF_A_SEGMENT.get(role.name, ()))
    return [desk for desk in DeskOf if desk in open_desks]


def house_desks(roles: Iterable[Role]) -> list[HouseDesk]:
    """The desks that belong to no edition and are open to who holds these roles, in the order of the work."""
    held = list(roles)
    keeps = may_look([(role.name, role.scope_kind) for role in held])
    is_open = {
        HouseDesk.ORGANIZATIONS: keeps,
        HouseDesk.ALIKE: keeps,
        HouseDesk.FOCAL_POINTS: keeps,
        HouseDesk.AFFILIATIONS: keeps or may_confirm(held),
        HouseDesk.ACCREDITATION: keeps,
        HouseDesk.BASES: keeps,
        HouseDesk.MESSAGES: may_look_after_messages(held),
        HouseDesk.ROLES: may_see_house(held),
        HouseDesk.JOURNAL: may_see_house(held),
    }
    return [desk for desk in HouseDesk if is_open[desk]]


def grouped(desks: Iterable[Desk], current: str = "") -> list[tuple[Sentence, list[Desk]]]:
    """The desks that are open, by group; the one that somebody stands at is among them, and a host’s two together."""
    is_open = {*desks, *(desk for desk in WORDS if desk == current)}
    if current in _OF_HOSTS:
        is_open.update(_OF_HOSTS)
    groups = [(words, [desk for desk in group if desk in is_open]) for words, group in GROUPS]
    return [(words, group) for words, group in groups if group]


def sends_people(roles: Iterable[Role]) -> bool:
    """Whether somebody speaks for an organization, and so looks after its delegations."""
    return any(role.name == FOCAL_POINT and role.scope_kind == "organization" for role in roles)


def segments_told(roles: Iterable[Role], edition_id: int, segments: Collection[int]) -> set[int]:
    """The segments of an edition whose figures are told to who holds these roles."""
    held = list(roles)
    if any(_covers(role, edition_id) and role.name in DESKS for role in held):
        return set(segments)
    own = {role.scope_id for role in held if role.scope_kind == "segment" and role.name in DESKS_OF_A_SEGMENT}
    return {number for number in segments if number in own}


def may_see_house(roles: Iterable[Role]) -> bool:
    """Whether somebody organizes or audits the house: its roles and its journal are open to them."""
    return any(role.name in (ORGANIZER, AUDITOR) and role.scope_kind == "house" for role in roles)


def may_look_after_messages(roles: Iterable[Role]) -> bool:
    """Whether somebody organizes the house, or any edition: the outbox belongs to all of them."""
    return any(role.name == ORGANIZER and role.scope_kind in ("house", "edition") for role in roles)


def may_confirm(roles: Iterable[Role]) -> bool:
    """Whether somebody may confirm affiliations of anybody."""
    return any(role.name in CONFIRMING and role.scope_kind not in ("segment", "meeting") for role in roles)


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
