"""What is done to a meeting of the draft: each deed looks, asks whether it may, and is kept with what was before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from events.editions.models import Edition
from events.programme.models import DraftChange, Meeting
from events.programme.rules.deeds import (
    Authority,
    ChangedMeanwhile,
    Placed,
    Placement,
    Verb,
    refuse_beyond_a_host,
    refuse_impossible,
)
from events.programme.rules.draft import AlreadyInDraft
from events.programme.rules.facts import State, When
from events.programme.rules.snapshots import Snapshot, differing, fresh, settled
from events.programme.services.drafting.hand import Hand, authority, changed_by, frame_of
from events.programme.services.drafting.noting import carry_out, held_edition, meeting_standing, standing
from foundation.db import atomic, db
from foundation.errors import Forbidden


@atomic
def edit_meeting(
    hand: Hand, edition_key: str, meeting_key: str, values: Mapping[str, Any], *, seen: int | None
) -> Placed:
    """Write values into the fields of a meeting; those that are not named stay.

    Raises UnknownEdition, UnknownInDraft, Forbidden, ChangedMeanwhile, Impossible, HalfDated, NoTitle, and for a host
    NotAHostsToChange, Fixed, OutsideTheFrame.
    """
    return _change(hand, edition_key, meeting_key, Verb.EDIT, values, seen=seen)


@atomic
def place_meeting(hand: Hand, edition_key: str, meeting_key: str, placement: Placement, *, seen: int | None) -> Placed:
    """Put a meeting at a time, into a room; raises as `edit_meeting`."""
    values = {
        "when": When.TIMED,
        "starts": placement.starts,
        "ends": placement.ends,
        "room": placement.room,
        # A room says its building.
        **({"building": None} if placement.room else {}),
    }
    return _change(hand, edition_key, meeting_key, Verb.PLACE, values, seen=seen)


@atomic
def unplace_meeting(hand: Hand, edition_key: str, meeting_key: str, *, seen: int | None) -> Placed:
    """Take a meeting off its time and out of its room; raises as `edit_meeting`."""
    values = {"when": When.UNDATED, "starts": None, "ends": None, "room": None}
    return _change(hand, edition_key, meeting_key, Verb.UNPLACE, values, seen=seen)


@atomic
def cancel_meeting(hand: Hand, edition_key: str, meeting_key: str, reason: str, *, seen: int | None) -> Placed:
    """Cancel a meeting: it stays in the programme and says so. The reason stands as its note."""
    values = {"state": State.CANCELLED, **({"note": reason} if reason else {})}
    return _change(hand, edition_key, meeting_key, Verb.CANCEL, values, seen=seen)


@atomic
def restore_meeting(hand: Hand, edition_key: str, meeting_key: str, *, seen: int | None) -> Placed:
    """Take a cancellation back; where the note still gives its reason, the note before it returns."""
    edition = held_edition(edition_key)
    values: dict[str, Any] = {"state": State.SCHEDULED}
    cancelled = db.session.scalar(
        select(DraftChange)
        .where(
            DraftChange.edition_id == edition.id,
            DraftChange.meeting_key == meeting_key,
            DraftChange.verb == Verb.CANCEL,
            DraftChange.undone_at.is_(None),
        )
        .order_by(DraftChange.number.desc())
        .limit(1)
    )
    now = meeting_standing(edition, meeting_key)
    if cancelled is not None and cancelled.before and cancelled.after and cancelled.after["note"] == now["note"]:
        values["note"] = cancelled.before["note"]
    return _change(hand, edition_key, meeting_key, Verb.RESTORE, values, seen=seen)


@atomic
def add_meeting(hand: Hand, edition_key: str, key: str, values: Mapping[str, Any], *, uid_domain: str) -> Placed:
    """Add a meeting; its UID is minted here and never again, even when the meeting is taken out and comes back.

    Raises UnknownEdition, Forbidden, AlreadyInDraft, UnknownSegment, UnknownInDraft for what is not there.
    """
    edition = held_edition(edition_key)
    authority(hand, edition)
    first = {"key": key, "uid": f"{uuid4()}@{uid_domain}", "created_at": hand.stamped_at}
    wanted = fresh({"confidence": edition.confidence, **values, **first})
    there = standing(edition, key)
    if there is not None:
        return _added_already(edition, there, wanted)
    refuse_impossible(wanted)
    return carry_out(hand, edition, Verb.ADD, None, wanted)


def _added_already(edition: Edition, there: Snapshot, wanted: Snapshot) -> Placed:
    # The same form sent twice has been answered once; another meeting of that key stands in the way.
    if set(differing(there, wanted)) - {"uid", "created_at"}:
        raise AlreadyInDraft(key=there["key"])
    return Placed(there["key"], _revision(edition, there["key"]), None)


@atomic
def remove_meeting(hand: Hand, edition_key: str, meeting_key: str, *, seen: int | None) -> Placed:
    """Take a meeting out of the draft; raises StillNeeded when seats, a dialogue or meetings hang on it."""
    edition = held_edition(edition_key)
    before = meeting_standing(edition, meeting_key)
    right = authority(hand, edition, before)
    if right != Authority.ORGANIZER:
        raise Forbidden
    _refuse_stale(edition, before, {}, right, seen=seen)
    return carry_out(hand, edition, Verb.REMOVE, before, None)


def _change(
    hand: Hand, edition_key: str, meeting_key: str, verb: Verb, values: Mapping[str, Any], *, seen: int | None
) -> Placed:
    edition = held_edition(edition_key)
    before = meeting_standing(edition, meeting_key)
    right = authority(hand, edition, before)
    mine = settled(values)
    after = before | mine
    fields = differing(before, after)
    if not fields:
        return Placed(meeting_key, _revision(edition, meeting_key), None)
    _refuse_stale(edition, before, mine, right, seen=seen)
    if right == Authority.HOST:
        segment = frame_of(edition, before["segment"])
        refuse_beyond_a_host(before, after, fields, frame=(segment.starts_on, segment.ends_on))
    refuse_impossible(after)
    return carry_out(hand, edition, verb, before, after)


def _refuse_stale(edition: Edition, before: Snapshot, mine: Snapshot, right: Authority, *, seen: int | None) -> None:
    revision = _revision(edition, before["key"])
    if seen is not None and seen != revision:
        raise ChangedMeanwhile(
            current={name: before[name] for name in mine},
            mine=mine,
            revision=revision,
            meeting=before["key"],
            who=changed_by(edition, before["key"], right),
        )


def _revision(edition: Edition, key: str) -> int:
    return db.session.scalars(
        select(Meeting.revision).where(Meeting.edition_id == edition.id, Meeting.key == key)
    ).one()
