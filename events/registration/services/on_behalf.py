"""Registering others, one or thousands, in a fixed number of statements: R1 decides, as for who registers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import inspect, select

from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.capacities import EditionPart
from events.registration.queries.verdicts import last_verdicts
from events.registration.rules.entry import Capacity, Entry, decide_entry
from events.registration.rules.on_behalf import DAYS_MISS, OWN_AFFILIATION, Become, become
from events.registration.rules.registering import BY_RULE, NAMED, State
from events.registration.services import people, segment_places
from events.registration.services.ending import change, standing_of
from foundation import journal, seals
from foundation.confidence import Confidence
from foundation.db import db, insert_all
from foundation.letters import House
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.accounts.services.inviting import Named, accounts_of
from stakeholders.accreditation.models import Basis
from stakeholders.organizations.services.sending import Sent, send_all
from stakeholders.organizations.services.sending import standing_of as affiliations_of


@dataclass(frozen=True)
class Hand:
    """Who does it, when, and from where letters go."""

    account_id: int
    house: House
    now: datetime
    stamped_at: datetime

    @property
    def actor(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True)
class Wanted:
    """Somebody to be registered for a part in a capacity, as typed by who does it."""

    person: Named
    segment_id: int
    organization_id: int | None
    constituency_id: int
    constituency_key: str
    mode: str = "on_site"
    function: str = ""
    since: date | None = None
    until: date | None = None


@dataclass
class Taken:
    """What became of one who was wanted; `against` says why nothing was done, `was` how a registration stood before."""

    wanted: Wanted
    part: EditionPart
    become: Become
    against: Sentence | None = None
    account: Account | None = None
    registration: Registration | None = None
    was: Mapping[str, Any] | None = None


@dataclass
class _Ground:
    """What is read once for all: the parts, the bases, people, what they have."""

    edition: Edition
    parts: Mapping[int, EditionPart]
    held: Mapping[tuple[str, int | None], Capacity]
    accounts: Mapping[str, Account] = field(default_factory=dict)
    standing: dict[int, dict[int, Registration]] = field(default_factory=dict)
    verdicts: Mapping[int, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


def register_all(hand: Hand, edition: Edition, wanted: Sequence[Wanted], *, may_renew: bool) -> list[Taken]:
    """Register people for parts of an edition (read in full), inside the caller's transaction, which has seen to rights.

    What stands in another capacity is left as it is; `may_renew` takes up again what the secretariat has refused.
    One answer for each who is wanted, in their order; where something speaks against it, nothing at all is made.
    """
    parts = {each.segment.id: each for each in queries.parts_of(edition, now=hand.now)}
    held = queries.capacities({(each.constituency_key, each.organization_id) for each in wanted})
    ground = _Ground(edition, parts, held)
    order = sorted(range(len(wanted)), key=lambda place: parts[wanted[place].segment_id].part.accompanies)
    fit = [place for place in order if not _foreseen(ground, wanted[place], hand.now)]
    # Whoever has an account already is asked before a focal point makes anything for them.
    ground.known = _known({wanted[each].person.email for each in fit})
    ground.accounts = accounts_of([wanted[each].person for each in fit], zone=edition.zone, now=hand.now)
    ground.standing = standing_of({account.id for account in ground.accounts.values()}, edition.id)
    ground.verdicts = last_verdicts([row.id for rows in ground.standing.values() for row in rows.values()])
    own = _confirmed_of(hand.account_id) if hand.account_id in ground.standing else set()
    taken = {place: _taken(hand, ground, wanted[place], own, may_renew=may_renew) for place in order}
    _carry_out(hand, ground, [taken[place] for place in order])
    return [taken[place] for place in range(len(wanted))]


def _foreseen(ground: _Ground, wanted: Wanted, now: datetime) -> bool:
    """Whether something speaks against it whoever the person is: then not even an account is made."""
    part = ground.parts[wanted.segment_id]
    return not part.part.accompanies and _against(ground, wanted, _entry(ground, wanted, now, None)) is not None


def _entry(ground: _Ground, wanted: Wanted, now: datetime, is_approved: bool | None) -> Entry:
    capacity = ground.held[wanted.constituency_key, wanted.organization_id]
    return decide_entry(capacity, ground.parts[wanted.segment_id].part, now=now, is_approved=is_approved)


def _against(ground: _Ground, wanted: Wanted, entry: Entry) -> Sentence | None:
    segment = ground.parts[wanted.segment_id].segment
    if not entry.may:
        return entry.reason
    misses = (wanted.since and wanted.since > segment.starts_on) or (wanted.until and wanted.until < segment.starts_on)
    return DAYS_MISS.with_values(part=segment.name, starts=segment.starts_on) if misses else None


def _taken(hand: Hand, ground: _Ground, wanted: Wanted, own: set[tuple[int | None, int]], *, may_renew: bool) -> Taken:
    part, account = ground.parts[wanted.segment_id], ground.accounts.get(wanted.person.email)
    standing = ground.standing[account.id] if account else {}
    # Only what is known to be of this organization counts, so that nothing else about the person shows.
    same = (row for row in standing.values() if _is_same(row, wanted) and row.segment_id != wanted.segment_id)
    entry = _entry(ground, wanted, hand.now, any(_comes(row) for row in same))
    against = _against(ground, wanted, entry)
    if account and account.id == hand.account_id and (wanted.organization_id, wanted.constituency_id) not in own:
        against = against or OWN_AFFILIATION
    if against or account is None:
        return Taken(wanted, part, Become.AGAINST, against)
    row = standing.get(wanted.segment_id)
    # What the person did with a refusal since does not lift it for who registers them.
    was_refused = bool(row and ground.verdicts.get(row.id) == "refuse") and not may_renew
    became = become(
        State.REFUSED if was_refused else row.state if row else None,
        reason=row.reason if row else "",
        decided_by_person=was_refused or bool(row and row.decided_by.startswith("account:")),
        is_same_capacity=bool(row and _is_same(row, wanted)),
        may_renew=may_renew,
        asks_first=not may_renew and _is_asked(hand, ground, wanted, account),
    )
    was = {name: getattr(row, name) for name in _FORMER} if row else None
    if became is Become.NAMED and row is None:
        row = standing[wanted.segment_id] = _only_named(account, wanted, hand)
    if became in _MADE:
        row = row or Registration(account_id=account.id, segment_id=wanted.segment_id, confidence=Confidence.SURE)
        _enter(row, wanted, hand, is_new=became is Become.MADE)
        standing[wanted.segment_id] = row
        # For what accompanies it, which comes later; a place is looked for once all are here.
        row.state = State.APPROVED
    return Taken(wanted, part, became, None, account, row, was)


_MADE = (Become.MADE, Become.RAISED)
_FORMER = ("state", "organization_id", "constituency_id", "reason")


def _known(emails: set[str]) -> frozenset[str]:
    return frozenset(db.session.scalars(select(Account.email).where(Account.email.in_(emails))))


def _is_asked(hand: Hand, ground: _Ground, wanted: Wanted, account: Account) -> bool:
    """Whether somebody has a say first: all with an account but oneself, and who was first named here and by nobody else."""
    if account.email not in ground.known or account.id == hand.account_id:
        return False
    rows = ground.standing[account.id].values()
    is_named_by_us = any(_is_same(row, wanted) and row.registered_by and row.state == State.APPROVED for row in rows)
    return account.verified_at is not None or not is_named_by_us


def _only_named(account: Account, wanted: Wanted, hand: Hand) -> Registration:
    """What is kept of somebody who is named and has not answered: it stands for nothing."""
    row = Registration(account_id=account.id, segment_id=wanted.segment_id, confidence=Confidence.SURE)
    _enter(row, wanted, hand, is_new=True)
    row.state, row.reason, row.registered_by = State.WITHDRAWN, str(NAMED), ""
    return row


def _comes(row: Registration) -> bool:
    """Whether somebody comes to a part, or will with a yes to what this organization has named them for."""
    return row.state == State.APPROVED or row.reason == str(NAMED)


def _is_same(row: Registration, wanted: Wanted) -> bool:
    return (row.organization_id, row.constituency_id) == (wanted.organization_id, wanted.constituency_id)


def _enter(row: Registration, wanted: Wanted, hand: Hand, *, is_new: bool) -> None:
    if is_new:
        row.organization_id, row.constituency_id = wanted.organization_id, wanted.constituency_id
        row.mode, row.registered_at, row.registered_by = wanted.mode, hand.now, hand.actor
        row.is_listed, row.listed_name = False, ""
    row.function = wanted.function or row.function or ""
    row.decided_at, row.decided_by, row.reason, row.next_step = None, "", "", ""
    row.revision = (row.revision or 0) + 1


def _carry_out(hand: Hand, ground: _Ground, taken: Sequence[Taken]) -> None:
    made = [each for each in taken if each.become in _MADE]
    bases = _basis_ids(ground)
    for each in made:
        assert each.registration
        each.registration.basis_id = bases.get(_entry(ground, each.wanted, hand.now, True).basis or "")
        each.registration.state = State.NEW
    _write([*made, *(each for each in taken if each.become is Become.NAMED)])
    rows = [each.registration for each in made if each.registration]
    # Who has no place waits for one, and is decided on when there is one.
    admitted = segment_places.admit(rows, now=hand.now)
    change(admitted, state=State.APPROVED, decided_at=hand.now, decided_by=BY_RULE)
    _send(hand, ground, [each for each in taken if each.become in (*_MADE, Become.STOOD)])
    journal.note_all([_line(hand, ground, each) for each in made])
    people.rise_all({row.account_id for row in rows}, at=hand.stamped_at)
    db.session.flush()


def _write(made: Sequence[Taken]) -> None:
    """Write the registrations; each then stands in its answer as it is kept."""
    new = [each for each in made if each.registration and each.registration.id is None]
    columns = Registration.__table__.columns.keys()
    told = [inspect(each.registration).dict for each in new]
    insert_all(Registration, [{name: row[name] for name in columns if name in row} for row in told])
    db.session.flush()
    if not new:
        return
    accounts = {each.account.id for each in new if each.account}
    rows = db.session.scalars(
        select(Registration).where(
            Registration.account_id.in_(accounts),
            Registration.segment_id.in_({each.wanted.segment_id for each in new}),
        )
    )
    kept = {(row.account_id, row.segment_id): row for row in rows}
    for each in new:
        assert each.account
        each.registration = kept[each.account.id, each.wanted.segment_id]


def _basis_ids(ground: _Ground) -> dict[str, int]:
    keys = {basis.key for capacity in ground.held.values() for basis in capacity.bases}
    rows = db.session.execute(select(Basis.key, Basis.id).where(Basis.key.in_(keys)))
    return {row[0]: row[1] for row in rows}


def _send(hand: Hand, ground: _Ground, taken: Sequence[Taken]) -> None:
    today = hand.now.astimezone(ZoneInfo(ground.edition.zone)).date()
    sent = [
        Sent(
            account_id=each.account.id,
            organization_id=each.wanted.organization_id,
            constituency_id=each.wanted.constituency_id,
            on=each.part.segment.starts_on,
            since=each.wanted.since or min(today, ground.edition.starts_on),
            until=each.wanted.until or ground.edition.ends_on,
            typed_name=each.wanted.person.name,
        )
        for each in taken
        if each.account
    ]
    send_all(sent, actor=hand.actor, now=hand.now, stamped_at=hand.stamped_at)


def _confirmed_of(account_id: int) -> set[tuple[int | None, int]]:
    """With whom an account is confirmed, under whose rights."""
    return {
        (organization, constituency)
        for (_, organization, constituency), rows in affiliations_of([account_id]).items()
        if any(row.confirmed_at for row in rows)
    }


def _line(hand: Hand, ground: _Ground, each: Taken) -> dict[str, Any]:
    row = each.registration
    assert row
    return journal.line(
        hand.actor,
        "register_on_behalf",
        "registration",
        str(row.id),
        now=hand.now,
        edition=ground.edition.key,
        segment=each.part.segment.key,
        account=row.account_id,
        state=str(row.state),
        **(former(each.was, row, now=hand.now) if each.was else {}),
    )


def former(was: Mapping[str, Any], row: Registration, *, now: datetime) -> dict[str, Any]:
    """What a registration was before it was taken up anew, as facts of a line; the reason is sealed for its person."""
    before = {
        "state": str(was["state"]),
        "organization": was["organization_id"],
        "constituency": was["constituency_id"],
    }
    after = {"state": str(row.state), "organization": row.organization_id, "constituency": row.constituency_id}
    told: dict[str, Any] = {"before": before, "after": after}
    if was["reason"]:
        told |= {"about": row.account_id, "sealed": seals.seal(row.account_id, {"reason": was["reason"]}, now=now)}
    return told
