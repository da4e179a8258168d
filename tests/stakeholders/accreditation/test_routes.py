"""The doors of accreditation: forms that keep what was typed, files that are handed out to those who may read them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from foundation.db import db
from stakeholders.accreditation.models import Paper
from tests.stakeholders.accreditation.people import (
    LETTER,
    a_person,
    an_application,
    application,
    approve,
    basis,
    hold,
    number,
    organization,
)
from tests.support.pages import text_of
from tests.support.people import account, sign_in
from tests.support.uploads import PDF, PNG, docx


@pytest.fixture
def person(app: Flask) -> int:
    return a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH")


@pytest.fixture
def applicant(app: Flask, person: int) -> FlaskClient:
    return _client(app, person)


@pytest.fixture
def registrar(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), account("AC-38"))


def _client(app: Flask, number: int) -> FlaskClient:
    from stakeholders.accounts.models import Account

    return sign_in(app.test_client(), db.session.get_one(Account, number))


def send(client: FlaskClient, path: str, form: dict[str, Any], *papers: tuple[str, bytes]) -> Any:
    """A form with files, as a browser sends it."""
    fields = {**form, "papers": [FileStorage(BytesIO(content), name) for name, content in papers]}
    boundary, body = encode_multipart(MultiDict(fields))
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def apply(client: FlaskClient, *papers: tuple[str, bytes], **changed: Any) -> Any:
    return send(client, "/my/accreditation/new", filled(**changed), *papers)


def filled(**changed: Any) -> dict[str, Any]:
    good = {"organization": organization("OR-YOUTH"), "session": 30, "basis": 0, "letter": LETTER, "status_number": ""}
    return {**good, **changed}


def test_one_applies_with_files_and_finds_the_application(applicant: FlaskClient):
    big = PDF.replace(b"endobj", b"%" + b"x" * 4_000_000 + b"\nendobj")

    answer = apply(applicant, ("big.pdf", big), ("d.docx", docx()), ("s.png", PNG))

    assert answer.status_code == 303
    page = text_of(applicant.get(answer.location).text)
    assert "Demonstration youth forum (invented)" in page
    assert [name in page for name in ("big.pdf", "d.docx", "s.png")] == [True, True, True]
    assert "The secretariat looks at it next." in page
    assert "Demonstration youth forum (invented)" in text_of(applicant.get("/my/accreditation").text)
    assert "Session 30" in text_of(applicant.get("/my/").text)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"letter": ""}, "Why your organization takes part: Fill this in."),
        ({"letter": "w" * 5001}, "Why your organization takes part: Shorten this to 5000 characters at most."),
        (
            {"status_number": "n" * 41},
            "Number of your status or of the decision: Shorten this to 40 characters at most.",
        ),
        ({"session": "31"}, "For which session of the Commission: Choose one of the list."),
        ({"organization": "1"}, "For whom: Choose one of the list."),
        ({"basis": "x"}, "On which decision or status: Choose one of the list."),
    ],
)
def test_what_can_t_be_read_is_refused_beside_its_field(applicant: FlaskClient, changed: dict[str, str], words: str):
    answer = apply(applicant, **changed)

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    if "letter" not in changed:
        assert LETTER in answer.text


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        ([("letter.pdf", b"MZ\x90")], "“letter.pdf”: This is no PDF, PNG, JPEG or DOCX file."),
        ([("m.docx", docx(**{"word/vbaProject.bin": b"x"}))], "“m.docx”: This document holds macros"),
        ([("e.pdf", b"")], "“e.pdf”: This file is empty."),
        ([("l.pdf", PDF + b"x" * 5 * 1024 * 1024)], "“l.pdf”: This file is larger than 5 MB."),
        ([(f"{i}.pdf", PDF + b"%" * i + b"%%EOF") for i in range(6)], "At most 5 papers go with an application."),
    ],
)
def test_a_file_that_is_no_paper_is_named(applicant: FlaskClient, papers: list[tuple[str, bytes]], words: str):
    answer = apply(applicant, *papers)

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert (LETTER in answer.text, db.session.scalars(select(Paper)).all()) == (True, [])


def test_more_than_all_papers_together_is_refused_as_too_large_and_nothing_of_a_strangers_is_taken(
    app: Flask, applicant: FlaskClient
):
    papers = [(f"{i}.pdf", b"x" * 6 * 1024 * 1024) for i in range(5)]

    answer = apply(applicant, *papers)

    assert answer.status_code == 413
    assert "At most 26 MB can be sent here at once." in text_of(answer.text)
    assert apply(app.test_client(), ("a.pdf", PDF)).location.startswith("/my/sign-in")


def test_who_is_not_with_the_organization_is_led_to_declare_it(app: Flask):
    client = sign_in(app.test_client(), account("AC-61"))

    page = client.get(f"/my/accreditation/new?organization={organization('OR-GUILD')}&session=30")

    assert "You are not with the organization that you chose." in text_of(page.text)
    assert '/my/affiliations"' in page.text


def test_a_visitor_is_led_to_sign_in_and_back_to_the_application(app: Flask):
    answer = app.test_client().get("/my/accreditation/new?organization=7&session=30")

    assert answer.status_code == 303
    assert answer.location == "/my/sign-in?next=%2Fmy%2Faccreditation%2Fnew%3Forganization%3D7%26session%3D30"


def test_papers_are_handed_out_as_files_that_run_nothing(app: Flask, person: int, applicant: FlaskClient):
    made = an_application(person, "OR-YOUTH", papers=[("Lettre “é”.pdf", PDF)])
    paper = db.session.scalars(select(Paper.id).where(Paper.application_id == made)).one()

    answer = applicant.get(f"/my/accreditation/papers/{paper}")

    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    others = [sign_in(app.test_client(), account(key)) for key in ("AC-61", "AC-35")]
    assert [other.get(f"/my/accreditation/papers/{paper}").status_code for other in others] == [404, 404]
    assert [other.get(f"/desk/accreditation/papers/{paper}").status_code for other in others] == [404, 404]
    assert applicant.get(f"/desk/accreditation/papers/{paper}").status_code == 404


def test_the_applicant_adds_what_was_missing(person: int, applicant: FlaskClient, app: Flask):
    made = an_application(person, "OR-YOUTH")
    hold(number("AC-38"), made)
    page = text_of(applicant.get(f"/my/accreditation/{made}").text)

    empty = applicant.post(f"/my/accreditation/{made}", data={"letter": " "})
    answer = send(applicant, f"/my/accreditation/{made}", {"letter": LETTER}, ("statutes.pdf", PDF))

    assert "The statutes are missing." in page
    assert (empty.status_code, answer.status_code, application(made).state) == (422, 303, "new")


def test_the_registrar_sees_the_whole_file_and_decides(app: Flask, person: int, registrar: FlaskClient):
    made = an_application(person, "OR-YOUTH", papers=[("letter.pdf", PDF)], status_number="WSIS/3/77")
    page = registrar.get(f"/desk/accreditation/{made}")
    form = {
        "seen": application(made).revision,
        "verdict": "approve",
        "basis": basis("B-CSO-DEMO"),
        "from_session": 30,
        "to_session": 31,
    }

    no_verdict = registrar.post(f"/desk/accreditation/{made}/decide", data={**form, "verdict": ""})
    no_reason = registrar.post(f"/desk/accreditation/{made}/decide", data={**form, "verdict": "refuse"})
    too_far = registrar.post(f"/desk/accreditation/{made}/decide", data={**form, "to_session": 40})
    done = registrar.post(f"/desk/accreditation/{made}/decide", data=form)
    stale = registrar.post(f"/desk/accreditation/{made}/decide", data={**form, "verdict": "refuse", "reason": "No."})

    words = text_of(page.text)
    for told in (LETTER, "letter.pdf", "WSIS/3/77", "Civil society entities", "It holds none.", "applied", "yara"):
        assert told in words
    assert "no decision or status on record" in words
    assert [each.status_code for each in (no_verdict, no_reason, too_far, done, stale)] == [422, 422, 422, 303, 409]
    assert "Reason: Give a reason. It stands in the letter." in text_of(no_reason.text)
    assert "The basis itself covers sessions 19–31" in text_of(too_far.text)
    assert "Somebody changed this application" in text_of(stale.text)
    assert application(made).state == "approved"


def test_the_list_is_narrowed_sorted_and_counted(registrar: FlaskClient, count_queries: Any):
    with count_queries() as sent:
        every = text_of(registrar.get("/desk/accreditation?sort=organization").text)
    narrowed = {
        query: text_of(registrar.get(f"/desk/accreditation?{query}").text)
        for query in (
            "state=approved",
            "q=guild",
            "constituency=IGO",
            "session=29",
            "session=x&state=y&page=0",
            "q=%C3%89",
        )
    }

    assert "approved 3 · on hold 1 · refused 2" in every
    assert every.index("Demonstration community network") < every.index("Harbour traders' guild")
    counted = {query: text.partition(" application")[0].rsplit(" ", 1)[-1] for query, text in narrowed.items()}
    assert counted == {
        "state=approved": "3",
        "q=guild": "1",
        "constituency=IGO": "1",
        "session=29": "0",
        "session=x&state=y&page=0": "6",
        "q=%C3%89": "0",
    }
    assert len(sent) < 16


def test_the_number_of_reads_of_the_list_hangs_on_nothing(app: Flask, registrar: FlaskClient, count_queries: Any):
    with count_queries() as few:
        registrar.get("/desk/accreditation")
    for place, key in enumerate(("OR-GUILD", "OR-YOUTH")):
        an_application(a_person(f"p{place}", constituency=("BUSINESS", "CSO-WSIS")[place], organization=key), key)
    with count_queries() as many:
        registrar.get("/desk/accreditation")

    assert len(many) == len(few)


def test_decisions_are_listed_as_csv_that_no_spreadsheet_runs(app: Flask, person: int, registrar: FlaskClient):
    made = an_application(person, "OR-YOUTH")
    hold(number("AC-38"), made)
    from tests.stakeholders.accreditation.people import refuse

    refuse(number("AC-38"), made, '=HYPERLINK("http://evil.example"), "\nand more')

    answer = registrar.get("/desk/accreditation/decisions.csv?session=30&state=refused")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.data.decode().split("\r\n")
    assert lines[0] == "Organization,Constituency,Session,Decision,Basis,Sessions,Date,Replaced on,Reason,Key"
    assert any('"\'=HYPERLINK(""http://evil.example""), ""\nand more"' in line for line in lines)
    assert len(lines) == 1 + 3 + 1
    assert not answer.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("prefix", ["", "/ar", "/zh"])
def test_decisions_are_a_pdf_in_the_language_of_the_page(app: Flask, registrar: FlaskClient, prefix: str):
    answer = registrar.get(f"{prefix}/desk/accreditation/decisions.pdf?session=30")

    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"] == "attachment; filename=decisions.pdf"


@pytest.mark.parametrize("page", ["", "/1", "/decisions.csv", "/decisions.pdf"])
def test_the_desk_is_closed_to_others(app: Flask, page: str):
    answers = [
        sign_in(app.test_client(), account(key)).get(f"/desk/accreditation{page}").status_code
        for key in ("AC-61", "AC-35", "AC-40")
    ]

    assert answers == [403, 403, 403]


def test_a_basis_is_added_and_extended_at_its_desk(app: Flask):
    keeper = sign_in(app.test_client(), account("AC-37"))
    form = {
        "key": "B-NEW",
        "constituency": 1,
        "decision": "ECOSOC decision 2027/1",
        "from_session": 31,
        "to_session": "",
        "held_by": "listed",
    }
    number_ = basis("B-BUS-TRIAL")

    bad = keeper.post("/desk/bases", data={**form, "key": "b new"})
    back = keeper.post("/desk/bases", data={**form, "to_session": 30})
    good = keeper.post("/desk/bases", data=form)
    twice = keeper.post("/desk/bases", data=form)
    gap = keeper.post(f"/desk/bases/{basis('B-CSO-2007')}/extend", data={"seen": 11, "last": 31})
    extended = keeper.post(f"/desk/bases/{number_}/extend", data={"seen": 29, "last": 30})
    again = keeper.post(f"/desk/bases/{number_}/extend", data={"seen": 29, "last": 31})

    statuses = [each.status_code for each in (bad, back, good, twice, gap, extended, again)]
    assert statuses == [422, 422, 303, 422, 409, 303, 409]
    assert "session 12 is over" in text_of(gap.text)
    page = text_of(keeper.get("/desk/bases").text)
    assert ("B-NEW 31– 0 organizations" in page, "B-BUS-TRIAL" in page, "28–30 1 organization" in page) == (True,) * 3


def test_an_auditor_reads_and_finds_no_form(app: Flask, person: int):
    from foundation.access import HOUSE, grant
    from foundation.db import atomic
    from tests.stakeholders.accreditation.people import DEED

    made = an_application(person, "OR-YOUTH")
    atomic(grant)(number("AC-61"), "auditor", HOUSE, actor="test", now=DEED["now"])
    client = sign_in(app.test_client(), account("AC-61"))

    pages = [client.get(path) for path in ("/desk/accreditation", f"/desk/accreditation/{made}", "/desk/bases")]
    decided = client.post(
        f"/desk/accreditation/{made}/decide", data={"verdict": "refuse", "reason": "No.", "seen": 1, "basis": 0}
    )

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any("/decide" in page.text or "Add a basis" in page.text for page in pages)
    assert (decided.status_code, application(made).state) == (403, "new")


def test_a_colleague_of_the_organization_sees_the_basis_on_its_page(app: Flask, person: int, registrar: FlaskClient):
    made = an_application(person, "OR-YOUTH")
    approve(number("AC-38"), made, "B-CSO-DEMO", 30, 30)

    page = text_of(registrar.get(f"/desk/accreditation/{made}").text)

    assert "Demonstration decision A (invented) session 30 covers session 30" in page
    assert "Decide anew" in page
