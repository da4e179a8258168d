"""May I come? The answers for a constituency or an organization, part by part, before anybody has an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.queries import versions
from events.programme.rules.facts import Facts, NothingPublished
from events.registration.queries import capacities
from events.registration.queries.capacities import EditionPart
from events.registration.queries.extensions import for_asking
from events.registration.rules.coming import Question, UnknownChoice
from events.registration.rules.entry import (
    SECRETARIAT,
    Entry,
    applies_for_basis,
    decide_entry,
    foresee_entry,
    on_condition,
)
from events.registration.rules.extensions import Asking
from events.registration.rules.openings import registration_words
from events.registration.rules.places import stands_by_right
from events.registration.rules.rights import right_in
from events.venues import queries as venues
from events.venues.models import Building
from foundation.sentences import Sentence
from stakeholders.accreditation import queries as accreditation
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Constituency, Organization

T = TypeVar("T", Constituency, Organization)


@dataclass(frozen=True)
class GivenRight:
    """A right in some meetings of a kind, with their keys; `named` when they let in only whom they name."""

    right: str
    named: str | None
    keys: Sequence[str]


@dataclass(frozen=True)
class KindRight:
    """A kind of meeting in a part: how many there are, and the rights in them."""

    kind: str
    meetings: int
    rights: Sequence[GivenRight]


@dataclass(frozen=True)
class Limited:
    """A meeting with limited places, and whether who asks needs none."""

    facts: Facts
    needs_none: bool


@dataclass(frozen=True)
class PartAnswer:
    """The answer for one part of an edition; `applies` when the next step is an application for a basis."""

    part: EditionPart
    entry: Entry
    times: Sentence
    rights: Sequence[KindRight]
    limited: Sequence[Limited]
    applies: bool
    doors: Sequence[Building]


@dataclass(frozen=True)
class Coming:
    """What can be asked, what was asked, and the answers (none before a constituency is known).

    `set_aside` is the constituency asked for that the organization does not come under.
    """

    edition: Edition
    is_over: bool
    constituencies: Sequence[Constituency]
    directory: Sequence[tuple[Sentence, Sequence[tuple[Organization, str]]]]
    question: Question
    constituency: Constituency | None
    organization: Organization | None
    set_aside: Constituency | None
    answers: Sequence[PartAnswer]

    @property
    def may_register(self) -> bool:
        """Whether any part that was asked about has no plain no."""
        return not self.is_over and any(answer.entry.may for answer in self.answers)


def coming(edition_key: str, question: Question, *, now: datetime) -> Coming:
    """The answers to a question; raises UnknownEdition, UnknownChoice."""
    edition = editions.edition_in_full(edition_key)
    found, directory = organizations.constituencies(), organizations.organizations_to_choose()
    parts = capacities.parts_of(edition, now=now)
    if question.segment and capacities.part_in(parts, question.segment) is None:
        raise UnknownChoice(choice=question.segment)
    # The key of a record that was merged away leads on.
    organization = _chosen(directory, organizations.kept_key(question.organization, directory))
    wish = _chosen(found, question.constituency)
    constituency = _coming_under(found, wish, organization)
    asked = [each for each in parts if question.segment in ("", each.segment.key)]
    return Coming(
        edition=edition,
        is_over=edition.ends_on < now.astimezone(ZoneInfo(edition.zone)).date(),
        constituencies=found,
        directory=organizations.choices_in_groups(directory),
        question=question,
        constituency=constituency,
        organization=organization,
        set_aside=wish if wish is not constituency else None,
        answers=_answers(edition, asked, constituency, organization, now) if constituency else [],
    )


def _coming_under(
    found: Sequence[Constituency], wish: Constituency | None, organization: Organization | None
) -> Constituency | None:
    """An organization of the directory comes under its own constituency; only staff servicing the meetings work anywhere."""
    if organization is None or (wish and wish.key == SECRETARIAT):
        return wish
    return next(each for each in found if each.id == organization.constituency_id)


def _chosen(rows: Sequence[T], key: str) -> T | None:
    if not key:
        return None
    for row in rows:
        if row.key == key:
            return row
    raise UnknownChoice(choice=key)


def _answers(
    edition: Edition,
    parts: Sequence[EditionPart],
    constituency: Constituency,
    organization: Organization | None,
    now: datetime,
) -> list[PartAnswer]:
    if organization:
        pair = (constituency.key, organization.id)
        capacity = capacities.capacities([pair])[pair]
        entries = [decide_entry(capacity, each.part, now=now) for each in parts]
    else:
        whole, listed = capacities.bases_of(constituency.key)
        entries = [foresee_entry(constituency.key, each.part, whole=whole, listed=listed, now=now) for each in parts]
    meetings = _meetings(edition)
    parts = for_asking(parts, edition, Asking(constituency.id, organization.id if organization else None))
    houses = venues.buildings({facts.place.building for facts in meetings if facts.place})
    rights, named = accreditation.rights_by_kind()
    entries = [on_condition(constituency.key, entry, each.part) for entry, each in zip(entries, parts, strict=True)]
    return [
        PartAnswer(
            part=each,
            entry=entry,
            times=registration_words(each.opening, now),
            rights=_rights(of_part(meetings, each), constituency.key, rights, named),
            limited=_limited(of_part(meetings, each), constituency.key, organization),
            applies=applies_for_basis(constituency.key, entry, each.part, now=now),
            doors=_doors(of_part(meetings, each), houses),
        )
        for each, entry in zip(parts, entries, strict=True)
    ]


def of_part(meetings: Sequence[Facts], each: EditionPart) -> list[Facts]:
    """The meetings of a part that take place."""
    return [facts for facts in meetings if facts.segment == each.segment.key and not facts.is_cancelled]


def _meetings(edition: Edition) -> list[Facts]:
    try:
        _, version = versions.published(edition.key)
    except NothingPublished:
        return []
    return [entry.facts for entry in versions.entries(version)]


def _rights(
    meetings: Sequence[Facts],
    constituency: str,
    rights: Mapping[str, Mapping[str, str]],
    named: Mapping[str, str | None],
) -> list[KindRight]:
    found: dict[str, dict[tuple[str, str | None], list[str]]] = {}
    for facts in meetings:
        of_named = named.get(facts.kind)
        right = right_in(constituency, rights.get(facts.kind, {}), open_for=facts.open_for, right_of_named=of_named)
        # Those that name the constituency are told apart from those of the same kind that do not.
        told = (right, of_named if right == "closed" else None)
        found.setdefault(facts.kind, {}).setdefault(told, []).append(facts.key)
    return [
        KindRight(kind, sum(map(len, told.values())), [GivenRight(*each, keys) for each, keys in told.items()])
        for kind, told in found.items()
    ]


def _limited(meetings: Sequence[Facts], constituency: str, organization: Organization | None) -> list[Limited]:
    found = []
    for facts in meetings:
        if facts.seats:
            partners = {body.key for body in facts.bodies if body.role == "partner"}
            is_partner = organization is not None and organization.key in partners
            by_right = stands_by_right(constituency, seats_for=facts.seats_for, is_partner=is_partner)
            found.append(Limited(facts, needs_none=by_right))
    return found


def _doors(meetings: Sequence[Facts], houses: Mapping[str, Building]) -> list[Building]:
    keys = dict.fromkeys(facts.place.building for facts in meetings if facts.place and not facts.place.is_online)
    return [houses[key] for key in keys if key in houses and houses[key].badge]
