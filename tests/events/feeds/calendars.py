"""People with calendars of their own, for these tests."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app
from sqlalchemy import select

from events.feeds.queries.personal import live_feed
from events.feeds.rules.personal import personal_path, token
from events.feeds.services import personal
from events.feeds.services.personal import Hand
from events.registration.models import Seat
from events.registration.services import following
from foundation import clock, revisions
from foundation.confidence import Confidence
from foundation.db import atomic, db
from stakeholders.accounts.models import Account
from tests.events.feeds import building

MOMENT = datetime(2027, 4, 20, 8, tzinfo=UTC)


@atomic
def a_person(name: str = "ada", language: str = "en") -> Account:
    """An account that can sign in."""
    person = Account(
        email=f"{name}@people.example", name=name.title(), languages=[language], verified_at=MOMENT, created_at=MOMENT,
        confidence=Confidence.ILLUSTRATIVE,
    )  # fmt: skip
    db.session.add(person)
    db.session.flush()
    return person


def hand(person: Account) -> Hand:
    return Hand(person.id, current_app.config["SECRET_KEY"], clock.now(), clock.wire_now())


def a_calendar(person: Account, language: str = "en") -> str:
    """The path of a person's own feed, made if there is none."""
    personal.make_calendar(hand(person), language=language)
    return path_of(person)


def path_of(person: Account) -> str:
    """The path of a person's own feed as it is now."""
    feed = live_feed(person.id)
    assert feed is not None
    return personal_path(token(current_app.config["SECRET_KEY"], feed.seed))


def follow(person: Account, *keys: str, edition: str = "2027") -> None:
    for key in keys:
        following.follow(person.id, edition, key, now=MOMENT, stamped_at=clock.wire_now())


def unfollow(person: Account, key: str) -> None:
    following.unfollow(person.id, "2027", key, stamped_at=clock.wire_now())


@atomic
def seat(person: Account, key: str, state: str = "seated") -> None:
    """Put a person's place in a meeting into that state, whether or not they may."""
    meeting_id = building.drafted(key).id
    there = db.session.scalars(
        select(Seat).where(Seat.account_id == person.id, Seat.meeting_id == meeting_id)
    ).one_or_none() or Seat(account_id=person.id, meeting_id=meeting_id, confidence=Confidence.ILLUSTRATIVE)
    there.state, there.changed_at = state, MOMENT
    db.session.add(there)
    revisions.rise(revisions.person_key(person.id), at=clock.wire_now())
