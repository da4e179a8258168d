"""Who may do what: grants of a role to an account within a scope. The names of roles stand in the rooms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from foundation import clock, journal
from foundation.db import Base, Instant, db
from foundation.errors import Forbidden


class Grant(Base):
    """That an account holds a role: in the whole house, or within one edition, segment, organization or meeting.

    It holds from `holds_from` on and before `holds_until`; without them from when it was granted, until it is revoked.
    """

    __tablename__ = "grants"
    __table_args__ = (
        CheckConstraint("scope_kind IN ('house', 'edition', 'segment', 'organization', 'meeting')", name="scope_kind"),
        CheckConstraint("(scope_kind = 'house') = (scope_id IS NULL)", name="scope_id"),
        Index(None, "scope_kind", "scope_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    scope_kind: Mapped[str] = mapped_column(String(20))
    scope_id: Mapped[int | None]
    granted_at: Mapped[datetime] = mapped_column(Instant)
    granted_by: Mapped[str] = mapped_column(String(80))
    holds_from: Mapped[datetime | None] = mapped_column(Instant)
    holds_until: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_by: Mapped[str] = mapped_column(String(80), default="")


@dataclass(frozen=True)
class Scope:
    """Where a role is held: ("house", None), ("edition", 3), ("organization", 17), …"""

    kind: str
    id: int | None = None


HOUSE = Scope("house")


@dataclass(frozen=True)
class Held:
    """A role as an account holds it now."""

    role: str
    scope: Scope


def held_by(account_id: int) -> list[Held]:
    """The roles that an account holds now, in the order in which they were granted."""
    rows = db.session.execute(
        select(Grant.role, Grant.scope_kind, Grant.scope_id, Grant.holds_from, Grant.holds_until)
        .where(Grant.account_id == account_id, Grant.revoked_at.is_(None))
        .order_by(Grant.id)
    )
    return [Held(role, Scope(kind, number)) for role, kind, number, since, until in rows if _is_now(since, until)]


def roles_in(account_id: int, *scopes: Scope) -> set[str]:
    """The roles that an account holds now in the house or in one of these scopes."""
    within = {HOUSE, *scopes}
    return {held.role for held in held_by(account_id) if held.scope in within}


def may(account_id: int, roles: Collection[str], *scopes: Scope) -> bool:
    """Whether an account holds one of these roles in the house or in one of these scopes."""
    return bool(roles_in(account_id, *scopes).intersection(roles))


@dataclass(frozen=True)
class Reach:
    """How far roles reach within an edition: over all of it, or over some of its segments (by their ids)."""

    is_whole: bool
    segments: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.is_whole or bool(self.segments)

    def covers(self, segment_id: int) -> bool:
        """Whether a segment of the edition lies within."""
        return self.is_whole or segment_id in self.segments


def reach(account_id: int, roles: Collection[str], edition_id: int, segments: Collection[int]) -> Reach:
    """How far an account's roles reach in an edition that has these segments."""
    held = {each.scope for each in held_by(account_id) if each.role in roles}
    if held & {HOUSE, Scope("edition", edition_id)}:
        return Reach(is_whole=True)
    return Reach(False, frozenset(number for number in segments if Scope("segment", number) in held))


def demand(account_id: int, roles: Collection[str], *scopes: Scope) -> None:
    """Go on only if the account holds one of these roles in the house or in one of these scopes; raises Forbidden."""
    if not may(account_id, roles, *scopes):
        raise Forbidden


def holders(role: str, scope: Scope) -> Sequence[int]:
    """The accounts that hold a role in exactly this scope now."""
    of_scope = Grant.scope_id.is_(None) if scope.id is None else Grant.scope_id == scope.id
    rows = db.session.execute(
        select(Grant.account_id, Grant.holds_from, Grant.holds_until)
        .where(Grant.role == role, Grant.scope_kind == scope.kind, of_scope, Grant.revoked_at.is_(None))
        .order_by(Grant.account_id)
    )
    return [number for number, since, until in rows if _is_now(since, until)]


def holders_within(roles: Collection[str], kind: str, ids: Collection[int]) -> dict[int, list[int]]:
    """As `holders`, of several roles in several scopes of one kind at once: the accounts by the scope's id."""
    rows = db.session.execute(
        select(Grant.scope_id, Grant.account_id, Grant.holds_from, Grant.holds_until)
        .where(Grant.role.in_(roles), Grant.scope_kind == kind, Grant.scope_id.in_(ids), Grant.revoked_at.is_(None))
        .order_by(Grant.account_id)
    )
    found: dict[int, list[int]] = {}
    for scope_id, number, since, until in rows:
        if scope_id is not None and _is_now(since, until):
            found.setdefault(scope_id, []).append(number)
    return found


def grant(
    account_id: int,
    role: str,
    scope: Scope,
    *,
    actor: str,
    now: datetime,
    holds_from: datetime | None = None,
    holds_until: datetime | None = None,
    edition: str | None = None,
) -> Grant | None:
    """Give a role inside the caller's transaction; None when it is held already for the same time.

    `edition` is the key of the edition that the scope lies in, for its journal.
    """
    same = select(Grant.id).where(
        Grant.account_id == account_id,
        Grant.role == role,
        Grant.scope_kind == scope.kind,
        Grant.scope_id.is_not_distinct_from(scope.id),
        Grant.holds_from.is_not_distinct_from(holds_from),
        Grant.holds_until.is_not_distinct_from(holds_until),
        Grant.revoked_at.is_(None),
    )
    if db.session.scalar(same.limit(1)) is not None:
        return None
    given = Grant(
        account_id=account_id,
        role=role,
        scope_kind=scope.kind,
        scope_id=scope.id,
        granted_at=now,
        granted_by=actor,
        holds_from=holds_from,
        holds_until=holds_until,
    )
    db.session.add(given)
    db.session.flush()
    _note(actor, "grant", given, now=now, edition=edition)
    return given


def revoke(given: Grant, *, actor: str, now: datetime, edition: str | None = None) -> bool:
    """Take a role back inside the caller's transaction; False when it was before. `edition` as in `grant`."""
    if given.revoked_at is not None:
        return False
    given.revoked_at, given.revoked_by = now, actor
    db.session.flush()
    _note(actor, "revoke", given, now=now, edition=edition)
    return True


def _note(actor: str, verb: str, given: Grant, *, now: datetime, edition: str | None) -> None:
    days = {"since": given.holds_from, "until": given.holds_until}
    of_edition = {"edition": edition} if edition else {}
    journal.note(
        actor,
        verb,
        "account",
        str(given.account_id),
        now=now,
        role=given.role,
        scope=f"{given.scope_kind} {given.scope_id or ''}".strip(),
        **{name: day.isoformat() for name, day in days.items() if day},
        **of_edition,
    )


def _is_now(since: datetime | None, until: datetime | None) -> bool:
    """Whether a grant holds now: from an instant on, inclusive, before another. The clock is asked only where one is set."""
    if since is None and until is None:
        return True
    now = clock.now()
    return (since is None or since <= now) and (until is None or now < until)
