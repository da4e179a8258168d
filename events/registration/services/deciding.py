"""What is decided on registrations, one or many: R1 holds for each, each number is checked, and nothing hangs on how many.

All of it takes a fixed number of statements: the people are locked in one, what the rules need is read in one a kind,
and what is decided is written in one a kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import case, select

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import ORGANIZER
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.capacities import EditionPart
from events.registration.queries.standing import Lasts, affiliations, ground_of
from events.registration.rules.deciding import (
    GIVING_REASONS,
    OF_FOCAL_POINTS,
    Case,
    DecidedMeanwhile,
    NoPlaceFree,
    Verdict,
    Words,
    decide_case,
)
from events.registration.rules.entry import Capacity, Entry, decide_entry
from events.registration.rules.registering import (
    REGISTRAR,
    MayNotDecide,
    ReasonNeeded,
    State,
    UnknownRegistration,
)
from events.registration.rules.waiting import NoRoom
from events.registration.services import ending, letters, people, segment_places
from events.registration.services.before import Before, kept_before, with_after
from events.registration.services.ending import Ending
from events.registration.services.letters import told
from foundation import access, journal
from foundation.access import Reach
from foundation.db import atomic, db
from foundation.errors import Refusal
from foundation.letters import House
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.rules import FOCAL_POINT

__all__ = ["DECIDERS", "Decided", "Verdict", "decide", "decide_all"]

DECIDERS = (REGISTRAR, ORGANIZER)


@dataclass(frozen=True)
class Decided:
    """What became of some numbers: done, passed over with why, or standing so already.

    `before` is how all that changed stood, with what went along.
    """

    done: Sequence[int]
    passed_over: Mapping[int, Sentence]
    stood: Sequence[int] = ()
    before: Mapping[int, Before] = field(default_factory=dict)


@atomic
def decide_all(
    actor_id: int,
    edition_key: str,
    numbers: Collection[int],
    *,
    verdict: Verdict,
    reason: str = "",
    next_step: str = "",
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> Decided:
    """Decide on many registrations: what can be is done, the rest passed over, each with why; one letter a person.

    Raises MayNotDecide, ReasonNeeded.
    """
    bulk = take_up(actor_id, edition_key, numbers, verdict, Words(reason.strip(), next_step.strip()), now=now)
    before = kept_before([row for rows in bulk.standing.values() for row in rows.values()])
    _carry_out(bulk, house=house, now=now, stamped_at=stamped_at)
    refused = {number: refusal.sentence for number, refusal in bulk.refused.items()}
    changed = with_after(before, [*bulk.done, *bulk.ended])
    return Decided([row.id for row in bulk.done], refused, bulk.stood, changed)


@atomic
def decide(
    actor_id: int,
    edition_key: str,
    registration_id: int,
    *,
    verdict: Verdict,
    reason: str,
    next_step: str = "",
    seen: int | None = None,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> str:
    """Decide on one registration as on many, and tell its state; again changes nothing. `seen` is the revision looked at.

    Raises MayNotDecide, UnknownRegistration, DecidedMeanwhile, ReasonNeeded, and what `decide_case` raises.
    """
    bulk = take_up(actor_id, edition_key, [registration_id], verdict, Words(reason.strip(), next_step.strip()), now=now)
    if bulk.rows and seen is not None and bulk.rows[0].revision != seen:
        raise DecidedMeanwhile
    _carry_out(bulk, house=house, now=now, stamped_at=stamped_at)
    for refusal in bulk.refused.values():
        raise refusal
    return bulk.rows[0].state


@dataclass
class Bulk:
    """What is decided on what, with all that the rules need, and what became of it so far."""

    actor_id: int
    edition: Edition
    verdict: Verdict
    words: Words
    reach: Reach
    speaks_for: frozenset[int]
    parts: Mapping[int, EditionPart]
    people: Mapping[int, Account]
    standing: ending.Standing
    rows: Sequence[Registration]
    held: Mapping[queries.Pair, Capacity]
    constituencies: Mapping[int, str]
    carried: Mapping[tuple[int, int | None, int], Sequence[Lasts]]
    refused: dict[int, Refusal]
    done: list[Registration] = field(default_factory=list)
    stood: list[int] = field(default_factory=list)
    ended: list[Registration] = field(default_factory=list)

    @property
    def actor(self) -> str:
        return f"account:{self.actor_id}"

    def entry(self, row: Registration, now: datetime) -> Entry:
        """What R1 says of a registration now."""
        others = self.standing[row.account_id].values()
        is_approved = any(other.state == State.APPROVED for other in others if other is not row)
        pair = (self.constituencies[row.constituency_id], row.organization_id)
        return decide_entry(self.held[pair], self.parts[row.segment_id].part, now=now, is_approved=is_approved)

    def case(self, row: Registration, now: datetime) -> Case:
        segment = self.parts[row.segment_id].segment
        return Case(
            state=row.state,
            words=Words(row.reason, row.next_step),
            entry=self.entry(row, now),
            ground=ground_of(row, self.carried, segment.starts_on),
            needs_basis=segment.entry == "basis",
            is_own=row.account_id == self.actor_id,
            as_decider=self.reach.covers(row.segment_id),
            as_focal_point=row.organization_id in self.speaks_for,
        )


def take_up(
    actor_id: int, edition_key: str, numbers: Collection[int], verdict: Verdict, words: Words, *, now: datetime
) -> Bulk:
    """Lock the people of some registrations, and read all that a decision on them needs."""
    edition = editions.edition_in_full(edition_key)
    parts = {each.segment.id: each for each in queries.parts_of(edition, now=now)}
    reach, speaks_for = access.reach(actor_id, DECIDERS, edition.id, list(parts)), frozenset[int]()
    if verdict in OF_FOCAL_POINTS:
        held = access.held_by(actor_id)
        speaks_for = frozenset(each.scope.id for each in held if each.role == FOCAL_POINT and each.scope.id)
    if not reach and not speaks_for:
        raise MayNotDecide
    if verdict in GIVING_REASONS and not words.reason:
        raise ReasonNeeded
    locked = people.lock_all(_accounts(numbers, edition))
    standing = ending.standing_of(set(locked), edition.id)
    found = {row.id: row for rows in standing.values() for row in rows.values()}
    near = {
        number: row
        for number in dict.fromkeys(numbers)
        if (row := found.get(number)) and (reach.covers(row.segment_id) or row.organization_id in speaks_for)
    }
    constituencies = {each.id: each.key for each in organizations.constituencies()}
    rows = list(near.values())
    return Bulk(
        actor_id,
        edition,
        verdict,
        words if verdict in GIVING_REASONS else Words(),
        reach,
        speaks_for,
        parts,
        locked,
        standing,
        rows,
        queries.capacities({(constituencies[row.constituency_id], row.organization_id) for row in rows}),
        constituencies,
        affiliations({row.account_id for row in rows}),
        {number: UnknownRegistration() for number in numbers if number not in near},
    )


def _accounts(numbers: Collection[int], edition: Edition) -> set[int]:
    """Whose registrations these are; numbers of other editions are nobody's."""
    rows = db.session.scalars(
        select(Registration.account_id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.id.in_(numbers), Segment.edition_id == edition.id)
    )
    return set(rows)


