"""An organization applies with its evidence: who may, when, with what; and what its side can do afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from foundation.db import db
from foundation.errors import Invalid, Refusal
from foundation.files import HasMacros, KeptFile, UnknownKind
from stakeholders.accreditation import services
from stakeholders.accreditation.models import Application, BasisHeld, Paper
from stakeholders.accreditation.queries import own
from stakeholders.accreditation.queries import papers as paper_queries
from stakeholders.accreditation.rules import applying as rules
from stakeholders.accreditation.rules.applying import UnknownApplication, UnknownPaper
from stakeholders.accreditation.rules.bases import NoSuchBasis
from stakeholders.accreditation.services import Case
from tests.stakeholders.accreditation.people import (
    DEED,
    LETTER,
    a_person,
    an_application,
    application,
    basis,
    hold,
    letters,
    number,
    organization,
    verbs,
)
from tests.support.uploads import PDF, PNG, docx

TIMES = {name: DEED[name] for name in ("now", "stamped_at")}


def youth(name: str = "yara", **values: object) -> int:
    return a_person(name, constituency="CSO-WSIS", organization="OR-YOUTH", **values)  # type: ignore[arg-type]


def refused(refusal: type[Refusal], by: int, of: str, **values: object) -> Refusal:
    with pytest.raises(refusal) as found:
        an_application(by, of, **values)  # type: ignore[arg-type]
    return found.value


def test_an_application_without_a_focal_point_goes_straight_to_the_secretariat(any_app: Flask):
    person = youth(language="fr")

    made = an_application(person, "OR-YOUTH", papers=[("letter.pdf", PDF), ("../seal.png", PNG)])

    row = application(made)
    assert (row.state, row.letter, row.session, row.applied_by_id) == ("new", LETTER, 30, person)
    assert [(paper.name, paper.file.media_type) for paper in paper_queries.papers_of(made)] == [
        ("letter.pdf", "application/pdf"),
        ("seal.png", "image/png"),
    ]
    assert verbs(made) == [("apply", "new"), ("add_paper", "new"), ("add_paper", "new")]
    (letter,) = letters(person)
    assert f"/fr/my/accreditation/{made}" in letter


def test_the_application_of_somebody_else_is_with_the_focal_point_first(any_app: Flask):
    person = a_person("gil", constituency="BUSINESS", organization="OR-GUILD")
    focal = number("AC-42")
    made = an_application(person, "OR-GUILD")
    told = [len(letters(each)) for each in (person, focal)]

    services.pre_approve(focal, made, **DEED)
    services.pre_approve(focal, made, **DEED)

    assert told == [1, 1]
    assert verbs(made) == [("apply", "new"), ("pre_approve_application", "pre_approved")]
    assert [len(letters(each)) for each in (person, focal)] == [2, 2]
    assert application(made).pre_approved_by == f"account:{focal}"


def test_a_focal_points_own_application_is_pre_approved_at_once(any_app: Flask):
    made = an_application(number("AC-42"), "OR-GUILD")

    assert application(made).state == "pre_approved"
    assert len(letters(number("AC-42"))) == 1


def test_who_is_only_declared_applies_and_it_waits(app: Flask):
    person = a_person("dec", constituency="BUSINESS", organization="OR-GUILD", confirmed=False)
    made = an_application(person, "OR-GUILD")

    with pytest.raises(rules.NotConfirmed):
        services.pre_approve(number("AC-42"), made, **DEED)

    assert not own.own_file(person, made).is_confirmed


def test_nobody_applies_for_those_they_are_not_with(app: Flask):
    person, staff = youth(), a_person("staff", constituency="SECRETARIAT", organization="OR-YOUTH")

    refused(rules.NotWithThem, person, "OR-GUILD")
    refused(rules.NotWithThem, staff, "OR-YOUTH")
    with pytest.raises(rules.NotWithThem):
        services.apply(person, Case(999_999, 30, LETTER), **DEED)


def test_one_open_application_of_an_organization_and_session(any_app: Flask):
    first, second = youth(), youth("zoe")
    made = an_application(first, "OR-YOUTH")

    refused(rules.OpenAlready, second, "OR-YOUTH")
    services.withdraw(first, made, **DEED)
    services.withdraw(first, made, **DEED)
    again = an_application(second, "OR-YOUTH")

    assert [application(each).state for each in (made, again)] == ["withdrawn", "new"]


def test_who_is_covered_already_need_not_apply(app: Flask):
    congo = refused(rules.HeldAlready, number("AC-15"), "CONGO")
    itu = refused(rules.HeldAlready, a_person("una", constituency="UN-ENTITY", organization="ITU"), "ITU")

    assert congo.sentence.values == {"decision": "ECOSOC resolution 1996/31", "session": 30}
    assert itu.sentence.values["session"] == 30


def test_the_press_is_accredited_elsewhere(app: Flask):
    person = a_person("press", constituency="PRESS", organization="OR-PAPER")

    refused(rules.NotWithThem, person, "OR-PAPER")


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        (datetime(2026, 10, 1, 6, 59, tzinfo=UTC), rules.NotOpenYet),
        (datetime(2027, 4, 23, 22, tzinfo=UTC), rules.TooLate),
    ],
)
def test_one_applies_within_the_window_of_the_edition(app: Flask, now: datetime, refusal: type[Refusal]):
    with pytest.raises(refusal):
        services.apply(youth(), Case(organization("OR-YOUTH"), 30, LETTER), **{**DEED, "now": now})


def test_a_session_that_no_edition_holds_is_none(app: Flask):
    refused(rules.UnknownSession, youth(), "OR-YOUTH", session=31)


@pytest.mark.parametrize("key", ["B-BUS-DEMO", "B-UN"])
def test_the_basis_asked_for_is_one_of_the_own_constituency(app: Flask, key: str):
    refused(NoSuchBasis, youth(), "OR-YOUTH", basis_id=basis(key))


def test_what_is_no_paper_lets_nothing_in(app: Flask):
    person = youth()

    refused(UnknownKind, person, "OR-YOUTH", papers=[("a.pdf", PDF), ("b.pdf", b"MZ")])
    refused(HasMacros, person, "OR-YOUTH", papers=[("c.docx", docx(**{"word/vbaProject.bin": b"x"}))])
    refused(
        rules.TooManyPapers,
        person,
        "OR-YOUTH",
        papers=[(f"{i}.pdf", PDF + b"%" * i + b"%%EOF") for i in range(6)],
    )

    assert [db.session.scalar(select(func.count()).select_from(each)) for each in (Paper, KeptFile)] == [0, 0]
    assert db.session.scalar(select(func.count()).where(Application.applied_by_id == person)) == 0


def test_the_same_file_is_one_paper_of_an_application_and_one_file_of_all(any_app: Flask):
    first = an_application(youth(), "OR-YOUTH", papers=[("a.pdf", PDF), ("b.pdf", PDF)])
    second = an_application(number("AC-42"), "OR-GUILD", papers=[("c.pdf", PDF)])

    assert [len(paper_queries.papers_of(each)) for each in (first, second)] == [1, 1]
    assert db.session.scalar(select(func.count()).select_from(KeptFile)) == 1


def test_papers_are_added_and_taken_out_until_it_is_decided(any_app: Flask):
    person = youth()
    made = an_application(person, "OR-YOUTH", papers=[("a.pdf", PDF)])

    services.add_papers(person, made, [("b.png", PNG)], **TIMES)
    gone, stays = paper_queries.papers_of(made)
    services.remove_paper(person, gone.id, now=DEED["now"])
    services.withdraw(person, made, **DEED)

    assert [paper.id for paper in paper_queries.papers_of(made)] == [stays.id]
    with pytest.raises(rules.NotPossible):
        services.add_papers(person, made, [("c.pdf", PDF)], **TIMES)
    with pytest.raises(rules.NotPossible):
        services.remove_paper(person, stays.id, now=DEED["now"])


def test_what_is_on_hold_is_put_forward_again_with_what_was_missing(any_app: Flask):
    person, registrar = youth(), number("AC-38")
    made = an_application(person, "OR-YOUTH")
    hold(registrar, made)
    file = own.own_file(person, made)
    on_hold = (file.is_on_hold, file.application.reason)

    services.put_forward(person, made, letter="More words.", status_number="A/7", papers=[("s.pdf", PDF)], **DEED)

    assert on_hold == (True, "The statutes are missing.")
    row = application(made)
    assert (row.state, row.letter, row.status_number) == ("new", "More words.", "A/7")
    assert verbs(made)[-1] == ("put_forward_application", "new")
    with pytest.raises(rules.NotPossible):
        services.put_forward(person, made, letter=LETTER, status_number="", **DEED)


def test_an_application_that_was_loaded_on_hold_is_its_focal_points_to_complete(app: Flask):
    focal = number("AC-44")
    (row,) = own.applications_of(focal)

    services.put_forward(focal, row.id, letter="Our status number.", status_number="E/2020/INF/5", **DEED)

    assert (row.key, application(row.id).state) == ("AD-04", "new")


def test_applications_and_papers_of_others_are_not_there(app: Flask):
    made = an_application(youth(), "OR-YOUTH", papers=[("a.pdf", PDF)])
    (paper,) = paper_queries.papers_of(made)
    colleague, stranger = youth("zoe"), number("AC-15")

    for other in (colleague, stranger):
        for deed in (services.withdraw, services.pre_approve):
            with pytest.raises(UnknownApplication):
                deed(other, made, **DEED)
        with pytest.raises(UnknownApplication):
            own.own_file(other, made)
        with pytest.raises(UnknownPaper):
            paper_queries.own_paper(other, paper.id)
        with pytest.raises(UnknownPaper):
            paper_queries.desk_paper(other, paper.id)
        with pytest.raises(UnknownPaper):
            services.remove_paper(other, paper.id, now=DEED["now"])
    assert paper_queries.desk_paper(number("AC-38"), paper.id).file.content == PDF


def test_two_who_apply_at_once_leave_one_application(any_app: Flask):
    from concurrent.futures import ThreadPoolExecutor
    from contextvars import Context

    people = [youth(f"p{i}") for i in range(4)]
    of = organization("OR-YOUTH")

    def attempt(person: int) -> bool:
        with any_app.app_context():
            try:
                services.apply(person, Case(of, 30, LETTER), **DEED)
            except rules.OpenAlready:
                return False
            finally:
                db.session.remove()
        return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda person: Context().run(attempt, person), people))

    assert sorted(done) == [False, False, False, True]


def test_nothing_is_held_before_it_is_approved(app: Flask):
    an_application(youth(), "OR-YOUTH")

    theirs = select(func.count()).where(BasisHeld.organization_id == organization("OR-YOUTH"))
    assert db.session.scalar(theirs) == 0


def test_a_letter_is_needed_and_bounded(app: Flask):
    person = youth()

    for words in ("", "  ", "w" * 5001):
        with pytest.raises(Invalid):
            services.apply(person, Case(organization("OR-YOUTH"), 30, words), **DEED)
