"""Loading the data that ships: what comes in, once; and nothing the second time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from sqlalchemy import func, select

from events.editions.models import CommissionSession, DayMark, Edition, Segment, Window
from events.programme.models import Meeting, MeetingBody, MeetingRelation
from events.venues.models import Building, Closure, Room, Walk
from foundation import clock, revisions
from foundation.db import db
from foundation.journal import JournalLine
from stakeholders.accreditation.models import MeetingKind, ParticipationRight
from stakeholders.organizations.models import Constituency, Organization

FIRST = [
    "constituencies.yaml: 11 constituencies (11 added), 17 kinds of meeting (17 added), 20 bases (20 added), "
    "6 time limits (6 added)",
    "bodies.yaml: 40 bodies (40 added), 2 groups of bodies (2 added), 17 bases held (17 added), 4 main themes (4 added), "
    "5 mandates (5 added)",
    "action_lines.yaml: 19 action lines (19 added), 121 mandates (121 added)",
    "editions.yaml: 26 sessions (26 added), 22 rounds (22 added), 2 editions (2 added), 5 segments (5 added), "
    "14 windows (14 added), 100 days of the calendar (100 added), 7 buildings (7 added), 31 rooms (31 added), "
    "15 walks (15 added), 3 interpretation capacities (3 added)",
    "cluster_2007.yaml: 1 session (1 changed), 13 agenda items (13 added), 11 closures (11 added), "
    "9 blocks of the day (9 added), 4 limits of organizers (4 added), 24 role holders (24 added), "
    "96 meetings (96 added), 20 moments (20 added), 5 documents (5 added)",
    "demo_schedule_2027.yaml: 68 placements (68 changed)",
    "dialogue_demo.yaml: 2 dialogues (2 added)",
    "reports.yaml: 42 documents (38 added, 4 changed)",
    "participants_demo.yaml: 14 States (14 added), 32 organizations (14 added), 61 accounts (61 added), "
    "16 roles held (16 added), 6 accreditations (6 added), 135 registrations (135 added), "
    "2 needs (2 added), 53 seats (53 added), 4 delegations (4 added)",
    "glossary.yaml: not loaded by this version: nothing in it has a place yet",
    "history_demo.yaml: not loaded by this version: nothing in it has a place yet",
    "second_version_2027.yaml: not loaded here: it changes a programme, and `flask programme revise` reads it",
    "This database is a demonstration from now on; its time starts at 2027-04-20T08:00+00:00.",
]
AGAIN = [re.sub(r"\([^)]*\)", "(as before)", line) for line in FIRST[:-1]]


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    db.session.rollback()
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key.columns))]
        for table in db.metadata.sorted_tables
    }


def meeting(edition: str, key: str) -> Meeting:
    return db.session.scalars(select(Meeting).join(Edition).where(Edition.key == edition, Meeting.key == key)).one()


def test_everything_that_ships_comes_in_and_the_second_load_changes_nothing(any_empty_app, load, load_later):
    assert load().lines == FIRST
    assert clock.is_demonstration()
    before = snapshot()

    again = load_later()

    assert again.lines == AGAIN
    assert not again.has_changes
    assert snapshot() == before


def test_the_files_may_be_named_in_any_order(empty_app, load, box):
    files = sorted(box.glob("*.yaml"))

    assert load(*reversed(files)).has_changes
    assert not load(*files).has_changes


def test_a_load_raises_the_public_revision_once_beside_the_clocks_and_writes_one_line(empty_app, load):
    load()

    lines = db.session.scalars(select(JournalLine).order_by(JournalLine.id)).all()
    assert [(line.actor, line.verb, line.subject_kind) for line in lines] == [
        ("command", "start_demonstration", "clock"),
        ("test", "load_files", "files"),
    ]
    assert lines[1].facts["files"]["editions.yaml"]["edition"] == {"added": 2}
    assert revisions.number() == 2


def test_what_changes_in_a_file_changes_in_the_house_and_nothing_else_does(empty_app, load, edit):
    load()
    before = snapshot()
    file = edit("bodies.yaml", '{en: "Internet Society"}', '{en: "The Internet Society"}')

    report = load(file)

    assert report.changes == {"bodies.yaml": {"body": {"changed": 1}}}
    assert db.session.scalar(select(Organization.names).where(Organization.key == "ISOC")) == {
        "en": "The Internet Society"
    }
    changed = {name for name, rows in snapshot().items() if rows != before[name]}
    assert changed == {"journal", "organizations", "revisions"}
    assert revisions.number() == 3


def test_an_entry_that_leaves_a_file_stays_in_the_house(empty_app, load, edit):
    load()
    room = '  - {id: CICG-18, venue: CICG, name: "Salle 18", seats: 50'
    file = edit("editions.yaml", room, room.replace("CICG-18", "CICG-19").replace("Salle 18", "Salle 19"))

    load(file, file.parent / "cluster_2007.yaml")

    assert db.session.scalars(select(Room.key).where(Room.key.in_(["CICG-18", "CICG-19"])).order_by(Room.id)).all() == [
        "CICG-18",
        "CICG-19",
    ]


def test_a_uid_is_minted_once_and_kept(app, load, edit):
    before = meeting("2027", "D30").uid
    file = edit("cluster_2007.yaml", '"Orientation for newcomers"', '"Orientation for those who are new"')

    load(file)

    db.session.rollback()
    assert meeting("2027", "D30").uid == before
    assert meeting("2027", "D30").titles == {"en": "Orientation for those who are new"}
    assert before.endswith("@linkage.example")
    assert len(set(db.session.scalars(select(Meeting.uid)))) == 96


def test_every_kind_of_meeting_has_one_right_for_every_constituency(site):
    with site.app_context():
        pairs = db.session.execute(
            select(MeetingKind.key, Constituency.key, ParticipationRight.right)
            .join(ParticipationRight.meeting_kind)
            .join(ParticipationRight.constituency)
        ).all()

    assert len(pairs) == len({(kind, constituency) for kind, constituency, _ in pairs}) == 17 * 11
    assert ("plenary", "GOV-MEMBER", "decide") in [tuple(pair) for pair in pairs]
    assert ("training", "PRESS", "closed") in [tuple(pair) for pair in pairs]


def test_meetings_stand_in_time_in_each_of_four_ways(site):
    with site.app_context():
        found = {
            key: (each.when, each.starts_at, each.ends_at)
            for key in ("C07-01", "C07-02", "C07-03", "C07-04")
            for each in [meeting("2007", key)]
        }

    assert found == {
        "C07-01": ("days", datetime(2007, 5, 14, 9, 30), datetime(2007, 5, 15, 17, 30)),  # noqa: DTZ001
        "C07-02": ("timed", datetime(2007, 5, 15, 13, 30), datetime(2007, 5, 15, 15)),  # noqa: DTZ001
        "C07-03": ("day", datetime(2007, 5, 17), None),  # noqa: DTZ001
        "C07-04": ("undated", None, None),
    }


def test_a_meeting_bears_what_it_asks_for(site):
    with site.app_context():
        d20, d22, s03 = (meeting("2027", key) for key in ("D20", "D22", "S03"))
        bodies = db.session.execute(
            select(Organization.key, MeetingBody.role)
            .join(MeetingBody.organization)
            .where(MeetingBody.meeting_id == s03.id)
            .order_by(MeetingBody.position)
        ).all()

        assert (str(d20.remote_from), str(d20.remote_to)) == ("13:00:00", "15:00:00")
        assert (d22.window_from, d22.window_to, d22.preferred_on) == (
            date(2027, 5, 17),
            date(2027, 5, 18),
            date(2027, 5, 17),
        )
        assert d22.asked_room_id == db.session.scalar(select(Room.id).where(Room.key == "ITU-POPOV"))
        assert d22.asked_building_id == db.session.scalar(select(Building.id).where(Building.key == "ITU"))
        assert (s03.is_pinned, s03.agenda_items, s03.seat_limit) == (True, [2], {"for": "observers", "seats": 60})
        assert [tuple(body) for body in bodies] == [
            ("CSTD", "organizer"),
            ("ECA", "partner"),
            ("ECE", "partner"),
            ("ECLAC", "partner"),
            ("ESCAP", "partner"),
            ("ESCWA", "partner"),
        ]
        assert meeting("2027", "S10").agenda_items == [7, 4, 5, 6]
        assert db.session.scalar(select(func.count()).select_from(MeetingRelation)) == 16 + 5 + 3


def test_titles_stand_in_their_own_language(site):
    with site.app_context():
        d34, d42 = meeting("2027", "D34"), meeting("2027", "D42")

    assert (d34.title_language, d34.titles) == ("fr", {"fr": "Bibliothèques publiques et accès au savoir"})
    assert (d42.title_language, d42.titles) == (
        "ar",
        {"ar": "المحتوى العربي الرقمي", "en": "Arabic digital content"},
    )


def test_confidence_stands_on_the_whole_and_on_fields_that_differ(site):
    with site.app_context():
        session = db.session.scalars(select(CommissionSession).where(CommissionSession.number == 30)).one()
        room = db.session.scalars(select(Room).where(Room.key == "PDN-XIX")).one()
        expert = db.session.scalars(select(Constituency).where(Constituency.key == "EXPERT")).one()
        theme = db.session.scalars(select(DayMark).where(DayMark.year == 2015, DayMark.kind == "wisd")).one()

    assert (session.confidence, session.confidences) == (
        "sure",
        {"starts_on": "illustrative", "ends_on": "illustrative"},
    )
    assert (session.starts_on, session.ends_on, session.year) == (date(2027, 5, 24), date(2027, 5, 28), 2027)
    assert (room.confidence, room.confidences) == ("sure", {"features": "illustrative"})
    assert (expert.confidence, expert.confidences) == ("sure", {"speaking": "illustrative"})
    assert (theme.confidence, theme.theme, theme.confidences) == (
        "sure",
        "Telecommunications and ICTs: drivers of innovation",
        {"theme": "likely"},
    )


def test_sessions_take_theme_and_agenda_from_the_cluster_file(site):
    with site.app_context():
        session = db.session.scalars(select(CommissionSession).where(CommissionSession.number == 10)).one()
        segments = db.session.execute(
            select(Edition.key, Segment.key, CommissionSession.number)
            .join(Segment, Segment.edition_id == Edition.id)
            .outerjoin(Segment.session)
            .order_by(Edition.key, Segment.position)
        ).all()

    assert session.theme.startswith("Promoting the building of a people-centred")
    assert [tuple(row) for row in segments] == [
        ("2007", "CLUSTER", None),
        ("2007", "SESSION", 10),
        ("2027", "CLUSTER", None),
        ("2027", "SESSION", 30),
        ("2027", "SIDE", None),
    ]


def test_windows_name_one_meeting_or_several(site):
    with site.app_context():
        windows = {window.key: window for window in db.session.scalars(select(Window))}

    assert windows["W-SEATS-X02"].meeting_keys == ["X02"]
    assert windows["W-QUESTIONS"].meeting_keys == ["S03", "S04"]
    assert windows["W-REG-SIDE"].segment_key == "SIDE"
    assert windows["W-LIST-S03"].opens_at == datetime(2027, 5, 25, 7, 30, tzinfo=UTC)


def test_closures_are_of_a_room_or_of_a_building_with_its_exceptions(site):
    with site.app_context():
        closures = {closure.key: closure for closure in db.session.scalars(select(Closure))}
        walk = db.session.scalars(
            select(Walk).join(Building, Walk.first_id == Building.id).where(Building.key == "ITU", Walk.minutes == 12)
        ).one()
        second = db.session.get(Building, walk.second_id)

    assert closures["PDN-XX-2027-05-17"].ends_on == date(2027, 5, 28)
    assert closures["PDN-XX-2027-05-17"].room_id is not None
    assert closures["ITU-2027-05-17"].room_id is None
    assert closures["ITU-2027-05-17"].except_keys == ["D22"]
    assert closures["PDN-2027-05-17"].override == "by the conference service, with a reason"
    assert second is not None
    assert second.key == "PDN"
