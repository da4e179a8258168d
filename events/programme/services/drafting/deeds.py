"""What is done to a meeting of the draft: each deed looks, asks whether it may, and is kept with what was before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from events.editions.models import Edition
from events.programme.models import DraftChange, Meeting
from events.programme.rules.deeds import (
    AlreadyCancelled,
    Authority,
    ChangedMeanwhile,
    Placed,
    Placement,
    Verb,
    refuse_impossible,
)
from events.programme.rules.draft import AlreadyInDraft
from events.programme.rules.facts import State, When
from events.programme.rules.merging import Merged, merged
from events.programme.rules.snapshots import PLACE, Snapshot, differing, fresh, settled
from events.programme.services.drafting.hand import Hand, authority, changed_by, demand_organizer, refuse_beyond
from events.programme.services.drafting.noting import carry_out, held_edition, meeting_standing, standing
from events.programme.services.drafting.refusing import breaking_nothing_new, refuse_circles, refuse_published
from foundation.db import atomic, db
from foundation.errors import Forbidden


@atomic
def edit_meeting(
    hand: Hand,
    edition_key: str,
    meeting_key: str,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    base: Snapshot | None = None,
) -> Placed:
    """Write values into the fields of a meeting; those that are not named stay.

    With the `base` that the form was drawn from, what others changed since stands beside it, unless both changed one
    field. Raises UnknownEdition, UnknownInDraft, Forbidden, ChangedMeanwhile, Impossible, HalfDated, NoTitle, Circular,
    and for a host NotAHostsToChange, NotTheLeadingHost, Fixed, OutsideTheFrame, BreaksRules.
    """
    return _change(hand, edition_key, meeting_key, Verb.EDIT, values, seen=seen, base=base)


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
    """Cancel a meeting: it stays in the programme and says so. The reason stands as its note.

    Cancelling twice changes nothing: with another reason it raises AlreadyCancelled, where somebody saw it (`seen`).
    """
    if seen is not None:
        now = meeting_standing(held_edition(edition_key), meeting_key)
        if now["state"] == State.CANCELLED and reason and now["note"] != reason:
            authority(hand, held_edition(edition_key), now)
            raise AlreadyCancelled(meeting=meeting_key)
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
    demand_organizer(hand, edition, values.get("segment", ""))
    first = {"key": key, "uid": f"{uuid4()}@{uid_domain}", "created_at": hand.stamped_at}
    wanted = fresh({"confidence": edition.confidence, **values, **first})
    there = standing(edition, key)
    if there is not None:
        return _added_already(edition, there, wanted)
    refuse_impossible(wanted)
    refuse_circles(edition, wanted)
    return carry_out(hand, edition, Verb.ADD, None, wanted)


def _added_already(edition: Edition, there: Snapshot, wanted: Snapshot) -> Placed:
    # The same form sent twice has been answered once; another meeting of that key stands in the way.
    if set(differing(there, wanted)) - {"uid", "created_at"}:
        raise AlreadyInDraft(key=there["key"])
    return Placed(there["key"], _revision(edition, there["key"]), None)


@atomic
def remove_meeting(hand: Hand, edition_key: str, meeting_key: str, *, seen: int | None) -> Placed:
    """Take a meeting out of the draft that was never published; raises WasPublished, or StillNeeded when seats, a
    dialogue or meetings hang on it.
    """
    edition = held_edition(edition_key)
    before = meeting_standing(edition, meeting_key)
    right = authority(hand, edition, before)
    if right != Authority.ORGANIZER:
        raise Forbidden
    _refuse_stale(edition, before, {}, right, seen=seen)
    refuse_published(edition, before)
    return carry_out(hand, edition, Verb.REMOVE, before, None)


def _change(
    hand: Hand,
    edition_key: str,
    meeting_key: str,
    verb: Verb,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    base: Snapshot | None = None,
) -> Placed:
    edition = held_edition(edition_key)
    before = meeting_standing(edition, meeting_key)
    right = authority(hand, edition, before)
    mine = settled(values)
    both = _put_together(edition, before, mine, base, right, seen=seen)
    after = both.meeting
    fields = differing(before, after)
    if not fields:
        return Placed(meeting_key, _revision(edition, meeting_key), None)
    refuse_beyond(hand, edition, right, before, after, fields)
    refuse_impossible(after)
    if "after" in fields or "apart" in fields:
        refuse_circles(edition, after)
    who = changed_by(edition, meeting_key, right) if both.beside else ""
    with breaking_nothing_new(
        edition, meeting_key, is_asked=right == Authority.HOST and bool(set(fields) & set(PLACE))
    ):
        placed = carry_out(hand, edition, verb, before, after)
    return replace(placed, beside=both.beside, who=who)


def _put_together(
    edition: Edition, before: Snapshot, mine: Snapshot, base: Snapshot | None, right: Authority, *, seen: int | None
) -> Merged:
    """What the meeting becomes, with what others did meanwhile where a form tells its base; raises ChangedMeanwhile."""
    plain = Merged(before | mine, (), ())
    if not differing(before, plain.meeting) or seen is None or seen == _revision(edition, before["key"]):
        return plain
    if base is None:
        _refuse_stale(edition, before, mine, right, seen=seen)
    both = merged(base or before, before, mine)
    if both.collided:
        told = {name: both.meeting[name] for name in both.collided}
        _refuse_stale(edition, before, told, right, seen=seen, both=both.meeting)
    return both


def _refuse_stale(
    edition: Edition,
    before: Snapshot,
    mine: Snapshot,
    right: Authority,
    *,
    seen: int | None,
    both: Snapshot | None = None,
) -> None:
    revision = _revision(edition, before["key"])
    if seen is not None and seen != revision:
        raise ChangedMeanwhile(
            current={name: before[name] for name in mine},
            mine=mine,
            revision=revision,
            meeting=before["key"],
            who=changed_by(edition, before["key"], right),
            merged=both,
        )


def _revision(edition: Edition, key: str) -> int:
    return db.session.scalars(
        select(Meeting.revision).where(Meeting.edition_id == edition.id, Meeting.key == key)
    ).one()
