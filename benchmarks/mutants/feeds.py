"""Mutants of the feeds' rules: time zones, blocks, calendars, lines."""

from __future__ import annotations

from benchmarks.mutants.mutant import Mutant

RULES, TESTS = "events/feeds/rules", "tests/events/feeds"


def _of(storey: str, wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, f"{RULES}/{storey}.py", old, new, (f"{TESTS}/test_rules_{storey}.py",))


MUTANTS = (
    _of(
        "zones",
        "summer is standard time",
        "onset.after.span > onset.before.span",
        "onset.after.span < onset.before.span",
    ),
    _of(
        "zones",
        "the spring onset is an hour late",
        "(self.at + self.before.span).replace",
        "(self.at + self.after.span).replace",
    ),
    _of("zones", "the last Sunday is the fifth", "-1 if self.week == 5 else self.week", "self.week"),
    _of("blocks", "what is cancelled is confirmed", '"CANCELLED" if is_off else', '"CONFIRMED" if is_off else'),
    _of("blocks", "what is off keeps people busy", "if is_off or is_loose else", "if is_loose else"),
    _of("blocks", "a whole day ends on the day it begins", "drawn.starts + timedelta(days=1)", "drawn.starts"),
    _of(
        "blocks",
        "a cancelled meeting's title does not say so",
        "if facts.state == State.CANCELLED:",
        "if facts.state == State.WITHDRAWN:",
    ),
    _of(
        "blocks",
        "a description outgrows its limit",
        "DESCRIPTION_OCTETS - len(tail.encode()) - 1",
        "9 * DESCRIPTION_OCTETS",
    ),
    _of(
        "calendars",
        "an empty calendar holds nothing",
        "sorted(zones.names) if blocks else [frame.zone]",
        "sorted(zones.names)",
    ),
    _of("calendars", "the hash knows the head only", "for part in self.parts:", "for part in self.parts[:1]:"),
    _of("lines", "a folded line is too long", "begin, room = end, WIDTH - 1", "begin, room = end, WIDTH"),
    _of("lines", "a fold may tear a letter", "octets[end] & 0xC0 == 0x80", "octets[end] & 0xC0 == 0xC0"),
)
