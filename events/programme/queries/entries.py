"""The entries of a version, joined to the meetings of the draft and to their segments."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_

from events.editions.models import Segment
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.rules.facts import State

STANDS = and_(
    VersionEntry.version_id == Version.id,
    VersionEntry.key == Meeting.key,
    VersionEntry.state != State.WITHDRAWN,
)
"""That an entry is what a version says of a meeting, and that it has not left the programme."""


def is_in(segment: type[Segment], edition_id: Any) -> ColumnElement[bool]:
    """That an entry is published in a segment of an edition; `segment` is the table or an alias of it."""
    return and_(segment.edition_id == edition_id, segment.key == VersionEntry.facts["segment"].as_string())
