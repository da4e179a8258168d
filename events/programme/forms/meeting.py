"""The form of a meeting of the draft: what a host says of its own, and all that an organizer says of any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectChoice
from wtforms.validators import Optional, Regexp

from events.programme.forms.wishes import read_revision
from events.programme.queries.choices import Choices
from events.programme.queries.labels import language_name
from events.programme.rules.draft_words import WHEN_WORDS
from events.programme.rules.facts import When
from events.programme.rules.snapshots import TIMES, Snapshot
from foundation.fields import Choice, Day, Hour, Keys, Radios, Ticks, Whole, offered
from foundation.forms import Form, LongText, Text, needed
from foundation.languages import LANGUAGES, say

CODES = tuple(language.code for language in LANGUAGES)
YES_NO = offered([("", _("not known yet")), ("y", _("yes")), ("n", _("no"))])
KEY_FORM = r"^[A-Za-z0-9][A-Za-z0-9-]*$"
NO_ROOM = _("No room yet")
OPEN_ROOM = _("the room is open")
HALF_SEATS = _("Give a number of seats, or leave all three empty.")


PRIORITIES = offered(
    [("", "–"), ("1", _("1: it must take place")), ("2", _("2: it should")), ("3", _("3: where there is room"))]
)


SEATS_FOR = offered(
    [("", "–"), ("all", _("everyone")), ("observers", _("observers; States and the secretariat come in by right"))]
)


class SeenForm(Form):
    """A deed on a meeting that was seen at some revision."""

    seen = HiddenField()

    @property
    def revision(self) -> int:
        """The revision that was seen; raises Unseen for what is no number, and was never shown to anybody."""
        return read_revision(self.seen.data)


class CancelForm(SeenForm):
    """Why a meeting is cancelled."""

    reason = LongText(_("Reason"), most=500, validators=[needed(_("Give the reason: people read it instead."))])


class HostMeetingForm(SeenForm):
    """What a host says of its own meeting: words, needs, and where it stands inside its frame."""

    title_en = Text(_("Title in English"), most=300)
    title_fr = Text(_("Title in French"), most=300)
    title_ar = Text(_("Title in Arabic"), most=300)
    title_zh = Text(_("Title in Chinese"), most=300)
    title_ru = Text(_("Title in Russian"), most=300)
    title_es = Text(_("Title in Spanish"), most=300)
    title_language = Choice(_("Original language of the title"))
    abstract = LongText(_("Description"), most=6000)
    note = LongText(_("Note"), most=1000)
    when = Radios(_("How it stands in time"))
    day = Day(_("Day"), [Optional()])
    until = Day(_("Last day"), [Optional()])
    start = Hour(_("From"), [Optional()])
    end = Hour(_("To"), [Optional()])
    room = Choice(_("Room"))
    languages = Ticks(_("Languages"), id="meeting-languages")
    audience = Whole(_("People expected"), least=1, most=100_000)
    captions = Radios(_("Captions"), choices=YES_NO)
    sign = BooleanField(_("Sign language"))
    hybrid = Radios(_("Online as well"), choices=YES_NO)
    accessible = BooleanField(_("An accessible room"))
    base = HiddenField()
    places = True
    """Whether the form says where the meeting stands; `keep_in_place` takes these fields away."""
    needs_a_language = False

    def offer(self, choices: Choices) -> None:
        """Put in what can be chosen."""
        named = offered((code, language_name(code)) for code in CODES)
        self.title_language.choices = self.languages.choices = named
        self.when.choices = offered((key, say(words)) for key, words in WHEN_WORDS.items())
        self.room.choices = _places(choices)
        self.needs_a_language = choices.has_blocks

    def keep_in_place(self) -> None:
        """Take away what says where the meeting stands: the form is of somebody who does not move it."""
        self.places = False
        for name in ("when", "day", "until", "start", "end", "room"):
            del self[name]

    def take(self, meeting: Snapshot) -> None:
        """Fill in a meeting as it stands."""
        for code in CODES:
            self[f"title_{code}"].data = meeting["titles"].get(code, "")
        for name in self.plain:
            self[name].data = meeting[name]
        for name in ("captions", "hybrid"):
            self[name].data = _three(meeting[name])
        if self.places:
            self._take_place(meeting)

    def _take_place(self, meeting: Snapshot) -> None:
        self.when.data = meeting["when"]
        starts, ends = (datetime.fromisoformat(meeting[name]) if meeting[name] else None for name in ("starts", "ends"))
        self.day.data = starts.date() if starts else None
        self.until.data = ends.date() if ends and meeting["when"] == When.DAYS else None
        self.start.data = starts.time() if starts and meeting["when"] != When.DAY else None
        self.end.data = ends.time() if ends and meeting["when"] != When.DAY else None
        self.room.data = _place(meeting["room"], meeting["building"])

    plain: tuple[str, ...] = (
        "title_language", "abstract", "note", "languages", "audience", "sign", "accessible",
    )  # fmt: skip
    """The fields that hold a meeting's value as it is."""

    def validate(self, extra_validators: Any = None) -> bool:
        """As usual; times fit to how the meeting stands, and the title is there in its own language."""
        super().validate(extra_validators)
        own = f"title_{self.title_language.data}"
        if own in self and not self[own].data:
            self.blame(own, str(_("Give the title in the language that it was written in.")))
        if self.places:
            self._validate_times()
            if self.needs_a_language and self.when.data == When.TIMED and not self.languages.data:
                self.blame("languages", str(_("Tick at least one language: people must know in which it is held.")))
        return not any(True for _field in self.wrong()) and not self.form_errors

    def _validate_times(self) -> None:
        wanted = {When.TIMED: ("day", "start", "end"), When.DAYS: ("day", "until"), When.DAY: ("day",)}
        for name in wanted.get(self.when.data, ()):
            if self[name].data is None and not self[name].errors:
                self.blame(name, str(_("Fill this in, or choose that it has no day yet.")))
        if self.when.data == When.UNDATED and any(self[name].data for name in ("day", "until", "start", "end")):
            self.blame("when", str(_("A day or an hour is given below: choose how it stands in time, or empty them.")))
        if any(self[name].errors for name in ("day", "until", "start", "end")):
            return
        starts, ends = self._times()
        if starts and ends and ends <= starts:
            field = "until" if self.when.data == When.DAYS and self.until.data <= self.day.data else "end"
            self.blame(field, str(_("Let it end after it begins.")))

    def _times(self) -> tuple[datetime | None, datetime | None]:
        if self.when.data == When.UNDATED or self.day.data is None:
            return None, None
        if self.when.data == When.DAY:
            return datetime.combine(self.day.data, time()), None
        last = self.until.data if self.when.data == When.DAYS and self.until.data else self.day.data
        ends = self.end.data or (time(23, 59) if self.when.data == When.DAYS else time())
        return datetime.combine(self.day.data, self.start.data or time()), datetime.combine(last, ends)

    def values(self, before: Snapshot) -> dict[str, Any]:
        """What the form says, by field of a meeting; orders that it can't say stay as they were `before`."""
        titles = dict(before["titles"]) | {code: self[f"title_{code}"].data for code in CODES}
        return {
            "titles": {code: title for code, title in titles.items() if title},
            **(self._place_values(before) if self.places else {}),
            "captions": _one_of_three(self.captions.data),
            "hybrid": _one_of_three(self.hybrid.data),
            **{name: self[name].data for name in self.plain},
            "languages": in_order(before["languages"], self.languages.data),
        }

    def _place_values(self, before: Snapshot) -> dict[str, Any]:
        starts, ends = self._times()
        room, building = _place_of(self.room.data, before["room"], before["building"])
        return {"when": self.when.data, "starts": starts, "ends": ends, "room": room, "building": building}


