"""What accreditation changes for registrations: bases as they are held, letters after an approval, the way to apply."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.registration import jobs
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.services.accredited import tell_who_may_register
from events.registration.services.registering import register
from foundation.db import atomic, db
from foundation.jobs import Job
from foundation.outbox import OutboxMessage
from stakeholders.accreditation.models import Application, Basis, BasisHeld
from stakeholders.accreditation.queries import sessions
from stakeholders.organizations.models import Affiliation, Organization
from tests.stakeholders.accreditation.people import (
    DEED,
    a_person,
    an_application,
    approve,
    number,
    organization,
    refuse,
)
from tests.support.pages import text_of
from tests.support.people import account, sign_in


@atomic
def hold_in(of: str, first: int | None, last: int | None, *, ended: bool = False) -> None:
    """What an organization of the data holds is narrowed, or ends."""
    row = db.session.scalars(
        select(BasisHeld).join(Organization).join(Basis).where(Organization.key == of, Basis.key == "B-ACA-DEMO")
    ).one()
    row.from_session, row.to_session = first, last
    row.ended_at = DEED["now"] if ended else None


def held_by(of: str) -> list[tuple[int, int | None]]:
    pair = ("ACADEMIC-TECH", organization(of))
    return [(basis.from_session, basis.to_session) for basis in queries.capacities([pair])[pair].bases]


@pytest.mark.parametrize(
    ("first", "last", "ended", "bases"),
    [
        (None, None, False, [(19, 31)]),
        (30, None, False, [(30, 31)]),
        (10, 40, False, [(19, 31)]),
        (None, 29, False, [(19, 29)]),
        (1, 5, False, []),
        (None, None, True, []),
    ],
)
def test_a_listed_basis_covers_what_is_held_of_it(
    any_app: Flask, first: int | None, last: int | None, ended: bool, bases: list[tuple[int, int | None]]
):
    hold_in("OR-LAB", first, last, ended=ended)

    assert held_by("OR-LAB") == bases
    assert held_by("OR-UNI") == [(19, 31)]


def refused_for(of: str, name: str, language: str = "en") -> int:
    """Somebody who has registered for the session without a basis."""
    person = a_person(name, constituency="CSO-WSIS", organization=of, language=language)
    affiliation = db.session.scalars(select(Affiliation.id).where(Affiliation.account_id == person)).one()
    register(person, "2027", ["SESSION"], affiliation_id=affiliation, mode="on_site", **DEED)
    return person


def invited(person: int) -> list[str]:
    db.session.rollback()
    found = select(OutboxMessage.text).where(OutboxMessage.account_id == person, OutboxMessage.kind == "may_register")
    return list(db.session.scalars(found))


def test_after_an_approval_those_who_were_refused_learn_that_they_can_register(any_app: Flask):
    person, elsewhere = refused_for("OR-YOUTH", "yara", "fr"), refused_for("OR-NETWORK", "net")
    made = an_application(a_person("zoe", constituency="CSO-WSIS", organization="OR-YOUTH"), "OR-YOUTH")
    approve(number("AC-38"), made, "B-CSO-DEMO")
    job = db.session.scalars(select(Job).where(Job.name == "accreditation.approved")).one()

    told = [tell_who_may_register(made, job.facts["organization"], 30, **DEED) for _ in range(2)]

    assert told == [2, 0], "one of the data was refused, too"
    (letter,) = invited(person)
    assert "https://linkage.example/fr/2027/register" in letter
    assert invited(elsewhere) == []
    state = db.session.scalars(select(Registration.state).where(Registration.account_id == person)).one()
    assert state == "refused"


def test_the_job_does_it(app: Flask):
    person = refused_for("OR-YOUTH", "yara")
    made = an_application(person, "OR-YOUTH")
    approve(number("AC-38"), made, "B-CSO-DEMO")

    jobs.tell_of_basis({"application": made, "organization": organization("OR-YOUTH"), "session": 30})

    assert len(invited(person)) == 1


def test_nobody_is_told_when_it_was_revised_or_registration_has_closed(app: Flask):
    person = refused_for("OR-YOUTH", "yara")
    made = an_application(person, "OR-YOUTH")
    approve(number("AC-38"), made, "B-CSO-DEMO")
    of = organization("OR-YOUTH")

    late = {**DEED, "now": datetime(2027, 5, 14, 16, tzinfo=UTC)}
    closed = tell_who_may_register(made, of, 30, **late)
    refuse(number("AC-38"), made)
    revised = tell_who_may_register(made, of, 30, **DEED)

    assert (closed, revised) == (0, 0)


def test_revising_an_approval_leaves_registrations_as_they_were(any_app: Flask):
    """R2: what was decided on a basis stays, when the basis ends."""
    person = a_person("zoe", constituency="CSO-WSIS", organization="OR-YOUTH")
    made = an_application(person, "OR-YOUTH")
    approve(number("AC-38"), made, "B-CSO-DEMO")
    affiliation = db.session.scalars(select(Affiliation.id).where(Affiliation.account_id == person)).one()
    register(person, "2027", ["SESSION"], affiliation_id=affiliation, mode="on_site", **DEED)
    columns = [getattr(Registration, each.key) for each in Registration.__table__.columns]
    before = db.session.execute(select(*columns).order_by(Registration.id)).all()

    refuse(number("AC-38"), made)

    db.session.rollback()
    assert db.session.execute(select(*columns).order_by(Registration.id)).all() == before
    row = db.session.execute(
        select(Registration.state, Basis.key).join(Basis).where(Registration.account_id == person)
    ).one()
    assert row == ("approved", "B-CSO-DEMO")


def test_events_tell_which_sessions_one_applies_for_and_whom_an_organization_sent(app: Flask):
    told = sessions.session(30)
    sent = sessions.sent_by(organization("OR-UNI"))

    assert (told.edition, told.is_open(DEED["now"]), sessions.session_ahead(DEED["now"])) == ("2027", True, 30)
    assert {(each.edition, each.session) for each in sent} == {("2027", None), ("2027", 30)}
    assert len(told.scopes) == 2


def test_a_no_that_an_application_could_change_leads_to_it(app: Flask):
    page = app.test_client().get("/2027/may-i-come?organization=OR-GUILD").text
    yes = app.test_client().get("/2027/may-i-come?organization=OR-UNI").text
    way = f"/my/accreditation/new?organization={organization('OR-GUILD')}&amp;session=30"

    assert (way in page, "/my/accreditation/new" in yes) == (True, False)
    assert "Apply for accreditation" in text_of(page)


def test_the_page_for_registering_leads_to_the_application(app: Flask):
    guild, uni = account("AC-42"), account("AC-23")
    way = f"/my/accreditation/new?organization={organization('OR-GUILD')}&amp;session=30"

    pages = [sign_in(app.test_client(), each).get("/2027/register").text for each in (guild, uni)]

    assert [way in page for page in pages] == [True, False]


def test_what_is_loaded_says_the_same_as_what_is_held(app: Flask):
    rows = db.session.execute(
        select(Application.key, Application.state, BasisHeld.id)
        .outerjoin(BasisHeld, BasisHeld.application_id == Application.id)
        .order_by(Application.key)
    ).all()

    assert [(key, state, held is not None) for key, state, held in rows] == [
        ("AD-01", "approved", True),
        ("AD-02", "approved", True),
        ("AD-03", "refused", False),
        ("AD-04", "on_hold", False),
        ("AD-05", "refused", False),
        ("AD-06", "approved", True),
    ]
