"""What publishing the draft would do: what it breaks, what is let pass, what changes, what the resolution would say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from events.constraints.rules.checker import Broken, check, soft
from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import days_off
from events.programme.models import Version, Waiver
from events.programme.queries import versions
from events.programme.queries.answers import Confirmations, confirmations
from events.programme.queries.draft import draft_digest
from events.programme.queries.frozen import drafted
from events.programme.queries.problem import problem
from events.programme.rules.changes import Change, changes
from events.programme.rules.facts import Facts
from events.programme.rules.publishing import Partners, Warning, Year, warnings
from foundation import languages
from foundation.db import db
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries as organizations

REGIONAL, LEADING = "RC", "LEAD"
"""The roles of bodies that paragraph 8 wants a dialogue with: regional commissions, leading facilitating agencies."""


def waivers(edition: Edition) -> dict[str, Waiver]:
    """The waivers in force, by what they let pass, in the order in which they were given."""
    rows = db.session.scalars(
        select(Waiver).where(Waiver.edition_id == edition.id, Waiver.withdrawn_at.is_(None)).order_by(Waiver.id)
    )
    return {row.broken_key: row for row in rows}


def standing(edition: Edition) -> list[Broken]:
    """What the draft breaks and nobody has let pass."""
    passed = waivers(edition)
    return [broken for broken in check(problem(edition)) if not lets_pass(passed.get(broken.key), broken)]


def lets_pass(waiver: Waiver | None, broken: Broken | None) -> bool:
    """Whether a waiver covers what is broken as it is now: what has grown since needs another word."""
    return waiver is not None and broken is not None and waiver.sentence == kept(broken.sentence)


def kept(sentence: Sentence) -> dict[str, Any]:
    """A sentence as plain values."""
    return {"text": sentence.text, "values": dict(sentence.values)}


@dataclass(frozen=True)
class Preview:
    """The draft before its publication. `latest` is None before the first; `digest` says which draft was looked at.

    `idle` are waivers of what is no longer broken, or not in this way; `names` those who gave waivers, by actor.
    """

    edition: Edition
    latest: Version | None
    digest: str
    broken: Sequence[Broken]
    passed: Sequence[tuple[Broken, Waiver]]
    idle: Sequence[tuple[Sentence, Waiver]]
    wishes: Sequence[Broken]
    warnings: Sequence[Warning]
    changes: Sequence[Change]
    meetings: int
    names: Mapping[str, str]
    titles: Mapping[str, str]
    hosts: Confirmations

    @property
    def number(self) -> int:
        """The number that the version would bear."""
        return self.latest.number + 1 if self.latest else 1


def preview(edition_key: str) -> Preview:
    """What publishing the draft of an edition would do now; raises UnknownEdition."""
    edition = editions.edition(edition_key)
    looked_at = problem(edition)
    passed, found = waivers(edition), check(looked_at)
    latest = next(iter(versions.versions(edition)), None)
    after = [facts for _, facts in drafted(edition)]
    before = [entry.facts for entry in versions.entries(latest)] if latest else []
    now = {broken.key: broken for broken in found}
    return Preview(
        edition=edition,
        latest=latest,
        digest=draft_digest(edition),
        broken=[broken for broken in found if not lets_pass(passed.get(broken.key), broken)],
        passed=[(broken, passed[broken.key]) for broken in found if lets_pass(passed.get(broken.key), broken)],
        idle=[(_said(waiver), waiver) for key, waiver in passed.items() if not lets_pass(waiver, now.get(key))],
        names=_names(passed.values()),
        titles={facts.key: str(languages.pick(facts.titles, original=facts.title_language)) for facts in after},
        wishes=soft(looked_at),
        warnings=_warnings(edition, after),
        changes=changes(before, after),
        meetings=len(after),
        hosts=confirmations(edition),
    )


def _names(waivers: Iterable[Waiver]) -> dict[str, str]:
    numbers = {int(waiver.actor.removeprefix("account:")) for waiver in waivers if waiver.actor.startswith("account:")}
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(numbers)))
    return {f"account:{number}": name for number, name in rows}


def _said(waiver: Waiver) -> Sentence:
    return Sentence(waiver.sentence["text"], **waiver.sentence["values"])


def _warnings(edition: Edition, meetings: Sequence[Facts]) -> list[Warning]:
    segments = editions.segments(edition.id)
    marks = editions.day_marks(edition.starts_on.year)
    the_day = marks["wisd"].on_date if "wisd" in marks else date(edition.starts_on.year, 5, 17)
    known = {kind: mark.on_date for kind, mark in marks.items()}
    off = (
        days_off(known["easter"], ascension=known["ascension"], whit_monday=known["whit_monday"])
        if known.keys() >= {"easter", "ascension", "whit_monday"}
        else frozenset()
    )
    cluster = next((segment for segment in segments if segment.session is None), None)
    session = next((segment for segment in segments if segment.session is not None), None)
    return warnings(meetings, Year(_span(cluster), _span(session), the_day, off), _partners())


def _span(segment: Segment | None) -> tuple[date, date] | None:
    return (segment.starts_on, segment.ends_on) if segment else None


def _partners() -> Partners:
    bodies = organizations.bodies()
    return Partners(
        regional={body.key for body in bodies if REGIONAL in body.roles},
        leading={body.key for body in bodies if LEADING in body.roles},
    )
