"""The public directory of organizations: who stands in it, who does not, and where old keys lead."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.programme.models import Meeting, MeetingBody, VersionTag
from events.programme.rules.selection import Selection
from foundation.db import db
from stakeholders.organizations import rules, services
from stakeholders.organizations.models import Organization
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account
from tests.stakeholders.organizations.people import FIRST, an_organizer, organization_id
from tests.stakeholders.organizations.records import a_record, merged, undone
from tests.support.pages import text_of

Counting = Callable[[], AbstractContextManager[list[str]]]


def names_on(page: str) -> list[str]:
    """The names of a page of the directory, in their order."""
    return re.findall(r'<th scope="row"><a href="/(?:bodies|organizations)/[^"]+">(.*?)</a>', page)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=UIT", ["International Telecommunication Union"]),
        ("?q=CCI", ["International Chamber of Commerce", "International Trade Centre"]),
        ("?q=INVENTEE", ["Association de démonstration (inventée)"]),
        ("?q=جمعية", []),
        ("?constituency=PRESS", ["The Demonstration Gazette (invented)"]),
        ("?country=eastern_european", ["Eastern European State 1"]),
        ("?country=FR&q=chambre", ["International Chamber of Commerce"]),
    ],
)
def test_the_directory_is_searched_and_narrowed(client: FlaskClient, query: str, names: list[str]):
    page = client.get(f"/organizations/{query}").text

    if names:
        assert names_on(page) == names
    else:
        assert "جمعية توضيحية" in page


def test_the_directory_is_turned_over_and_says_when_nothing_fits(client: FlaskClient):
    first, second = (client.get(f"/organizations/?page={page}").text for page in (1, 2))

    assert len(names_on(first)) == 50
    assert set(names_on(first)) & set(names_on(second)) == set()
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert "This page is empty." in text_of(client.get("/organizations/?page=99").text)
    assert "No organization fits." in text_of(client.get("/organizations/?q=nobody+at+all").text)


def test_an_empty_house_says_that_the_directory_is_empty(empty_app: Flask):
    page = empty_app.test_client().get("/organizations/")

    assert page.status_code == 200
    assert "The directory is empty." in text_of(page.text)


def test_an_organization_has_a_page_and_a_body_its_own(client: FlaskClient):
    page = client.get("/organizations/OR-GUILD")
    body = client.get("/organizations/ITU")

    assert "Harbour traders’ guild" in page.text or "Harbour traders&#39; guild" in page.text
    assert (body.status_code, body.location) == (301, "/bodies/ITU")
    assert client.get("/organizations/NOBODY").status_code == 404
    assert client.get("/bodies/OR-GUILD").status_code == 404


def test_what_a_person_has_named_is_not_shown_until_somebody_is_confirmed(app: Flask):
    person, organizer, visitor = an_account("ada@people.example"), an_organizer(), app.test_client()
    named = services.Declared(rules.UNLISTED, name="Secret Network", constituency_key="CSO-WSIS")
    number = services.declare(person.id, named, since=FIRST, until=None, now=NOON, stamped_at=NOON)
    key = db.session.scalars(select(Organization.key).where(Organization.key.like("P-%"))).one()

    before = visitor.get("/organizations/?q=secret").text, visitor.get(f"/organizations/{key}").status_code
    services.confirm(organizer.id, number, house=HOUSE, now=NOON, stamped_at=NOON)
    after = visitor.get("/organizations/?q=secret").text, visitor.get(f"/organizations/{key}").status_code

    assert (names_on(before[0]), before[1]) == ([], 404)
    assert "Secret Network" not in before[0]
    assert (names_on(after[0]), after[1]) == (["Secret Network"], 200)


def test_the_key_of_a_merged_record_leads_on_and_stands_again_once_it_is_undone(app: Flask):
    organizer, visitor = an_organizer(), app.test_client()
    body = {"kind": "partnership"}
    gone, kept = a_record("OLD", "Old body", **body), a_record("NEW", "New body", **body)
    some, other = a_record("O-SOME", "Some Ltd"), a_record("O-OTHER", "Other Ltd")

    merges = merged(organizer.id, gone, kept), merged(organizer.id, some, other)
    led = [
        visitor.get(each) for each in ("/bodies/OLD", "/organizations/OLD", "/organizations/O-SOME", "/bodies/O-SOME")
    ]
    found = names_on(visitor.get("/organizations/?q=old+body").text)
    for merge in merges:
        undone(organizer.id, merge)
    stands = [visitor.get(each).status_code for each in ("/bodies/OLD", "/organizations/O-SOME", "/bodies/O-SOME")]

    assert [(each.status_code, each.location) for each in led] == [
        (301, "/bodies/NEW"),
        (301, "/bodies/NEW"),
        (301, "/organizations/O-OTHER"),
        (301, "/organizations/O-OTHER"),
    ]
    assert found == ["New body"]
    assert stands == [200, 200, 404]


def test_published_meetings_of_the_old_key_stand_on_the_new_page_and_in_both_feeds(app: Flask):
    organizer, visitor = an_organizer(), app.test_client()
    gone, kept = a_record("OLD", "Old body", kind="partnership"), a_record("NEW", "New body", kind="partnership")
    meeting = db.session.scalars(select(Meeting).where(Meeting.key == "D07")).one()
    entry = db.session.execute(
        select(VersionTag.entry_id).where(VersionTag.kind == "body").order_by(VersionTag.entry_id).limit(1)
    ).scalar_one()
    db.session.add(MeetingBody(meeting_id=meeting.id, organization_id=gone, role="co", position=9))
    db.session.add(VersionTag(entry_id=entry, kind="body", key="OLD"))
    db.session.commit()

    merged(organizer.id, gone, kept)

    assert str(Selection.of({"body": ["OLD"]})) == "body=OLD"
    feeds = [visitor.get(f"/feeds/2027/body/{key}.ics").text for key in ("OLD", "NEW")]
    feeds += [visitor.get(f"/feeds/2007/body/{key}.ics").text for key in ("OLD", "NEW")]
    events = [len(re.findall("BEGIN:VEVENT", feed)) for feed in feeds]
    page = visitor.get("/bodies/NEW")
    assert events[0] == events[1]
    assert events[2] == events[3]
    assert sum(events) == 2
    assert "1 meeting" in text_of(page.text)
    assert organization_id("NEW") == kept


def test_the_directory_takes_the_same_few_queries(app: Flask, count_queries: Counting):
    counted = []
    for page in range(2):
        with count_queries() as sent:
            app.test_client().get(f"/organizations/?page=1&again={page}")
        counted.append(len(sent))
        for number in range(30):
            a_record(f"O-{page}-{number}", f"Record {page} {number}")

    assert counted == [4, 4]
