"""All that the front door shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from dialogue.dialogues.models import Dialogue
from events.editions import queries as editions
from events.editions.models import Edition, Round
from events.programme.models import Meeting, Version
from events.programme.queries import versions
from events.programme.rules.facts import Facts, NothingPublished
from foundation.db import db
from portal.home import rules


@dataclass(frozen=True)
class Home:
    """The editions, the one at hand with its meetings, which of them have a dialogue's record, and since when there are rounds.

    `is_coming`: it has not ended, so that people register for it.
    """

    editions: Sequence[Edition]
    edition: Edition | None = None
    version: Version | None = None
    meetings: Sequence[Facts] = ()
    dialogues: Sequence[Facts] = field(default=())
    since: int | None = None
    is_coming: bool = False


def home(*, on: date) -> Home:
    """The front door on a day; of an empty house, nothing."""
    found = editions.editions()
    at_hand = rules.at_hand(found, on)
    if at_hand is None:
        return Home(found)
    edition = editions.edition_in_full(at_hand.key)
    version, meetings = _published(edition)
    keys = set(
        db.session.scalars(
            select(Meeting.key)
            .join(Dialogue, Dialogue.meeting_id == Meeting.id)
            .where(Dialogue.edition_id == edition.id)
        )
    )
    return Home(
        editions=found,
        edition=edition,
        version=version,
        meetings=meetings,
        dialogues=[facts for facts in meetings if facts.key in keys and not facts.is_cancelled],
        is_coming=edition.ends_on >= on,
        since=db.session.scalar(select(func.min(Round.year))),
    )


def _published(edition: Edition) -> tuple[Version | None, list[Facts]]:
    try:
        _, version = versions.published(edition.key)
    except NothingPublished:
        return None, []
    return version, [entry.facts for entry in versions.entries(version)]


def key_at_hand(*, on: date) -> str | None:
    """The key of the edition that a visitor means on a day; None without one, or when the database can't be read."""
    try:
        edition = editions.current_edition(on)
    except DBAPIError:
        db.session.rollback()
        return None
    return edition.key if edition else None