def _carry_out(bulk: Bulk, *, house: House, now: datetime, stamped_at: datetime) -> None:
    """Decide, write what is decided, and tell each person once."""
    if bulk.verdict is Verdict.APPROVE:
        # All segments at once, in the order of their numbers: below they come in two goes.
        segment_places.lock({row.segment_id for row in bulk.rows})
        # What goes with another part is decided after it: it may be approved in the same go.
        for is_later in (False, True):
            ready = _ready(bulk, (row for row in bulk.rows if accompanies(bulk, row) is is_later), now)
            _approve(bulk, ready, now)
    else:
        ready = _ready(bulk, bulk.rows, now)
        _pre_approve(bulk, ready, now) if bulk.verdict is Verdict.PRE_APPROVE else _end(bulk, ready, now)
    tell(bulk, bulk.ended or bulk.done, house=house, stamped_at=stamped_at)


def tell(bulk: Bulk, rows: Iterable[Registration], *, house: House, stamped_at: datetime) -> None:
    """Write to each person once how their registrations stand now, inside the caller's transaction."""
    concerned: dict[int, list[Registration]] = {}
    for row in rows:
        concerned.setdefault(row.account_id, []).append(row)
    people.rise_all(concerned, at=stamped_at)
    written = [
        (bulk.people[number], [told(row, bulk.parts[row.segment_id].segment.name) for row in rows])
        for number, rows in concerned.items()
    ]
    letters.post_all(written, bulk.edition, house=house, stamped_at=stamped_at)


