"""What the numbers and keys in lines of the journal are called, in the reader's language; one read for each kind of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, or_, select

from events.delegations.models import Delegation, Member
from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.registration.models import Registration
from foundation import languages
from foundation.db import db
from portal.journal.rules.telling import Mention, Word
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules import searching


@dataclass(frozen=True)
class Names:
    """Names by kind, and by number or key."""

    found: Mapping[str, Mapping[int | str, str]]

    def of(self, mention: Mention) -> str:
        """The name of what is mentioned; empty where there is none (any more)."""
        return self.found.get(mention.kind, {}).get(mention.key, "")

    def spell(self, word: Word) -> Word:
        """A word with names in place of what it mentions; of what has none, its number or key stays."""
        if isinstance(word, Mention):
            return self.of(word) or str(word.key)
        return [self.spell(each) for each in word] if isinstance(word, list) else word


def names(mentions: Iterable[Mention]) -> Names:
    """The names of all that is mentioned."""
    wanted: dict[str, set[int | str]] = defaultdict(set)
    for each in mentions:
        wanted[each.kind].add(each.key)
    return Names({kind: READS[kind](keys) for kind, keys in wanted.items()})


def _people(numbers: Collection[int | str]) -> dict[int | str, str]:
    return _pairs(select(Account.id, Account.name).where(Account.id.in_(numbers)))


def _editions(numbers: Collection[int | str]) -> dict[int | str, str]:
    return _pairs(select(Edition.id, Edition.key).where(Edition.id.in_(numbers)))


def _members(numbers: Collection[int | str]) -> dict[int | str, str]:
    of = select(Member.id, Account.name).join(Registration, Registration.id == Member.registration_id)
    return _pairs(of.join(Account, Account.id == Registration.account_id).where(Member.id.in_(numbers)))


def _constituencies(numbers: Collection[int | str]) -> dict[int | str, str]:
    # Quotas name them by key, extensions by number.
    ids, keys = _apart(numbers)
    rows = db.session.execute(
        select(Constituency.id, Constituency.key, Constituency.names).where(
            or_(Constituency.id.in_(ids), Constituency.key.in_(keys))
        )
    )
    return {name: languages.pick(names).text for number, key, names in rows for name in (number, key)}


def _organizations(numbers: Collection[int | str]) -> dict[int | str, str]:
    ids, keys = _apart(numbers)
    rows = db.session.scalars(select(Organization).where(or_(Organization.id.in_(ids), Organization.key.in_(keys))))
    return {name: _called(row) for row in rows for name in (row.id, row.key)}


def _delegations(numbers: Collection[int | str]) -> dict[int | str, str]:
    rows = db.session.execute(
        select(Delegation.id, Organization)
        .join(Organization, Organization.id == Delegation.organization_id)
        .where(Delegation.id.in_(numbers))
    )
    return {number: _called(organization) for number, organization in rows}


def _called(organization: Organization) -> str:
    if searching.has_acronym(organization):
        return searching.called(organization, languages.current().code)
    return languages.pick(organization.names).text


def _segments(numbers: Collection[int | str]) -> dict[int | str, str]:
    ids, keys = _apart(numbers)
    rows = db.session.execute(
        select(Segment.id, Edition.key, Segment.key, Segment.name)
        .join(Edition, Edition.id == Segment.edition_id)
        .where(or_(Segment.id.in_(ids), Segment.key.in_({key.partition("/")[2] for key in keys})))
    )
    return {name: called for number, edition, key, called in rows for name in (number, f"{edition}/{key}")}


def _meetings(numbers: Collection[int | str]) -> dict[int | str, str]:
    ids, keys = _apart(numbers)
    rows = db.session.execute(
        select(Meeting.id, Edition.key, Meeting.key, Meeting.titles, Meeting.title_language)
        .join(Edition, Edition.id == Meeting.edition_id)
        .where(or_(Meeting.id.in_(ids), Meeting.key.in_({key.partition("/")[2] for key in keys})))
    )
    return {
        name: languages.pick(titles, original=original).text
        for number, edition, key, titles, original in rows
        for name in (number, f"{edition}/{key}")
    }


def _apart(numbers: Collection[int | str]) -> tuple[list[int], list[str]]:
    return [each for each in numbers if isinstance(each, int)], [each for each in numbers if isinstance(each, str)]


def _pairs(query: Select[int, str]) -> dict[int | str, str]:
    return dict(db.session.execute(query).all())


READS: Mapping[str, Callable[[Collection[int | str]], dict[int | str, str]]] = {
    "person": _people,
    "edition": _editions,
    "member": _members,
    "constituency": _constituencies,
    "organization": _organizations,
    "delegation": _delegations,
    "segment": _segments,
    "meeting": _meetings,
}
"""How the names of a kind are read."""
