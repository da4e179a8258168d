"""Affiliations of people whom an organization, or the secretariat for it, sends: confirmed by their being sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from foundation import journal, revisions
from foundation.confidence import Confidence
from foundation.db import db, insert_all
from stakeholders.organizations import rules
from stakeholders.organizations.models import Affiliation, Organization

Whose = tuple[int, int | None, int]
"""Whose affiliation, with whom, under whose rights: (account, organization or None, constituency)."""


@dataclass(frozen=True)
class Sent:
    """Somebody who is sent: under an affiliation that holds on a day, from a day to a day where there is none yet."""

    account_id: int
    organization_id: int | None
    constituency_id: int
    on: date
    since: date
    until: date | None
    typed_name: str = ""

    @property
    def whose(self) -> Whose:
        return self.account_id, self.organization_id, self.constituency_id


def standing_of(account_ids: Iterable[int]) -> dict[Whose, list[Affiliation]]:
    """All affiliations of some people, in one read."""
    found: dict[Whose, list[Affiliation]] = {}
    rows = db.session.scalars(
        select(Affiliation)
        .where(Affiliation.account_id.in_(set(account_ids)))
        .order_by(Affiliation.id)
        .execution_options(populate_existing=True)
    )
    for row in rows:
        found.setdefault((row.account_id, row.organization_id, row.constituency_id), []).append(row)
    return found


def send_all(sent: Sequence[Sent], *, actor: str, now: datetime, stamped_at: datetime) -> None:
    """See to it that each of some locked people has a confirmed affiliation, inside the caller's transaction.

    One that was declared for the day is confirmed; where there is none, it is made. A fixed number of statements.
    """
    held = standing_of(each.account_id for each in sent)
    new: dict[Whose, dict[str, Any]] = {}
    confirmed: list[Affiliation] = []
    for each in sent:
        rows = [row for row in held.get(each.whose, ()) if _lasts(row, each.on)]
        if any(row.confirmed_at is not None for row in rows):
            continue
        if rows:
            rows[0].confirmed_at, rows[0].confirmed_by = now, actor
            confirmed.append(rows[0])
        elif each.whose not in new:
            new[each.whose] = _new(each, actor=actor, now=now)
    db.session.flush()
    insert_all(Affiliation, list(new.values()))
    kept = [*confirmed, *_kept(new)]
    journal.note_all([_line(row, actor, now=now) for row in kept])
    _show({row.organization_id for row in kept if row.organization_id}, stamped_at=stamped_at)


def own_name(account_id: int, organization_id: int | None) -> None:
    """The person has answered: from now on they stand under their own name."""
    of = Affiliation.organization_id.is_not_distinct_from(organization_id)
    db.session.execute(update(Affiliation).where(Affiliation.account_id == account_id, of).values(typed_name=""))


def take_back(account_id: int, organization_id: int | None) -> int:
    """The person says it is not so: what was confirmed for them and never answered is taken away; how many that were."""
    of = Affiliation.organization_id.is_not_distinct_from(organization_id)
    rows = db.session.scalars(
        select(Affiliation).where(Affiliation.account_id == account_id, of, Affiliation.typed_name != "")
    ).all()
    for row in rows:
        db.session.delete(row)
    return len(rows)


def end_sent(account_id: int, organization_id: int, *, by: str, on: date, actor: str, now: datetime) -> None:
    """End what one who sent somebody has made: away where they never answered or it has not begun, else with that day.

    What the person has declared stays. Inside the caller's transaction.
    """
    rows = db.session.scalars(
        select(Affiliation).where(
            Affiliation.account_id == account_id,
            Affiliation.organization_id == organization_id,
            Affiliation.declared_at == Affiliation.confirmed_at,
            Affiliation.confirmed_by == by,
            (Affiliation.until.is_(None)) | (Affiliation.until > on),
        )
    ).all()
    for row in rows:
        facts = {"account": account_id, "organization": organization_id}
        journal.note(actor, "end_affiliation", "affiliation", str(row.id), now=now, **facts)
        if row.typed_name or row.since >= on:
            db.session.delete(row)
        else:
            row.until = on


def _lasts(row: Affiliation, on: date) -> bool:
    return row.since <= on and (row.until is None or on <= row.until)


def _new(each: Sent, *, actor: str, now: datetime) -> dict[str, Any]:
    return {
        "account_id": each.account_id,
        "organization_id": each.organization_id,
        "constituency_id": each.constituency_id,
        "since": each.since,
        "until": each.until,
        "declared_at": now,
        "confirmed_at": now,
        "confirmed_by": actor,
        "typed_name": each.typed_name,
        "confidence": Confidence.SURE,
    }


def _kept(new: Collection[Whose]) -> list[Affiliation]:
    """The affiliations that were written just now."""
    if not new:
        return []
    rows = standing_of(account for account, _, _ in new)
    return [max(rows[whose], key=lambda row: row.id) for whose in new]


def _line(row: Affiliation, actor: str, *, now: datetime) -> dict[str, Any]:
    facts = {"account": row.account_id, "organization": row.organization_id}
    return journal.line(actor, "confirm_affiliation", "affiliation", str(row.id), now=now, **facts)


def _show(organization_ids: set[int], *, stamped_at: datetime) -> None:
    """An organization that a person has named stands in the lists to choose from, once somebody is confirmed with it."""
    named = Organization.key.like(rules.UNLISTED_KEY + "%")
    if organization_ids and db.session.scalar(
        select(Organization.id).where(Organization.id.in_(organization_ids), named).limit(1)
    ):
        revisions.rise(at=stamped_at)
