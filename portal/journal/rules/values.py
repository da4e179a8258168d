"""What the values of facts are called that are words of the code: states, ranks, roles, fields."""

from __future__ import annotations

from collections.abc import Mapping

from events.delegations.rules.ranks import RANK_WORDS
from events.participants.rules.lists import KIND_WORDS
from events.programme.rules.answers import STANDING_WORDS
from events.programme.rules.draft_words import DRAFT_FIELD_WORDS, NO, WHEN_WORDS, YES
from events.programme.rules.draft_words import STATE_WORDS as MEETING_STATES
from events.registration.rules.change_requests import FIELD_WORDS as CHANGE_FIELDS
from events.registration.rules.deciding import VERDICT_WORDS
from events.registration.rules.needs import KIND_WORDS as NEEDS
from events.registration.rules.needs import STATE_WORDS as NEED_STATES
from events.registration.rules.registering import MODE_WORDS
from events.registration.rules.registering import STATE_WORDS as REGISTRATION_STATES
from foundation.sentences import Sentence
from stakeholders.accreditation.rules.applying import STATE_WORDS as APPLICATION_STATES

__all__ = ["DRAFT_FIELD_WORDS", "NO", "VALUE_WORDS", "YES"]

SEAT_STATES: Mapping[str, Sentence] = {
    "seated": Sentence("Taken"),
    "offered": Sentence("Offered"),
    "waiting": Sentence("Waiting"),
    "cancelled": Sentence("given up"),
}

ROLES: Mapping[str, Sentence] = {
    "organizer": Sentence("Organizer"),
    "programme_organizer": Sentence("Programme organizer"),
    "registrar": Sentence("Registrar"),
    "check_in": Sentence("Check-in"),
    "host": Sentence("Host"),
    "dialogue_secretary": Sentence("Secretary of a dialogue"),
    "chair": Sentence("Chair"),
    "rapporteur": Sentence("Rapporteur"),
    "interpretation_coordinator": Sentence("Interpretation coordinator"),
    "focal_point": Sentence("Focal point"),
    "report_author": Sentence("Author of reports"),
    "annual_report_drafter": Sentence("Drafter of the annual report"),
    "auditor": Sentence("Auditor"),
}

VALUE_WORDS: Mapping[str, Mapping[str, Mapping[str, Sentence]]] = {
    "state": {
        "registration": REGISTRATION_STATES,
        "seat": SEAT_STATES,
        "application": APPLICATION_STATES,
        "access_need": NEED_STATES,
        "meeting": MEETING_STATES,
    },
    "standing": {"": STANDING_WORDS},
    "mode": {"": MODE_WORDS},
    "rank": {"": RANK_WORDS},
    "verdict": {"": VERDICT_WORDS},
    "when": {"": WHEN_WORDS},
    "role": {"": ROLES},
    "scope": {"": {"house": Sentence("the house")}},
    "kinds": {"": NEEDS},
    "kind": {"participant_list": KIND_WORDS},
    "fields": {"meeting": DRAFT_FIELD_WORDS, "registration": CHANGE_FIELDS},
}
"""By the name of the fact, by the kind of the subject ("" for each), the words of a value."""
