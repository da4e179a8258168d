"""The journal as organizers and auditors read it: newest first, searched, page by page; of an edition its lines alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.editions.models import Edition
from events.programme.services import drafting
from foundation import access, journal, seals
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.journal import JournalLine
from portal.journal.queries.reading import lines, sight
from portal.journal.rules.asking import PAGE, Wish
from stakeholders.accounts.models import Account
from tests.support.desk import an_organizer, hand, somebody
from tests.support.pages import text_of
from tests.support.people import account, sign_in

ZONE = "Europe/Zurich"


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2027, 4, day, hour, tzinfo=UTC)


def client(app: Flask, person: Account | None = None) -> FlaskClient:
    return sign_in(app.test_client(), person or an_organizer())


def main(page: str) -> str:
    return text_of(page.split("<main")[1])


def an_auditor() -> Account:
    number = db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()
    return somebody("Audra Auditor", "auditor", Scope("edition", number))


@atomic
def some(number: int, *, day: int = 20, **facts: object) -> None:
    for turn in range(number):
        journal.note("command", "save_room", "room", f"R{turn}", now=at(day), **facts)


@atomic
def a_sealed_line() -> int:
    person = account("AC-61").id
    personal = {"before": "", "after": "A ramp"}
    journal.note_sealed("command", "save_room", ("room", "R"), person, personal, now=at(20), edition="2027")
    db.session.flush()
    return db.session.scalars(select(JournalLine.id).order_by(JournalLine.id.desc()).limit(1)).one()


def keys(wish: Wish, edition: str | None = "2027") -> list[str]:
    page = lines(sight(an_organizer().id, edition), wish, zone=ZONE)
    return [told.line.subject_key for told in page.lines]


def test_a_line_tells_who_did_what_and_what_was_before_and_after(app: Flask):
    drafting.edit_meeting(hand(an_organizer()), "2027", "D05", {"note": "Bring a badge"}, seen=None)

    page = client(app).get("/desk/2027/journal").text

    assert "Ola Organizer edited a meeting of the draft meeting 2027/D05" in main(page)
    assert re.search(r"note: – Bring a badge", main(page))
    assert 'href="/desk/2027/meetings/D05"' in page


def test_an_edition_tells_its_own_lines_and_the_house_all(any_app: Flask):
    some(1, edition="2027")
    some(1, edition="2007", day=21)

    assert keys(Wish(kind="room")) == ["R0"]
    assert keys(Wish(kind="room"), "2007") == ["R0"]
    assert keys(Wish(kind="room"), None) == ["R0", "R0"]


def test_lines_are_found_by_person_verb_subject_and_days(any_app: Flask):
    person = somebody("Zélie Unusual")
    atomic(
        lambda: journal.note(f"account:{person.id}", "approve", "registration", "77", now=at(5, 22), edition="2027")
    )()

    for wish in (
        Wish(person="zélie unus"),
        Wish(person="unusual", verb="approve", kind="registration"),
        Wish(key="77", kind="registration"),
        Wish(person="unusual", first=at(6).date(), last=at(6).date()),
    ):
        assert keys(wish) == ["77"]
    # 22:00 in UTC is the next day in Geneva.
    assert keys(Wish(person="unusual", last=at(5).date())) == []
    assert keys(Wish(person="100%")) == []


def test_pages_stand_still_while_lines_are_added(any_app: Flask):
    some(PAGE * 2 + 3, edition="2027")
    asked = sight(an_organizer().id, "2027")
    first = lines(asked, Wish(), zone=ZONE)
    some(5, edition="2027", day=21)

    second = lines(asked, Wish(before=first.older), zone=ZONE)
    back = lines(asked, Wish(after=second.newer), zone=ZONE)

    numbers = [[told.line.id for told in page.lines] for page in (first, second, back)]
    assert numbers[0][-1] - 1 == numbers[1][0]
    assert numbers[2] == numbers[0]
    assert (back.newer, first.newer) == (numbers[0][0], None)


def test_a_page_costs_the_same_however_many_people_stand_on_it(app: Flask, count_queries):
    ola = client(app)
    drafting.edit_meeting(hand(an_organizer()), "2027", "D05", {"note": "N"}, seen=None)
    ola.get("/desk/2027/journal")
    with count_queries() as before:
        ola.get("/desk/2027/journal")
    for turn in range(15):
        person = somebody(f"Person {turn}")
        atomic(
            lambda number=person.id: journal.note(
                f"account:{number}", "approve", "registration", "1", now=at(20), edition="2027"
            )
        )()
    with count_queries() as after:
        ola.get("/desk/2027/journal")

    assert len(after) == len(before)


@pytest.mark.parametrize(
    "query",
    ["verb=nothing", "before=x", "after=99999999999999", "from=yesterday&to=2027-02-30", "person=%00", "before=-1"],
)
def test_what_can_not_be_meant_is_left_out(app: Flask, query: str):
    assert client(app).get(f"/desk/2027/journal?{query}").status_code == 200


def test_sealed_values_are_opened_on_a_click_that_is_noted(any_app: Flask):
    number, ola = a_sealed_line(), client(any_app)
    shown = ola.get("/desk/2027/journal").text

    answer = ola.post(f"/desk/2027/journal/{number}/open")

    assert "A ramp" not in shown
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "A ramp" in main(answer.text)
    db.session.rollback()
    row = db.session.scalars(select(JournalLine).where(JournalLine.verb == "open_sealed")).one()
    about = {"line": number, "account": account("AC-61").id, "edition": "2027"}
    assert (row.actor, row.subject_key, row.facts) == (f"account:{an_organizer().id}", str(number), about)


def test_what_was_erased_reads_so(any_app: Flask):
    number = a_sealed_line()
    atomic(lambda: seals.destroy(account("AC-61").id, now=at(21)))()

    answer = client(any_app).post(f"/desk/journal/{number}/open")

    assert "erased" in main(answer.text)
    assert "A ramp" not in answer.text


def test_an_auditor_reads_lines_and_opens_nothing(app: Flask):
    number, audra = a_sealed_line(), client(app, an_auditor())

    page = audra.get("/desk/2027/journal")

    assert "Personal values are sealed." in main(page.text)
    assert "/open" not in page.text
    assert audra.post(f"/desk/2027/journal/{number}/open").status_code == 403
    assert audra.get("/desk/journal").status_code == 403


def test_a_line_without_a_seal_and_one_of_another_edition_are_not_opened(app: Flask):
    some(1, edition="2027")
    plain = db.session.scalars(select(JournalLine.id).order_by(JournalLine.id.desc()).limit(1)).one()
    ola, number = client(app), a_sealed_line()

    assert ola.post(f"/desk/2027/journal/{plain}/open").status_code == 409
    assert ola.post(f"/desk/2007/journal/{number}/open").status_code == 404


def test_what_fits_is_a_file_without_sealed_values_or_formulas(app: Flask):
    a_sealed_line()
    some(1, edition="2027", reason="=1+1")

    answer = client(app).get("/desk/2027/journal.csv?kind=room")

    rows = answer.text.lstrip("\ufeff").splitlines()
    assert answer.mimetype == "text/csv"
    assert rows[0] == (
        "number,at,actor,person,verb,subject,key,edition,field,before,after,"
        "deed,of,name,field_in_words,before_in_words,after_in_words"
    )
    assert len(rows) == 3
    assert rows[1].endswith(
        "2027-04-20T11:00:00+02:00,command,command,save_room,room,R0,2027,reason,,'=1+1,changed a room,room,,reason,,'=1+1"
    )
    assert "sealed" not in answer.text
    assert "A ramp" not in answer.text


def test_names_are_looked_up_and_never_kept(app: Flask):
    person = somebody("Nell Named")
    atomic(lambda: journal.note(f"account:{person.id}", "approve", "registration", "1", now=at(20), edition="2027"))()
    atomic(lambda: setattr(db.session.get_one(Account, person.id), "name", "Nell Renamed"))()

    assert "Nell Renamed approved" in main(client(app).get("/desk/2027/journal").text)


def test_an_organizer_of_the_programme_has_no_journal(app: Flask):
    assert access.may(account("AC-40").id, ("programme_organizer",)) is False
    assert client(app, account("AC-40")).get("/desk/2027/journal").status_code == 403
