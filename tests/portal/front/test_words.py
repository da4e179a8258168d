from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from events.programme.rules.facts import Facts, Line, Place, When
from portal.front.rules import dates, words
from portal.front.rules.weeks import Span, Strand, dialogues, named_days, shape_of, spans

wall = datetime.fromisoformat
OPENS, CLOSES = wall("2027-04-12T00:00"), wall("2027-05-24T00:00")

CLUSTER = Span("CLUSTER", "The cluster", Strand.DONE, date(2027, 5, 10), date(2027, 5, 21), 68)
SESSION = Span("SESSION", "The session", Strand.ASKED, date(2027, 5, 24), date(2027, 5, 28), 10)


@dataclass
class Mark:
    kind: str
    on_date: date
    theme: str = ""
    confidences: dict[str, str] = field(default_factory=dict)


@dataclass
class Segment:
    key: str
    session_id: int | None
    name: str = "A segment"
    starts_on: date = date(2027, 5, 10)
    ends_on: date = date(2027, 5, 28)


def a_meeting(key: str = "A", **values: object) -> Facts:
    return Facts(key=key, **{"kind": "panel", "segment": "CLUSTER", "titles": {"en": key}, **values})


@pytest.mark.parametrize(
    ("first", "last", "number", "has_session", "said"),
    [
        (date(2027, 5, 10), date(2027, 5, 28), 2, True, "Three weeks in May, two dialogues."),
        (date(2007, 5, 14), date(2007, 5, 25), 0, True, "Two weeks in May, one session."),
        (date(2012, 5, 14), date(2012, 5, 18), 0, False, "One week in May."),
        (date(2022, 5, 30), date(2022, 6, 3), 1, True, "One week, one dialogue."),
        (date(2021, 1, 27), date(2021, 5, 21), 7, True, "17 weeks, 7 dialogues."),
    ],
)
def test_the_headline_says_how_long_and_what(first: date, last: date, number: int, has_session: bool, said: str):
    assert str(words.headline(first, last, dialogues=number, has_session=has_session)) == said


def test_the_lead_follows_the_order_of_the_days():
    before = Span("CLUSTER", "", Strand.DONE, date(2027, 5, 24), date(2027, 5, 28), 0)
    after = Span("CLUSTER", "", Strand.DONE, date(2027, 6, 7), date(2027, 6, 8), 0)

    told = [str(words.lead([cluster, SESSION], dialogues=0)[0])[:40] for cluster in (CLUSTER, before, after)]

    assert told == [
        "Meetings on the action lines lead to the",
        "Facilitators, regional commissions and e",
        "The Commission’s session comes first, an",
    ]
    assert words.lead([], dialogues=0) == []


def test_figures_count_languages_only_when_most_meetings_tell_theirs():
    line = Line("C7-EGOV", {"en": "E-government"}, parent="C7")
    place = Place("ITU", "ITU Headquarters")
    known = a_meeting("A", lines=(line,), place=place, languages=("en", "fr"))
    silent = a_meeting("B", lines=(Line("C7", {"en": "Applications"}),), place=place)

    assert words.figures([known], dialogues=1) == words.Figures(1, 1, 1, 2, 1)
    assert words.figures([known, silent], dialogues=0) == words.Figures(2, 1, 0, 0, 1)


def test_the_day_knows_what_else_it_is_and_the_ceremony_nearest_to_it():
    day = date(2027, 5, 17)
    marks = {
        "wisd": Mark("wisd", day),
        "whit_monday": Mark("whit_monday", day),
        "ascension": Mark("ascension", date(2027, 5, 6)),
    }
    prizes = a_meeting("D23", kind="ceremony", when=When.TIMED, starts=wall("2027-05-19T15:00"))
    ceremony = a_meeting("D22", kind="ceremony", when=When.TIMED, starts=wall("2027-05-18T09:30"))

    found = words.the_day(marks, [prizes, ceremony])

    assert found is not None
    assert [str(name) for name in found.also] == ["Whit Monday"]
    assert found.ceremony is ceremony
    assert words.the_day({}, []) is None


