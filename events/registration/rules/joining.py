"""Joining a meeting online: where its link may lead, and who is shown it when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from foundation.errors import Invalid
from foundation.sentences import Sentence

EARLIEST = timedelta(hours=24)
"""How long before the beginning the link is shown."""

MOST_ADDRESS, MOST_WORDS = 500, 500


class Joining(StrEnum):
    """What somebody who wants to join is told."""

    NOT_REGISTERED = "not_registered"
    BEING_LOOKED_AT = "being_looked_at"
    NOT_CARRIED = "not_carried"
    CLOSED_TO_YOU = "closed_to_you"
    NOT_HELD = "not_held"
    NO_TIME = "no_time"
    OVER = "over"
    TOO_EARLY = "too_early"
    NO_LINK = "no_link"
    OPEN = "open"


FORBIDDEN = frozenset({Joining.NOT_REGISTERED, Joining.BEING_LOOKED_AT, Joining.NOT_CARRIED, Joining.CLOSED_TO_YOU})
"""Answers to who may not join, whenever they come."""

JOINING_WORDS: Mapping[Joining, Sentence] = {
    Joining.NOT_REGISTERED: Sentence("Joining online is for people who are approved for “{part}”."),
    Joining.BEING_LOOKED_AT: Sentence("Your registration for “{part}” is not approved yet."),
    Joining.NOT_CARRIED: Sentence("The affiliation that your registration rests on is not confirmed, or has ended."),
    Joining.CLOSED_TO_YOU: Sentence("This meeting is closed to your constituency."),
    Joining.NOT_HELD: Sentence("This meeting does not take place."),
    Joining.NO_TIME: Sentence("The hours of this meeting are not known yet."),
    Joining.OVER: Sentence("This meeting is over."),
    Joining.TOO_EARLY: Sentence("The way in is shown from {opens} on."),
    Joining.NO_LINK: Sentence("No way to join online is set for this meeting."),
}
JOINING_STEPS: Mapping[Joining, Sentence] = {
    Joining.NOT_REGISTERED: Sentence("Register for it first."),
    Joining.BEING_LOOKED_AT: Sentence("You get a message as soon as it is decided."),
    Joining.NOT_CARRIED: Sentence("Have it confirmed; then you can join."),
    Joining.CLOSED_TO_YOU: Sentence("The programme shows the meetings that are open to you."),
    Joining.NO_TIME: Sentence("Put the meeting in your calendar: the hours reach you there."),
    Joining.TOO_EARLY: Sentence("Come back to this page then; the address stays the same."),
    Joining.NO_LINK: Sentence("Look here again shortly before it begins, or write to the secretariat."),
}

HTTPS_ONLY = Sentence("Give an address that begins with https:// and names a host.")


class BadLink(Invalid):
    sentence = HTTPS_ONLY


@dataclass(frozen=True)
class Span:
    """From when until when a meeting lasts; nothing where that is not known."""

    starts: datetime | None = None
    ends: datetime | None = None


def decide_joining(
    *, state: str, is_carried: bool, right: str, is_held: bool, span: Span, has_link: bool, now: datetime
) -> Joining:
    """What somebody is told. `state` is that of their registration for the segment ("" for none), `right` theirs in the meeting.

    First whether they may, then whether the meeting is on, then whether there is a link.
    """
    if state != "approved":
        is_looked_at = state in ("new", "pre_approved", "on_hold")
        return Joining.BEING_LOOKED_AT if is_looked_at else Joining.NOT_REGISTERED
    if not is_carried:
        return Joining.NOT_CARRIED
    if right == "closed":
        return Joining.CLOSED_TO_YOU
    if not is_held:
        return Joining.NOT_HELD
    if span.starts is None or span.ends is None:
        return Joining.NO_TIME
    if now >= span.ends:
        return Joining.OVER
    if now < span.starts - EARLIEST:
        return Joining.TOO_EARLY
    return Joining.OPEN if has_link else Joining.NO_LINK


def read_link(text: str) -> str:
    """A link as it is kept: https with a host, no name and password in it, no sign that an address has not; raises BadLink."""
    link = text.strip()
    try:
        parts = urlsplit(link)
        is_well = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise BadLink from None
    if not is_well or "@" in parts.netloc or len(link) > MOST_ADDRESS or not _is_plain(link):
        raise BadLink
    return link


def _is_plain(link: str) -> bool:
    return link.isprintable() and not any(sign.isspace() or sign in '"<>\\^`{|}' for sign in link)
