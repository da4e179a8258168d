from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.access import Grant  # noqa: F401  (the table that a term points to)
from foundation.confidence import Marked
from foundation.db import Base, Instant
from stakeholders.accounts.models import Account


class Constituency(Marked, Base):
    """One of the groups under whose rights people take part; `floor_group` is what the list of speakers counts by."""

    __tablename__ = "constituencies"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int]
    names: Mapped[dict[str, str]]
    kind: Mapped[str] = mapped_column(String(40))
    floor_group: Mapped[str] = mapped_column(String(40))
    basis_text: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Organization(Marked, Base):
    """An organization of the directory. `fallback` lists the languages in which its English name is shown.

    `other_names` are former and alternative ones, by which it is found; `status` is its consultative status (general,
    special, roster or empty). One that was merged into another lives on as the way to that one.
    """

    __tablename__ = "organizations"
    __table_args__ = (
        CheckConstraint("ended_year IS NULL OR founded_year <= ended_year", name="ends_after_it_begins"),
        CheckConstraint("status IN ('', 'general', 'special', 'roster')", name="status"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    acronym: Mapped[str] = mapped_column(String(40))
    acronyms: Mapped[dict[str, str]] = mapped_column(default=dict)
    names: Mapped[dict[str, str]]
    fallback: Mapped[list[str]] = mapped_column(default=list)
    kind: Mapped[str] = mapped_column(String(40))
    roles: Mapped[list[str]] = mapped_column(default=list)
    parent_key: Mapped[str | None] = mapped_column(String(40))
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituencies.id"), index=True)
    seat: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str] = mapped_column(String(60))
    region: Mapped[str] = mapped_column(String(40))
    founded_year: Mapped[int | None]
    ended_year: Mapped[int | None]
    other_names: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(String(20), default="")
    status_number: Mapped[str] = mapped_column(String(40), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)

    constituency: Mapped[Constituency] = relationship(lazy="raise")


class OrganizationGroup(Marked, Base):
    """A named group of organizations, e.g. the regional commissions."""

    __tablename__ = "organization_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]]
    member_keys: Mapped[list[str]]
    note: Mapped[str] = mapped_column(Text, default="")


class Affiliation(Marked, Base):
    """That a person is with an organization or State from a day, until a day where an end is known.

    The constituency is by default the organization's: staff servicing the meetings are SECRETARIAT wherever they
    work, invited experts stand alone (no organization). `rank` is "minister" or empty, `stands_for` the role holder
    of the programme whom the person is. Declared by the person, it counts once it is confirmed. `typed_name` is what
    a focal point called the person on registering them: until the person has answered, no more is shown to others.
    """

    __tablename__ = "affiliations"
    __table_args__ = (CheckConstraint("until IS NULL OR since <= until", name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituencies.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    rank: Mapped[str] = mapped_column(String(20), default="")
    stands_for: Mapped[str] = mapped_column(String(40), default="")
    declared_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by: Mapped[str] = mapped_column(String(80), default="")
    typed_name: Mapped[str] = mapped_column(String(120), default="")

    account: Mapped[Account] = relationship(lazy="raise")
    organization: Mapped[Organization | None] = relationship(lazy="raise")
    constituency: Mapped[Constituency] = relationship(lazy="raise")

    @property
    def shown_name(self) -> str:
        """The person's name as the focal point may read it; with the account read."""
        return self.typed_name or self.account.name


class Merge(Base):
    """That one organization of two records was merged into the other. `moved` are the numbers of what went along, by table."""

    __tablename__ = "merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(Text)
    merged_at: Mapped[datetime] = mapped_column(Instant)
    merged_by: Mapped[str] = mapped_column(String(80))
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by: Mapped[str] = mapped_column(String(80), default="")

    gone: Mapped[Organization] = relationship(lazy="raise", foreign_keys=[gone_id])
    kept: Mapped[Organization] = relationship(lazy="raise", foreign_keys=[kept_id])


class FocalPointTerm(Base):
    """That a person speaks for an organization in this house from a day on, until a day where an end is known.

    Asked for by the person or handed over by who holds it now; the secretariat verifies it, and the grant follows.
    """

    __tablename__ = "focal_point_terms"
    __table_args__ = (
        CheckConstraint("until IS NULL OR since <= until", name="ends_after_it_begins"),
        CheckConstraint("state IN ('asked', 'verified', 'declined', 'taken_back', 'ended')", name="state"),
        Index(None, "organization_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10))
    ground: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    asked_by: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grants.id"), index=True)

    organization: Mapped[Organization] = relationship(lazy="raise")
    account: Mapped[Account] = relationship(lazy="raise")
