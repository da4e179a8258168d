"""What the resolution's paragraphs would have said about a programme before it is published."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
import yaml

from events.editions.rules import days_off, measures, working_days_between
from events.programme.rules.facts import Body, Facts, State
from events.programme.rules.publishing import MOST_WORKING_DAYS, Partners, Warning, Year, warnings
from foundation.sentences import Sentence
from tests.support.place import ROOT

YEARS = yaml.safe_load((ROOT / "data/editions.yaml").read_text(encoding="utf-8"))
GOLDEN = [row for row in YEARS["paragraph_8_golden"] if row["session"]["dates"] and row["cluster"]]
TUESDAY = datetime(2027, 5, 25, 10)  # noqa: DTZ001 wall-clock time
PARTNERS = Partners(regional={"ECA", "ECE"}, leading={"ITU", "UNESCO"})
WELL_HELD = Year(
    cluster=(date(2027, 5, 10), date(2027, 5, 21)),
    session=(date(2027, 5, 24), date(2027, 5, 28)),
    the_day=date(2027, 5, 17),
    holidays=frozenset([date(2027, 5, 6), date(2027, 5, 17)]),
)


def dialogue(key: str, partner: str, **facts: Any) -> Facts:
    bodies = (Body("CSTD", "CSTD"), Body(partner, partner, "partner"))
    given = {"starts": TUESDAY, "session": 30, "agenda_items": (2,), **facts}
    return Facts(key=key, kind="interactive_dialogue", segment="SESSION", titles={"en": key}, bodies=bodies, **given)


def facilitation() -> Facts:
    return Facts(key="D03", kind="facilitation_meeting", segment="CLUSTER", titles={"en": "C1"})


WHOLE = [facilitation(), dialogue("S03", "ECA"), dialogue("S04", "ITU")]


def test_a_programme_as_the_resolution_recommends_brings_no_word_of_it():
    assert warnings(WHOLE, WELL_HELD, PARTNERS) == []


def test_a_cancelled_dialogue_is_missed():
    held = [facilitation(), dialogue("S03", "ECA", state=State.CANCELLED), dialogue("S04", "ITU")]

    assert warnings(held, WELL_HELD, PARTNERS) == [
        Warning(8, Sentence("The Commission’s agenda holds no interactive dialogue with the regional commissions."))
    ]


def test_a_dialogue_outside_the_session_does_not_count():
    held = [facilitation(), dialogue("S03", "ECA"), dialogue("D70", "ITU", session=None)]

    assert warnings(held, WELL_HELD, PARTNERS) == [
        Warning(
            8, Sentence("The Commission’s agenda holds no interactive dialogue with the leading facilitating agencies.")
        )
    ]


def test_a_cluster_far_from_the_day_and_after_the_session_is_told_in_days():
    held = [facilitation(), dialogue("S03", "ECA", starts=None), dialogue("S04", "ITU", starts=None)]
    late = Year((date(2026, 7, 6), date(2026, 7, 10)), (date(2026, 4, 20), date(2026, 4, 24)), date(2026, 5, 17))

    assert warnings(held, late, PARTNERS)[1:] == [
        Warning(
            8,
            Sentence(
                "The cluster is not back to back with World Information Society Day: {days} days lie between.", days=50
            ),
        ),
        Warning(8, Sentence("The cluster comes after the session: the dialogues can’t draw on it.")),
    ]


@pytest.mark.parametrize("facts", [{"starts": datetime(2027, 5, 13, 10)}, {"agenda_items": ()}])  # noqa: DTZ001
def test_a_dialogue_before_the_session_or_under_no_item_does_not_count(facts: dict[str, Any]):
    held = [facilitation(), dialogue("S03", "ECA", **facts), dialogue("S04", "ITU")]

    assert [warning.paragraph for warning in warnings(held, WELL_HELD, PARTNERS)] == [8]


def test_without_facilitation_meetings_paragraph_6_is_named():
    assert [warning.paragraph for warning in warnings(WHOLE[1:], WELL_HELD, PARTNERS)] == [6]


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: str(row["year"]))
def test_working_days_and_closeness_are_those_of_every_real_year(row: dict[str, Any]):
    marks = YEARS["calendar_by_year"][row["year"]]
    off = days_off(marks["easter"], ascension=marks["ascension"], whit_monday=marks["whit_monday"])
    cluster, session = tuple(row["cluster"]), tuple(row["session"]["dates"])
    the_day = date(row["year"], 5, 17)
    found = measures(*cluster, the_day=the_day, session=session)

    def apart(first: tuple[date, date], second: tuple[date, date]) -> int:
        earlier, later = sorted([first, second])
        return working_days_between(earlier[1], later[0], off)

    assert (found.days_to_the_day, apart(cluster, (the_day, the_day))) == (
        row["expect"]["wisd"]["days"],
        row["expect"]["wisd"]["working_days_between"],
    )
    assert (str(found.order), found.days_to_the_session, apart(cluster, session)) == (
        row["expect"]["session"]["order"],
        row["expect"]["session"]["days"],
        row["expect"]["session"]["working_days_between"],
    )
    met = found.order != "after" and apart(cluster, session) <= MOST_WORKING_DAYS
    assert met == row["expect"]["session"]["met"]
