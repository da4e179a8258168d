"""What the draft as a whole forbids: rings of meetings, taking out what was published, a host breaking a rule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import aliased

from events.constraints.rules.checker import broken_by
from events.editions.models import Edition
from events.programme.models import Meeting, MeetingRelation
from events.programme.queries.draft import was_published
from events.programme.queries.problem import problem
from events.programme.rules.deeds import BreaksRules, WasPublished, refuse_rings
from events.programme.rules.snapshots import Snapshot
from foundation.db import db
from foundation.sentences import Sentence


def refuse_circles(edition: Edition, meeting: Snapshot) -> None:
    """Go on only if a meeting does not wait for itself, by way of others or not; raises Circular."""
    other = aliased(Meeting)
    rows = db.session.execute(
        select(Meeting.key, other.key)
        .select_from(MeetingRelation)
        .join(Meeting, MeetingRelation.meeting_id == Meeting.id)
        .join(other, MeetingRelation.other_id == other.id)
        .where(Meeting.edition_id == edition.id, MeetingRelation.kind == "after", Meeting.key != meeting["key"])
    )
    after: dict[str, list[str]] = {}
    for key, first in rows:
        after.setdefault(key, []).append(first)
    refuse_rings(meeting, after)


def refuse_published(edition: Edition, meeting: Snapshot) -> None:
    """Go on only if no version ever had a meeting; raises WasPublished."""
    if was_published(edition, meeting):
        raise WasPublished(meeting=meeting["key"])


@contextmanager
def breaking_nothing_new(edition: Edition, key: str, *, is_asked: bool) -> Iterator[None]:
    """Do something to a meeting that breaks no hard rule which held before, where that is asked; raises BreaksRules."""
    if not is_asked:
        yield
        return
    before = {broken.key for broken in broken_by(problem(edition), [key])}
    yield
    found = [each.sentence for each in broken_by(problem(edition), [key]) if each.key not in before]
    if found:
        raise BreaksRules(meeting=key, why=_told(found))


def _told(sentences: list[Sentence]) -> Sentence:
    """Sentences one after the other, as one."""
    text = " ".join(f"{{s{turn}}}" for turn in range(len(sentences)))
    return Sentence(text, **{f"s{turn}": each for turn, each in enumerate(sentences)})
