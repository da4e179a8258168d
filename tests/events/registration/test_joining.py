"""Joining online: the link is shown to whom it is for, when it is time, and nowhere else."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from events.programme.rules.facts import Facts, UnknownMeeting, When
from events.registration.models import JoinLink, Registration
from events.registration.queries.joining import join_view, span_of
from events.registration.rules.joining import BadLink, Joining, Span, decide_joining, read_link
from events.registration.services import joining
from foundation import clock
from foundation.db import db
from foundation.errors import Forbidden
from foundation.journal import JournalLine
from foundation.outbox import OutboxMessage
from stakeholders.organizations.models import Affiliation
from tests.events.registration.people import NOW, a_person, affiliation, approved, journal, number
from tests.support.people import account, sign_in

LINK = "https://join.example/s03?key=secret#room"
STARTS, ENDS = datetime(2027, 5, 25, 8, tzinfo=UTC), datetime(2027, 5, 25, 11, tzinfo=UTC)
"""When the dialogue S03 begins and ends: 10:00 to 13:00 in Geneva."""


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def told(**differing: object) -> Joining:
    usual: dict[str, object] = {
        "state": "approved",
        "is_carried": True,
        "right": "speak",
        "is_held": True,
        "span": Span(STARTS, ENDS),
        "has_link": True,
        "now": STARTS,
    }
    return decide_joining(**{**usual, **differing})  # type: ignore[arg-type]


def set_link(address: str = LINK, *, by: str = "AC-40", meeting: str = "S03") -> None:
    joining.set_link(number(by), "2027", meeting, address=address, words="Dial 22.", now=NOW)


@pytest.mark.parametrize(
    ("differing", "answer"),
    [
        ({}, Joining.OPEN),
        ({"now": STARTS - timedelta(hours=24)}, Joining.OPEN),
        ({"now": STARTS - timedelta(hours=24, seconds=1)}, Joining.TOO_EARLY),
        ({"now": ENDS - timedelta(seconds=1)}, Joining.OPEN),
        ({"now": ENDS}, Joining.OVER),
        ({"has_link": False}, Joining.NO_LINK),
        ({"has_link": False, "now": ENDS}, Joining.OVER),
        ({"span": Span()}, Joining.NO_TIME),
        ({"span": Span(STARTS)}, Joining.NO_TIME),
        ({"is_held": False}, Joining.NOT_HELD),
        ({"right": "closed"}, Joining.CLOSED_TO_YOU),
        ({"right": "silent"}, Joining.OPEN),
        ({"is_carried": False}, Joining.NOT_CARRIED),
        ({"state": ""}, Joining.NOT_REGISTERED),
        ({"state": "refused"}, Joining.NOT_REGISTERED),
        ({"state": "withdrawn"}, Joining.NOT_REGISTERED),
        ({"state": "new"}, Joining.BEING_LOOKED_AT),
        ({"state": "pre_approved"}, Joining.BEING_LOOKED_AT),
        ({"state": "on_hold"}, Joining.BEING_LOOKED_AT),
        ({"state": "new", "is_held": False, "now": ENDS}, Joining.BEING_LOOKED_AT),
    ],
)
def test_who_may_comes_first_then_whether_it_is_on_then_the_link(differing: dict[str, object], answer: Joining):
    assert told(**differing) is answer


@pytest.mark.parametrize(
    "link",
    [LINK, "https://join.example", "https://join.example:8443/a%20b", "  https://join.example/x  "],
)
def test_an_address_by_https_is_a_link(link: str):
    assert read_link(link) == link.strip()


@pytest.mark.parametrize(
    "link",
    [
        "",
        "join.example",
        "http://join.example/",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://user@join.example/",
        "https://user:word@join.example/",
        "https://join.example/a b",
        "https://join.example/\nx",
        'https://join.example/"x',
        "https://join.example/<x>",
        "https://join.example\\@other.example/",
        "https://join.example:0/",
        "https://join.example:port/",
        "https://[half/",
        "https://join.example/\u202e",
        "https://join.example/" + "x" * 500,
    ],
)
def test_anything_else_is_none(link: str):
    with pytest.raises(BadLink):
        read_link(link)


@pytest.mark.parametrize(
    ("when", "starts", "ends", "span"),
    [
        (When.UNDATED, None, None, Span()),
        (When.TIMED, wall("2027-05-25T10:00"), wall("2027-05-25T13:00"), Span(STARTS, ENDS)),
        (
            When.DAYS,
            wall("2027-05-25"),
            wall("2027-05-26"),
            Span(datetime(2027, 5, 24, 22, tzinfo=UTC), datetime(2027, 5, 26, 22, tzinfo=UTC)),
        ),
        (
            When.DAY,
            wall("2027-05-25"),
            None,
            Span(datetime(2027, 5, 24, 22, tzinfo=UTC), datetime(2027, 5, 25, 22, tzinfo=UTC)),
        ),
    ],
)
def test_hours_stand_on_the_wall_of_the_edition(when: When, starts: datetime | None, ends: datetime | None, span: Span):
    facts = Facts("X", "panel", "SESSION", {"en": "X"}, when=when, starts=starts, ends=ends)

    assert span_of(facts, "Europe/Zurich") == span


def test_approved_people_are_shown_the_link_on_site_or_online_in_time(any_app: Flask):
    set_link()
    online = a_person("online", constituency="NGO-ECOSOC", organization="OR-ASSO")
    approved(online, "SESSION", constituency="NGO-ECOSOC", mode="online")

    for person in (online, number("AC-61")):
        early, in_time = (join_view(person, "2027", "S03", now=now) for now in (NOW, STARTS))
        assert (early.answer, early.link, early.opens) == (Joining.TOO_EARLY, None, STARTS - timedelta(hours=24))
        assert (in_time.answer, in_time.link and in_time.link.address) == (Joining.OPEN, LINK)


def test_the_link_of_an_open_part_needs_a_confirmed_affiliation_that_lasts(any_app: Flask):
    set_link(meeting="D05")
    starts = datetime(2027, 5, 10, 8, tzinfo=UTC)
    person = a_person("declared", constituency="CSO-WSIS", organization="OR-NETWORK", confirmed=False)
    approved(person, "CLUSTER", constituency="CSO-WSIS")
    held = db.session.get_one(Affiliation, affiliation(person))
    found = join_view(person, "2027", "D05", now=starts)
    told = [found.answer is Joining.NOT_CARRIED]
    for values in ({"confirmed_at": NOW}, {"until": date(2027, 5, 9)}):
        for name, value in values.items():
            setattr(held, name, value)
        db.session.commit()
        told.append(join_view(person, "2027", "D05", now=starts).answer is Joining.NOT_CARRIED)

    assert (found.link, told) == (None, [True, False, True])


def test_others_are_shown_none(any_app: Flask):
    set_link()
    row = db.session.scalars(select(Registration).where(Registration.key == "RG-135")).one()
    stranger = a_person("stranger", constituency="CSO-WSIS", organization="OR-NETWORK")

    assert join_view(stranger, "2027", "S03", now=STARTS).link is None
    for state in ("new", "pre_approved", "on_hold", "refused", "withdrawn"):
        row.state = state
        db.session.commit()
        view = join_view(number("AC-61"), "2027", "S03", now=STARTS)
        assert (view.link, view.answer in (Joining.BEING_LOOKED_AT, Joining.NOT_REGISTERED)) == (None, True)


def test_another_link_holds_at_once_and_is_written_to_nobody(any_app: Flask):
    set_link()
    set_link()
    set_link("https://join.example/another")

    found = join_view(number("AC-61"), "2027", "S03", now=STARTS).link
    assert found is not None
    assert found.address == "https://join.example/another"
    assert db.session.scalars(select(OutboxMessage)).all() == []
    joining.drop_link(number("AC-40"), "2027", "S03", now=NOW)
    joining.drop_link(number("AC-40"), "2027", "S03", now=NOW)
    assert join_view(number("AC-61"), "2027", "S03", now=STARTS).answer is Joining.NO_LINK


def test_the_journal_tells_that_it_was_done_and_never_the_link(any_app: Flask):
    set_link()
    set_link("https://join.example/another")
    joining.drop_link(number("AC-40"), "2027", "S03", now=NOW)

    assert [each for each in journal("meeting", "2027/S03") if "join" in each[0]] == [
        ("set_join_link", {"edition": "2027", "before": {"join_link": False}, "after": {"join_link": True}}),
        ("set_join_link", {"edition": "2027", "before": {"join_link": True}, "after": {"join_link": True}}),
        ("drop_join_link", {"edition": "2027", "before": {"join_link": True}, "after": {"join_link": False}}),
    ]
    assert "join.example" not in json.dumps([line.facts for line in db.session.scalars(select(JournalLine))])


def test_only_who_organizes_sets_it(any_app: Flask):
    for person in ("AC-38", "AC-61", "AC-35", "AC-11"):
        with pytest.raises(Forbidden):
            set_link(by=person)
    with pytest.raises(UnknownMeeting):
        set_link(meeting="D999")
    with pytest.raises(BadLink):
        set_link("http://join.example/")
    assert db.session.scalars(select(JoinLink)).all() == []


def test_no_public_page_feed_or_export_tells_the_link(app: Flask):
    set_link()
    addresses = [
        *("/2027/programme", "/2027/meetings/S03", "/2027/dialogues/S03", "/2027/programme.json"),
        *("/2027/schedule.xml", "/feeds/2027.ics"),
    ]

    for address in addresses:
        answer = app.test_client().get(address)
        assert (answer.status_code, b"join.example" in answer.data) == (200, False), address
    organizer = sign_in(app.test_client(), account("AC-37"))
    for address in ("/desk/2027/meetings/S03", "/2027/meetings/S03/join", "/2027/meetings/S03/seat", "/my/"):
        assert b"join.example" not in organizer.get(address).data, address


def test_the_page_hands_no_address_on_and_says_what_to_do(app: Flask):
    person = sign_in(app.test_client(), account("AC-61"))

    answer = person.get("/2027/meetings/S03/join")

    assert (answer.status_code, answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == (
        200,
        "no-referrer",
        "no-store",
    )
    assert "The way in is shown from 24 May 2027, 10:00 on." in answer.text
    refused = person.get("/2027/meetings/X02/join")
    assert (refused.status_code, "Joining online is for people who are approved for" in refused.text) == (403, True)


def test_in_time_the_page_links_out_without_telling_from_where(app: Flask):
    set_link()
    clock.move_to(STARTS, actor="command")
    person = sign_in(app.test_client(), account("AC-61"))

    page = person.get("/2027/meetings/S03/join").text

    assert f'href="{LINK}" rel="noopener noreferrer nofollow" target="_blank"' in page
    assert "Dial 22." in page


def test_a_bad_link_comes_back_with_what_was_typed(app: Flask):
    organizer = sign_in(app.test_client(), account("AC-40"))

    answer = organizer.post("/desk/2027/meetings/S03/join-link", data={"address": "http://join.example/"})

    assert (answer.status_code, 'value="http://join.example/"' in answer.text) == (422, True)
    assert "Give an address that begins with https:// and names a host." in answer.text
