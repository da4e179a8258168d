"""demo_schedule_2027.yaml: where the meetings of the demonstration stand in time and place."""

from __future__ import annotations

from typing import Annotated

from portal.loading.forms.cluster import OfEdition
from portal.loading.forms.fields import Day, Form, Hour, MeetingKey, RoomKey, after


class Placement(Form):
    meeting: MeetingKey
    date: Day
    start: Hour
    end: Annotated[Hour, after("start")]
    room: RoomKey


class ScheduleFile(OfEdition):
    edition = "2027"
    later = ("meta",)

    placements: list[Placement]