def accompanies(bulk: Bulk, row: Registration) -> bool:
    """Whether a registration is for a part that one comes to with another one."""
    return bulk.parts[row.segment_id].part.accompanies


def _ready(bulk: Bulk, rows: Iterable[Registration], now: datetime) -> list[Registration]:
    """Those that the rules let through; the others are noted with why."""
    ready = []
    for row in rows:
        try:
            becomes = decide_case(bulk.case(row, now), bulk.verdict, bulk.words)
        except Refusal as refusal:
            bulk.refused[row.id] = refusal
        else:
            ready.append(row) if becomes else bulk.stood.append(row.id)
    return ready


def _approve(bulk: Bulk, ready: Sequence[Registration], now: datetime) -> None:
    if not ready:
        return
    bases = {row.id: bulk.entry(row, now).basis for row in ready}
    admitted = segment_places.admit(ready, now=now)
    have_places = {row.id for row in admitted}
    left = [row for row in ready if row.id not in have_places]
    wait = segment_places.waiting_of(left)
    bulk.refused.update({row.id: NoPlaceFree() if row.id in wait else NoRoom() for row in left})
    by_key = dict(db.session.execute(select(Basis.key, Basis.id)).all())
    by_basis: dict[int, list[int]] = {}
    for row in admitted:
        if key := bases[row.id]:
            by_basis.setdefault(by_key[key], []).append(row.id)
    before = {row.id: row.state for row in admitted}
    which = [(Registration.id.in_(numbers), basis) for basis, numbers in by_basis.items()]
    decided = {"state": State.APPROVED, "decided_at": now, "decided_by": bulk.actor, "reason": "", "next_step": ""}
    ending.change(admitted, basis_id=case(*which, else_=None) if which else None, **decided)
    for row in admitted:
        key = bases[row.id]
        ending.settle(row, basis_id=by_key[key] if key else None)
    note(bulk, admitted, before, now)


def _pre_approve(bulk: Bulk, ready: Sequence[Registration], now: datetime) -> None:
    before = {row.id: row.state for row in ready}
    ending.change(ready, state=State.PRE_APPROVED, decided_at=None, decided_by="", reason="", next_step="")
    note(bulk, ready, before, now)


def _end(bulk: Bulk, ready: Sequence[Registration], now: datetime) -> None:
    state = {Verdict.HOLD: State.ON_HOLD, Verdict.REFUSE: State.REFUSED}.get(bulk.verdict, State.NEW)
    what = Ending(state, bulk.actor, bulk.words.reason, bulk.words.next_step)
    if ready:
        bulk.done.extend(ready)
        bulk.ended.extend(ending.end_all(ready, bulk.standing, list(bulk.parts.values()), bulk.edition, what, now=now))


def note(bulk: Bulk, rows: Sequence[Registration], before: Mapping[int, str], now: datetime) -> None:
    """Note what registrations came to, and that they are done."""
    bulk.done.extend(rows)
    keys = {number: each.segment.key for number, each in bulk.parts.items()}
    journal.note_all(
        [ending.line(bulk.actor, row, keys[row.segment_id], bulk.edition, before[row.id], now) for row in rows]
    )
