"""What an edition can bear comes from the files: meetings a body can staff at once, interpretation a building has a day."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from events.editions.models import Edition
from events.programme.models import OrganizerLimit
from events.venues.models import Building, InterpretationCapacity
from foundation.db import db
from stakeholders.organizations.models import Organization

LIMITS = "organizer_parallel_limit: {default: 1, ITU: 4, UNESCO: 2, UNCTAD: 2, UNGIS: 2}"


def limits() -> dict[tuple[str, str], tuple[int, str]]:
    db.session.rollback()
    rows = db.session.execute(
        select(Edition.key, Organization.key, OrganizerLimit.meetings, OrganizerLimit.confidence)
        .join(Edition, OrganizerLimit.edition_id == Edition.id)
        .join(Organization, OrganizerLimit.organization_id == Organization.id)
        .order_by(OrganizerLimit.id)
    )
    return {(edition, body): (meetings, str(mark)) for edition, body, meetings, mark in rows}


def capacities() -> dict[tuple[str, str], tuple[int, str]]:
    db.session.rollback()
    rows = db.session.execute(
        select(Edition.key, Building.key, InterpretationCapacity.units_per_day, InterpretationCapacity.confidence)
        .join(Edition, InterpretationCapacity.edition_id == Edition.id)
        .join(Building, InterpretationCapacity.building_id == Building.id)
        .order_by(InterpretationCapacity.id)
    )
    return {(edition, building): (units, str(mark)) for edition, building, units, mark in rows}


def test_the_limits_of_organizers_stand_in_their_edition_and_the_default_needs_no_row(app):
    assert limits() == {
        ("2027", "ITU"): (4, "illustrative"),
        ("2027", "UNESCO"): (2, "illustrative"),
        ("2027", "UNCTAD"): (2, "illustrative"),
        ("2027", "UNGIS"): (2, "illustrative"),
    }


def test_the_interpretation_of_buildings_stands_in_its_edition(app):
    assert capacities() == {
        ("2027", "PDN"): (8, "illustrative"),
        ("2027", "ITU"): (4, "illustrative"),
        ("2027", "CICG"): (2, "illustrative"),
    }


def test_what_changes_in_the_files_changes_there_alone(app, load, edit):
    cluster = edit("cluster_2007.yaml", LIMITS, LIMITS.replace("UNCTAD: 2", "UNCTAD: 3"))
    editions = edit("editions.yaml", "CICG: {units_per_day: 2}", "CICG: {units_per_day: 0}")

    report = load(cluster, editions)

    assert report.changes == {
        "editions.yaml": {"capacity": {"changed": 1}},
        "cluster_2007.yaml": {"staff": {"changed": 1}},
    }
    assert limits()["2027", "UNCTAD"] == (3, "illustrative")
    assert capacities()["2027", "CICG"] == (0, "illustrative")


CAPACITY = "walk_minutes: {{pairs: {{}}, confidence: likely}}\ndemo_interpretation_capacity_2027: {{{buildings}confidence: illustrative}}"
DEMO = "demo_2027: {{confidence: illustrative, organizer_parallel_limit: {{{limits}}}}}"
BROKEN = {
    "a building that is not there": (
        CAPACITY.format(buildings="MOON: {units_per_day: 2}, "),
        ["f.yaml: demo_interpretation_capacity_2027: there is no building “MOON”"],
    ),
    "units that are no number": (
        CAPACITY.format(buildings="PDN: {units_per_day: many}, "),
        [
            "f.yaml: demo_interpretation_capacity_2027: PDN.units_per_day: a whole number is wanted, not “many”",
        ],
    ),
    "a body that is not there": (
        DEMO.format(limits="default: 1, ITV: 2"),
        ["f.yaml: demo_2027: organizer_parallel_limit.ITV: there is no body “ITV”"],
    ),
    "a body that can staff nothing": (
        DEMO.format(limits="default: 1, ITU: 0"),
        ["f.yaml: demo_2027: organizer_parallel_limit.ITU: the number is to be greater than 0, not “0”"],
    ),
    "another default": (
        DEMO.format(limits="default: 2, ITU: 3"),
        ["f.yaml: demo_2027: organizer_parallel_limit: “2” is no default of this house: it is 1"],
    ),
}


@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_with_a_limit_is_named(app, problems, write, text, words):
    assert problems(write("f.yaml", text)) == words


def test_a_capacity_needs_the_edition_it_is_told_for(empty_app, problems, write):
    assert problems(write("f.yaml", CAPACITY.format(buildings=""))) == [
        "f.yaml: demo_interpretation_capacity_2027: it belongs to the edition 2027, and there is none"
    ]
