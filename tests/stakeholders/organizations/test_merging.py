"""Merging two records of one organization: all that hangs on one goes to the other, and comes back when it is undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from events.delegations.models import Delegation, Import, Member
from events.editions.models import Edition, Segment
from events.programme.models import HostAnswer, Meeting, MeetingBody, OrganizerLimit
from events.registration.models import Extension, Quota, Registration
from foundation.access import Grant, Scope, grant
from foundation.confidence import Confidence
from foundation.db import Base, atomic, db
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Application, Basis, BasisHeld
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.models import Affiliation, FocalPointTerm, Organization, OrganizationGroup
from stakeholders.organizations.queries import carrying
from stakeholders.organizations.rules import merging
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account
from tests.stakeholders.organizations.people import FIRST, a_focal_point, an_organizer, declared
from tests.stakeholders.organizations.records import (
    DAY,
    ZONE,
    a_record,
    all_rows,
    merged,
    other_than,
    put,
    undone,
    value,
)

STAMPS: dict[str, Any] = {"house": HOUSE, "now": NOON, "stamped_at": NOON}


def edition() -> Edition:
    return db.session.scalars(select(Edition).where(Edition.key == "2027")).one()


def segment_id(key: str = "CLUSTER") -> int:
    return db.session.scalars(select(Segment.id).where(Segment.key == key, Segment.edition_id == edition().id)).one()


def meeting_id(key: str) -> int:
    return db.session.scalars(select(Meeting.id).where(Meeting.key == key)).one()


def basis_id(key: str = "B-BUS-DEMO") -> int:
    return db.session.scalars(select(Basis.id).where(Basis.key == key)).one()


def business() -> int:
    return db.session.scalars(select(Organization.constituency_id).where(Organization.key == "OR-SMALL")).one()


def registered(person: Account, organization: int) -> int:
    return put(
        Registration(
            account_id=person.id,
            segment_id=segment_id(),
            constituency_id=business(),
            organization_id=organization,
            mode="on_site",
            state="approved",
            registered_at=NOON,
            confidence=Confidence.SURE,
        )
    )


def affiliated(person: Account, key: str, **days: date) -> int:
    number = declared(person, key, **days)
    services.confirm(an_organizer(f"o{number}@people.example").id, number, **STAMPS)
    return number


def everything_on(number: int, key: str) -> None:
    """A row in every table that points at an organization and may go along."""
    person = an_account(f"{key.lower()}@people.example")
    affiliated(person, key)
    row = registered(person, number)
    atomic(grant)(person.id, rules.FOCAL_POINT, Scope("organization", number), actor="test", now=NOON)
    given = db.session.scalars(select(Grant.id).where(Grant.account_id == person.id)).one()
    term = {"organization_id": number, "account_id": person.id, "since": FIRST, "state": "verified"}
    put(FocalPointTerm(**term, asked_at=NOON, asked_by="test", grant_id=given))
    segment, here = segment_id(), edition().id
    delegation = put(Delegation(segment_id=segment, organization_id=number, begun_at=NOON))
    put(Member(delegation_id=delegation, registration_id=row, rank="head", position=1))
    put(Quota(segment_id=segment, organization_id=number, places=3))
    put(
        Extension(
            segment_id=segment, organization_id=number, closes_at=NOON, reason="", granted_at=NOON, granted_by="test"
        )
    )
    put(
        Import(
            edition_id=here, organization_id=number, account_id=person.id, name="t", rows=[], state="read", read_at=NOON
        )
    )
    put(
        BasisHeld(
            organization_id=number, basis_id=basis_id(), from_session=28, to_session=28, confidence=Confidence.SURE
        )
    )
    put(Application(organization_id=number, session=30, state="new", applied_at=NOON, confidence=Confidence.SURE))
    put(MeetingBody(meeting_id=meeting_id("D07"), organization_id=number, role="co", position=9))
    put(HostAnswer(meeting_id=meeting_id("D07"), organization_id=number, state="asked", asked_at=NOON, asked_by="test"))
    put(OrganizerLimit(edition_id=here, organization_id=number, meetings=2, confidence=Confidence.SURE))


@pytest.mark.usefixtures("app")
def test_whatever_points_at_an_organization_has_words_and_one_number():
    known = {each.table.name: each for each in carrying.references("organizations")}

    assert sorted(set(known) - set(merging.CARRIED)) == []
    assert {name: list(each.table.primary_key.columns.keys()) for name, each in known.items()} == {
        name: ["id"] for name in known
    }
    assert set(merging.BARRED) <= set(known)
    assert [table for table, column in merging.BY_KEY if column not in Base.metadata.tables[table].c] == []
    told = {name for names in merging.YIELDING for name in [names]}
    assert told <= {str(index.name) for table in Base.metadata.tables.values() for index in table.indexes}


@pytest.mark.usefixtures("any_app")
def test_all_that_hangs_on_a_record_goes_to_the_other_and_comes_back():
    organizer, gone, kept = an_organizer(), a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    everything_on(gone, "O-GONE")
    before, hanging = all_rows(), carrying.counts(gone)

    number = merged(organizer.id, gone, kept)
    moved, left = carrying.counts(kept), carrying.counts(gone)
    told = undone(organizer.id, number)

    expected = {each.table.name for each in carrying.references("organizations")}
    assert set(hanging) == expected - {"dialogue_partners", "mandates", "organizations", "segments"}
    assert {**moved, "organizations": 0} == {**hanging, "organizations": 0}
    assert left == {}
    assert told.left == 0
    assert other_than(before) == []


@pytest.mark.usefixtures("any_app")
def test_what_both_have_is_settled_and_comes_back():
    organizer, gone, kept = an_organizer(), a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    everything_on(gone, "O-GONE")
    everything_on(kept, "O-KEPT")
    before = all_rows()

    number = merged(organizer.id, gone, kept)
    db.session.rollback()
    [delegation] = db.session.scalars(select(Delegation).where(Delegation.organization_id == kept)).all()
    members = db.session.execute(
        select(Member.rank, Member.position).where(Member.delegation_id == delegation.id).order_by(Member.position)
    ).all()
    bodies = select(MeetingBody.organization_id).where(MeetingBody.position == 9)
    on_meeting = db.session.scalars(bodies).all()
    left = carrying.counts(gone)
    told = undone(organizer.id, number)

    assert [tuple(row) for row in members] == [("head", 1), ("member", 2)]
    assert on_meeting == [kept]
    assert left == {}
    assert told.left == 0
    assert other_than(before) == []


@pytest.mark.usefixtures("any_app")
@pytest.mark.parametrize(
    ("gone_is", "kept_is", "becomes"),
    [
        ((28, 28, None), (29, 30, None), (28, 30, None)),
        ((28, None, None), (29, 30, None), (28, None, None)),
        ((None, 30, None), (29, 29, None), (None, 30, None)),
        ((28, 31, NOON), (29, 30, None), (29, 30, None)),
        ((28, 31, None), (29, 30, NOON), (28, 31, None)),
    ],
)
def test_of_a_basis_that_both_hold_the_wider_is_kept(gone_is: Any, kept_is: Any, becomes: Any):
    organizer, gone, kept = an_organizer(), a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    for number, (first, last, ended) in ((gone, gone_is), (kept, kept_is)):
        held = {"from_session": first, "to_session": last, "ended_at": ended}
        put(BasisHeld(organization_id=number, basis_id=basis_id(), **held, confidence=Confidence.SURE))

    merged(organizer.id, gone, kept)

    db.session.rollback()
    rows = db.session.execute(
        select(BasisHeld.from_session, BasisHeld.to_session, BasisHeld.ended_at).where(
            BasisHeld.organization_id.in_((gone, kept))
        )
    ).all()
    assert [tuple(row) for row in rows] == [becomes]


@pytest.mark.usefixtures("any_app")
def test_who_is_with_both_is_with_the_kept_one_on_the_days_of_both():
    organizer, person = an_organizer(), an_account("ada@people.example")
    gone, kept = a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    affiliated(person, "O-GONE", since=date(2026, 1, 1), until=date(2027, 6, 30))
    number = affiliated(person, "O-KEPT", since=date(2027, 1, 1))
    before = all_rows()

    merge = merged(organizer.id, gone, kept)
    [held] = queries.affiliations_of(person.id)
    undone(organizer.id, merge)

    assert (held.affiliation_id, held.organization_id, held.since, held.until) == (number, kept, date(2026, 1, 1), None)
    assert other_than(before) == []


@pytest.mark.usefixtures("app")
def test_of_two_affiliations_the_confirmed_one_counts():
    organizer, person = an_organizer(), an_account("ada@people.example")
    gone, kept = a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    affiliated(person, "O-GONE", since=date(2026, 1, 1), until=date(2027, 6, 30))
    declared(person, "O-KEPT", since=date(2027, 1, 1))

    merged(organizer.id, gone, kept)

    [held] = queries.affiliations_of(person.id)
    assert (held.organization_id, held.is_confirmed) == (kept, True)
    assert (held.since, held.until) == (date(2026, 1, 1), date(2027, 6, 30))


@pytest.mark.usefixtures("any_app")
def test_who_speaks_for_both_speaks_for_the_kept_one_once():
    organizer = an_organizer()
    gone, kept = a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    focal = a_focal_point("O-GONE")
    atomic(grant)(focal.id, rules.FOCAL_POINT, Scope("organization", kept), actor="test", now=NOON)
    given = dict(db.session.execute(select(Grant.scope_id, Grant.id).where(Grant.account_id == focal.id)).all())
    for number in (gone, kept):
        term = {"organization_id": number, "account_id": focal.id, "since": FIRST - timedelta(days=9)}
        put(FocalPointTerm(**term, state="verified", asked_at=NOON, asked_by="test", grant_id=given[number]))
    before = all_rows()

    merge = merged(organizer.id, gone, kept)
    db.session.rollback()
    terms = db.session.execute(
        select(FocalPointTerm.state, FocalPointTerm.until)
        .where(FocalPointTerm.organization_id == kept)
        .order_by(FocalPointTerm.id)
    ).all()
    reach = queries.reach_of(focal.id).organization_ids
    revoked = value(Grant, given[gone], "revoked_at")
    undone(organizer.id, merge)

    assert [tuple(row) for row in terms] == [("ended", DAY - timedelta(days=1)), ("verified", None)]
    assert reach == {kept}
    assert revoked == NOON
    assert other_than(before) == []


@pytest.mark.usefixtures("any_app")
def test_names_of_the_gone_one_become_other_names_and_its_key_leads_on():
    organizer = an_organizer()
    gone = a_record("O-GONE", "Guild of Traders", acronym="GOT", acronyms={"fr": "GDC"}, other_names=["The Guild"])
    kept = a_record("O-KEPT", "Traders’ Guild", other_names=["guild of TRADERS"])
    third = a_record("O-THIRD", "Third Guild")

    first = merged(organizer.id, gone, kept)
    merged(organizer.id, kept, third)

    assert value(Organization, kept, "other_names") == ["guild of TRADERS", "GOT", "GDC", "The Guild"]
    assert queries.known("O-GONE").key == "O-THIRD"
    assert [queries.current(number) for number in (gone, kept, third)] == [third, third, third]
    assert queries.former_keys(third) == ["O-GONE", "O-KEPT"]
    assert [each.key for each in queries.found("GOT")] == ["O-THIRD"]
    with pytest.raises(merging.KeptIsGone):
        undone(organizer.id, first)


@pytest.mark.usefixtures("any_app")
def test_undoing_takes_the_names_back_and_leaves_what_came_since():
    organizer, late = an_organizer(), an_account("late@people.example")
    gone, kept = a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    early = an_account("early@people.example")
    moved = affiliated(early, "O-GONE")
    merge = merged(organizer.id, gone, kept)
    came = affiliated(late, "O-KEPT")
    services.end(early.id, moved, until=date(2027, 6, 30), now=NOON, stamped_at=NOON)

    told = undone(organizer.id, merge)

    assert (told.back, told.left) == (1, 0)
    assert value(Organization, kept, "other_names") == []
    assert value(Organization, gone, "merged_into_id") is None
    assert value(Affiliation, moved, "organization_id") == gone
    assert value(Affiliation, moved, "until") == date(2027, 6, 30)
    assert value(Affiliation, came, "organization_id") == kept
    with pytest.raises(merging.UndoneBefore):
        undone(organizer.id, merge)


@pytest.mark.usefixtures("any_app")
def test_undoing_leaves_what_has_changed_since_and_says_how_many():
    organizer = an_organizer()
    gone, kept = a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    quota = put(Quota(segment_id=segment_id(), organization_id=gone, places=3))
    merge = merged(organizer.id, gone, kept)
    db.session.delete(db.session.get_one(Quota, quota))
    db.session.commit()

    told = undone(organizer.id, merge)

    assert (told.back, told.left) == (0, 1)


@pytest.mark.usefixtures("any_app")
def test_what_comes_to_the_old_record_meanwhile_is_swept_along_once_and_undone_with_it():
    organizer, person = an_organizer(), an_account("ada@people.example")
    gone, kept = a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd")
    merge = merged(organizer.id, gone, kept)
    number = put(
        Affiliation(
            account_id=person.id,
            organization_id=gone,
            constituency_id=business(),
            since=FIRST,
            declared_at=NOON,
            confidence=Confidence.SURE,
        )
    )

    swept = [services.sweep(merge, zone=ZONE, now=NOON, stamped_at=NOON) for _ in range(2)]
    stood = value(Affiliation, number, "organization_id")
    undone(organizer.id, merge)

    assert swept == [1, 0]
    assert stood == kept
    assert value(Affiliation, number, "organization_id") == gone


@pytest.mark.usefixtures("app")
def test_who_names_the_record_by_its_key_names_the_kept_one():
    organizer = an_organizer()
    gone, kept = a_record("O-GONE", "Gone", kind="partnership"), a_record("O-KEPT", "Kept", kind="partnership")
    part = a_record("O-PART", "Part", kind="partnership", parent_key="O-GONE")
    group = put(
        OrganizationGroup(key="G-1", names={}, member_keys=["ITU", "O-GONE", "O-KEPT"], confidence=Confidence.SURE)
    )

    merge = merged(organizer.id, gone, kept)
    stood = value(Organization, part, "parent_key"), value(OrganizationGroup, group, "member_keys")
    undone(organizer.id, merge)

    assert stood == ("O-KEPT", ["ITU", "O-KEPT"])
    assert value(Organization, part, "parent_key") == "O-GONE"
    assert value(OrganizationGroup, group, "member_keys") == ["ITU", "O-GONE", "O-KEPT"]
