"""The catalogue of roles: what each may do now and where it can be held; and the refusals of giving and taking back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogue.dialogues.rules import CHAIR, DIALOGUE_SECRETARY, RAPPORTEUR
from events.editions.rules import ORGANIZER, PROGRAMME_ORGANIZER
from events.programme.rules.deeds import HOST
from events.registration.rules.registering import CHECK_IN, REGISTRAR
from events.venues.rules import INTERPRETATION_COORDINATOR
from foundation.errors import Invalid, Missing, Refused
from foundation.sentences import Sentence
from stakeholders.mandates.rules import ANNUAL_REPORT_DRAFTER, REPORT_AUTHOR
from stakeholders.organizations.rules import AUDITOR, FOCAL_POINT

PAGE = 50
"""How many of those who held a role before stand on a page."""
MOST_FOUND = 20
"""How many people a search shows."""

HOUSE, EDITION, SEGMENT, ORGANIZATION, MEETING = "house", "edition", "segment", "organization", "meeting"


SCOPE_WORDS: Mapping[str, Sentence] = {
    HOUSE: Sentence("the whole house"),
    EDITION: Sentence("a whole edition"),
    SEGMENT: Sentence("one segment"),
    ORGANIZATION: Sentence("one organization"),
    MEETING: Sentence("one meeting"),
}
"""Where a role can be held."""


@dataclass(frozen=True)
class RoleOf:
    """A role: its title, what it may do now, where it can be held, whether organizers give it here, and whether it
    opens anything yet."""

    title: Sentence
    may: Sentence
    scopes: tuple[str, ...]
    is_given_here: bool = True
    opens: bool = True


CATALOGUE: Mapping[str, RoleOf] = {
    ORGANIZER: RoleOf(
        Sentence("Organizer"),
        Sentence(
            "Runs an edition: its programme, places, registrations and roles, and reads its journal; for a segment, the "
            "meetings, registrations and roles of that segment alone. In the house, also keeps what belongs to all "
            "editions: organizations, merges and bases of participation."
        ),
        (HOUSE, EDITION, SEGMENT),
    ),
    PROGRAMME_ORGANIZER: RoleOf(
        Sentence("Programme organizer"),
        Sentence(
            "Plans the meetings and publishes the programme of an edition; for a segment, plans its meetings, "
            "and publishing stays with the edition’s organizers. Also reads registrations, sets quotas, keeps waiting "
            "lists and answers access needs; decides on no registration."
        ),
        (HOUSE, EDITION, SEGMENT),
    ),
    REGISTRAR: RoleOf(
        Sentence("Registrar"),
        Sentence(
            "Decides on registrations, seats and delegations, and on accreditation for the session, of an edition or of "
            "one segment. In an edition, until it is over, also confirms affiliations and verifies focal points. In the "
            "house, also keeps what belongs to all editions: organizations, merges and bases of participation. "
            "Organizers and auditors read the journal; registrars don’t."
        ),
        (HOUSE, EDITION, SEGMENT),
    ),
    CHECK_IN: RoleOf(
        Sentence("Check-in"),
        Sentence("Opens nothing yet: letting people in at the doors comes with the badges."),
        (EDITION, SEGMENT, MEETING),
        opens=False,
    ),
    HOST: RoleOf(
        Sentence("Host"),
        Sentence(
            "Changes the texts and needs of its own meetings and moves them within their days: one meeting, "
            "or all that an organization hosts."
        ),
        (ORGANIZATION, MEETING),
    ),
    DIALOGUE_SECRETARY: RoleOf(
        Sentence("Secretary of a dialogue"),
        Sentence("Opens nothing yet: the desk of the dialogue’s secretary comes with the floor."),
        (EDITION, SEGMENT, MEETING),
        opens=False,
    ),
    CHAIR: RoleOf(
        Sentence("Chair"),
        Sentence("Opens nothing yet: the chair’s desk comes with the floor."),
        (EDITION, SEGMENT, MEETING),
        opens=False,
    ),
    RAPPORTEUR: RoleOf(
        Sentence("Rapporteur"),
        Sentence("Opens nothing yet: writing down what comes of a meeting comes with the outcomes."),
        (EDITION, SEGMENT, MEETING),
        opens=False,
    ),
    INTERPRETATION_COORDINATOR: RoleOf(
        Sentence("Interpretation coordinator"),
        Sentence("Opens nothing yet: planning teams and booths comes with interpretation."),
        (HOUSE, EDITION, SEGMENT),
        opens=False,
    ),
    FOCAL_POINT: RoleOf(
        Sentence("Focal point"),
        Sentence(
            "Manages the people of an organization and changes the meetings it hosts; "
            "given by a term that the secretariat verifies, not here."
        ),
        (ORGANIZATION,),
        is_given_here=False,
    ),
    REPORT_AUTHOR: RoleOf(
        Sentence("Author of reports"),
        Sentence("Opens nothing yet: writing an organization’s reports comes with the reports."),
        (ORGANIZATION,),
        opens=False,
    ),
    ANNUAL_REPORT_DRAFTER: RoleOf(
        Sentence("Drafter of the annual report"),
        Sentence("Opens nothing yet: drafting the Secretary-General’s report comes with the reports."),
        (HOUSE, EDITION),
        opens=False,
    ),
    AUDITOR: RoleOf(
        Sentence("Auditor"),
        Sentence(
            "Reads the desks and the journal, as organizers do, and changes nothing; reads neither access needs nor letters."
        ),
        (HOUSE, EDITION),
    ),
}
"""Every role that there is, in the order of the page."""


class NotGivenSo(Refused):
    sentence = Sentence("This role is not held there.")
    next_step = Sentence("The list below the form says where each role can be held.")


class HeldAlready(Refused):
    sentence = Sentence("{name} holds this role there already, for the same days.")


class UnknownPerson(Refused):
    sentence = Sentence("There is no such account.")
    next_step = Sentence("Look for the person again: everyone who has signed up can be found.")


class UnknownPlaceOfRole(Invalid):
    sentence = Sentence("There is no {key} here that a role could be held for.")


class EndsTooEarly(Invalid):
    sentence = Sentence("The last day lies before the first, or is over already.")


class UnknownGrant(Missing):
    sentence = Sentence("There is no such role that could be taken back here.")
    next_step = Sentence("Somebody may have taken it back already.")


class GivenByTerm(Refused):
    sentence = Sentence("Focal points are given and ended by their terms.")
    next_step = Sentence("End the term on the desk of focal points.")


class OwnLastRole(Refused):
    sentence = Sentence("This is your own last role of organizer here: nobody takes that away from themselves.")
    next_step = Sentence("Give somebody else the role; they can take yours back.")


def term(first: date | None, last: date | None, zone: str, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From the beginning of a day to the end of another, on the wall of a zone; raises EndsTooEarly."""
    wall = ZoneInfo(zone)
    since = datetime.combine(first, time(), wall).astimezone(UTC) if first else None
    until = datetime.combine(last + timedelta(days=1), time(), wall).astimezone(UTC) if last else None
    if until is not None and until <= max(now, since or now):
        raise EndsTooEarly
    return since, until


def last_day(until: datetime, zone: str) -> date:
    """The last day, on the wall of a zone, of what ends before an instant."""
    return (until - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()


def given_here(*scopes: str) -> list[str]:
    """The roles that organizers give in one of these kinds of scope, in the order of the page."""
    return [
        name for name, role in CATALOGUE.items() if role.is_given_here and any(kind in scopes for kind in role.scopes)
    ]
