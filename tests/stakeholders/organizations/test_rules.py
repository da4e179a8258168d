"""Under whose rights a person takes part on a day, and how far somebody reaches who confirms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from stakeholders.organizations import rules
from stakeholders.organizations.rules import Reach


@dataclass(frozen=True)
class Affiliation:
    since: date
    until: date | None
    is_confirmed: bool


MARCH = Affiliation(date(2027, 3, 1), date(2027, 3, 31), True)
STANDING = Affiliation(date(2027, 3, 15), None, True)
DECLARED = Affiliation(date(2027, 1, 1), None, False)


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2027, 2, 28), []),
        (date(2027, 3, 1), [MARCH]),
        (date(2027, 3, 15), [MARCH, STANDING]),
        (date(2027, 3, 31), [MARCH, STANDING]),
        (date(2027, 4, 1), [STANDING]),
    ],
)
def test_a_person_takes_part_under_what_is_confirmed_and_holds_on_the_day(on: date, held: list[Affiliation]):
    assert rules.capacities([MARCH, STANDING, DECLARED], on) == held


def test_the_secretariat_reaches_everybody_and_a_focal_point_its_organizations():
    assert rules.reach([("organizer", "house", None)]) == Reach(True, frozenset())
    assert rules.reach([("registrar", "edition", 3)]) == Reach(True, frozenset())
    assert rules.reach([("focal_point", "organization", 17), ("focal_point", "organization", 4)]) == Reach(
        False, frozenset({4, 17})
    )


def test_other_roles_and_roles_held_elsewhere_reach_nobody():
    held = [("chair", "edition", 3), ("registrar", "meeting", 9), ("focal_point", "edition", 3)]

    assert not rules.reach(held)


def test_a_focal_point_speaks_for_those_its_organization_sends_only():
    reach = Reach(False, frozenset({17}))

    assert rules.within_reach(reach, organization_id=17, is_sent=True)
    assert not rules.within_reach(reach, organization_id=17, is_sent=False)
    assert not rules.within_reach(reach, organization_id=4, is_sent=True)
    assert not rules.within_reach(reach, organization_id=None, is_sent=False)
    assert rules.within_reach(Reach(True), organization_id=None, is_sent=False)


def test_an_affiliation_does_not_end_before_it_begins():
    rules.check_days(date(2027, 3, 1), date(2027, 3, 1))
    rules.check_days(date(2027, 3, 1), None)

    with pytest.raises(rules.EndsBeforeItBegins):
        rules.check_days(date(2027, 3, 1), date(2027, 2, 28))
