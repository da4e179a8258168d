"""The deed: one transaction, confirmed as it was seen, undone as it was done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, union
from sqlalchemy.orm import joinedload

from foundation import jobs, journal, revisions
from foundation.db import atomic, db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Merge, Organization
from stakeholders.organizations.queries import carrying
from stakeholders.organizations.queries.desk import demand_secretary, record
from stakeholders.organizations.rules import ReasonNeeded, merging
from stakeholders.organizations.rules.directory import NoSuchOrganization
from stakeholders.organizations.rules.merging import MOST_GROUND, Step
from stakeholders.organizations.services.merging import following
from stakeholders.organizations.services.merging.moving import carry_out, take_back
from stakeholders.organizations.services.merging.sealing import sealed_names

MERGED = "organization.merged"
"""The job that takes along what came to a record while it was merged away."""


@atomic
def merge(
    by: int, gone_id: int, kept_id: int, *, reason: str, seen: str, zone: str, now: datetime, stamped_at: datetime
) -> int:
    """Merge one record into another, with everything that hangs on it; the number of the merge.

    `seen` is the seal of the steps that were looked at. Raises NotOfTheHouse, NoSuchOrganization, the refusals of
    `merging.refuse`, ReasonNeeded, OtherThanSeen.
    """
    demand_secretary(by)
    gone, kept = locked(gone_id, kept_id)
    merging.refuse(record(gone), record(kept))
    if not 0 < len(reason) <= MOST_GROUND:
        raise ReasonNeeded(most=MOST_GROUND)
    steps = carrying.plan(gone, kept, now.astimezone(ZoneInfo(zone)).date(), now)
    if merging.seal_of(steps) != seen:
        raise merging.OtherThanSeen
    names = merging.joined_names(gone, kept)
    added = [name for name in names if name not in kept.other_names]
    moved: dict[str, Any] = {"steps": [step.as_json() for step in steps], "names": added}
    moved |= {"sealed": sealed_names(steps, now=now), "last": following.latest()}
    row = Merge(gone_id=gone.id, kept_id=kept.id, moved=moved, reason=reason, merged_at=now, merged_by=f"account:{by}")
    db.session.add(row)
    gone.merged_into_id, gone.revision = kept.id, gone.revision + 1
    kept.other_names, kept.revision = names, kept.revision + 1
    db.session.flush()
    number = row.id
    carry_out(steps)
    jobs.order(MERGED, stamped_at=stamped_at, merge=number)
    _note(by, "merge_organizations", number, gone_id, kept_id, steps, now=now)
    revisions.rise(at=stamped_at)
    return number


@dataclass(frozen=True)
class Undone:
    """How many rows stand as before the merge, how many have changed since and were left, and how many went along.

    Those that went along were given since, and rest on what went back.
    """

    kept_id: int
    gone_id: int
    back: int
    left: int
    along: int = 0


@atomic
def undo(by: int, merge_id: int, *, now: datetime, stamped_at: datetime) -> Undone:
    """Part two records again: what moved goes back where it still stands as the merge left it.

    What came to the kept one since stays with it, but for what rests on something that goes back. Raises NotOfTheHouse,
    NoSuchMerge, UndoneBefore, KeptIsGone, RestsOnBoth.
    """
    demand_secretary(by)
    row = db.session.get(Merge, merge_id, with_for_update=True)
    if row is None:
        raise merging.NoSuchMerge
    if row.undone_at is not None:
        raise merging.UndoneBefore
    gone, kept = locked(row.gone_id, row.kept_id)
    if kept.merged_into_id is not None:
        raise merging.KeptIsGone
    row.undone_at, row.undone_by = now, f"account:{by}"
    gone.merged_into_id, gone.revision = None, gone.revision + 1
    added = row.moved["names"]
    kept.other_names, kept.revision = [name for name in kept.other_names if name not in added], kept.revision + 1
    steps = steps_of(row)
    db.session.flush()
    back, left = take_back(steps, row.moved.get("sealed", ()))
    along = following.follow(gone.id, kept.id, row.moved.get("last", {}))
    following.settle((gone.id, kept.id), since=row.merged_at, now=now)
    following.order_holding(gone.id, kept.id, stamped_at=stamped_at)
    undone = Undone(kept.id, gone.id, back, left, along)
    facts = {"left": left, **({"along": along} if along else {})}
    _note(by, "undo_merge", merge_id, undone.gone_id, undone.kept_id, steps, now=now, **facts)
    revisions.rise(at=stamped_at)
    return undone


@atomic
def sweep(merge_id: int, *, zone: str, now: datetime, stamped_at: datetime) -> int:
    """Take along what came to the old record while it was merged away; how many steps. Again changes nothing."""
    row = db.session.get(Merge, merge_id, with_for_update=True)
    if row is None or row.undone_at is not None:
        return 0
    gone, kept = locked(row.gone_id, row.kept_id)
    if kept.merged_into_id is not None:
        return 0
    steps = carrying.plan(gone, kept, now.astimezone(ZoneInfo(zone)).date(), now)
    if steps:
        told = [*row.moved["steps"], *(step.as_json() for step in steps)]
        row.moved = {
            **row.moved,
            "steps": told,
            "sealed": [*row.moved.get("sealed", ()), *sealed_names(steps, now=now)],
        }
        db.session.flush()
        carry_out(steps)
        revisions.rise(at=stamped_at)
    return len(steps)


def steps_of(row: Merge) -> list[Step]:
    """What a merge did, in its order."""
    return [Step.of(told) for told in row.moved["steps"]]


def locked(gone_id: int, kept_id: int) -> tuple[Organization, Organization]:
    """Both records, held until the end in the order of their numbers; raises NoSuchOrganization.

    Their people are held before them, as every deed of a person begins: what moves is theirs as well.
    """
    _hold_people((gone_id, kept_id))
    rows: Mapping[int, Organization] = {
        each.id: each
        for each in db.session.scalars(
            select(Organization)
            .where(Organization.id.in_((gone_id, kept_id)))
            .options(joinedload(Organization.constituency, innerjoin=True))
            .order_by(Organization.id)
            .with_for_update(of=Organization)
            .execution_options(populate_existing=True)
        )
    }
    if not {gone_id, kept_id} <= rows.keys():
        raise NoSuchOrganization
    return rows[gone_id], rows[kept_id]


def _hold_people(organization_ids: Collection[int]) -> None:
    hanging = [
        select(each.table.c.account_id).where(each.column.in_(organization_ids), each.condition)
        for each in carrying.references("organizations")
        if "account_id" in each.table.c
    ]
    people = select(Account.id).where(Account.id.in_(union(*hanging))).order_by(Account.id)
    # Others may go on referring to them meanwhile.
    db.session.execute(people.with_for_update(key_share=True)).all()


def _note(
    by: int, verb: str, merge_id: int, gone_id: int, kept_id: int, steps: list[Step], *, now: datetime, **facts: Any
) -> None:
    counted = {line.table: line.moved + line.both for line in merging.summary(steps)}
    facts |= {"merge": merge_id, "gone": gone_id, "kept": kept_id, "moved": counted}
    for number in (gone_id, kept_id):
        journal.note(f"account:{by}", verb, "organization", str(number), now=now, **facts)
