"""Whose access need a line is about is told to organizers alone: auditors read the deed, not the person, nor find it by one."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition
from foundation import journal
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.journal import JournalLine
from portal.journal import services
from stakeholders.accounts.models import Account
from tests.support.desk import an_organizer, somebody
from tests.support.people import account, sign_in

NOW = datetime(2027, 4, 20, 9, tzinfo=UTC)
NAME = "Zélie Needful"


def an_auditor(*, of_house: bool = False) -> Account:
    number = db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()
    return somebody("Audra Auditor", "auditor", Scope("house") if of_house else Scope("edition", number))


def a_need() -> Account:
    person, planner = somebody(NAME), an_organizer().id
    seal = {"subject": ("access_need", "1"), "about": person.id, "personal": {"after": {"kinds": ["step_free"]}}}
    atomic(lambda: journal.note_sealed(f"account:{person.id}", "ask", **seal, now=NOW, edition="2027"))()
    atomic(lambda: journal.note_sealed(f"account:{planner}", "answer", **seal, now=NOW, edition="2027"))()
    number = db.session.scalars(select(JournalLine.id).where(JournalLine.verb == "answer")).one()
    services.open_sealed(planner, "2027", number, now=NOW)
    return person


def read(app: Flask, person: Account, query: str = "", *, edition: str = "2027/") -> tuple[str, str]:
    client = sign_in(app.test_client(), person)
    return tuple(client.get(f"/desk/{edition}journal{end}?{query}").text for end in ("", ".csv"))  # type: ignore[return-value]


def test_an_auditor_reads_that_a_need_was_answered_and_not_whose(any_app: Flask):
    person = a_need()

    for shown in (*read(any_app, an_auditor()), *read(any_app, an_auditor(of_house=True), edition="")):
        assert "answered an access need" in shown
        assert "named an access need" in shown
        assert "opened sealed values" in shown
        assert NAME not in shown
        assert f"account:{person.id}" not in shown


def test_an_auditor_finds_no_need_by_the_name_of_who_has_it(any_app: Flask):
    a_need()

    page, sheet = read(any_app, an_auditor(), "person=needful")

    assert "No line fits." in page
    assert len(sheet.strip().splitlines()) == 1


def test_an_organizer_reads_whose_need_it_is_and_finds_it(app: Flask):
    a_need()

    page, sheet = read(app, an_organizer(), "person=needful")

    assert page.split("<tbody>")[1].count(NAME) == 2
    assert sheet.count(NAME) == 2


def test_an_auditor_is_not_told_that_a_profile_speaks_of_needs(app: Flask):
    person = account("AC-61")
    fields = ["phone", "access_needs"]
    atomic(
        lambda: journal.note(f"account:{person.id}", "edit_profile", "account", str(person.id), now=NOW, fields=fields)
    )()

    auditors, organizers = (
        read(app, each, "verb=edit_profile", edition="") for each in (an_auditor(of_house=True), an_organizer())
    )

    assert "phone" in auditors[0]
    assert [shown.count("access_needs") for shown in auditors] == [0, 0]
    assert "access_needs" in organizers[0]


def test_what_is_sealed_of_a_need_is_opened_in_words(app: Flask):
    a_need()
    number = db.session.scalars(select(JournalLine.id).where(JournalLine.verb == "ask")).one()

    answer = sign_in(app.test_client(), an_organizer()).post(f"/desk/2027/journal/{number}/open")

    assert "step-free way" in answer.text
    assert "step_free" not in answer.text
