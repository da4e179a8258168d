"""The secretariat decides with a reason, on a basis, for sessions from–to; and may decide anew."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from foundation import revisions
from foundation.access import Scope, grant
from foundation.db import atomic, db
from foundation.errors import Forbidden, Invalid, Refused
from foundation.jobs import Job
from foundation.journal import JournalLine
from stakeholders.accreditation import services
from stakeholders.accreditation.queries.desk import whole_file
from stakeholders.accreditation.rules import applying as rules
from stakeholders.accreditation.rules import bases
from stakeholders.accreditation.rules.applying import Deed, MayNotDecide, NotOnesOwn, ReasonNeeded, UnknownApplication
from stakeholders.accreditation.rules.bases import Span
from stakeholders.accreditation.services import APPROVED, Verdict
from tests.stakeholders.accreditation.people import (
    DEED,
    a_person,
    an_application,
    application,
    approve,
    basis,
    give,
    held,
    hold,
    letters,
    number,
    refuse,
    verbs,
)


@pytest.fixture
def registrar(any_app: Flask) -> int:
    return number("AC-38")


@pytest.fixture
def made(any_app: Flask) -> int:
    return an_application(a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH", language="ru"), "OR-YOUTH")


def test_an_approval_gives_the_basis_for_its_sessions(registrar: int, made: int):
    before = revisions.number()

    approve(registrar, made, "B-CSO-DEMO", 30, 31)

    row = application(made)
    assert (row.state, row.from_session, row.to_session, row.decided_by) == ("approved", 30, 31, f"account:{registrar}")
    assert held("OR-YOUTH", "B-CSO-DEMO") == (30, 31, True)
    assert revisions.number() > before
    assert len(letters(row.applied_by_id or 0)) == 2
    job = db.session.scalars(select(Job).where(Job.name == APPROVED)).one()
    assert (job.facts["application"], job.facts["session"]) == (made, 30)


@pytest.mark.parametrize(("last", "told"), [(30, "for session 30."), (31, "for sessions 30–31.")])
def test_the_letter_names_one_session_or_several(registrar: int, last: int, told: str):
    person = a_person("ines", constituency="CSO-WSIS", organization="OR-YOUTH")
    made = an_application(person, "OR-YOUTH")

    approve(registrar, made, "B-CSO-DEMO", 30, last)

    assert f"Basis: Demonstration decision A (invented), {told}" in letters(person)[-1]


def test_a_decision_is_revised_and_what_it_gave_ends(registrar: int, made: int):
    approve(registrar, made, "B-CSO-DEMO", 30, 31)

    refuse(registrar, made, "It was another organization of that name.")

    row = application(made)
    assert (row.state, row.from_session, row.reason) == ("refused", None, "It was another organization of that name.")
    assert held("OR-YOUTH", "B-CSO-DEMO") == (30, 31, False)
    assert verbs(made) == [("apply", "new"), ("approve_application", "approved"), ("refuse_application", "refused")]
    line = db.session.scalars(select(JournalLine).where(JournalLine.verb == "refuse_application")).one()
    assert (line.edition, line.facts["before"]["state"], line.facts["before"]["to_session"]) == ("2027", "approved", 31)


def test_what_ended_is_held_again_after_another_approval(registrar: int, made: int):
    approve(registrar, made, "B-CSO-DEMO", 30, 31)
    hold(registrar, made)

    approve(registrar, made, "B-CSO-DEMO", 30, 30)

    assert held("OR-YOUTH", "B-CSO-DEMO") == (30, 30, True)


def test_what_is_held_by_the_record_stays_when_an_application_is_revised(registrar: int, any_app: Flask):
    ad_01 = whole_file(registrar, _loaded("AD-01"))
    assert held("OR-UNI", "B-ACA-DEMO") == (None, None, True)

    refuse(registrar, ad_01.application.id)

    assert held("OR-UNI", "B-ACA-DEMO") == (None, None, False)
    assert held("OR-LAB", "B-ACA-DEMO") == (None, None, True)


def test_two_approved_sessions_are_held_as_one_span_and_one_falls_alone(registrar: int, made: int, any_app: Flask):
    approve(registrar, made, "B-CSO-DEMO", 30, 30)
    person = application(made).applied_by_id or 0
    later = _for_session(31, person)
    with pytest.raises(MayNotDecide):
        approve(registrar, later, "B-CSO-DEMO", 31, 31)
    approve(number("AC-37"), later, "B-CSO-DEMO", 31, 31)
    both = held("OR-YOUTH", "B-CSO-DEMO")

    refuse(number("AC-37"), later)

    assert both == (30, 31, True)
    assert held("OR-YOUTH", "B-CSO-DEMO") == (30, 30, True)


@atomic
def _for_session(session: int, person: int) -> int:
    """An application for a session that no edition holds yet, as the house may have taken it on paper."""
    from foundation.confidence import Confidence
    from stakeholders.accreditation.models import Application
    from tests.stakeholders.accreditation.people import organization

    row = Application(
        organization_id=organization("OR-YOUTH"),
        session=session,
        state="new",
        applied_at=DEED["now"],
        applied_by_id=person,
        confidence=Confidence.SURE,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _loaded(key: str) -> int:
    from stakeholders.accreditation.models import Application

    return db.session.scalars(select(Application.id).where(Application.key == key)).one()


@pytest.mark.parametrize("deed", [Deed.HOLD, Deed.REFUSE])
def test_a_hold_and_a_refusal_give_their_reason_and_the_next_step(registrar: int, made: int, deed: Deed):
    person = application(made).applied_by_id or 0

    with pytest.raises(ReasonNeeded):
        services.decide(registrar, made, Verdict(deed, "  "), seen=None, **DEED)
    services.decide(registrar, made, Verdict(deed, "The seal is missing.", "Send it sealed."), seen=None, **DEED)

    assert (application(made).reason, application(made).next_step) == ("The seal is missing.", "Send it sealed.")
    assert "The seal is missing.\n\nSend it sealed." in letters(person)[-1]


@pytest.mark.parametrize(
    ("on", "span", "refusal"),
    [
        ("B-BUS-DEMO", Span(30, 30), bases.NoSuchBasis),
        ("B-CSO-2010", Span(30, 30), bases.NotWithin),
        ("B-CSO-DEMO", Span(30, 32), bases.NotWithin),
        ("B-CSO-DEMO", Span(31, 31), bases.DoesNotCover),
        ("B-CSO-DEMO", Span(29, 30), bases.IntoThePast),
    ],
)
def test_what_can_t_be_given_is_refused_and_nothing_is_decided(
    registrar: int, made: int, on: str, span: Span, refusal: type[Invalid]
):
    with pytest.raises(refusal):
        services.decide(registrar, made, Verdict(Deed.APPROVE, basis_id=basis(on), span=span), seen=None, **DEED)

    assert (application(made).state, held("OR-YOUTH", on)) == ("new", None)


def test_nobody_decides_on_their_own(registrar: int, any_app: Flask):
    organizer = number("AC-37")
    _join(organizer, "OR-YOUTH")
    own = an_application(organizer, "OR-YOUTH")
    _speak_for(registrar, "OR-GUILD")
    spoken_for = an_application(a_person("gil", constituency="BUSINESS", organization="OR-GUILD"), "OR-GUILD")

    with pytest.raises(NotOnesOwn):
        approve(organizer, own, "B-CSO-DEMO")
    with pytest.raises(NotOnesOwn):
        approve(registrar, spoken_for, "B-BUS-DEMO")


@atomic
def _join(account_id: int, key: str) -> None:
    from datetime import date

    from foundation.confidence import Confidence
    from stakeholders.organizations.models import Affiliation, Organization

    organization = db.session.scalars(select(Organization).where(Organization.key == key)).one()
    db.session.add(
        Affiliation(
            account_id=account_id,
            organization_id=organization.id,
            constituency_id=organization.constituency_id,
            since=date(2026, 1, 1),
            declared_at=DEED["now"],
            confirmed_at=DEED["now"],
            confidence=Confidence.SURE,
        )
    )


@atomic
def _speak_for(account_id: int, key: str) -> None:
    from tests.stakeholders.accreditation.people import organization

    grant(account_id, "focal_point", Scope("organization", organization(key)), actor="test", now=DEED["now"])


def test_who_was_only_declared_is_not_approved(registrar: int, any_app: Flask):
    person = a_person("dec", constituency="CSO-WSIS", organization="OR-YOUTH", confirmed=False)
    waits = an_application(person, "OR-YOUTH")

    with pytest.raises(rules.NotConfirmed):
        approve(registrar, waits, "B-CSO-DEMO")
    refuse(registrar, waits)

    assert application(waits).state == "refused"


def test_what_somebody_else_changed_meanwhile_is_looked_at_again(registrar: int, made: int):
    seen = application(made).revision
    hold(number("AC-37"), made)

    with pytest.raises(rules.ChangedSince):
        services.decide(registrar, made, Verdict(Deed.REFUSE, "No."), seen=seen, **DEED)

    assert application(made).state == "on_hold"


def test_a_withdrawn_application_is_not_decided(registrar: int, made: int):
    services.withdraw(application(made).applied_by_id or 0, made, **DEED)

    with pytest.raises(Refused):
        approve(registrar, made, "B-CSO-DEMO")


@pytest.mark.parametrize("key", ["AC-61", "AC-35", "AC-15", "AC-40", "AC-01"])
def test_who_holds_no_such_role_neither_reads_nor_decides(app: Flask, key: str):
    made = an_application(a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH"), "OR-YOUTH")

    with pytest.raises(MayNotDecide):
        refuse(number(key), made)
    with pytest.raises(MayNotDecide):
        whole_file(number(key), made)


@pytest.mark.parametrize(
    ("role", "kind", "segment", "reads", "decides"),
    [
        ("registrar", "segment", "SESSION", True, True),
        ("registrar", "segment", "CLUSTER", False, False),
        ("registrar", "edition", "2007", False, False),
        ("auditor", "edition", "2027", True, False),
        ("auditor", "house", "", True, False),
    ],
)
def test_a_role_reaches_the_sessions_of_its_scope(
    app: Flask, role: str, kind: str, segment: str, reads: bool, decides: bool
):
    made = an_application(a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH"), "OR-YOUTH")
    person = a_person("sid", constituency="SECRETARIAT", organization="UNCTAD")
    give(person, role, kind, segment)

    for allowed, deed in ((reads, lambda: whole_file(person, made)), (decides, lambda: refuse(person, made))):
        try:
            deed()
            done = True
        except (Forbidden, UnknownApplication):
            done = False
        assert done is allowed