class MeetingForm(HostMeetingForm):
    """All of a meeting, for organizers."""

    segment = Choice(_("Segment"))
    kind = Choice(_("Kind"))
    organizers = Keys(_("Organizers, the leading one first"), most=400)
    co = Keys(_("Co-organizers"), most=400)
    partners = Keys(_("Partners of the dialogue"), most=400)
    partner = Text(_("Partner outside the directory"), most=120)
    lines = Ticks(_("Action lines"))
    agenda = Text(_("Agenda items"), most=60, validators=[Regexp(r"^[0-9, ]*$", message=_("Give numbers, as 2, 3."))])
    is_pinned = BooleanField(_("Fixed where it stands"))
    priority = Choice(_("Priority for the planner"), choices=PRIORITIES)
    minutes = Whole(_("Minutes it needs"), least=5, most=1440)
    window_from = Day(_("First day allowed"), [Optional()])
    window_to = Day(_("Last day allowed"), [Optional()])
    preferred_on = Day(_("Preferred day"), [Optional()])
    remote_from = Hour(_("Kind to remote participants from"), [Optional()])
    remote_to = Hour(_("Kind to remote participants until"), [Optional()])
    asked = Choice(_("Room or building asked for"))
    after = Keys(_("Begins after"), most=300)
    apart = Keys(_("Not at the same time as"), most=300)
    people = Ticks(_("People needed"))
    is_closed = BooleanField(_("Closed: only those named may come in"))
    open_for = Ticks(_("Open to"))
    seats = Whole(_("Seats to take"), least=1, most=100_000)
    seats_for = Choice(_("For whom"), choices=SEATS_FOR)
    seats_what = Text(_("What is said of them"), most=300)

    plain = (
        *HostMeetingForm.plain, "segment", "kind", "partner", "is_pinned", "minutes", "window_from", "window_to",
        "preferred_on", "remote_from", "remote_to", "is_closed", "open_for", "people", "lines",
    )  # fmt: skip
    listed = ("organizers", "co", "partners", "after", "apart")

    def offer(self, choices: Choices) -> None:
        super().offer(choices)
        self.segment.choices, self.kind.choices = offered(choices.segments), offered(choices.kinds)
        self.lines.choices, self.people.choices = offered(choices.lines), offered(choices.people)
        self.open_for.choices = offered(choices.constituencies)
        self.asked.choices = _places(choices)
        self.organizers.known = self.co.known = self.partners.known = choices.bodies
        self.after.known = self.apart.known = choices.meetings

    def take(self, meeting: Snapshot) -> None:
        super().take(
            {name: TIMES[name](value) if name in _READ and value else value for name, value in meeting.items()}
        )
        for name in self.listed:
            self[name].take(meeting[name])
        self.priority.data = str(meeting["priority"] or "")
        self.agenda.data = ", ".join(str(number) for number in meeting["agenda_items"])
        self.asked.data = _place(meeting["asked_room"], meeting["asked_building"])
        limit = meeting["seat_limit"] or {}
        self.seats.data, self.seats_for.data = limit.get("seats"), limit.get("for", "")
        self.seats_what.data = limit.get("what", "")

    def validate(self, extra_validators: Any = None) -> bool:
        """As usual; what is given in pairs fits together."""
        is_good = super().validate(extra_validators)
        pairs = (("window_from", "window_to"), ("remote_from", "remote_to"))
        for first, last in pairs:
            opens, closes = self[first].data, self[last].data
            if opens and closes and closes < opens:
                self.blame(last, str(_("Let it end after it begins.")))
                is_good = False
        if (self.seats_for.data or self.seats_what.data) and not self.seats.data and not self.seats.errors:
            self.blame("seats", str(HALF_SEATS))
            is_good = False
        return is_good

    def values(self, before: Snapshot) -> dict[str, Any]:
        asked_room, asked_building = _place_of(self.asked.data, before["asked_room"], before["asked_building"])
        return {
            **super().values(before),
            **{name: self[name].keys for name in self.listed},
            "lines": in_order(before["lines"], self.lines.data),
            "agenda_items": _numbers(self.agenda.data),
            "priority": int(self.priority.data) if self.priority.data else None,
            "asked_room": asked_room,
            "asked_building": asked_building,
            "seat_limit": self._seat_limit(before["seat_limit"]),
        }

    def _seat_limit(self, before: Mapping[str, Any] | None) -> dict[str, Any] | None:
        if not self.seats.data:
            return None
        said = {"seats": self.seats.data, "for": self.seats_for.data, "what": self.seats_what.data}
        # What the form does not ask for stays, and an empty answer is none.
        return {key: value for key, value in {**(before or {}), **said}.items() if value}


