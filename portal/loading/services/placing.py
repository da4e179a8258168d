"""Where meetings stand in time and place: it belongs to the draft, and a load undoes nothing that was changed there.

Each load notes in the journal where it put a meeting. A file's place is written when it is new since then and the
draft still stands where the load before had put it; what an organizer has moved meanwhile is left, and named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events.editions.models import Edition
from events.programme.models import Meeting
from events.venues.models import Building, Room
from portal.loading.forms.schedule import ScheduleFile
from portal.loading.rules import Outcome
from portal.loading.services.ledger import Ledger, written


@dataclass(frozen=True)
class Place:
    """A place in time and space: how it stands in time, from when to when, in a room or a building, by their keys."""

    when: str
    starts: datetime | None = None
    ends: datetime | None = None
    room: str | None = None
    building: str | None = None

    @property
    def told(self) -> list[str | None]:
        """The place as plain data for the journal."""
        hours = [moment.isoformat(timespec="minutes") if moment else None for moment in (self.starts, self.ends)]
        return [self.when, *hours, self.room, self.building]

    def columns(self, ledger: Ledger) -> dict[str, Any]:
        """The place as columns of a meeting."""
        return {
            "when": self.when,
            "starts_at": self.starts,
            "ends_at": self.ends,
            "room_id": ledger.id_of(Room, key=self.room) if self.room else None,
            "building_id": ledger.id_of(Building, key=self.building) if self.building else None,
        }


def load(ledger: Ledger, file: str, read: ScheduleFile) -> None:
    """Settle the meetings that the file names."""
    edition = ledger.row(Edition, key=read.edition)
    assert edition is not None
    for each in read.placements:
        meeting = ledger.row(Meeting, edition_id=edition.id, key=each.meeting)
        assert meeting is not None
        starts, ends = (datetime.combine(each.date, hour) for hour in (each.start, each.end))
        has_moved = settle(ledger, edition, meeting, Place("timed", starts, ends, each.room))
        ledger.report.count(file, "placement", Outcome.CHANGED if has_moved else Outcome.LEFT)


def settle(ledger: Ledger, edition: Edition, meeting: Meeting, wanted: Place) -> bool:
    """Put a meeting where a file wants it, if it may; True when that moved it."""
    name = f"{edition.key}/{meeting.key}"
    standing, before = _standing(ledger, meeting), ledger.placed_before.get(name)
    is_told = wanted.told == before
    if wanted == standing:
        if not is_told:
            ledger.placed[name] = wanted.told
        return False
    is_untouched = standing.when == "undated" if before is None else standing.told == before
    if ledger.replace or (is_untouched and not is_told):
        ledger.placed[name] = wanted.told
        return ledger.note_change(meeting, written(meeting, wanted.columns(ledger)))
    ledger.report.elsewhere.append(name)
    return False


def _standing(ledger: Ledger, meeting: Meeting) -> Place:
    room = ledger.row(Room, id=meeting.room_id) if meeting.room_id else None
    building = ledger.row(Building, id=meeting.building_id) if meeting.building_id else None
    return Place(
        meeting.when, meeting.starts_at, meeting.ends_at, room.key if room else None, building.key if building else None
    )
