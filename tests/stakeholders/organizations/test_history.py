"""The history of an organization is told in words and names, and links to the journal for those who read it."""

from __future__ import annotations

from typing import Any

from flask import Flask

from foundation import access, journal
from foundation.access import Scope
from foundation.db import atomic, db
from portal.journal.rules.words import VERB_WORDS as OF_THE_JOURNAL
from stakeholders.accounts.models import Account
from stakeholders.organizations.queries.history import history, name_of, reads_journal
from stakeholders.organizations.rules.directory import FIELDS
from stakeholders.organizations.rules.history import FIELD_WORDS, VERB_WORDS
from tests.stakeholders.accounts.post import NOON, an_account
from tests.stakeholders.accreditation.people import staff
from tests.stakeholders.organizations.people import an_organizer
from tests.stakeholders.organizations.records import a_record, merged
from tests.support.pages import text_of
from tests.support.people import sign_in


def noted(actor: str, verb: str, number: int, **facts: Any) -> None:
    atomic(journal.note)(actor, verb, "organization", str(number), now=NOON, **facts)


def test_every_field_and_every_deed_has_words_and_the_journals_are_the_same():
    assert [name for name in FIELDS if name not in FIELD_WORDS] == []
    assert {verb: OF_THE_JOURNAL.get(verb) for verb in VERB_WORDS} == dict(VERB_WORDS)


def test_a_deed_tells_who_did_what_about_whom(app: Flask):
    number, by, whom = a_record("O-ONE", "One Ltd"), an_organizer(), an_account("fay@people.example", name="Fay")
    noted(f"account:{by.id}", "verify_term", number, account=whom.id, since="2027-03-01", until=None)
    noted("command", "save_organization", number, before={"seat": "Bern"}, after={"seat": "Geneva"}, affiliations=3)

    changed, verified = history([number])

    assert (str(changed.words), changed.who, changed.about) == ("changed an organization", "", "")
    assert [(each.field, each.before, each.after) for each in changed.changes] == [("seat", "Bern", "Geneva")]
    assert (str(verified.words), verified.who, verified.about) == ("verified a focal point", by.name, "Fay")
    assert (name_of(f"account:{by.id}"), name_of("command")) == (by.name, "")


def test_values_stand_as_people_read_them(app: Flask):
    number = a_record("O-ONE", "One Ltd")
    before = {"names": {"en": "One", "fr": "Un"}, "country": "", "constituency": "BUSINESS", "status": "special"}
    after = {"names": {"en": "Two"}, "country": "RU", "constituency": "IGO", "status": "", "other_names": ["One", "Un"]}
    noted("command", "save_organization", number, before=before, after=after)
    client = sign_in(app.test_client(), an_organizer())

    told = text_of(client.get(f"/desk/organizations/{number}").text).split("Before and after")[-1]

    assert "Names: One · Un → Two" in told
    assert "Other and former names: – → One · Un" in told
    assert "Intergovernmental organizations" in told
    assert "Consultative status: special consultative status → –" in told
    assert "Country: – → Russian Federation" in told
    assert "by the house" in told


def test_who_reads_the_journal_is_led_there_and_others_are_not(app: Flask):
    number = a_record("O-ONE", "One Ltd")
    link = f"/desk/journal?kind=organization&amp;key={number}"
    readers = [staff(role, "house") for role in ("organizer", "auditor", "registrar")]

    pages = [
        sign_in(app.test_client(), db.session.get_one(Account, each)).get(f"/desk/organizations/{number}").text
        for each in readers
    ]

    assert [link in page for page in pages] == [True, True, False]
    assert [reads_journal(each) for each in readers] == [True, True, False]


def test_a_role_in_one_edition_does_not_lead_to_the_journal_of_the_house(app: Flask):
    person = an_account("edda@people.example")
    atomic(access.grant)(person.id, "organizer", Scope("edition", 1), actor="test", now=NOON)

    assert reads_journal(person.id) is False


def test_who_merged_two_records_stands_by_name_on_the_page_of_the_merge(app: Flask):
    organizer = an_organizer()
    merge = merged(organizer.id, a_record("O-ONE", "One Ltd"), a_record("O-TWO", "Two Ltd"))

    page = text_of(sign_in(app.test_client(), organizer).get(f"/desk/merges/{merge}/undo").text)

    assert f"By {organizer.name}" in page
    assert "account:" not in page
