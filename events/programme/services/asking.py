"""Asking the hosts of meetings whether these stand as they should, with one letter to each who speaks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from events.editions import queries as editions
from events.editions.models import Edition
from events.editions.rules import ORGANIZERS, UnknownSegment
from events.programme.models import HostAnswer, Meeting
from events.programme.queries.answers import Hosting, hostings, hosts_of
from events.programme.rules.answers import SPEAKING, Answer, Standing, is_to_ask
from events.programme.rules.deeds import HOST
from events.programme.rules.draft import UnknownInDraft
from foundation import access, journal, outbox
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.errors import Forbidden
from foundation.languages import pick
from foundation.letters import House, in_words
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account

NAMED = 12
"""How many meetings a letter names."""


@atomic
def ask_hosts(
    organizer_id: int, edition_key: str, meeting_key: str, *, house: House, now: datetime, stamped_at: datetime
) -> int:
    """Ask the bodies that host one meeting to confirm it as it stands, those that declined once more; how many.

    Raises UnknownEdition, UnknownInDraft, Forbidden.
    """
    edition = editions.edition(edition_key, held=True)
    segment_id = db.session.scalar(
        select(Meeting.segment_id).where(Meeting.edition_id == edition.id, Meeting.key == meeting_key)
    )
    if segment_id is None:
        raise UnknownInDraft(kind="meeting", key=meeting_key)
    access.demand(organizer_id, ORGANIZERS, Scope("edition", edition.id), Scope("segment", segment_id))
    rows = [
        row
        for row in hosts_of(edition, meeting_key)
        if is_to_ask(row.standing, is_reminded=row.is_reminded, again=True)
    ]
    _ask(organizer_id, edition, rows, house=house, now=now, stamped_at=stamped_at)
    return len(rows)


@atomic
def ask_all_hosts(
    organizer_id: int, edition_key: str, segment_key: str, *, house: House, now: datetime, stamped_at: datetime
) -> int:
    """Ask the hosts of all meetings that they have not confirmed, in one segment or wherever the organizer reaches; how many.

    Who has the question before them already is not asked again, nor who declined. Raises UnknownEdition,
    UnknownSegment, Forbidden.
    """
    edition = editions.edition(edition_key, held=True)
    known = {segment.key: segment.id for segment in editions.segments(edition.id)}
    if segment_key and segment_key not in known:
        raise UnknownSegment(edition=edition.key, key=segment_key)
    reach = access.reach(organizer_id, ORGANIZERS, edition.id, known.values())
    if not reach or (segment_key and not reach.covers(known[segment_key])):
        raise Forbidden
    within = [known[segment_key]] if segment_key else [number for number in known.values() if reach.covers(number)]
    found = hostings(Meeting.edition_id == edition.id, Meeting.segment_id.in_(within))
    rows = [row for row in found if is_to_ask(row.standing, is_reminded=row.is_reminded)]
    _ask(organizer_id, edition, rows, house=house, now=now, stamped_at=stamped_at)
    return len(rows)


def _ask(
    organizer_id: int, edition: Edition, rows: Sequence[Hosting], *, house: House, now: datetime, stamped_at: datetime
) -> None:
    if not rows:
        return
    actor = f"account:{organizer_id}"
    numbers = [row.answer_id for row in rows if row.answer_id is not None]
    kept = {each.id: each for each in db.session.scalars(select(HostAnswer).where(HostAnswer.id.in_(numbers)))}
    new = [_question(row, actor, now) for row in rows if row.answer_id is None]
    if new:
        # Named as returned, the rows go as one statement and not as one each.
        db.session.execute(insert(HostAnswer).returning(HostAnswer.id), new).all()
    for row in rows:
        if row.answer_id is None:
            continue
        # What was answered before a change stays, and says so; who declined is asked as if for the first time.
        kept[row.answer_id].asked_at, kept[row.answer_id].asked_by = now, actor
        if row.standing is Standing.DECLINED:
            kept[row.answer_id].state, kept[row.answer_id].seen = Answer.ASKED, None
    journal.note(
        actor,
        "ask_hosts",
        "edition",
        edition.key,
        now=now,
        edition=edition.key,
        meetings=sorted({row.key for row in rows}),
        number=len(rows),
    )
    _tell(edition, rows, house=house, stamped_at=stamped_at)


def _question(row: Hosting, actor: str, now: datetime) -> dict[str, Any]:
    asked = {"state": Answer.ASKED, "asked_at": now, "asked_by": actor}
    return {"meeting_id": row.meeting_id, "organization_id": row.organization_id, **asked}


ASKED = Sentence("Meetings to confirm: {number}")
ASKED_OF = Sentence(
    "{body} hosts meetings of the programme of {edition}. Confirm them as they stand, or say what is wrong: {number} in all."
)
MORE = Sentence("and {number} more")
WHERE = Sentence("All of them, with the answer beside each, stand here:")


def _tell(edition: Edition, rows: Sequence[Hosting], *, house: House, stamped_at: datetime) -> None:
    """One letter to each focal point of the bodies asked, and to whoever hosts one of the meetings, however many it is about."""
    letters = []
    for person, asked in _readers(rows):
        language = person.language
        told = [f"– {row.key}: {pick(row.titles, original=row.title_language, reader=language).text}" for row in asked]
        if len(told) > NAMED:
            told[NAMED:] = [_said(MORE.with_values(number=len(told) - NAMED), language)]
        bodies = ", ".join(dict.fromkeys(row.acronym or pick(row.names, reader=language).text for row in asked))
        subject, text = in_words(
            language,
            ASKED.with_values(number=len(asked)),
            ASKED_OF.with_values(body=bodies, edition=edition.key, number=len(asked)),
            "\n".join(told),
            WHERE,
            house.address("/my/asked", language=language),
        )
        letters.append(outbox.Letter(person.email, subject, text, "hosts_asked", language, person.id))
    outbox.post_all(letters, domain=house.domain, stamped_at=stamped_at)


def _said(sentence: Sentence, language: str) -> str:
    return in_words(language, sentence)[0]


def _readers(rows: Iterable[Hosting]) -> list[tuple[Account, list[Hosting]]]:
    """Who is written to about which of these, by account; each meeting once."""
    rows = list(rows)
    of_body = access.holders_within(SPEAKING, "organization", {row.organization_id for row in rows})
    of_meeting = access.holders_within((HOST,), "meeting", {row.meeting_id for row in rows})
    found: dict[int, list[Hosting]] = {}
    for row in rows:
        for number in {*of_body.get(row.organization_id, ()), *of_meeting.get(row.meeting_id, ())}:
            found.setdefault(number, []).append(row)
    people = db.session.scalars(select(Account).where(Account.id.in_(found)).order_by(Account.id))
    return [(person, _once(found[person.id])) for person in people]


def _once(rows: Collection[Hosting]) -> list[Hosting]:
    by_meeting: Mapping[int, Hosting] = {row.meeting_id: row for row in reversed(list(rows))}
    return [row for row in rows if by_meeting[row.meeting_id] is row]
