"""A role is given and taken back by who organizes there, for days, once, with a letter and a line in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition, Segment
from foundation import access
from foundation.access import HOUSE, Grant, Scope
from foundation.db import db
from foundation.errors import Forbidden
from foundation.journal import JournalLine
from foundation.letters import House
from foundation.outbox import OutboxMessage
from portal.roles.rules import (
    EndsTooEarly,
    GivenByTerm,
    HeldAlready,
    NotGivenSo,
    OwnLastRole,
    UnknownGrant,
    UnknownPerson,
    UnknownPlaceOfRole,
)
from portal.roles.services import Hand, Wish, give, take_back
from stakeholders.accounts.models import Account
from tests.support.desk import NOW, STAMPED, an_organizer, somebody

HERE = House("https://example.org", "example.org")


def edition_id(key: str = "2027") -> int:
    return db.session.scalars(select(Edition.id).where(Edition.key == key)).one()


def segment_id(key: str) -> int:
    return db.session.scalars(select(Segment.id).where(Segment.edition_id == edition_id(), Segment.key == key)).one()


def hand(account: Account, edition: str | None = "2027") -> Hand:
    return Hand(account.id, edition, HERE, "Europe/Zurich", NOW, STAMPED)


def of_edition() -> Account:
    return somebody("Edda Edition", "organizer", Scope("edition", edition_id()))


def of_segment() -> Account:
    return somebody("Sara Segment", "organizer", Scope("segment", segment_id("CLUSTER")))


def mei() -> Account:
    return somebody("Mei Newcomer")


def lines(verb: str) -> list[tuple[str, str, str | None, dict[str, object]]]:
    rows = db.session.scalars(select(JournalLine).where(JournalLine.verb == verb).order_by(JournalLine.id))
    return [(row.actor, row.subject_key, row.edition, row.facts) for row in rows]


def letters(account: Account) -> list[tuple[str, str]]:
    rows = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.account_id == account.id).order_by(OutboxMessage.id)
    )
    return [(row.kind, row.subject) for row in rows]


def test_a_role_given_is_held_told_and_noted(any_app: Flask):
    edda, person = of_edition(), mei()

    given = give(hand(edda), Wish(person.id, "registrar", "segment", "CLUSTER"))

    scope = Scope("segment", segment_id("CLUSTER"))
    assert [(each.role, each.scope) for each in access.held_by(person.id)] == [("registrar", scope)]
    assert given.granted_by == f"account:{edda.id}"
    assert letters(person) == [("role", "Your role: Registrar")]
    assert lines("grant")[-1] == (
        f"account:{edda.id}",
        str(person.id),
        "2027",
        {"role": "registrar", "scope": f"segment {scope.id}", "edition": "2027"},
    )


def test_a_role_taken_back_is_held_no_longer_and_says_by_whom(any_app: Flask):
    edda, person = of_edition(), mei()
    given = give(hand(edda), Wish(person.id, "registrar", "edition"))

    first, again = take_back(hand(edda), given.id), take_back(hand(edda), given.id)

    assert (first, again) == (True, False)
    assert access.held_by(person.id) == []
    assert db.session.get_one(Grant, given.id).revoked_by == f"account:{edda.id}"
    assert [kind for kind, _subject in letters(person)] == ["role", "role"]
    assert len(lines("revoke")) == 1


def test_days_begin_and_end_at_midnight_of_the_edition(app: Flask):
    wish = Wish(mei().id, "registrar", "edition", first=date(2027, 5, 10), last=date(2027, 5, 14))

    given = give(hand(of_edition()), wish)

    assert (given.holds_from, given.holds_until) == (
        datetime(2027, 5, 9, 22, tzinfo=UTC),
        datetime(2027, 5, 14, 22, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2027, 5, 10), date(2027, 5, 9)), (None, date(2027, 4, 20)), (date(2026, 1, 1), date(2027, 4, 1))],
)
def test_a_term_that_is_over_before_it_begins_is_refused(app: Flask, first: date | None, last: date):
    with pytest.raises(EndsTooEarly):
        give(hand(of_edition()), Wish(mei().id, "registrar", "edition", first=first, last=last))


def test_the_same_role_for_the_same_days_is_given_once(app: Flask):
    wish = Wish(mei().id, "registrar", "edition")
    give(hand(of_edition()), wish)

    with pytest.raises(HeldAlready):
        give(hand(of_edition()), wish)
    assert give(hand(of_edition()), replace(wish, last=date(2027, 5, 14))).holds_until is not None


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Wish(0, "focal_point", "edition"), NotGivenSo),
        (Wish(0, "host", "edition"), NotGivenSo),
        (Wish(0, "auditor", "segment", "CLUSTER"), NotGivenSo),
        (Wish(0, "king", "edition"), NotGivenSo),
        (Wish(0, "chair", "meeting", "D999"), UnknownPlaceOfRole),
        (Wish(0, "registrar", "segment", "NONE"), UnknownPlaceOfRole),
        (Wish(0, "organizer", "house"), UnknownPlaceOfRole),
        (Wish(0, "host", "organization", "ITU"), UnknownPlaceOfRole),
        (Wish(999_999, "registrar", "edition"), UnknownPerson),
    ],
)
def test_what_is_not_given_there_is_refused_in_words(app: Flask, wish: Wish, refusal: type[Exception]):
    wish = wish if wish.account_id else replace(wish, account_id=mei().id)

    with pytest.raises(refusal):
        give(hand(of_edition()), wish)


def test_an_organizer_of_an_edition_gives_neither_in_another_nor_in_the_house(app: Flask):
    for elsewhere in ("2007", None):
        with pytest.raises(Forbidden):
            give(hand(of_edition(), elsewhere), Wish(mei().id, "auditor", "edition" if elsewhere else "house"))


def test_an_organizer_of_a_segment_gives_in_that_segment_alone(app: Flask):
    sara, person = of_segment(), mei()

    give(hand(sara), Wish(person.id, "registrar", "segment", "CLUSTER"))
    give(hand(sara), Wish(person.id, "host", "meeting", "D05"))

    for wish in (
        Wish(person.id, "registrar", "edition"),
        Wish(person.id, "registrar", "segment", "SESSION"),
        Wish(person.id, "host", "meeting", "S03"),
    ):
        with pytest.raises(Forbidden):
            give(hand(sara), wish)


def test_an_organizer_of_a_segment_takes_back_in_that_segment_alone(app: Flask):
    person = mei()
    given = [
        give(hand(of_edition()), Wish(person.id, "registrar", *where)).id
        for where in (("segment", "CLUSTER"), ("segment", "SESSION"), ("edition", ""))
    ]

    assert take_back(hand(of_segment()), given[0])
    for number in given[1:]:
        with pytest.raises(UnknownGrant):
            take_back(hand(of_segment()), number)


@pytest.mark.parametrize("role", ["programme_organizer", "registrar", "auditor"])
def test_no_other_role_gives_or_takes_back(app: Flask, role: str):
    person, given = (
        somebody("Nora Not", role, Scope("edition", edition_id())),
        give(hand(of_edition()), Wish(mei().id, "registrar", "edition")),
    )

    with pytest.raises(Forbidden):
        give(hand(person), Wish(mei().id, "chair", "edition"))
    with pytest.raises(Forbidden):
        take_back(hand(person), given.id)


def test_nobody_takes_away_their_own_last_role_of_organizer(any_app: Flask):
    edda = of_edition()
    own = db.session.scalars(select(Grant.id).where(Grant.account_id == edda.id)).one()

    with pytest.raises(OwnLastRole):
        take_back(hand(edda), own)

    give(hand(edda), Wish(edda.id, "organizer", "segment", "CLUSTER"))
    assert take_back(hand(edda), own)


def test_a_role_of_the_house_is_taken_back_by_another_organizer_of_the_house(app: Flask):
    ola, other = an_organizer(), somebody("Otto Other", "organizer")
    own = db.session.scalars(select(Grant.id).where(Grant.account_id == ola.id)).one()

    with pytest.raises(OwnLastRole):
        take_back(hand(ola, None), own)

    assert take_back(hand(other, None), own)


def test_the_house_gives_a_host_for_an_organization_by_its_acronym(app: Flask):
    given = give(hand(an_organizer(), None), Wish(mei().id, "host", "organization", "unesco"))

    assert (given.scope_kind, given.role) == ("organization", "host")


def test_a_focal_point_is_not_taken_back_here(app: Flask):
    term = db.session.scalars(select(Grant.id).where(Grant.role == "focal_point").limit(1)).one()

    with pytest.raises(GivenByTerm):
        take_back(hand(an_organizer(), None), term)


def test_a_grant_of_the_house_is_not_there_for_the_desk_of_an_edition(app: Flask):
    person = somebody("Hilda House", "registrar", HOUSE)
    number = db.session.scalars(select(Grant.id).where(Grant.account_id == person.id)).one()

    with pytest.raises(UnknownGrant):
        take_back(hand(an_organizer()), number)