class NewMeetingForm(MeetingForm):
    """A meeting that is not there yet, with the key that it will keep."""

    key = Text(
        _("Key"),
        most=40,
        validators=[needed(), Regexp(KEY_FORM, message=_("Use letters, digits and hyphens only, as D70."))],
    )


_READ = ("window_from", "window_to", "preferred_on", "remote_from", "remote_to")


def in_order(before: Iterable[str], chosen: Iterable[str] | None) -> list[str]:
    """What was chosen: what stood there before in its old order, then what is new."""
    ticked = list(chosen or ())
    kept = [key for key in before if key in ticked]
    return [*kept, *(key for key in ticked if key not in kept)]


def _places(choices: Choices) -> list[SelectChoice]:
    """Rooms by building, each building alone as well; nothing first."""
    found = offered([("", "–")], str(NO_ROOM))
    for key, name in choices.buildings:
        rooms = [(f"room:{room}", words) for room, words in choices.rooms.get(name, ())]
        found += offered([*rooms, (f"building:{key}", f"{name}: {OPEN_ROOM}")], name)
    return found


def _place(room: str | None, building: str | None) -> str:
    if room:
        return f"room:{room}"
    return f"building:{building}" if building else ""


def _place_of(chosen: str | None, room: str | None, building: str | None) -> tuple[str | None, str | None]:
    """Room and building that were chosen; what stood there before stays as it was, with both."""
    if (chosen or "") == _place(room, building):
        return room, building
    kind, _colon, key = (chosen or "").partition(":")
    return (key or None) if kind == "room" else None, (key or None) if kind == "building" else None


def _three(value: bool | None) -> str:
    return "" if value is None else "y" if value else "n"


def _one_of_three(chosen: str | None) -> bool | None:
    return {"y": True, "n": False}.get(chosen or "")


def _numbers(text: str | None) -> list[int]:
    return list(dict.fromkeys(int(word) for word in (text or "").replace(",", " ").split()))
