"""As what a person may come to an edition, with the bases held; and the parts of the edition that one comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from sqlalchemy import and_, select

from events.editions.models import Edition, Segment
from events.registration.rules.entry import Capacity, HeldBasis, Part, Record, held_in
from events.registration.rules.openings import Opening, Stands
from foundation.db import db
from stakeholders.accreditation.models import Basis, BasisHeld
from stakeholders.accreditation.queries.rights import span_of
from stakeholders.accreditation.rules.bases import CONSTITUENCY
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Constituency
from stakeholders.organizations.rules import Capacity as Affiliated

Pair = tuple[str, int | None]
"""Under whose rights and with whom: (key of the constituency, organization or None)."""


@dataclass(frozen=True)
class EditionPart:
    """A segment as one registers for it: the row, the rules' view of it, when registration is open."""

    segment: Segment
    part: Part
    opening: Opening | None


def affiliations_during(account_id: int, edition: Edition) -> list[Affiliated]:
    """The affiliations of a person that hold on a day of an edition, confirmed ones first."""
    return during(organizations.affiliations_of(account_id), edition)


def during(affiliations: Iterable[Affiliated], edition: Edition) -> list[Affiliated]:
    """Those that hold on a day of an edition, confirmed ones first."""
    found = [
        each
        for each in affiliations
        if each.since <= edition.ends_on and (each.until is None or edition.starts_on <= each.until)
    ]
    return sorted(found, key=lambda each: not each.is_confirmed)


def capacities(pairs: Iterable[Pair]) -> dict[Pair, Capacity]:
    """Each pair with the bases it holds: those of the whole constituency, those that list the organization.

    What is listed covers the sessions for which the organization holds it, and nothing once that has ended.
    Who stands alone as an expert holds what the constituency lists: the invitation is personal.
    """
    wanted = set(pairs)
    rows = db.session.execute(
        select(Basis, Constituency.key, BasisHeld)
        .join(Constituency, Constituency.id == Basis.constituency_id)
        .outerjoin(
            BasisHeld,
            and_(BasisHeld.basis_id == Basis.id, BasisHeld.organization_id.in_({each for _, each in wanted if each})),
        )
        .where(Constituency.key.in_({key for key, _ in wanted}))
        .order_by(Basis.from_session, Basis.key)
    )
    on_record: dict[Pair, list[tuple[int, Record]]] = {}
    for place, (basis, constituency, holding) in enumerate(rows):
        for record in _records(basis, constituency, holding):
            on_record.setdefault((constituency, record.holder), []).append((place, record))
    return {pair: held_in(*pair, _near(pair, on_record)) for pair in wanted}


def _near(pair: Pair, on_record: Mapping[Pair, list[tuple[int, Record]]]) -> list[Record]:
    """What can be a pair's at all, in the order of the record: that of all, and that of the organization."""
    found = [each for near in {pair, (pair[0], None)} for each in on_record.get(near, ())]
    return [record for _, record in sorted(found, key=itemgetter(0))]


def _records(basis: Basis, constituency: str, holding: BasisHeld | None) -> Iterator[Record]:
    yield Record(constituency, _held(basis), is_whole=basis.held_by == CONSTITUENCY)
    if holding and (span := span_of(basis, holding)):
        own = HeldBasis(basis.key, basis.decision, span.first, span.last)
        yield Record(constituency, own, holder=holding.organization_id)


def bases_of(constituency_key: str) -> tuple[list[HeldBasis], list[HeldBasis]]:
    """The bases of a constituency: those that everybody in it holds, and those that only some do."""
    rows = db.session.scalars(
        select(Basis)
        .join(Constituency, Constituency.id == Basis.constituency_id)
        .where(Constituency.key == constituency_key)
        .order_by(Basis.from_session, Basis.key)
    ).all()
    whole = [_held(basis) for basis in rows if basis.held_by == "constituency"]
    return whole, [_held(basis) for basis in rows if basis.held_by != "constituency"]


def parts_of(edition: Edition, *, now: datetime) -> list[EditionPart]:
    """The segments of an edition (read in full), in their order."""
    openings = openings_of(edition, "registration")
    applying = openings_of(edition, "accreditation")
    open_part = next(
        (
            segment.name
            for segment in edition.segments
            if segment.entry == "open"
            and not _part(segment).accompanies
            and not _is_over(openings.get(segment.key), now)
        ),
        "",
    )
    return [
        EditionPart(
            segment,
            _part(segment, applying=applying.get(segment.key), open_part=open_part),
            openings.get(segment.key),
        )
        for segment in edition.segments
    ]


def openings_of(edition: Edition, what: str) -> Mapping[str, Opening]:
    """When something can be done, by the key of the segment or meeting it is about; of an edition read in full."""
    found: dict[str, Opening] = {}
    for window in edition.windows:
        if window.what == what:
            for key in [*([window.segment_key] if window.segment_key else []), *window.meeting_keys]:
                found[key] = Opening(window.opens_at, window.closes_at)
    return found


def part_in(parts: Sequence[EditionPart], key: str) -> EditionPart | None:
    """The part of that key."""
    return next((each for each in parts if each.segment.key == key), None)


def _part(segment: Segment, *, applying: Opening | None = None, open_part: str = "") -> Part:
    session = segment.session.number if segment.session else None
    return Part(
        segment.key,
        segment.name,
        is_open=segment.entry == "open",
        session=session,
        applying=applying,
        open_part=open_part,
    )


def _is_over(opening: Opening | None, now: datetime) -> bool:
    return opening is not None and opening.at(now) is Stands.CLOSED


def _held(basis: Basis) -> HeldBasis:
    return HeldBasis(basis.key, basis.decision, basis.from_session, basis.to_session)
