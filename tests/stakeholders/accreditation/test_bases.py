"""The bases on record: listed with how many hold them, added, and extended without a trace in the past (R2)."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from events.registration.models import Registration
from foundation.db import db
from foundation.errors import Forbidden, Refusal
from foundation.journal import JournalLine
from stakeholders.accreditation import services
from stakeholders.accreditation.models import Basis
from stakeholders.accreditation.queries import bases as queries
from stakeholders.accreditation.rules import bases as rules
from stakeholders.accreditation.rules.bases import Span
from stakeholders.accreditation.services.bases import NewBasis
from stakeholders.organizations.models import Constituency
from tests.stakeholders.accreditation.people import DEED, basis, number

TIMES = {name: DEED[name] for name in ("now", "stamped_at")}


def rows() -> dict[str, tuple[str, int]]:
    db.session.rollback()
    groups = queries.bases(number("AC-38")).groups
    return {row.basis.key: (str(row.span), row.holders) for _, found in groups for row in found}


def constituency(key: str) -> int:
    return db.session.scalars(select(Constituency.id).where(Constituency.key == key)).one()


def test_each_basis_tells_its_sessions_and_how_many_hold_it(app: Flask):
    found = rows()

    assert (found["B-CSO-2007"], found["B-NGO-STATUS"], found["B-UN"]) == (("10–11", 1), ("3–", 4), ("1–", 0))
    assert len(found) == 20


def test_extending_a_basis_leaves_every_registration_as_it_was(any_app: Flask):
    columns = [getattr(Registration, each.key) for each in Registration.__table__.columns]
    before = db.session.execute(select(*columns).order_by(Registration.id)).all()

    services.extend_basis(number("AC-37"), basis("B-BUS-TRIAL"), 31, seen=29, **TIMES)

    db.session.rollback()
    assert db.session.execute(select(*columns).order_by(Registration.id)).all() == before
    assert rows()["B-BUS-TRIAL"] == ("28–31", 1)
    line = db.session.scalars(select(JournalLine).where(JournalLine.verb == "extend_basis")).one()
    assert (line.subject_key, line.facts["before"], line.facts["after"]) == (
        "B-BUS-TRIAL",
        {"to_session": 29},
        {"to_session": 31},
    )


@pytest.mark.parametrize(
    ("key", "last", "seen", "refusal"),
    [
        ("B-CSO-2007", 30, 11, rules.HasGap),
        ("B-UN", 30, None, rules.NothingToExtend),
        ("B-BUS-TRIAL", 29, 29, rules.NotLater),
        ("B-BUS-TRIAL", 30, 28, rules.ExtendedMeanwhile),
    ],
)
def test_what_can_t_be_extended_stays(app: Flask, key: str, last: int, seen: int | None, refusal: type[Refusal]):
    before = rows()[key]

    with pytest.raises(refusal):
        services.extend_basis(number("AC-37"), basis(key), last, seen=seen, **TIMES)

    assert rows()[key] == before


def test_a_basis_is_added_and_held_by_nobody_yet(any_app: Flask):
    new = NewBasis("B-CSO-2028", constituency("CSO-WSIS"), "ECOSOC decision 2027/300", Span(32, 33), "listed")

    services.add_basis(number("AC-37"), new, **TIMES)

    assert rows()["B-CSO-2028"] == ("32–33", 0)
    with pytest.raises(rules.KeyTaken):
        services.add_basis(number("AC-37"), new, **TIMES)


@pytest.mark.parametrize("key", ["AC-61", "AC-35", "AC-40", "AC-01"])
def test_others_neither_read_nor_change_bases(app: Flask, key: str):
    new = NewBasis("B-X", constituency("CSO-WSIS"), "X", Span(30), "listed")

    with pytest.raises(Forbidden):
        queries.bases(number(key))
    with pytest.raises(Forbidden):
        services.add_basis(number(key), new, **TIMES)
    with pytest.raises(Forbidden):
        services.extend_basis(number(key), basis("B-BUS-TRIAL"), 30, seen=None, **TIMES)
    assert db.session.scalar(select(Basis.id).where(Basis.key == "B-X")) is None
