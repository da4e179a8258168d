"""The timetable that ships breaks no rule, and each seeded clash breaks those that the file names."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import yaml
from flask import Flask

from events.constraints.rules.checker import Rule, check
from events.constraints.rules.problem import Planned, Problem
from events.editions import queries as editions
from events.programme.queries.problem import problem
from tests.support.tree import ROOT

DEMONSTRATION: dict[str, Any] = yaml.safe_load((ROOT / "data" / "cluster_2007.yaml").read_text())["demo_2027"]
CLASHES = {clash["id"]: clash for clash in DEMONSTRATION["seeded_clashes"]}


@pytest.fixture(scope="module")
def shipped(site: Flask) -> dict[str, Problem]:
    """The drafts as they ship, by the edition's key."""
    with site.app_context():
        return {edition.key: problem(edition) for edition in editions.editions()}


def put(plan: Problem, place: dict[str, Any]) -> Planned:
    starts, ends = (datetime.fromisoformat(f"{place['date']}T{place[hour]}") for hour in ("start", "end"))
    return replace(plan.meetings[place["meeting"]], starts=starts, ends=ends, room=place["room"])


def test_the_rules_are_those_of_the_file():
    assert [rule["id"] for rule in DEMONSTRATION["rule_ids"]] == list(Rule)


def test_twelve_clashes_are_seeded():
    assert list(CLASHES) == [f"K{number}" for number in range(1, 13)]


@pytest.mark.parametrize(("key", "count"), [("2027", 82), ("2007", 14)])
def test_what_ships_breaks_nothing(shipped: dict[str, Problem], key: str, count: int):
    assert len(shipped[key].meetings) == count
    assert [str(broken.sentence) for broken in check(shipped[key])] == []


@pytest.mark.parametrize("clash", CLASHES.values(), ids=CLASHES.keys())
def test_a_seeded_clash_is_named_by_its_rules(shipped: dict[str, Problem], clash: dict[str, Any]):
    plan = shipped["2027"]
    moved = {place["meeting"]: put(plan, place) for place in clash["place"]}

    found = check(replace(plan, meetings={**plan.meetings, **moved}))

    # The shipped timetable breaks nothing, so whatever is found has to do with what was moved.
    assert {broken.rule for broken in found} == set(clash["expect_rules"])
    assert all(set(broken.meetings) & moved.keys() for broken in found)
