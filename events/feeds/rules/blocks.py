"""One VEVENT: the bytes of a meeting in a language, as calendars must have them (RFC 5545, 3.6.1; 7986).

What is left out is left out on purpose: no ORGANIZER, ATTENDEE, VALARM or METHOD (a feed is no
invitation), no HTML copy, no calendar UID.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from string import Formatter
from zoneinfo import ZoneInfo

from icalendar import Event, vUri

from events.feeds.rules.lines import clean
from events.programme.rules.facts import Facts, State, When
from foundation.sentences import Sentence

Say = Callable[[Sentence], str]

DRAWING = "3"
"""Raise it when blocks are to be drawn in another way: kept ones are then drawn anew."""

DESCRIPTION_OCTETS = 600

COLOURS = {
    "C1": "royalblue", "C2": "deepskyblue", "C3": "forestgreen", "C4": "darkgoldenrod", "C5": "firebrick",
    "C6": "rebeccapurple", "C7": "chocolate", "C8": "teal", "C9": "olive", "C10": "dimgray", "C11": "mediumvioletred",
}  # fmt: skip
"""The nearest CSS3 names of the action lines' colours (RFC 7986, 5.9)."""

CANCELLED_TITLE = Sentence("CANCELLED: {title}")
UNDATED_TITLE = Sentence("CANCELLED, date to be set: {title}")
WITHDRAWN_TITLE = Sentence("CANCELLED")
DIALOGUE = Sentence("Dialogue")
ORGANIZED_BY = Sentence("Organized by {bodies}.")
SPOKEN = Sentence("Languages: {languages}.")
INTERPRETATION = Sentence("Interpretation: {language}")
HYBRID = Sentence("In the room and online.")
CLOSED = Sentence("Closed: by invitation only.")
DEMONSTRATION = Sentence("Demonstration data, not a United Nations programme.")
LIKELY = Sentence("Likely, to be checked.")
ACTION_LINE = Sentence("{code} {title}")

SENTENCES = (
    CANCELLED_TITLE, UNDATED_TITLE, WITHDRAWN_TITLE, DIALOGUE, ORGANIZED_BY, SPOKEN, INTERPRETATION, HYBRID, CLOSED,
    DEMONSTRATION, LIKELY, ACTION_LINE,
)  # fmt: skip
"""All that a block may say by itself."""


@dataclass(frozen=True)
class Drawn:
    """What a block is drawn from besides the facts: identity, stamp, zone, city, address of the page.

    `starts` and `ends` are wall-clock times; they are the version's, which keeps the last ones of
    a meeting that has lost its day.
    """

    uid: str
    sequence: int
    created: datetime
    modified: datetime
    starts: datetime
    ends: datetime | None
    zone: str
    city: str
    page: str


def wording(say: Say) -> str:
    """A short mark of how these sentences are said: other words make other blocks."""
    said = (say(_with_its_own_names(sentence)) for sentence in SENTENCES)
    return blake2b("\n".join(said).encode(), digest_size=8).hexdigest()


def _with_its_own_names(sentence: Sentence) -> Sentence:
    names = (name for _, name, _, _ in Formatter().parse(sentence.text) if name)
    return sentence.with_values(**{name: name for name in names})


def draw(facts: Facts, drawn: Drawn, *, language: str, say: Say) -> bytes:
    """The block of a meeting: CRLF lines from BEGIN:VEVENT to END:VEVENT. Undated meetings that never had a day have none."""
    event = Event()
    event.add("uid", drawn.uid)
    event.add("dtstamp", drawn.modified)
    event.add("created", drawn.created)
    event.add("last-modified", drawn.modified)
    event.add("sequence", drawn.sequence)
    _add_times(event, drawn)
    _add_standing(event, facts, drawn)
    _add_summary(event, facts, language=language, say=say)
    if facts.state != State.WITHDRAWN:
        _add_content(event, facts, drawn, language=language, say=say)
    octets: bytes = event.to_ical(sorted=False)
    return octets


