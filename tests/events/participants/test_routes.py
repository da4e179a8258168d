"""The list as page, PDF and DOCX: who is in it, in which order and language, and in few statements."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.registration.models import Registration
from foundation.db import db
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]


def signed(app: Flask, key: str) -> FlaskClient:
    return sign_in(app.test_client(), account(key))


def headings(page: str) -> list[str]:
    found = re.findall(r'<h2 id="g\d+-name">(.*?)</h2>', page, flags=re.S)
    return [text_of(each) for each in found]


def test_a_stranger_is_led_to_sign_in(client: FlaskClient):
    for address in ("/2027/participants", "/2027/participants.pdf", "/2027/participants.docx"):
        assert client.get(address).status_code == 303


def test_the_page_stands_in_protocol_order(app: Flask):
    page = signed(app, "AC-38").get("/2027/participants?segment=SESSION").text

    assert headings(page) == [
        "States members of the Commission",
        "Observer States (States not members of the Commission)",
        "United Nations entities and specialized agencies",
        "Intergovernmental organizations",
        "NGOs in consultative status with ECOSOC",
        "Civil society entities accredited to the World Summit",
        "Business sector entities, including the private sector",
        "Academic and technical entities",
        "Invited experts and panellists",
        "Media",
        "Secretariat",
    ]
    assert "سلمى مثال (Salma Mithal), Second Secretary" in text_of(page)
    assert "As it stands now, not issued" in text_of(page)


def test_a_search_narrows_and_says_how_many(app: Flask):
    page = text_of(signed(app, "AC-38").get("/2027/participants?segment=SESSION&q=mfano").text)

    assert ("Kwame Mfano" in page, "Sofie Voorbeeld" in page) == (True, False)
    assert "Nobody fits." in text_of(signed(app, "AC-38").get("/2027/participants?q=xyzzy").text)


def test_the_desk_issues_and_tells_what_is_other_since(app: Flask):
    registrar = signed(app, "AC-38")

    early = registrar.post("/desk/2027/participants", data={"segment": "SESSION", "kind": "final"})
    answer = registrar.post("/desk/2027/participants", data={"segment": "SESSION", "kind": "provisional"})
    again = registrar.post("/desk/2027/participants", data={"segment": "SESSION", "kind": "provisional"})

    assert [each.status_code for each in (early, answer, again)] == [409, 303, 409]
    assert "lasts until 28 May 2027: people may still come" in text_of(early.text)
    assert "Nothing is other than in the list issued last, no. 1." in text_of(again.text)
    assert "Provisional list no. 1" in text_of(signed(app, "AC-61").get("/2027/participants?segment=SESSION").text)


def test_the_desk_names_nobody_who_took_it_back(app: Flask):
    registrar, person = signed(app, "AC-38"), signed(app, "AC-61")
    registrar.post("/desk/2027/participants", data={"segment": "SESSION", "kind": "provisional"})
    own = db.session.scalars(select(Registration.id).where(Registration.key == "RG-135")).one()

    person.post(f"/my/registrations/{own}/listing", data={"is_listed": ""})

    page = text_of(registrar.get("/desk/2027/participants").text)
    assert "1 person who does not agree any more and is named in no list" in page
    assert "Wanjiru" not in page
    assert "You stand in no list of participants" in text_of(person.get("/my/").text)


@pytest.mark.parametrize("language", ["", "/fr", "/ar", "/zh", "/ru", "/es"])
def test_the_pdf_is_a_file_that_nobody_stores(app: Flask, language: str):
    answer = signed(app, "AC-38").get(f"{language}/2027/participants.pdf?segment=SESSION")

    assert (answer.mimetype, answer.data[:5], answer.headers["Cache-Control"]) == (
        "application/pdf",
        b"%PDF-",
        "no-store",
    )
    code = language.strip("/") or "en"
    assert answer.headers["Content-Disposition"] == (f'attachment; filename="participants-2027-SESSION-now-{code}.pdf"')


def test_the_docx_has_headings_and_an_order_as_the_page(app: Flask):
    person = signed(app, "AC-38")
    page = person.get("/2027/participants?segment=SESSION").text
    document = Document(BytesIO(person.get("/2027/participants.docx?segment=SESSION").data))

    found = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]

    assert found == headings(page)
    lines = [each.text for each in document.paragraphs]
    assert lines[0] == "List of participants"
    assert "سلمى مثال (Salma Mithal), Second Secretary" in lines
    assert [line[:19] for line in lines if line.startswith("As of ")] == ["As of 20 April 2027"]


def test_the_docx_goes_from_right_to_left_where_its_language_does(app: Flask):
    person = signed(app, "AC-38")

    def parts(language: str) -> tuple[str, str]:
        archive = ZipFile(BytesIO(person.get(f"{language}/2027/participants.docx?segment=SESSION").data))
        return archive.read("word/document.xml").decode(), archive.read("word/styles.xml").decode()

    arabic, arabic_styles = parts("/ar")
    english, english_styles = parts("")
    assert arabic.count("<w:p>") == arabic.count("<w:pPr>") == arabic.count("<w:bidi/>") - 1
    assert ('w:bidi="ar"' in arabic_styles, "<w:bidi/>" in arabic_styles) == (True, True)
    assert ("<w:bidi/>" in english, "<w:bidi/>" in english_styles, 'w:val="en"' in english_styles) == (
        False,
        False,
        True,
    )
    # A name that is written from right to left says so, in English, too; what stands around it doesn't.
    assert '<w:rPr><w:rtl/></w:rPr><w:t>سلمى مثال</w:t></w:r><w:r><w:t xml:space="preserve"> (Salma' in english


def test_the_file_tells_no_person_and_no_hour_of_its_making(app: Flask):
    archive = ZipFile(BytesIO(signed(app, "AC-38").get("/2027/participants.docx").data))
    core = archive.read("docProps/core.xml").decode()

    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == [""]
    assert "2000-01-01T00:00:00Z" in core


def test_the_page_is_read_in_few_statements(app: Flask, count_queries: Counting):
    person = signed(app, "AC-38")
    person.get("/2027/participants")

    with count_queries() as sent:
        person.get("/2027/participants?segment=SESSION")

    assert len(sent) <= 10, sent
