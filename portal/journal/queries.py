"""Lines of the journal: those that fit, a page at a time, with the names of who did it and to whom."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, String, and_, cast, literal, or_, select

from events.editions import queries as editions
from events.editions.models import Edition
from events.editions.rules import ORGANIZER
from foundation import access, seals
from foundation.access import Scope
from foundation.db import db
from foundation.errors import Forbidden
from foundation.journal import JournalLine
from portal.journal.rules.asking import MOST_LINES, PAGE, UnknownLine, Wish, stood
from stakeholders.accounts.models import Account
from stakeholders.organizations.rules import AUDITOR


@dataclass(frozen=True)
class Sight:
    """Whose journal somebody reads: that of an edition, or of the house (None); and whether sealed values, too."""

    edition: Edition | None
    may_open: bool


@dataclass(frozen=True)
class Told:
    """A line as it is shown: who did it, what was before and is after, other facts, and whose values are sealed in it."""

    line: JournalLine
    who: str
    changes: Sequence[tuple[str, str, str]]
    facts: Sequence[tuple[str, str]]
    about: str = ""
    is_sealed: bool = False


@dataclass(frozen=True)
class Page:
    """A page of lines, the newest first, and from which line on there are newer and older ones, if there are."""

    lines: Sequence[Told]
    newer: int | None
    older: int | None


def sight(account_id: int, edition_key: str | None) -> Sight:
    """What an account may read; raises UnknownEdition, Forbidden."""
    edition = editions.edition(edition_key) if edition_key is not None else None
    roles = access.roles_in(account_id, *([Scope("edition", edition.id)] if edition else []))
    if not roles.intersection((ORGANIZER, AUDITOR)):
        raise Forbidden
    return Sight(edition, may_open=ORGANIZER in roles)


def lines(sight: Sight, wish: Wish, *, zone: str) -> Page:
    """The lines that fit, a page of them: after or before a line that was shown, so that new ones move nothing."""
    query = _fitting(sight, wish, zone)
    if wish.after is not None:
        rows = db.session.scalars(query.where(JournalLine.id > wish.after).order_by(JournalLine.id).limit(PAGE + 1))
        found = list(rows.all())
        has_newer, has_older = len(found) > PAGE, True
        found = found[:PAGE][::-1]
    else:
        older = query if wish.before is None else query.where(JournalLine.id < wish.before)
        found = list(db.session.scalars(older.order_by(JournalLine.id.desc()).limit(PAGE + 1)).all())
        has_newer, has_older = wish.before is not None, len(found) > PAGE
        found = found[:PAGE]
    return Page(
        told(found),
        found[0].id if found and has_newer else None,
        found[-1].id if found and has_older else None,
    )


def all_lines(sight: Sight, wish: Wish, *, zone: str) -> Sequence[Told]:
    """The lines that fit, the newest first, as many as a file has."""
    query = _fitting(sight, wish, zone).order_by(JournalLine.id.desc()).limit(MOST_LINES)
    return told(db.session.scalars(query).all())


def line(sight: Sight, number: int) -> JournalLine:
    """One line; raises UnknownLine when it is not of this journal."""
    found = db.session.get(JournalLine, number)
    if found is None or (sight.edition is not None and found.edition != sight.edition.key):
        raise UnknownLine
    return found


def opened(line: JournalLine) -> Mapping[str, Any] | None:
    """What is sealed in a line; None when it was erased."""
    about, text = line.facts["about"], line.facts["sealed"]
    return seals.opened({about: [text]}).get(text)


def _fitting(sight: Sight, wish: Wish, zone: str) -> Select[JournalLine]:
    query = select(JournalLine)
    if sight.edition is not None:
        query = query.where(JournalLine.edition == sight.edition.key)
    for column, value in ((JournalLine.verb, wish.verb), (JournalLine.subject_kind, wish.kind)):
        if value:
            query = query.where(column == value)
    if wish.key:
        query = query.where(JournalLine.subject_key.icontains(wish.key, autoescape=True))
    if wish.person:
        query = query.where(JournalLine.actor.in_(_actors(wish.person)))
    wall = ZoneInfo(zone)
    if wish.first:
        query = query.where(JournalLine.at >= datetime.combine(wish.first, time(), wall))
    if wish.last:
        query = query.where(JournalLine.at < datetime.combine(wish.last + timedelta(days=1), time(), wall))
    return query


def _actors(words: str) -> Select[str]:
    """How the journal calls people of that name."""
    named = [
        or_(Account.name.icontains(word, autoescape=True), Account.name_latin.icontains(word, autoescape=True))
        for word in words.split()
    ]
    return select(literal("account:") + cast(Account.id, String)).where(and_(*named))


def told(rows: Sequence[JournalLine]) -> list[Told]:
    """Lines with names; one read for all of them."""
    names = _names({number for row in rows for number in _accounts(row)})
    return [_told(row, names) for row in rows]


def _told(row: JournalLine, names: Mapping[int, str]) -> Told:
    changes, facts = stood(row.facts)
    about = row.facts.get("about")
    return Told(
        row,
        names.get(_number(row.actor), "") if row.actor.startswith("account:") else row.actor,
        [(name, _value(name, was, names), _value(name, is_now, names)) for name, was, is_now in changes],
        [(name, _value(name, value, names)) for name, value in facts],
        names.get(about, "") if isinstance(about, int) else "",
        "sealed" in row.facts,
    )


def _accounts(row: JournalLine) -> Iterator[int]:
    if row.actor.startswith("account:"):
        yield _number(row.actor)
    for name in ("account", "about"):
        if isinstance(number := row.facts.get(name), int):
            yield number
    if row.subject_kind == "account" and row.subject_key.isdigit():
        yield int(row.subject_key)


def _number(actor: str) -> int:
    number = actor.removeprefix("account:")
    return int(number) if number.isdigit() else 0


def _names(numbers: Collection[int]) -> dict[int, str]:
    if not numbers:
        return {}
    return dict(db.session.execute(select(Account.id, Account.name).where(Account.id.in_(numbers))).all())


def _value(name: str, value: object, names: Mapping[int, str]) -> str:
    if name == "account" and isinstance(value, int):
        return names.get(value, str(value))
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return ", ".join(str(each) for each in value)
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