def _add_times(event: Event, drawn: Drawn) -> None:
    if drawn.ends is None:
        event.add("dtstart", drawn.starts.date())
        event.add("dtend", drawn.starts.date() + timedelta(days=1))
        return
    zone = ZoneInfo(drawn.zone)
    event.add("dtstart", drawn.starts.replace(tzinfo=zone))
    event.add("dtend", drawn.ends.replace(tzinfo=zone))


def _add_standing(event: Event, facts: Facts, drawn: Drawn) -> None:
    is_off = facts.state != State.SCHEDULED or facts.when == When.UNDATED
    # What has no hours, or nights within, does not make anybody busy for all of that time.
    is_loose = drawn.ends is None or facts.when == When.DAYS
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_off or is_loose else "OPAQUE")
    event.add("class", "PUBLIC")


def _add_summary(event: Event, facts: Facts, *, language: str, say: Say) -> None:
    spoken = next((code for code in (language, "en") if facts.titles.get(code)), facts.title_language)
    if facts.state == State.WITHDRAWN:
        spoken, title = language, say(WITHDRAWN_TITLE)
    elif facts.state == State.CANCELLED:
        title = say(CANCELLED_TITLE.with_values(title=facts.titles[spoken]))
    elif facts.when == When.UNDATED:
        title = say(UNDATED_TITLE.with_values(title=facts.titles[spoken]))
    else:
        title = facts.titles[spoken]
    event.add("summary", clean(title), parameters={"LANGUAGE": spoken})


def _add_content(event: Event, facts: Facts, drawn: Drawn, *, language: str, say: Say) -> None:
    event.add("location", clean(str(facts.place or "") or drawn.city))
    event.add("url", vUri(drawn.page))
    categories = [clean(each) for each in _categories(facts, say=say)]
    if categories:
        event.add("categories", categories)
    if facts.lines and facts.lines[0].mark in COLOURS:
        event.add("color", COLOURS[facts.lines[0].mark])
    event.add("description", clean(describe(facts, drawn.page, language=language, say=say)))


def _categories(facts: Facts, *, say: Say) -> Iterable[str]:
    yield from dict.fromkeys([*(each.mark for each in facts.lines), *(each.key for each in facts.lines)])
    if facts.is_dialogue:
        yield say(DIALOGUE)
    if len(facts.languages) > 1:
        for code in facts.languages:
            yield say(INTERPRETATION.with_values(language=code.upper()))


def describe(facts: Facts, page: str, *, language: str, say: Say) -> str:
    """The description in plain text, at most 600 octets with the page's address at its end."""
    parts = []
    if facts.organizers:
        names = ", ".join(body.called(language) for body in facts.organizers)
        parts.append(say(ORGANIZED_BY.with_values(bodies=names)))
    for each in facts.lines[:3]:
        title = each.titles.get(language) or each.titles.get("en", "")
        parts.append(say(ACTION_LINE.with_values(code=each.mark, title=title)))
    if len(facts.languages) > 1:
        parts.append(say(SPOKEN.with_values(languages=", ".join(facts.languages))))
    if facts.hybrid:
        parts.append(say(HYBRID))
    if facts.is_closed:
        parts.append(say(CLOSED))
    parts += [each for each in (facts.urgent, facts.abstract, facts.note) if each]
    closing = {"illustrative": DEMONSTRATION, "likely": LIKELY}.get(facts.confidence)
    tail = "\n".join([*([say(closing)] if closing else []), page])
    head = cut("\n".join(parts), DESCRIPTION_OCTETS - len(tail.encode()) - 1)
    return f"{head}\n{tail}" if head else tail


def cut(words: str, octets: int) -> str:
    """The text within so many octets, with an ellipsis where it was cut: at a word's end, where words have ends."""
    encoded = words.encode(errors="replace")
    if len(encoded) <= octets:
        return words
    head = encoded[: max(0, octets - 3)].decode(errors="ignore")
    whole = head.rpartition(" ")[0]
    return (whole if 4 * len(whole) > 3 * len(head) else head) + "…" if head else ""
