from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.editions.models import Edition
from foundation.confidence import Marked
from foundation.db import Base


class Building(Marked, Base):
    """A house with rooms; `short` is its name in narrow places, `badge` says at which door one gets in."""

    __tablename__ = "buildings"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    short: Mapped[str] = mapped_column(String(40))
    operator_key: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(200), default="")
    badge: Mapped[str] = mapped_column(String(200), default="")
    is_online: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)

    rooms: Mapped[list[Room]] = relationship(lazy="raise", back_populates="building", order_by="Room.position")


class Room(Marked, Base):
    """A room: seats, booths for interpretation, and what it has."""

    __tablename__ = "rooms"
    __table_args__ = (CheckConstraint("seats > 0", name="seats"), CheckConstraint("booths >= 0", name="booths"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int]
    booths: Mapped[int]
    layout: Mapped[str] = mapped_column(String(40))
    accessible: Mapped[bool]
    sign_booth: Mapped[bool]
    hybrid: Mapped[bool]
    captions: Mapped[bool]
    available_from: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)

    building: Mapped[Building] = relationship(lazy="raise", back_populates="rooms")


class Walk(Marked, Base):
    """Minutes on foot between two buildings, both ways alike; `first` precedes `second` in the alphabet."""

    __tablename__ = "walks"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("first_id <> second_id", name="two_buildings"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"), index=True)
    minutes: Mapped[int]

    first: Mapped[Building] = relationship(lazy="raise", foreign_keys=[first_id])
    second: Mapped[Building] = relationship(lazy="raise", foreign_keys=[second_id])


class Closure(Marked, Base):
    """Days on which a building, or one room of it, can't be had in an edition, and why; `except_keys` are meetings let in."""

    __tablename__ = "closures"
    __table_args__ = (
        UniqueConstraint("edition_id", "key"),
        CheckConstraint("starts_on <= ends_on", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    key: Mapped[str] = mapped_column(String(80))
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    except_keys: Mapped[list[str]] = mapped_column(default=list)
    override: Mapped[str] = mapped_column(Text, default="")

    edition: Mapped[Edition] = relationship(lazy="raise")
    building: Mapped[Building] = relationship(lazy="raise")
    room: Mapped[Room | None] = relationship(lazy="raise")


class Block(Marked, Base):
    """A part of the day in which a building holds meetings (morning, lunch, afternoon), wall-clock hours."""

    __tablename__ = "blocks"
    __table_args__ = (
        UniqueConstraint("edition_id", "building_id", "position"),
        CheckConstraint("starts < ends", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"), index=True)
    position: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]


class InterpretationCapacity(Marked, Base):
    """How many interpretation units a building has on a day of an edition: a team in one room for one block."""

    __tablename__ = "interpretation_capacities"
    __table_args__ = (
        UniqueConstraint("edition_id", "building_id"),
        CheckConstraint("units_per_day >= 0", name="units_per_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"), index=True)
    units_per_day: Mapped[int]
