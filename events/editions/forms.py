"""The forms of an edition, its segments and its windows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import Regexp, ValidationError

from events.editions.models import Edition, Segment, Window
from events.editions.queries import segment_standing
from events.editions.rules import KEY_FORM, OF_SEGMENTS, SEGMENT_KEY_FORM, WINDOW_WORDS
from foundation.fields import Choice, Day, Keys, Radios, WallMoment, offered
from foundation.forms import Form, LongText, SeenForm, Text, needed
from foundation.languages import say

ENTRIES = offered([("open", _("open to all")), ("basis", _("on a basis valid for the session"))])
MEETING_KEYS_FORM = r"^([A-Za-z0-9][A-Za-z0-9, -]*)?$"
ENDS_FIRST = _("Let it end after it begins.")


class _Days(SeenForm):
    """First and last day, in order."""

    starts_on = Day(_("First day"), [needed()])
    ends_on = Day(_("Last day"), [needed()])

    def validate_ends_on(self, field: Day) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(ENDS_FIRST)


class EditionForm(_Days):
    """What an edition is called, where and when it is."""

    name = Text(_("Name"), most=160, validators=[needed()])
    city = Text(_("City"), most=80, validators=[needed()])
    zone = Text(_("Time zone"), most=60, validators=[needed()])
    banner = LongText(_("Banner"), most=500)

    plain = ("name", "city", "zone", "starts_on", "ends_on", "banner")

    def validate_zone(self, field: Text) -> None:
        if field.data not in available_timezones():
            raise ValidationError(_("Give the name of a time zone, as Europe/Zurich."))

    def take(self, edition: Edition) -> None:
        """Fill in an edition as it stands."""
        for name in self.plain:
            self[name].data = getattr(edition, name)
        self.seen.data = str(edition.revision)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self[name].data for name in self.plain}


class NewEditionForm(EditionForm):
    """An edition that is not there yet, with the key that it will keep."""

    key = Text(
        _("Key"),
        most=20,
        validators=[needed(), Regexp(KEY_FORM, message=_("Use 2 to 20 small letters, digits and hyphens, as 2028."))],
    )


class SegmentForm(_Days):
    """A segment: its host, its days, and on what basis people come."""

    name = Text(_("Name"), most=160, validators=[needed()])
    host = Choice(_("Host"))
    co_host_keys = Keys(_("Co-hosts"), most=300)
    session = Choice(_("Session of the Commission"))
    entry = Radios(_("Entry"), choices=ENTRIES)
    entry_note = LongText(_("Note on entry"), most=500)

    def offer(
        self, *, bodies: Iterable[tuple[str, str]], sessions: Iterable[int], spellings: Mapping[str, str]
    ) -> None:
        """Put in what can be chosen."""
        self.host.choices = offered(bodies)
        self.session.choices = offered([("", "–"), *((str(number), str(number)) for number in sessions)])
        self.co_host_keys.known = spellings

    def validate_entry(self, field: Radios) -> None:
        if field.data == "basis" and not self.session.data:
            raise ValidationError(_("A basis is valid for a session: choose the session, or let it be open."))

    def take(self, segment: Segment) -> None:
        """Fill in a segment as it stands."""
        standing = segment_standing(segment)
        for name in ("name", "starts_on", "ends_on", "entry", "entry_note", "host"):
            self[name].data = standing[name]
        self.session.data = str(standing["session"] or "")
        self.co_host_keys.take(standing["co_host_keys"])
        self.seen.data = str(segment.revision)

    @property
    def values(self) -> dict[str, Any]:
        return {
            **{name: self[name].data for name in ("name", "host", "starts_on", "ends_on", "entry", "entry_note")},
            "co_host_keys": self.co_host_keys.keys,
            "session": int(self.session.data) if self.session.data else None,
        }


class NewSegmentForm(SegmentForm):
    """A segment that is not there yet, with the key that it will keep."""

    key = Text(
        _("Key"),
        most=20,
        validators=[
            needed(),
            Regexp(SEGMENT_KEY_FORM, message=_("Use 2 to 20 capital letters, digits and hyphens, as CLUSTER.")),
        ],
    )


class _Moments(Form):
    """When a window opens and closes, on the wall of the edition."""

    opens = WallMoment(_("Opens"), [needed()])
    closes = WallMoment(_("Closes"), [needed()])

    def validate_closes(self, field: WallMoment) -> None:
        if field.data and self.opens.data and field.data <= self.opens.data:
            raise ValidationError(_("Let it close after it opens."))

    def moments(self, zone: str) -> dict[str, datetime]:
        return {"opens_at": self.opens.at(zone), "closes_at": self.closes.at(zone)}


class NewWindowForm(_Moments):
    """A window that is not there yet: what it opens, and of which segment or meetings."""

    what = Choice(_("What it opens"))
    segment = Choice(_("Segment"))
    meetings = Text(
        _("Meetings"),
        most=300,
        validators=[Regexp(MEETING_KEYS_FORM, message=_("Give keys of meetings, as S03, S04."))],
    )

    def offer(self, segments: Iterable[Segment]) -> None:
        """Put in what can be chosen."""
        self.what.choices = offered((key, say(words)) for key, words in WINDOW_WORDS.items())
        self.segment.choices = offered([("", "–"), *((each.key, each.name) for each in segments)])

    def validate_segment(self, field: Choice) -> None:
        if self.what.data in OF_SEGMENTS and not field.data:
            raise ValidationError(_("Choose the segment that it is about."))

    def validate_meetings(self, field: Text) -> None:
        if self.what.data in WINDOW_WORDS and self.what.data not in OF_SEGMENTS and not self.meeting_keys:
            raise ValidationError(_("Name the meetings that it is about."))

    @property
    def meeting_keys(self) -> list[str]:
        """The keys that were typed, each once."""
        return list(dict.fromkeys((self.meetings.data or "").replace(",", " ").split()))

    def values(self, zone: str) -> dict[str, Any]:
        """The window: of a segment or of meetings, never of both."""
        is_segments = self.what.data in OF_SEGMENTS
        return {
            "segment_key": self.segment.data if is_segments else None,
            "meeting_keys": [] if is_segments else self.meeting_keys,
            **self.moments(zone),
        }


class WindowForm(_Moments):
    """When a window that is there opens and closes."""

    seen_opens = HiddenField()
    seen_closes = HiddenField()

    def take(self, window: Window, zone: str) -> None:
        """Fill in a window as it stands."""
        for field, seen, at in (
            (self.opens, self.seen_opens, window.opens_at),
            (self.closes, self.seen_closes, window.closes_at),
        ):
            field.data = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            seen.data = at.isoformat()

    @property
    def seen(self) -> tuple[str, str]:
        """The moments that were shown, in ISO form."""
        return self.seen_opens.data or "", self.seen_closes.data or ""
