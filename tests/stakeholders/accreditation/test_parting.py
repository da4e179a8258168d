"""Two records that were merged part again: each keeps what its own applications have given, whatever was decided meanwhile."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from events.registration.models import Registration
from foundation import access
from foundation.db import atomic, db
from foundation.jobs import Job
from foundation.journal import JournalLine
from stakeholders.accreditation.models import Application, BasisHeld
from stakeholders.organizations import services as organizations
from stakeholders.organizations.models import FocalPointTerm, Merge
from stakeholders.organizations.rules.merging import FOLLOWS, RestsOnBoth
from tests.stakeholders.accounts.post import HOUSE, NOON
from tests.stakeholders.accreditation.people import (
    DEED,
    a_person,
    an_application,
    approve,
    basis,
    held,
    number,
    organization,
    refuse,
)
from tests.stakeholders.organizations.records import ZONE, a_record, merged, put, undone, value

BASIS = "B-CSO-DEMO"


@pytest.fixture
def organizer(any_app: Flask) -> int:
    return number("AC-37")


@pytest.fixture
def records(organizer: int) -> tuple[int, int]:
    """The record that goes, and the one that is kept."""
    return tuple(a_record(key, f"Record {key}", "CSO-WSIS") for key in ("O-GONE", "O-KEPT"))  # type: ignore[return-value]


def applied(key: str) -> int:
    return an_application(a_person(f"of-{key}", constituency="CSO-WSIS", organization=key), key)


def merge_them(organizer: int, records: tuple[int, int]) -> int:
    """Merge them a while before what is decided next."""
    return merged(organizer, *records)


def test_what_was_approved_meanwhile_goes_back_with_its_application(organizer: int, records: tuple[int, int]):
    made = applied("O-GONE")
    merge = merge_them(organizer, records)
    approve(organizer, made, BASIS, 30, 31)
    together = (held("O-GONE", BASIS), held("O-KEPT", BASIS))

    told = undone(organizer, merge)

    assert together == (None, (30, 31, True))
    assert (told.along, value(Application, made, "organization_id")) == (1, records[0])
    assert (held("O-GONE", BASIS), held("O-KEPT", BASIS)) == ((30, 31, True), None)
    lines = db.session.scalars(select(JournalLine.facts).where(JournalLine.verb == "undo_merge")).all()
    assert [each["along"] for each in lines] == [1, 1]


def test_each_holds_what_its_own_applications_gave(organizer: int, records: tuple[int, int]):
    gone = applied("O-GONE")
    merge = merge_them(organizer, records)
    approve(organizer, gone, BASIS, 30, 31)
    kept = _for_session(31, records[1])
    approve(organizer, kept, BASIS, 31, 31)

    undone(organizer, merge)

    assert (held("O-GONE", BASIS), held("O-KEPT", BASIS)) == ((30, 31, True), (31, 31, True))


def test_what_was_held_before_and_decided_anew_meanwhile_is_each_ones_own(organizer: int, records: tuple[int, int]):
    gone, kept = applied("O-GONE"), applied("O-KEPT")
    approve(organizer, gone, BASIS, 30, 31)
    merge = merge_them(organizer, records)
    approve(organizer, kept, BASIS, 30, 30)
    refuse(organizer, gone)

    undone(organizer, merge)

    ended = held("O-GONE", BASIS)
    assert ended is not None
    assert (ended[2], held("O-KEPT", BASIS)) == (False, (30, 30, True))


def test_what_the_kept_one_had_is_not_taken_from_it(organizer: int, records: tuple[int, int]):
    made = applied("O-GONE")
    had = put(
        BasisHeld(organization_id=records[1], basis_id=basis(BASIS), from_session=30, to_session=30, confidence="sure")
    )
    merge = merge_them(organizer, records)
    approve(organizer, made, BASIS, 30, 31)

    with pytest.raises(RestsOnBoth, match=r"bases held \(1\)"):
        undone(organizer, merge)

    assert (value(BasisHeld, had, "organization_id"), value(Merge, merge, "undone_at")) == (records[1], None)
    assert value(Application, made, "organization_id") == records[1]


def test_a_role_that_was_given_meanwhile_goes_back_with_its_term(organizer: int, records: tuple[int, int]):
    person = a_person("fay", constituency="CSO-WSIS", organization="O-GONE")
    asked = {"ground": "A letter", "since": NOON.date(), "zone": ZONE, "now": NOON}
    term = organizations.ask(person, records[0], **asked)
    merge = merge_them(organizer, records)
    organizations.verify(organizer, term, zone=ZONE, house=HOUSE, now=NOON, stamped_at=NOON)

    undone(organizer, merge)

    assert value(FocalPointTerm, term, "organization_id") == records[0]
    assert [each.scope.id for each in access.held_by(person)] == [records[0]]


def test_who_registered_with_the_kept_one_meanwhile_is_looked_at(organizer: int, records: tuple[int, int]):
    person = a_person("ada", constituency="CSO-WSIS", organization="O-GONE")
    merge = merge_them(organizer, records)
    _registered(person, records[1])

    undone(organizer, merge)

    ordered = db.session.scalars(select(Job.facts).where(Job.name == organizations.ENDED)).all()
    assert [(each["account"], each["organization"]) for each in ordered] == [(person, records[1])]


def test_whatever_rests_on_what_else_an_organization_has_is_known():
    from foundation.db import Base
    from stakeholders.organizations.queries.carrying import references

    theirs = {each.table.name for each in references("organizations")} - {"segments"}
    resting = {
        (table, key.parent.name, key.column.table.name)
        for table in theirs
        for key in Base.metadata.tables[table].foreign_keys
        if key.column.table.name in theirs and key.column.table.name != "organizations"
    }

    known = {(each.table, each.on, each.owner) for each in FOLLOWS if each.owner_on == "id"}
    known |= {(each.owner, each.owner_on, each.table) for each in FOLLOWS if each.on == "id"}
    assert resting == known


@atomic
def _for_session(session: int, record: int) -> int:
    row = Application(organization_id=record, session=session, state="new", applied_at=DEED["now"], confidence="sure")
    db.session.add(row)
    db.session.flush()
    return row.id


def _registered(person: int, record: int) -> None:
    from events.editions.models import Segment
    from stakeholders.organizations.models import Organization

    segment = db.session.scalars(select(Segment.id).where(Segment.key == "CLUSTER").order_by(Segment.id.desc())).first()
    put(
        Registration(
            account_id=person,
            segment_id=segment,
            organization_id=record,
            constituency_id=value(Organization, record, "constituency_id"),
            mode="on_site",
            state="approved",
            registered_at=NOON,
            confidence="sure",
        )
    )
    assert organization("O-KEPT") == record
