from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.confidence import Marked
from foundation.db import Base, Instant
from stakeholders.organizations.models import Organization

IN_ORDER = "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on"


class CommissionSession(Marked, Base):
    """A yearly session of the Commission, by its number."""

    __tablename__ = "commission_sessions"
    __table_args__ = (CheckConstraint(IN_ORDER, name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    year: Mapped[int]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(80))
    report_symbol: Mapped[str] = mapped_column(String(80), default="")
    theme: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")

    agenda: Mapped[list[AgendaItem]] = relationship(lazy="raise", order_by="AgendaItem.number")


class AgendaItem(Marked, Base):
    """An item of the agenda of a session."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("commission_sessions.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)


class Round(Marked, Base):
    """A cluster or Forum as it was held in a year, with or without a programme here."""

    __tablename__ = "rounds"
    __table_args__ = (CheckConstraint(IN_ORDER, name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    venue_keys: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(Text, default="")


class Edition(Marked, Base):
    """A yearly round that has its programme here; all its meetings stand in the wall-clock time of `zone`."""

    __tablename__ = "editions"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    city: Mapped[str] = mapped_column(String(80), default="Geneva")
    zone: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    banner: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)

    segments: Mapped[list[Segment]] = relationship(lazy="raise", order_by="Segment.position")
    windows: Mapped[list[Window]] = relationship(lazy="raise", order_by="Window.opens_at")
    moments: Mapped[list[Moment]] = relationship(lazy="raise", order_by="Moment.starts_on")


class Segment(Marked, Base):
    """A part of an edition with its own host, dates and right of entry (open, or on a basis valid for the session)."""

    __tablename__ = "segments"
    __table_args__ = (
        UniqueConstraint("edition_id", "key"),
        CheckConstraint("starts_on <= ends_on", name="ends_after_it_begins"),
        CheckConstraint("entry IN ('open', 'basis')", name="entry"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    key: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(160))
    host_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    co_host_keys: Mapped[list[str]] = mapped_column(default=list)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("commission_sessions.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    entry: Mapped[str] = mapped_column(String(10))
    entry_note: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)

    host: Mapped[Organization] = relationship(lazy="raise")
    session: Mapped[CommissionSession | None] = relationship(lazy="raise")


class Window(Marked, Base):
    """When something can be done: inclusive at opening, exclusive at closing (R9)."""

    __tablename__ = "windows"
    __table_args__ = (
        UniqueConstraint("edition_id", "key"),
        CheckConstraint("opens_at < closes_at", name="closes_after_it_opens"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    key: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(40))
    segment_key: Mapped[str | None] = mapped_column(String(20))
    meeting_keys: Mapped[list[str]] = mapped_column(default=list)
    opens_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text, default="")


class Moment(Marked, Base):
    """Something of the record around an edition that is no meeting of it: a decision, a consultation before, a move within the session."""

    __tablename__ = "moments"
    __table_args__ = (UniqueConstraint("edition_id", "key"), CheckConstraint(IN_ORDER, name="ends_after_it_begins"))

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    key: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(Text)
    hours: Mapped[str] = mapped_column(String(60), default="")
    organizer_keys: Mapped[list[str]] = mapped_column(default=list)


class DayMark(Marked, Base):
    """A day of a year that the calendar shades: Easter, Ascension, Whit Monday, World Information Society Day."""

    __tablename__ = "day_marks"
    __table_args__ = (UniqueConstraint("year", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    on_date: Mapped[date]
    theme: Mapped[str] = mapped_column(String(200), default="")
