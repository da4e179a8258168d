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
from events.registration.rules.coming import Question, UnknownChoice
from events.registration.rules.entry import Entry, decide_entry, foresee_entry
from events.registration.rules.openings import registration_words
from events.registration.rules.rights import right_in
from events.venues import queries as venues
from events.venues.models import Building
from foundation.sentences import Sentence
from stakeholders.accreditation import queries as accreditation
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules import PARTICIPANT, STATE

BODIES = Sentence("Bodies of the directory")
GROUPS = {"body": BODIES, PARTICIPANT: Sentence("Others who take part"), STATE: Sentence("States")}
"""The directory's groups by kind of organization; every other kind is a body."""

T = TypeVar("T", Constituency, Organization)


@dataclass(frozen=True)
class KindRight:
    """A kind of meeting in a part: how many there are, and the right in it; `named` when some let in only whom they name."""

    kind: str
    meetings: int
    right: str
    named: str | None


@dataclass(frozen=True)
class PartAnswer:
    """The answer for one part of an edition."""

    part: EditionPart
    entry: Entry
    times: Sentence
    rights: Sequence[KindRight]
    limited: Sequence[Facts]
    doors: Sequence[Building]


@dataclass(frozen=True)
class Coming:
    """What can be asked, what was asked, and the answers (none before a constituency is known)."""

    edition: Edition
    is_over: bool
    constituencies: Sequence[Constituency]
    directory: Sequence[tuple[Sentence, Sequence[Organization]]]
    question: Question
    constituency: Constituency | None
    organization: Organization | None
    listed_as: Constituency | None
    answers: Sequence[PartAnswer]


def coming(edition_key: str, question: Question, *, now: datetime) -> Coming:
    """The answers to a question; raises UnknownEdition, UnknownChoice."""
    edition = editions.edition_in_full(edition_key)
    found, directory = organizations.constituencies(), organizations.organizations_to_choose()
    parts = capacities.parts_of(edition, now=now)
    if question.segment and capacities.part_in(parts, question.segment) is None:
        raise UnknownChoice(choice=question.segment)
    organization = _chosen(directory, question.organization)
    listed_as = next((each for each in found if organization and each.id == organization.constituency_id), None)
    constituency = _chosen(found, question.constituency) or listed_as
    asked = [each for each in parts if question.segment in ("", each.segment.key)]
    return Coming(
        edition=edition,
        is_over=edition.ends_on < now.astimezone(ZoneInfo(edition.zone)).date(),
        constituencies=found,
        directory=_grouped(directory),
        question=question,
        constituency=constituency,
        organization=organization,
        listed_as=listed_as if listed_as is not constituency else None,
        answers=_answers(edition, asked, constituency, organization, now) if constituency else [],
    )


def _grouped(directory: Sequence[Organization]) -> list[tuple[Sentence, list[Organization]]]:
    """The directory as a person looks for themselves in it: bodies, others who take part, States."""
    groups: dict[Sentence, list[Organization]] = {words: [] for words in GROUPS.values()}
    for each in directory:
        groups[GROUPS.get(each.kind, BODIES)].append(each)
    return [(words, rows) for words, rows in groups.items() if rows]


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
    houses = venues.buildings({facts.place.building for facts in meetings if facts.place})
    rights, named = accreditation.rights_by_kind(), accreditation.rights_of_named()
    return [
        PartAnswer(
            part=each,
            entry=entry,
            times=registration_words(each.opening, now),
            rights=_rights(of_part(meetings, each), constituency.key, rights, named),
            limited=[facts for facts in of_part(meetings, each) if facts.seats],
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
    counted: dict[tuple[str, str, str | None], int] = {}
    for facts in meetings:
        of_named = named.get(facts.kind)
        right = right_in(constituency, rights.get(facts.kind, {}), open_for=facts.open_for, right_of_named=of_named)
        # Those that name the constituency are told apart from those of the same kind that do not.
        told = (facts.kind, right, of_named if right == "closed" else None)
        counted[told] = counted.get(told, 0) + 1
    return [KindRight(kind, number, right, of_named) for (kind, right, of_named), number in counted.items()]


def _doors(meetings: Sequence[Facts], houses: Mapping[str, Building]) -> list[Building]:
    keys = dict.fromkeys(facts.place.building for facts in meetings if facts.place and not facts.place.is_online)
    return [houses[key] for key in keys if key in houses and houses[key].badge]
