"""All that the rows of a table are checked against, in a fixed number of reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from events.delegations.models import Delegation, Member
from events.delegations.queries.groups import known_groups
from events.delegations.queries.reach import Reach
from events.delegations.rules.ranks import Rank
from events.delegations.rules.rows import Ground, OrganizationFacts, Pair, SegmentFacts, spelling
from events.delegations.rules.tables import Row
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.queries import capacities
from events.registration.queries.capacities import EditionPart
from events.registration.queries.extensions import later_closings
from events.registration.rules.entry import decide_entry
from events.registration.rules.extensions import Asking, opening_for
from events.registration.rules.openings import is_open
from events.registration.rules.registering import NAMED, State
from foundation.db import db
from foundation.languages import pick
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Constituency, Organization


def ground(edition: Edition, rows: Sequence[Row], reach: Reach, *, is_late: bool, now: datetime) -> Ground:
    """What the rows of a table stand on. `is_late`: the registrar takes people after registration has closed, too."""
    parts = capacities.parts_of(edition, now=now)
    spelled = _spelled()
    named = {spelling(row["organization"]) for row in rows}
    meant = {each.id: each for key in named for each in spelled.get(key, ())}
    pairs = [(part, organization) for part in parts for organization in meant.values()]
    emails = {row["email"].lower() for row in rows}
    return Ground(
        segments=[_segment(part) for part in parts],
        spelled={key: [_organization(each) for each in spelled[key]] for key in named if key in spelled},
        of_organizations=None if reach.registrar else reach.organizations,
        of_segments=None if reach.registrar.is_whole or not reach.registrar else reach.registrar.segments,
        closed=frozenset() if is_late else frozenset(_closed(edition, pairs, now)),
        against=_against(pairs, now),
        heads=frozenset(_heads(edition, meant)),
        members=frozenset(_members(edition, meant)),
        approved=frozenset(_approved(edition, meant, emails)),
        elsewhere=_elsewhere(edition, emails) if reach.registrar else {},
        groups=() if reach.registrar else known_groups(edition.id),
    )


def _spelled() -> dict[str, list[Organization]]:
    """Every organization that may send people by all it is called; a merged record leads to the one that was kept."""
    rows = db.session.scalars(select(Organization).options(joinedload(Organization.constituency)))
    by_id = {row.id: row for row in rows}
    found: dict[str, list[Organization]] = {}
    for row in by_id.values():
        kept = row
        while kept.merged_into_id is not None:
            kept = by_id[kept.merged_into_id]
        if kept.ended_year is None:
            for name in {spelling(each) for each in _names(row) if each}:
                known = found.setdefault(name, [])
                if kept not in known:
                    known.append(kept)
    return found


def _names(row: Organization) -> Iterable[str]:
    return (row.key, row.acronym, *row.acronyms.values(), *row.names.values(), *row.other_names)


def _segment(part: EditionPart) -> SegmentFacts:
    segment = part.segment
    return SegmentFacts(segment.id, segment.key, segment.name, segment.starts_on, part.part.accompanies)


def _organization(row: Organization) -> OrganizationFacts:
    return OrganizationFacts(row.id, row.key, pick(row.names).text)


def _closed(edition: Edition, pairs: Iterable[tuple[EditionPart, Organization]], now: datetime) -> Iterable[Pair]:
    later = later_closings(edition.id)
    for part, organization in pairs:
        asking = Asking(constituency=organization.constituency_id, organization=organization.id)
        if not is_open(opening_for(part.opening, part.segment.id, later, asking), now):
            yield part.segment.id, organization.id


def _against(pairs: Sequence[tuple[EditionPart, Organization]], now: datetime) -> dict[Pair, Sentence]:
    """Delegations that R1 lets nobody come for, with the reason; what accompanies others is told apart."""
    held = capacities.capacities({(organization.constituency.key, organization.id) for _, organization in pairs})
    found = {}
    for part, organization in pairs:
        entry = decide_entry(held[organization.constituency.key, organization.id], part.part, now=now)
        if not entry.may:
            found[part.segment.id, organization.id] = entry.reason
    return found


def _heads(edition: Edition, meant: Mapping[int, Organization]) -> Iterable[Pair]:
    rows = db.session.execute(
        select(Delegation.segment_id, Delegation.organization_id)
        .join(Member, Member.delegation_id == Delegation.id)
        .join(Segment, Segment.id == Delegation.segment_id)
        .where(Segment.edition_id == edition.id, Delegation.organization_id.in_(meant), Member.rank == Rank.HEAD)
    )
    return [(segment, organization) for segment, organization in rows]


def _members(edition: Edition, meant: Mapping[int, Organization]) -> Iterable[tuple[int, int, str]]:
    rows = db.session.execute(
        select(Delegation.segment_id, Delegation.organization_id, Account.email)
        .join(Member, Member.delegation_id == Delegation.id)
        .join(Registration, Registration.id == Member.registration_id)
        .join(Account, Account.id == Registration.account_id)
        .join(Segment, Segment.id == Delegation.segment_id)
        .where(Segment.edition_id == edition.id, Delegation.organization_id.in_(meant))
    )
    return [(segment, organization, email) for segment, organization, email in rows]


def _approved(edition: Edition, meant: Mapping[int, Organization], emails: set[str]) -> Iterable[tuple[int, str]]:
    rows = db.session.execute(
        select(Registration.organization_id, Account.email)
        .join(Account, Account.id == Registration.account_id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(
            Segment.edition_id == edition.id,
            Registration.organization_id.in_(meant),
            # Whom the organization has named comes with a yes.
            or_(Registration.state == State.APPROVED, Registration.reason == str(NAMED)),
            Account.email.in_(emails),
        )
    )
    return [(organization, email) for organization, email in rows if organization]


def _elsewhere(edition: Edition, emails: set[str]) -> dict[tuple[int, str], tuple[int | None, str]]:
    """For whom people are registered, by part and address: the number of the organization, and what it is called."""
    rows = db.session.execute(
        select(
            Registration.segment_id, Account.email, Registration.organization_id, Organization.names, Constituency.names
        )
        .join(Account, Account.id == Registration.account_id)
        .join(Segment, Segment.id == Registration.segment_id)
        .join(Constituency, Constituency.id == Registration.constituency_id)
        .outerjoin(Organization, Organization.id == Registration.organization_id)
        .where(Segment.edition_id == edition.id, Registration.state != State.WITHDRAWN, Account.email.in_(emails))
    )
    return {(part, email): (number, pick(names or of).text) for part, email, number, names, of in rows}
