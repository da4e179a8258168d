"""A person's own calendar: made, renewed, revoked, set to their wishes, and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from sqlalchemy import delete, or_, select, update

from events.feeds.models import FeedState, PersonalFeed
from events.feeds.queries import held as queries
from events.feeds.queries import personal
from events.feeds.queries.held import Scope
from events.feeds.queries.personal import Asked
from events.feeds.rules.addresses import ALL
from events.feeds.rules.calendars import Frame, content
from events.feeds.rules.personal import ALARMS, NAME, NoCalendar, UnknownWish, token, token_hash, with_alarm
from events.feeds.services.drawing import (
    Feed,
    House,
    blocks_of,
    described,
    recipes_of,
    rolling_since,
    told_since,
    zones_of,
)
from events.programme.rules.selection import Selection
from foundation import journal, languages, revisions
from foundation.db import atomic, db
from foundation.languages import BY_CODE, LANGUAGES, Language, say
from stakeholders.accounts.models import Account

FILENAME = "linkage-my-meetings.ics"


@dataclass(frozen=True)
class Hand:
    """Whose calendar it is, the house's secret, the time, and the system's instant."""

    account_id: int
    secret: str
    now: datetime
    stamped_at: datetime


@atomic
def make_calendar(hand: Hand, *, language: str) -> PersonalFeed:
    """Give an account an address of its own, unless it has one; in that language, or in English where we have none of it."""
    _hold(hand)
    there = personal.live_feed(hand.account_id)
    if there is not None:
        return there
    code = language if language in _codes() else "en"
    return _add(hand, "make_calendar", language=code, alarm_minutes=None)


@atomic
def renew_calendar(hand: Hand) -> PersonalFeed:
    """Put a new address in the place of the present one, which is gone for ever; raises NoCalendar."""
    _hold(hand)
    before = _end(hand)
    return _add(hand, "renew_calendar", language=before.language, alarm_minutes=before.alarm_minutes)


@atomic
def revoke_calendar(hand: Hand) -> None:
    """Take the present address back: whoever reads it is told that it is gone; raises NoCalendar."""
    _hold(hand)
    _end(hand)
    _tell(hand, "revoke_calendar")


@atomic
def set_wishes(hand: Hand, *, language: str, alarm_minutes: int | None) -> None:
    """Say in which language the calendar speaks, and how long before a meeting it rings; raises NoCalendar, UnknownWish."""
    if language not in _codes() or alarm_minutes not in (None, *ALARMS):
        raise UnknownWish
    _hold(hand)
    feed = _live(hand)
    if (feed.language, feed.alarm_minutes) != (language, alarm_minutes):
        feed.language, feed.alarm_minutes = language, alarm_minutes
        _tell(hand, "set_calendar")


def _codes() -> set[str]:
    return {language.code for language in LANGUAGES}


def _hold(hand: Hand) -> None:
    # An account's addresses are changed one after the other, so that it never has two.
    db.session.execute(select(Account.id).where(Account.id == hand.account_id).with_for_update(key_share=True))


def _live(hand: Hand) -> PersonalFeed:
    feed = personal.live_feed(hand.account_id)
    if feed is None:
        raise NoCalendar
    return feed


def _end(hand: Hand) -> PersonalFeed:
    feed = _live(hand)
    feed.revoked_at = hand.now
    db.session.execute(delete(FeedState).where(FeedState.address == _state_of(feed.token_hash)))
    return feed


def _add(hand: Hand, verb: str, *, language: str, alarm_minutes: int | None) -> PersonalFeed:
    seed = token_hex(16)
    feed = PersonalFeed(
        account_id=hand.account_id,
        token_hash=token_hash(token(hand.secret, seed)),
        seed=seed,
        language=language,
        alarm_minutes=alarm_minutes,
        made_at=hand.now,
    )
    db.session.add(feed)
    _tell(hand, verb)
    return feed


def _tell(hand: Hand, verb: str) -> None:
    number = hand.account_id
    journal.note(f"account:{number}", verb, "account", str(number), now=hand.now)
    revisions.rise(revisions.person_key(number), at=hand.stamped_at)


@dataclass(frozen=True)
class Drawn:
    """A person's feed as sent, and what it was asked by."""

    feed: Feed
    asked: Asked


def draw_calendar(told: str, *, house: House) -> Drawn:
    """The feed of a token; raises UnknownFeed, FeedRevoked.

    What it said last is read first, then whose it is, then what it holds: a reading that was overtaken is told by it.
    """
    address = _state_of(token_hash(told))
    scope = queries.scope(ALL, address)
    asked = personal.asked_for(told)
    language = BY_CODE[asked.language]
    recipes = recipes_of(scope, language, house)
    held = queries.held(
        scope.editions,
        Selection(),
        language=language.code,
        recipes=recipes.values(),
        ended_after=rolling_since(house.today),
        account_id=asked.account_id,
    )
    blocks = blocks_of(held, scope, recipes, language, house)
    ringing = [with_alarm(each, asked.alarm_minutes) for each in blocks.octets]
    calendar = content(_frame(scope, language, house), ringing, zones_of(held, scope, house))
    said = told_since(address, calendar, held, blocks.fresh, before=scope.said, now=house.now)
    if said is None:
        return draw_calendar(told, house=house)
    _note_reading(asked, house.today)
    return Drawn(Feed(calendar.stamped(said.changed_at), said.changed_at, FILENAME), asked)


def _frame(scope: Scope, language: Language, house: House) -> Frame:
    with languages.speaking(language):
        return Frame(say(NAME), described(scope), None, language.code, house.zone)


def _state_of(hashed: str) -> str:
    """Under what it is kept what such a feed said last: never under its address."""
    return f"personal {hashed}"


def _note_reading(asked: Asked, today: date) -> None:
    if asked.last_read_on is None or asked.last_read_on < today:
        note_reading(asked.id, today)


@atomic
def note_reading(feed_id: int, day: date) -> None:
    """Keep the day on which a calendar last read a feed."""
    unread = or_(PersonalFeed.last_read_on.is_(None), PersonalFeed.last_read_on < day)
    db.session.execute(update(PersonalFeed).where(PersonalFeed.id == feed_id, unread).values(last_read_on=day))
