"""The checker: one order, keys that last, and the same answer for one meeting as for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from events.constraints.rules.broken import LONGEST_KEY
from events.constraints.rules.checker import CONDITIONS, RULE_WORDS, WISH_WORDS, Broken, Rule, Wish, broken_by, check
from events.constraints.rules.problem import Closure, Planned, Problem
from foundation.sentences import Sentence
from tests.events.constraints.plans import PEOPLE, ROOMS, meeting, problem

KEYS = ("A", "B", "C", "D", "E", "F", "G")
MONDAY = datetime(2027, 5, 10)  # noqa: DTZ001


def test_every_rule_has_a_condition_and_words_and_every_wish_has_words():
    assert list(CONDITIONS) == list(RULE_WORDS) == list(Rule)
    assert list(WISH_WORDS) == list(Wish)


def test_what_is_broken_is_told_rule_by_rule_then_by_meetings_whatever_their_order():
    meetings = [
        meeting("C", "10:00-11:00", "PDN-2", audience=41, people=("R-1",)),
        meeting("B", "10:00-11:00", "PDN-2", audience=41),
        meeting("A", "10:00-11:00", audience=101, people=("R-1",)),
    ]
    told = [
        (Rule.ROOM_DOUBLE, ("B", "C")),
        (Rule.PERSON_DOUBLE, ("A", "C")),
        (Rule.ROOM_SEATS, ("A",)),
        (Rule.ROOM_SEATS, ("B",)),
        (Rule.ROOM_SEATS, ("C",)),
    ]

    assert [(each.rule, each.meetings) for each in check(problem(*meetings))] == told
    assert [(each.rule, each.meetings) for each in check(problem(*reversed(meetings)))] == told


def test_a_key_stays_while_the_hours_change_and_tells_rooms_people_and_days_apart():
    def keys(hours: str, room: str) -> list[str]:
        first, second = meeting("A", "10:00-12:00", room), meeting("B", hours, room)
        return [each.key for each in check(problem(first, second))]

    assert keys("11:00-12:00", "PDN-1") == keys("10:00-10:30", "PDN-1") == ["room_double:A+B:PDN-1"]
    assert keys("11:00-12:00", "PDN-2") == ["room_double:A+B:PDN-2"]


def test_a_key_fits_where_it_is_kept_however_many_meetings_it_names():
    names = tuple(f"a-meeting-with-a-long-key-{number}" for number in range(40))
    long, other = (Broken(Rule.ORGANIZER_PARALLEL, names, Sentence("…"), subject) for subject in ("ITU", "UNDP"))

    assert long.key.startswith("organizer_parallel:")
    assert len(long.key) <= LONGEST_KEY
    assert long.key != other.key


def test_the_values_of_every_sentence_can_be_kept():
    kinds = {type(value) for broken in check(drawn(Random(2027), 60)) for value in broken.sentence.values.values()}

    assert kinds == {str, int}


def test_of_some_meetings_only_what_they_break_is_told():
    meetings = [meeting("A", "10:00-11:00"), meeting("B", "10:00-11:00"), meeting("C", "15:00-16:00", audience=101)]

    assert [each.meetings for each in broken_by(problem(*meetings), ["A"])] == [("A", "B")]
    assert [each.meetings for each in broken_by(problem(*meetings), ["B", "C"])] == [("A", "B"), ("C",)]
    assert broken_by(problem(*meetings), ["Z"]) == []


def test_a_meeting_on_another_day_that_must_follow_is_looked_at():
    later = meeting("A", "10:00-11:00", day="2027-05-11", after=("B",))
    plan = problem(later, meeting("B", "10:00-11:00"))

    assert [each.meetings for each in broken_by(plan, ["A"])] == [("A", "B")]
    assert [each.meetings for each in broken_by(plan, ["B"])] == [("A", "B")]


def test_a_walk_over_midnight_is_looked_at_from_both_ends():
    late = meeting("A", "22:00-23:45", "ITU-A", people=("R-1",))
    early = meeting("B", "00:00-01:00", None, day="2027-05-13", building="ILO", people=("R-1",))

    for key in ("A", "B"):
        assert [(each.rule, each.meetings) for each in broken_by(problem(late, early), [key])] == [
            (Rule.WALKING, ("A", "B"))
        ]


def drawn(chance: Random, number: int = len(KEYS)) -> Problem:
    """A programme drawn by lot: crowded, with meetings without hours, over several days, and cancelled."""
    keys = [KEYS[place] if place < len(KEYS) else f"M{place}" for place in range(number)]
    plan = problem(
        *(_drawn(key, keys, chance) for key in keys),
        units=chance.randrange(3), default_parallel=chance.randrange(1, 3), turnaround_minutes=chance.choice([0, 15]),
        closures=[
            Closure("PDN", None, date(2027, 5, 11), date(2027, 5, 11), "Holiday", ("A",)),
            Closure("PDN", "PDN-2", date(2027, 5, 10), date(2027, 5, 12)),
        ],
    )  # fmt: skip
    return replace(plan, families={"C2": (), "C7": ("C7-EBUS",)})


def _drawn(key: str, keys: list[str], chance: Random) -> Planned:
    # Around midnight too, for a walk or a turnaround may reach into another day.
    starts = MONDAY + timedelta(
        days=chance.choice([0, 0, 0, 1, 5]), minutes=15 * chance.choice([0, 1, 40, 42, 44, 52, 60, 92, 94])
    )
    ends = starts + timedelta(minutes=chance.choice([15, 60, 90, 180, 60 * 30]))
    has_hours = chance.random() < 0.9
    return Planned(
        key,
        starts=starts if has_hours or chance.random() < 0.5 else None,
        ends=ends if has_hours else None,
        room=chance.choice([*(room.key for room in ROOMS), None]),
        building=chance.choice(["PDN", "ITU", "ILO", None]),
        minutes=chance.choice([None, 60]),
        audience=chance.choice([None, 50, 150]),
        languages=tuple(chance.sample(["en", "fr", "es", "ar"], chance.randrange(5))),
        captions=chance.choice([None, True]),
        sign=chance.random() < 0.2,
        accessible=chance.random() < 0.2,
        organizers=tuple(chance.sample(["ITU", "UNDP", "APC"], chance.randrange(3))),
        people=tuple(chance.sample([person.key for person in PEOPLE], chance.randrange(3))),
        window_from=chance.choice([None, date(2027, 5, 11)]),
        window_to=chance.choice([None, date(2027, 5, 13)]),
        after=tuple(chance.sample([other for other in keys if other != key], chance.randrange(2))),
        apart=tuple(chance.sample([other for other in keys if other != key], chance.randrange(2))),
        remote_from=chance.choice([None, time(10)]),
        remote_to=chance.choice([None, time(12)]),
        asked_room=chance.choice([None, "PDN-1"]),
        asked_building=chance.choice([None, "PDN"]),
        is_cancelled=chance.random() < 0.1,
    )


@given(seed=st.integers(0, 2**32), keys=st.sets(st.sampled_from(KEYS), min_size=1, max_size=2))
def test_what_some_meetings_break_is_what_the_whole_check_says_of_them(seed: int, keys: set[str]):
    plan = drawn(Random(seed))

    assert broken_by(plan, keys) == [each for each in check(plan) if keys & set(each.meetings)]
