"""The checker: what a programme breaks, in one order, by whoever made it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from events.constraints.rules import places, sharing, times, wishes
from events.constraints.rules.broken import RULE_WORDS, WISH_WORDS, Broken, Rule, Wish
from events.constraints.rules.ground import Ground, gathered, narrowed
from events.constraints.rules.problem import Problem

__all__ = ["RULE_WORDS", "WISH_WORDS", "Broken", "Rule", "Wish", "broken_by", "check", "soft"]

CONDITIONS: dict[Rule, Callable[[Ground], Iterator[Broken]]] = {
    Rule.ROOM_DOUBLE: sharing.room_double,
    Rule.PERSON_DOUBLE: sharing.person_double,
    Rule.ORGANIZER_PARALLEL: sharing.organizer_parallel,
    Rule.ROOM_SEATS: places.room_seats,
    Rule.ROOM_BOOTHS: places.room_booths,
    Rule.ROOM_CLOSED: places.room_closed,
    Rule.ROOM_FEATURES: places.room_features,
    Rule.VENUE_CLOSED: places.venue_closed,
    Rule.WINDOW: times.window,
    Rule.PRECEDENCE: times.precedence,
    Rule.REMOTE_HOURS: times.remote_hours,
    Rule.APART: times.apart,
    Rule.INTERPRETATION_UNITS: sharing.interpretation_units,
    Rule.WALKING: sharing.walking,
    Rule.BLOCK: places.block,
}
"""What each rule looks for, in the order of telling."""


def check(problem: Problem) -> list[Broken]:
    """Every hard rule that the programme breaks: rule by rule, then by meetings."""
    ground = gathered(problem)
    return [broken for look in CONDITIONS.values() for broken in sorted(look(ground), key=_turn)]


def broken_by(problem: Problem, keys: Collection[str]) -> list[Broken]:
    """What `check` says of these meetings, found without looking at all the others."""
    return _involving(check(narrowed(problem, keys)), keys)


def soft(problem: Problem, keys: Collection[str] | None = None) -> list[Broken]:
    """The wishes that are not met, of all meetings or of these."""
    ground = gathered(problem if keys is None else narrowed(problem, keys))
    found = sorted(wishes.theme_parallel(ground), key=_turn)
    return found if keys is None else _involving(found, keys)


def _involving(found: list[Broken], keys: Collection[str]) -> list[Broken]:
    wanted = set(keys)
    return [broken for broken in found if not wanted.isdisjoint(broken.meetings)]


def _turn(broken: Broken) -> tuple[tuple[str, ...], str]:
    return broken.meetings, broken.subject
