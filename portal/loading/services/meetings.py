"""Meetings of the draft. What a meeting is follows the files; where it stands in time belongs to the draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from events.editions.models import Edition, Segment
from events.programme.models import (
    Meeting,
    MeetingBody,
    MeetingConstituency,
    MeetingLine,
    MeetingPerson,
    MeetingRelation,
    RoleHolder,
)
from events.venues.models import Building, Room
from foundation.confidence import Confidence
from portal.loading.forms import meetings as forms
from portal.loading.forms.fields import differing
from portal.loading.rules import Outcome
from portal.loading.services import placing
from portal.loading.services.ledger import Ledger, either
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Constituency, Organization


def put_held(ledger: Ledger, file: str, edition: Edition, read: forms.HeldMeeting) -> None:
    """Put a meeting of record."""
    values = _titled(ledger, edition, read) | {
        "note": read.note,
        "partner": read.partner or "",
        "attendance": read.attendance,
        "languages": list(read.languages),
        "captions": read.captioning,
        "stands_for_session": read.stands_for_session,
        "confidence": read.confidence,
        "confidences": differing(read.confidence, building=read.venue_confidence),
    }
    starts = datetime.combine(read.date, datetime.min.time()) if read.date else read.start
    # A room says its building, so the building stands alone only where no room is known.
    place = placing.Place(read.when, starts, read.end, read.room, None if read.room else read.venue)
    meeting, outcome = _put(ledger, edition, read.id, values, place)
    bodies = _bodies(ledger, organizer=read.organizers)
    changed = [
        ledger.match(MeetingBody, {"meeting_id": meeting.id}, bodies, by=["organization_id", "role"]),
        ledger.match(MeetingLine, {"meeting_id": meeting.id}, _lines(ledger, read.action_lines), by=["line_id"]),
    ]
    ledger.report.count(file, "meeting", either(outcome, ledger.note_change(meeting, any(changed))))


def put_open(ledger: Ledger, edition: Edition, read: forms.OpenMeeting, *, confidence: Confidence) -> Outcome:
    """Put a meeting of the demonstration with what it asks for; its time and place are left to the draft."""
    remote = read.remote_ok_hours
    values = _asked(ledger, edition, read, confidence) | {
        "priority": read.prio,
        "window_from": read.win[0],
        "window_to": read.win[1],
        "preferred_on": read.prefer,
        "asked_building_id": ledger.id_of(Building, key=read.venue) if read.venue else None,
        "asked_room_id": ledger.id_of(Room, key=read.room) if read.room else None,
        "remote_from": remote[0] if remote else None,
        "remote_to": remote[1] if remote else None,
    }
    meeting, outcome = _put(ledger, edition, read.id, values, None)
    named = [{"constituency_id": ledger.id_of(Constituency, key=key)} for key in read.open_for]
    changed = _parts(ledger, edition, meeting, read)
    changed |= ledger.match(MeetingConstituency, {"meeting_id": meeting.id}, named, by=["constituency_id"])
    return either(outcome, ledger.note_change(meeting, changed))


def put_fixed(ledger: Ledger, file: str, edition: Edition, read: forms.FixedMeeting, *, confidence: Confidence) -> None:
    """Put a meeting of the session or its side programme, pinned where it stands."""
    limit = read.seat_limit.model_dump(by_alias=True, exclude_none=True) if read.seat_limit else None
    values = _asked(ledger, edition, read, confidence) | {
        "agenda_items": [*([read.agenda_item] if read.agenda_item else []), *read.other_agenda_items],
        "seat_limit": limit,
    }
    starts, ends = (datetime.combine(read.date, hour) for hour in (read.start, read.end))
    place = placing.Place("timed", starts, ends, read.room)
    meeting, outcome = _put(ledger, edition, read.id, values, place, is_pinned=True)
    changed = _parts(ledger, edition, meeting, read, partners=read.leads)
    ledger.report.count(file, "meeting", either(outcome, ledger.note_change(meeting, changed)))


def _put(
    ledger: Ledger,
    edition: Edition,
    key: str,
    values: dict[str, Any],
    place: placing.Place | None,
    *,
    is_pinned: bool = False,
) -> tuple[Meeting, Outcome]:
    first = {
        "uid": f"{uuid4()}@{ledger.uid_domain}",
        "created_at": ledger.stamped_at,
        "when": "undated",
        "is_pinned": is_pinned,
    }
    meeting, outcome = ledger.put(Meeting, {"edition_id": edition.id, "key": key}, values, first=first)
    has_moved = place is not None and placing.settle(ledger, edition, meeting, place)
    return meeting, either(outcome, has_moved)


def relate(ledger: Ledger, edition: Edition, read: forms.OpenMeeting) -> bool:
    """Make the relations of a meeting those that are asked for; True when any changed. All meetings stand by now."""
    meeting = ledger.row(Meeting, edition_id=edition.id, key=read.id)
    assert meeting is not None
    wanted = [
        {"other_id": ledger.id_of(Meeting, edition_id=edition.id, key=key), "kind": kind}
        for kind, keys in (("after", read.after), ("apart", read.apart))
        for key in keys
    ]
    changed = ledger.match(MeetingRelation, {"meeting_id": meeting.id}, wanted, by=["other_id", "kind"])
    return ledger.note_change(meeting, changed)


def _titled(ledger: Ledger, edition: Edition, read: forms.Titled) -> dict[str, Any]:
    return {
        "segment_id": ledger.id_of(Segment, edition_id=edition.id, key=read.segment),
        "kind_key": read.kind,
        "titles": read.all_titles,
        "title_language": read.title_lang,
    }


def _asked(ledger: Ledger, edition: Edition, read: forms.AskedMeeting, confidence: Confidence) -> dict[str, Any]:
    return _titled(ledger, edition, read) | {
        "minutes": read.min,
        "audience": read.aud,
        "languages": list(read.lang),
        "captions": read.cap,
        "sign": read.sign,
        "hybrid": read.hyb,
        "accessible": read.accessible,
        "is_closed": read.closed,
        "confidence": confidence,
    }


def _parts(
    ledger: Ledger, edition: Edition, meeting: Meeting, read: forms.AskedMeeting, partners: Sequence[str] = ()
) -> bool:
    above = {"meeting_id": meeting.id}
    people = [{"role_holder_id": ledger.id_of(RoleHolder, edition_id=edition.id, key=key)} for key in read.people]
    bodies = _bodies(ledger, organizer=read.org, co=read.co, partner=partners)
    changed = [
        ledger.match(MeetingBody, above, bodies, by=["organization_id", "role"]),
        ledger.match(MeetingLine, above, _lines(ledger, read.al), by=["line_id"]),
        ledger.match(MeetingPerson, above, people, by=["role_holder_id"]),
    ]
    return any(changed)


def _bodies(ledger: Ledger, **by_role: Sequence[str]) -> list[dict[str, Any]]:
    held = [(role, key) for role, keys in by_role.items() for key in keys]
    return [
        {"organization_id": ledger.id_of(Organization, key=key), "role": role, "position": position}
        for position, (role, key) in enumerate(held, start=1)
    ]


def _lines(ledger: Ledger, keys: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"line_id": ledger.id_of(ActionLine, key=key), "position": position}
        for position, key in enumerate(keys, start=1)
    ]
