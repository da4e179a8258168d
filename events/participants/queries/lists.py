"""The list of participants as its readers and its desk see it: who may, which lists were issued, who stands in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import UnknownSegment
from events.participants.models import ParticipantList
from events.participants.queries import people
from events.participants.rules import comparing
from events.participants.rules.comparing import Difference
from events.participants.rules.lists import READERS, NotForYou, UnknownList
from events.participants.rules.order import Section, arranged, everybody, fitting
from events.registration.models import Registration
from events.registration.queries.standing import is_carried
from events.registration.rules.registering import State
from foundation import access, languages
from foundation.access import Reach
from foundation.db import db
from foundation.errors import Forbidden

NOW = "now"
"""How the address calls the list as it stands now."""


@dataclass(frozen=True)
class Wish:
    """What is asked of the page: a segment, the number of an issued list (or "now"), words to look for."""

    segment: str = ""
    number: str = ""
    words: str = ""


@dataclass(frozen=True)
class Listing:
    """The list of a segment: the issued one that is shown (None: as it stands now), its people in their order.

    `total` counts all of them, `found` those that are shown. `segments` are those that the reader may choose from.
    Where none is issued, nobody stands in it for who `sees_drafts` not.
    """

    edition: Edition
    segments: Sequence[Segment]
    segment: Segment
    issued: Sequence[ParticipantList]
    shown: ParticipantList | None
    sections: Sequence[Section]
    by_group: Sequence[Section]
    total: int
    found: int
    sees_drafts: bool

    @property
    def is_there(self) -> bool:
        """Whether there is a list to show at all."""
        return self.shown is not None or self.sees_drafts


def listing(account_id: int, edition_key: str, wish: Wish) -> Listing:
    """The list that somebody asks for: the one issued last, else for a desk as it stands now.

    Raises UnknownEdition, NotForYou, UnknownSegment, UnknownList.
    """
    edition = editions.edition(edition_key)
    segments, reach = _readable(account_id, edition)
    segment = _chosen(edition, segments, wish.segment)
    issued = issued_of([segment.id]).get(segment.id, [])
    sees_drafts = reach.covers(segment.id)
    shown = _shown(issued, wish.number, sees_drafts=sees_drafts)
    entries = people.listed(segment.id) if shown or sees_drafts else []
    if shown is not None:
        entries = people.as_issued(comparing.read(shown.entries), entries)
    # In the language of who reads.
    language = languages.current().code
    sections = arranged(entries, language)
    narrowed = arranged(fitting(entries, wish.words), language) if wish.words else sections
    return Listing(
        edition,
        segments,
        segment,
        issued,
        shown,
        sections=narrowed,
        by_group=sections,
        total=len(entries),
        found=sum(section.size for section in narrowed),
        sees_drafts=sees_drafts,
    )


def issued_of(segment_ids: Sequence[int]) -> Mapping[int, Sequence[ParticipantList]]:
    """The issued lists by segment, the last one first."""
    found: dict[int, list[ParticipantList]] = {}
    rows = db.session.scalars(
        select(ParticipantList)
        .where(ParticipantList.segment_id.in_(segment_ids))
        .order_by(ParticipantList.number.desc())
    )
    for row in rows:
        found.setdefault(row.segment_id, []).append(row)
    return found


@dataclass(frozen=True)
class Drafted:
    """A segment at the desk: how many are approved and how many of them agreed, what was issued, what is other since.

    `added` and `moved` name people of the list; of those who are `gone`, only who still agrees to be named is.
    """

    segment: Segment
    approved: int
    agreed: int
    issued: Sequence[ParticipantList]
    difference: Difference | None
    names: Mapping[int, str]

    @property
    def last(self) -> ParticipantList | None:
        return self.issued[0] if self.issued else None


@dataclass(frozen=True)
class ListDesk:
    """The desk of the list, with the segments that lie within the reader's reach."""

    edition: Edition
    reach: Reach
    drafted: Sequence[Drafted]


def list_desk(account_id: int, edition_key: str) -> ListDesk:
    """What the desk of the list shows to somebody; raises UnknownEdition, Forbidden."""
    edition = editions.edition(edition_key)
    segments = editions.segments(edition.id)
    reach = access.reach(account_id, READERS, edition.id, [each.id for each in segments])
    if not reach:
        raise Forbidden
    within = [each for each in segments if reach.covers(each.id)]
    issued, counts = issued_of([each.id for each in within]), people.approved_by_segment([each.id for each in within])
    return ListDesk(
        edition,
        reach,
        [_drafted(each, counts.get(each.id, (0, 0)), issued.get(each.id, [])) for each in within],
    )


def _drafted(segment: Segment, counts: tuple[int, int], issued: Sequence[ParticipantList]) -> Drafted:
    if not issued:
        return Drafted(segment, *counts, issued, None, {})
    now = comparing.kept(people.listed(segment.id))
    difference = comparing.compare(comparing.read(issued[0].entries), now)
    numbers = (*difference.added, *difference.gone, *difference.moved)
    return Drafted(segment, *counts, issued, difference, people.named(numbers) if numbers else {})


def as_it_stands(segment_id: int) -> list[comparing.Kept]:
    """What a list issued now would keep, in the order of English."""
    with languages.speaking(languages.ENGLISH):
        return comparing.kept(everybody(arranged(people.listed(segment_id), languages.ENGLISH.code)))


def _readable(account_id: int, edition: Edition) -> tuple[list[Segment], Reach]:
    """The segments whose list somebody may read, those they come to and those of their desks; and how far these reach."""
    segments = editions.segments(edition.id)
    reach = access.reach(account_id, READERS, edition.id, [each.id for each in segments])
    comes_to = db.session.scalars(
        select(Registration.segment_id).where(
            Registration.account_id == account_id,
            Registration.state == State.APPROVED,
            Registration.segment_id.in_([each.id for each in segments]),
            is_carried(),
        )
    ).all()
    readable = [each for each in segments if each.id in comes_to or reach.covers(each.id)]
    if not readable:
        raise NotForYou(edition=edition.key)
    return readable, reach


def _chosen(edition: Edition, segments: Sequence[Segment], key: str) -> Segment:
    if not key:
        return segments[0]
    for each in segments:
        if each.key == key:
            return each
    raise UnknownSegment(edition=edition.key, key=key)


def _shown(issued: Sequence[ParticipantList], number: str, *, sees_drafts: bool) -> ParticipantList | None:
    if number == NOW:
        if not sees_drafts:
            raise UnknownList
        return None
    if not number:
        return issued[0] if issued else None
    for each in issued:
        if str(each.number) == number:
            return each
    raise UnknownList
