"""Lines of the journal: those that fit, a page at a time, with the names of who did it and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, and_, cast, literal, or_, select

from events.editions import queries as editions
from events.editions.models import Edition
from events.editions.rules import ORGANIZER
from foundation import access, seals
from foundation.access import Scope
from foundation.db import db
from foundation.errors import Forbidden
from foundation.journal import JournalLine
from portal.journal.queries import naming
from portal.journal.queries.naming import Names
from portal.journal.rules.asking import MOST_LINES, PAGE, UnknownLine, Wish
from portal.journal.rules.telling import (
    FOR_PROGRAMS,
    PERSONAL_KINDS,
    Mention,
    Word,
    actor_of,
    is_personal,
    mentioned,
    public_fields,
    stood,
    subject_of,
    without_personal,
    word,
)
from portal.journal.rules.words import VERB_WORDS
from stakeholders.accounts.models import Account
from stakeholders.organizations.rules import AUDITOR


@dataclass(frozen=True)
class Sight:
    """Whose journal somebody reads: that of an edition, or of the house (None); and whether sealed values, too."""

    edition: Edition | None
    may_open: bool


@dataclass(frozen=True)
class Value:
    """A field with what it was and what it is, in words and as it is kept; of a fact only what it is."""

    name: str
    was: Word
    is_now: Word
    kept: tuple[object, object]


@dataclass(frozen=True)
class Told:
    """A line as it is shown: who did it (and the journal’s word for that), what changed, other facts, what it is about.

    `subject` is the name of its subject, `about` that of the person whose values are sealed in it. Where it `is_own`, that
    person did it, and the reader isn’t told who.
    """

    line: JournalLine
    actor: str
    who: str
    changes: Sequence[Value]
    facts: Sequence[Value]
    about: str = ""
    subject: str = ""
    is_sealed: bool = False
    is_own: bool = False

    @property
    def facts_for_people(self) -> list[Value]:
        return [each for each in self.facts if each.name not in FOR_PROGRAMS]


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
        told(found, may_open=sight.may_open),
        found[0].id if found and has_newer else None,
        found[-1].id if found and has_older else None,
    )


def all_lines(sight: Sight, wish: Wish, *, zone: str) -> Sequence[Told]:
    """The lines that fit, the newest first, as many as a file has."""
    query = _fitting(sight, wish, zone).order_by(JournalLine.id.desc()).limit(MOST_LINES)
    return told(db.session.scalars(query).all(), may_open=sight.may_open)


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
    if wish.verb:
        query = query.where(_of_deed(wish.verb))
    if wish.kind:
        query = query.where(JournalLine.subject_kind == wish.kind)
    if wish.key:
        query = query.where(JournalLine.subject_key.icontains(wish.key, autoescape=True))
    if wish.person:
        query = query.where(JournalLine.actor.in_(_actors(wish.person)))
        if not sight.may_open:
            query = query.where(JournalLine.subject_kind.not_in(PERSONAL_KINDS))
    wall = ZoneInfo(zone)
    if wish.first:
        query = query.where(JournalLine.at >= datetime.combine(wish.first, time(), wall))
    if wish.last:
        query = query.where(JournalLine.at < datetime.combine(wish.last + timedelta(days=1), time(), wall))
    return query


def _of_deed(deed: str) -> ColumnElement[bool]:
    """A deed of the filter: a verb, or one of the subjects of which it has words of its own."""
    name, _, kind = deed.partition(" ")
    if kind:
        return and_(JournalLine.verb == name, JournalLine.subject_kind == kind)
    others = [each.partition(" ")[2] for each in VERB_WORDS if each.startswith(f"{name} ")]
    return and_(JournalLine.verb == name, JournalLine.subject_kind.not_in(others))


def _actors(words: str) -> Select[str]:
    """How the journal calls people of that name."""
    named = [
        or_(Account.name.icontains(word, autoescape=True), Account.name_latin.icontains(word, autoescape=True))
        for word in words.split()
    ]
    return select(literal("account:") + cast(Account.id, String)).where(and_(*named))


def told(rows: Sequence[JournalLine], *, may_open: bool) -> list[Told]:
    """Lines with names, one read for each kind of them. Who may not open what is sealed isn’t told whose it is."""
    seen = [Seen(row, row.facts) if may_open else _closed(row) for row in rows]
    names = naming.names(mention for each in seen for mention in each.mentions)
    return [_told(each, names) for each in seen]


def told_values(line: JournalLine, values: Mapping[str, Any]) -> Told:
    """A line with what is sealed in it as its facts."""
    seen = Seen(line, {**values, "about": line.facts["about"]})
    return _told(seen, naming.names(seen.mentions))


@dataclass(frozen=True)
class Seen:
    """A line with those of its facts that the reader may read."""

    line: JournalLine
    facts: Mapping[str, Any]
    is_own: bool = False

    @property
    def actor(self) -> str:
        return "" if self.is_own else self.line.actor

    @property
    def mentions(self) -> Iterator[Mention]:
        line = self.line
        return mentioned(self.actor, line.subject_kind, line.subject_key, line.edition or "", self.facts)


def _closed(row: JournalLine) -> Seen:
    facts = {name: public_fields(value) if name == "fields" else value for name, value in row.facts.items()}
    if not is_personal(row.verb, row.subject_kind):
        return Seen(row, facts)
    return Seen(row, without_personal(facts), is_own=row.actor == f"account:{facts.get('about')}")


def _told(seen: Seen, names: Names) -> Told:
    row = seen.line
    kind, edition, about = row.subject_kind, row.edition or "", seen.facts.get("about")
    actor, subject = actor_of(seen.actor), subject_of(kind, row.subject_key)

    def value(name: str, was: object, is_now: object) -> Value:
        before, after = (names.spell(word(name, each, kind, edition)) for each in (was, is_now))
        return Value(name, before, after, (was, is_now))

    changes, facts = stood(seen.facts, kind)
    return Told(
        row,
        seen.actor,
        names.of(actor) if actor else seen.actor,
        [value(*change) for change in changes],
        [value(name, None, fact) for name, fact in facts],
        names.of(Mention("person", about)) if isinstance(about, int) else "",
        names.of(subject) if subject else "",
        "sealed" in row.facts,
        seen.is_own,
    )
