"""The draft as a problem: all that the checker asks for, in a fixed number of reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import select

from events.constraints.rules.problem import BuildingFacts, Closure, Needed, Planned, RoomFacts
from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.models import Meeting
from events.programme.queries.problem import problem
from foundation.db import atomic, db

LUNCH = (time(13, 15), time(14, 45))
READS = 14


@atomic
def change(key: str, **values: object) -> None:
    meeting = db.session.scalars(select(Meeting).join(Edition).where(Edition.key == "2027", Meeting.key == key)).one()
    for name, value in values.items():
        setattr(meeting, name, value)


def test_a_meeting_stands_in_it_with_all_it_asks_for(any_app):
    plan = problem(editions.edition("2027"))

    assert plan.meetings["D20"] == Planned(
        key="D20",
        title={"en": "Regional commissions' preparatory meeting for the CSTD dialogue"},
        segment="CLUSTER",
        starts=plan.meetings["D20"].starts,
        ends=plan.meetings["D20"].ends,
        room=plan.meetings["D20"].room,
        building=plan.building_of(plan.meetings["D20"]),
        minutes=90,
        audience=30,
        languages=("en",),
        captions=False,
        hybrid=True,
        organizers=("ECA", "ECE", "ECLAC", "ESCAP", "ESCWA"),
        people=("R-ECA-1", "R-ECE-1", "R-ECLAC-1", "R-ESCAP-1", "R-ESCWA-1"),
        window_from=date(2027, 5, 20),
        window_to=date(2027, 5, 21),
        remote_from=time(13),
        remote_to=time(15),
        lines=("C11",),
    )
    assert plan.meetings["D22"].asked_room == "ITU-POPOV"
    assert plan.meetings["D22"].asked_building == "ITU"
    assert plan.meetings["D23"].after == ("D22",)
    assert plan.meetings["D32"].apart == ("D09",)
    assert plan.meetings["D61"].sign
    assert plan.meetings["D61"].accessible


def test_only_those_who_host_are_organizers_and_the_first_one_leads(app):
    plan = problem(editions.edition("2027"))

    assert plan.meetings["D06"].organizers == ("ITU",)
    assert plan.meetings["S03"].organizers == ("CSTD",)
    assert plan.meetings["D01"].leader == "ITU"


def test_a_fixed_meeting_is_pinned_where_it_stands(app):
    fixed = problem(editions.edition("2027")).meetings["X01"]

    assert (fixed.starts, fixed.ends) == (datetime(2027, 5, 24, 13, 15), datetime(2027, 5, 24, 14, 45))  # noqa: DTZ001
    assert (fixed.room, fixed.building, fixed.is_pinned) == ("PDN-XXI", "PDN", True)


def test_places_days_and_people_stand_in_it(app):
    plan = problem(editions.edition("2027"))

    assert plan.rooms["PDN-TEMPUS"] == RoomFacts(
        "PDN-TEMPUS", "Tempus (temporary conference building)", "PDN", 600, 7,
        accessible=True, sign_booth=False, hybrid=True, captions=True, available_from=date(2021, 1, 1),
    )  # fmt: skip
    assert plan.buildings["PDN"] == BuildingFacts(
        "PDN", "Palais des Nations", ((time(10), time(13)), LUNCH, (time(15), time(18))), units_per_day=8
    )
    assert plan.buildings["ONLINE"] == BuildingFacts("ONLINE", "Online", is_online=True)
    assert plan.closures[-1] == Closure(
        "ITU", None, date(2027, 5, 17), date(2027, 5, 17),
        "Whit Monday and (about) Eid al-Adha; only the ceremony may have it", ("D22",),
    )  # fmt: skip
    assert plan.people["R-WHO-DH"] == Needed(
        "R-WHO-DH", "WHO digital health lead", tuple(date(2027, 5, day) for day in (18, 19, 20, 21)),
        "World Health Assembly",
    )  # fmt: skip
    assert (plan.walk("PDN", "ITU"), plan.walk("ITU", "CICG"), plan.walk("PDN", "ONLINE")) == (12, 4, 0)
    assert plan.families["C7"][:2] == ("C7-EGOV", "C7-EBUS")
    assert list(plan.families) == [f"C{number}" for number in range(1, 12)]


def test_the_limits_of_an_edition_are_its_own(app):
    demonstration, past = problem(editions.edition("2027")), problem(editions.edition("2007"))

    assert demonstration.parallel_limits == {"ITU": 4, "UNESCO": 2, "UNCTAD": 2, "UNGIS": 2}
    assert demonstration.parallel_limit("APC") == 1
    assert (past.parallel_limits, past.closures, past.people) == ({}, (), {})
    assert past.buildings["PDN"] == BuildingFacts("PDN", "Palais des Nations")


def test_a_meeting_has_hours_only_where_the_draft_tells_them(app):
    plan = problem(editions.edition("2007"))

    assert [(key, plan.meetings[key].has_hours, len(plan.meetings[key].days)) for key in sorted(plan.meetings)[:4]] == [
        ("C07-01", False, 2),
        ("C07-02", True, 1),
        ("C07-03", False, 1),
        ("C07-04", False, 0),
    ]


def test_what_changes_in_the_draft_changes_in_it(app):
    before = problem(editions.edition("2027")).meetings["D34"]

    change("D34", state="cancelled", audience=None)
    change("D35", when="undated", starts_at=None, ends_at=None, room_id=None)
    after = problem(editions.edition("2027")).meetings

    assert after["D34"] == replace(before, is_cancelled=True, audience=None)
    assert (after["D35"].starts, after["D35"].ends, after["D35"].room, after["D35"].building) == (None,) * 4


def test_it_takes_the_same_reads_for_every_edition(app, count_queries):
    for key in ("2007", "2027"):
        edition = editions.edition(key)
        with count_queries() as sent:
            problem(edition)
        assert len([statement for statement in sent if statement.startswith("SELECT")]) == READS
