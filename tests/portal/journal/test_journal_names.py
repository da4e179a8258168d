"""The journal tells people, organizations, parts and meetings by name, times on the wall, states in words, nothing twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions.models import Segment
from events.registration.rules.registering import STATE_WORDS
from foundation import journal
from foundation.db import atomic, db
from foundation.sentences import Sentence
from portal.journal.rules.telling import Mention, stood, word
from stakeholders.organizations.models import Organization
from tests.support.desk import an_organizer
from tests.support.pages import text_of
from tests.support.people import account, sign_in


def noted(verb: str, kind: str, key: str, **facts: object) -> None:
    person = f"account:{an_organizer().id}"
    atomic(
        lambda: journal.note(person, verb, kind, key, now=datetime(2027, 4, 20, 9, tzinfo=UTC), edition="2027", **facts)
    )()


def row(app: Flask) -> str:
    page = sign_in(app.test_client(), an_organizer()).get("/desk/2027/journal").text
    return text_of(re.split(r"<tbody>|</tr>", page)[1 if "<thead>" not in page else 2])


def an_organization(key: str) -> Organization:
    return db.session.scalars(select(Organization).where(Organization.key == key)).one()


def test_a_state_is_told_once_and_in_words(app: Flask):
    person = account("AC-61")
    noted(
        "hold", "registration", "7", segment="SIDE", account=person.id, state="on_hold", before="new", after="on_hold"
    )

    told = row(app)

    assert told.startswith("20 April 2027, 11:00 Ola Organizer put a registration on hold registration 7")
    assert told.endswith(
        f"state: {STATE_WORDS['new'].text} on hold segment: {a_segment('SIDE').name} person: {person.name}"
    )


def a_segment(key: str) -> Segment:
    return db.session.scalars(select(Segment).where(Segment.key == key)).one()


def test_an_organization_a_part_and_a_moment_are_told_as_people_say_them(app: Flask):
    part, unesco = a_segment("SIDE"), an_organization("UNESCO")
    noted("extend", "extension", "3", organization=unesco.id, segment=part.id, closes="2027-04-30T22:00:00+00:00")

    assert row(app).endswith(f"organization: UNESCO segment: {part.name} Closes: 1 May 2027, 00:00")


def test_where_a_role_is_held_is_told_by_name(app: Flask):
    part, person = a_segment("SIDE"), account("AC-61")
    noted("grant", "account", str(person.id), role="programme_organizer", scope=f"segment {part.id}")

    assert row(app).endswith(f"gave a role person {person.name} role: Programme organizer where: {part.name}")


def test_a_meeting_is_told_by_its_title_beside_its_key(app: Flask):
    noted("set_join_link", "meeting", "2027/D05")

    assert re.search("set a link to join meeting 2027/D05, .+", row(app))


def test_what_is_empty_or_stays_as_it_was_is_not_told():
    facts = {"narrowed": [], "before": {"state": "new", "a": 1}, "after": {"state": "new", "a": 2}, "state": ""}

    assert stood(facts, "application") == ([("a", 1, 2)], [])


@pytest.mark.parametrize(
    ("name", "value", "kind", "told"),
    [
        ("state", "on_hold", "registration", Sentence("on hold")),
        ("state", "seated", "seat", Sentence("Taken")),
        ("is_listed", True, "registration", Sentence("yes")),
        ("closes", "2027-04-30T22:00:00+00:00", "extension", datetime(2027, 4, 30, 22, tzinfo=UTC)),
        ("organization", 6, "delegation", Mention("organization", 6)),
        ("segment", "SIDE", "registration", Mention("segment", "2027/SIDE")),
        ("kept", True, "places", Sentence("yes")),
        ("moved", {"seats": 2, "delegation_members": 1}, "organization", ["seats 2", "delegation members 1"]),
        ("reason", "2027-like, but words", "", "2027-like, but words"),
    ],
)
def test_a_value_has_its_words(name: str, value: object, kind: str, told: object):
    assert word(name, value, kind, "2027") == told


def test_names_cost_one_read_for_each_kind_of_them(app: Flask, count_queries):
    ola = sign_in(app.test_client(), an_organizer())
    some = db.session.scalars(select(Organization).limit(10)).all()
    numbers = [each.id for each in some]
    noted("declare_affiliation", "affiliation", "1", organization=numbers[0], segment="SIDE")
    ola.get("/desk/2027/journal")
    with count_queries() as one:
        ola.get("/desk/2027/journal")
    for number in numbers:
        noted("declare_affiliation", "affiliation", "1", organization=number, segment="SIDE")
    with count_queries() as many:
        ola.get("/desk/2027/journal")

    assert len(many) == len(one)
