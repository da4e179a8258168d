from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.confidence import Marked
from foundation.db import Base


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
    """An organization of the directory. `fallback` lists the languages in which its English name is shown."""

    __tablename__ = "organizations"
    __table_args__ = (CheckConstraint("ended_year IS NULL OR founded_year <= ended_year", name="ends_after_it_begins"),)

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
    note: Mapped[str] = mapped_column(Text, default="")

    constituency: Mapped[Constituency] = relationship(lazy="raise")


class OrganizationGroup(Marked, Base):
    """A named group of organizations, e.g. the regional commissions."""

    __tablename__ = "organization_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]]
    member_keys: Mapped[list[str]]
    note: Mapped[str] = mapped_column(Text, default="")