def test_named_days_are_those_within_the_edition_and_bear_both_names():
    day = date(2007, 5, 17)
    marks = {
        "wisd": Mark("wisd", day),
        "ascension": Mark("ascension", day),
        "whit_monday": Mark("whit_monday", date(2007, 5, 28)),
    }

    (found,) = named_days(marks, date(2007, 5, 14), date(2007, 5, 25))

    assert [str(name) for name in found.names] == ["World Information Society Day", "Ascension Day"]
    assert found.is_the_day


def test_the_first_segment_without_a_session_is_what_is_done_and_more_are_beside():
    found = spans(
        [Segment("CLUSTER", None), Segment("SESSION", 30), Segment("SIDE", None)], [a_meeting(), a_meeting("B")]
    )

    assert [(span.key, span.strand, span.meetings) for span in found] == [
        ("CLUSTER", Strand.DONE, 2),
        ("SESSION", Strand.ASKED, 0),
        ("SIDE", Strand.BESIDE, 0),
    ]


def test_a_meeting_has_the_shape_of_its_first_line_unless_it_is_on_all():
    lines = [Line(f"C{number}", {"en": ""}) for number in range(1, 12)]

    assert shape_of(a_meeting(lines=tuple(lines[1:3]))) == "c2"
    assert shape_of(a_meeting(lines=tuple(lines))) == "c0"
    assert shape_of(a_meeting()) == "c0"


def test_dialogues_are_those_with_a_record_else_every_interactive_dialogue():
    one, other = a_meeting("S03", kind="interactive_dialogue"), a_meeting("S06", kind="interactive_dialogue")

    assert dialogues([one, other], ["S03"]) == [one]
    assert dialogues([one, other], []) == [one, other]


def test_what_closes_at_midnight_is_open_until_24_00_of_the_day_before():
    assert dates.closing(wall("2027-04-30T00:00")) == dates.Edge(date(2027, 4, 29), "24:00")
    assert dates.closing(wall("2027-05-24T18:00")) == dates.Edge(date(2027, 5, 24), "18:00")


@dataclass
class Window:
    key: str
    what: str
    meeting_keys: list[str]
    segment_key: str | None = None
    opens_at: datetime = OPENS
    closes_at: datetime = CLOSES


def test_windows_with_the_same_edges_are_told_together_and_past_ones_last():
    seats = (wall("2027-04-12T09:00"), wall("2027-05-24T18:00"))
    past = (wall("2026-10-05T09:00"), wall("2027-01-16T00:00"))
    windows = [
        (Window("P", "proposals", [], "CLUSTER"), *past),
        (Window("A", "seats", ["S03"]), *seats),
        (Window("B", "seats", ["S04"]), *seats),
    ]

    told = dates.dates(windows, segments={"CLUSTER": "The cluster"}, titles={"S03": "One"}, today=date(2027, 4, 20))

    assert [(str(each.what), each.of, each.is_past) for each in told] == [
        ("Places in the room", ("One", "S04"), False),
        ("Proposals for meetings", ("The cluster",), True),
    ]


def test_a_note_loses_what_only_the_house_understands():
    assert dates.plain_note("every WSIS stakeholder; no basis needed (R1)") == "every WSIS stakeholder; no basis needed"
    assert dates.plain_note("valid for session 30 (constituencies.yaml, bases)") == "valid for session 30"
    assert dates.plain_note("at the desk (ground floor)") == "at the desk (ground floor)"


def test_walks_hold_both_ways_and_come_nearest_first():
    pairs = [("ITU", "Palais", 12), ("CICG", "ITU", 4), ("CICG", "Palais", 12)]

    assert dates.walks_from("ITU", pairs) == (dates.Walk("CICG", 4), dates.Walk("Palais", 12))
