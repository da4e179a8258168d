"""What bodies are called in words, how the directory is searched, and what a basis says of a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from foundation.sentences import Sentence
from stakeholders.mandates.rules import CO, LEAD, NAMED, Dated, holding
from stakeholders.organizations.rules.directory import REGIONS, SIX
from stakeholders.organizations.rules.searching import Named, acronyms_of, answers, called, fold, has_acronym

__all__ = ["REGIONS", "acronyms_of", "answers", "called", "fold", "has_acronym"]
"""What templates find here, beside the room’s own."""

ROLES: Mapping[str, Sentence] = {
    "LEAD": Sentence("leading facilitating agency"),
    "ALF": Sentence("action line facilitator"),
    "RC": Sentence("regional commission"),
    "MTF": Sentence("facilitator of a main theme"),
    "SEC": Sentence("secretariat"),
    "ORGAN": Sentence("intergovernmental organ"),
    "NET": Sentence("network"),
    "HOST": Sentence("host"),
}
"""The roles of a body in the follow-up, in words, in the order in which they are told."""

KINDS: Mapping[str, Sentence] = {
    "un_organ": Sentence("organ of the United Nations"),
    "functional_commission": Sentence("functional commission of the Council"),
    "un_entity": Sentence("United Nations entity"),
    "specialized_agency": Sentence("specialized agency"),
    "un_programme": Sentence("United Nations programme"),
    "un_secretariat": Sentence("part of the United Nations Secretariat"),
    "joint_agency": Sentence("joint agency"),
    "igo": Sentence("intergovernmental organization"),
    "regional_commission": Sentence("regional commission of the Council"),
    "alliance": Sentence("alliance"),
    "forum_secretariat": Sentence("forum and its secretariat"),
    "foundation": Sentence("foundation"),
    "interagency": Sentence("group of agencies"),
    "partnership": Sentence("partnership"),
    "ngo_umbrella": Sentence("association of non-governmental organizations"),
    "business_association": Sentence("business association"),
    "technical_community": Sentence("technical community"),
    "civil_society": Sentence("civil society organization"),
}

MANDATE_ROLES: Mapping[str, Sentence] = {
    LEAD: Sentence("leads"),
    CO: Sentence("co-facilitates"),
    NAMED: Sentence("named in the Annex of the Tunis Agenda"),
}


class Listed(Named, Protocol):
    """What the list of bodies needs of one."""

    @property
    def roles(self) -> list[str]: ...


B = TypeVar("B", bound=Listed)


@dataclass(frozen=True)
class Wish:
    """What the directory is asked for: words, a role, the key of a constituency; empty asks for all."""

    words: str = ""
    role: str = ""
    constituency: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.role or self.constituency)


def fitting(bodies: Iterable[tuple[B, str]], wish: Wish, *, language: str) -> list[B]:
    """The bodies (with the key of their constituency) that a wish fits, by their acronym in the reader's language."""
    found = [
        body
        for body, constituency in bodies
        if answers(body, wish.words)
        and (not wish.role or wish.role in body.roles)
        and (not wish.constituency or wish.constituency == constituency)
    ]
    return sorted(found, key=lambda body: (fold(called(body, language)), body.key))


def roles_in_words(roles: Iterable[str]) -> list[Sentence]:
    """The roles of a body in words, in the order in which they are told; unknown ones stand as they are."""
    held = list(roles)
    known = [sentence for role, sentence in ROLES.items() if role in held]
    return known + [Sentence("{role}", role=role) for role in held if role not in ROLES]


@dataclass(frozen=True)
class NameIn:
    """A body's name and acronym in one language; a name that is missing there is said as such."""

    language: str
    name: str
    acronym: str
    confidence: str


def names_in_six(body: Named, *, confidence: str, confidences: Mapping[str, str]) -> list[NameIn]:
    """Names and acronyms in the six languages; the English ones are as sure as the body, the others have marks of their own."""
    return [
        NameIn(
            code,
            body.names.get(code, ""),
            body.acronyms.get(code, body.acronym if code == "en" else ""),
            confidence if code == "en" else confidences.get("names", confidence),
        )
        for code in SIX
    ]


ENDED = Sentence("session {first}: ended"), Sentence("sessions {first} to {last}: ended")
NOT_BEGUN = Sentence("session {first}: not begun"), Sentence("sessions {first} to {last}: not begun")
VALID = Sentence("session {first}: valid"), Sentence("sessions {first} to {last}: valid")
"""What a basis says of the session at hand: of one that covers one session, of one that covers several."""


def validity(from_session: int, to_session: int | None, *, session: int | None) -> Sentence:
    """What a basis says, in words, for the session at hand."""
    if to_session is None:
        return Sentence("from session {first} on, standing", first=from_session)
    one, several = VALID
    if session is not None and to_session < session:
        one, several = ENDED
    elif session is not None and session < from_session:
        one, several = NOT_BEGUN
    return (one if to_session == from_session else several).with_values(first=from_session, last=to_session)


T = TypeVar("T")


class Held(Dated, Protocol):
    """What is needed of a mandate to tell whose it is."""

    organization_id: int


M = TypeVar("M", bound=Held)


@dataclass(frozen=True)
class Standing(Generic[T]):
    """A mandate of a body on a line, and whether it holds: a later lead of the line ends an earlier one."""

    mandate: T
    holds: bool


def mandates_of(body_id: int, mandates: Sequence[M], on: date) -> list[Standing[M]]:
    """A body's own among all the mandates of a line, the latest begun first."""
    held = {id(each) for role in MANDATE_ROLES for each in holding(mandates, role, on)}
    own = sorted(
        (each for each in mandates if each.organization_id == body_id), key=lambda each: each.since, reverse=True
    )
    return [Standing(each, id(each) in held) for each in own]
