from __future__ import annotations

from datetime import date, datetime

from events.programme.rules.facts import Facts, When
from foundation.sentences import Sentence
from portal.front.rules.sheet import sheet
from portal.front.rules.weeks import Crossing, Drawn, NamedDay, Span, Strand

wall = datetime.fromisoformat

TUESDAY = wall("2027-05-25T10:00")
CLUSTER = Span("CLUSTER", "", Strand.DONE, date(2027, 5, 18), date(2027, 5, 21), 0)
SESSION = Span("SESSION", "", Strand.ASKED, date(2027, 5, 24), date(2027, 5, 26), 0)


def a_meeting(key: str, starts: datetime) -> Facts:
    ends = starts.replace(hour=starts.hour + 1)
    return Facts(
        key=key, kind="panel", segment="CLUSTER", titles={"en": key}, when=When.TIMED, starts=starts, ends=ends
    )


def given(*meetings: Facts) -> Drawn:
    names = (Sentence("Whit Monday"),)
    return Drawn(
        meetings=meetings,
        spans=[CLUSTER, SESSION],
        named=[NamedDay(date(2027, 5, 19), names, is_the_day=False)],
        crossings=[Crossing("S03", "Dialogue", TUESDAY)],
    )


def test_weeks_run_from_monday_and_days_know_their_strands():
    found = sheet(date(2027, 5, 18), date(2027, 5, 26), given())

    assert [[(cell.on.day, cell.strand, cell.is_inside) for cell in week] for week in found.weeks] == [
        [(17, "", False), (18, "done", True), (19, "done", True), (20, "done", True), (21, "done", True)],
        [(24, "asked", True), (25, "both", True), (26, "asked", True), (27, "", False), (28, "", False)],
    ]


def test_a_day_counts_its_meetings_without_its_dialogues():
    found = sheet(
        date(2027, 5, 18),
        date(2027, 5, 26),
        given(a_meeting("S03", TUESDAY), a_meeting("X02", TUESDAY.replace(hour=13))),
    )

    cell = found.weeks[1][1]

    assert (cell.dialogues, cell.meetings, cell.has_session) == ((TUESDAY,), 1, True)
    assert [str(name) for name in found.weeks[0][2].names] == ["Whit Monday"]


def test_the_weekend_stands_there_when_somebody_meets_on_it():
    found = sheet(date(2027, 5, 18), date(2027, 5, 26), given(a_meeting("A", wall("2027-05-22T10:00"))))

    assert [day.day for day in found.weekdays] == [17, 18, 19, 20, 21, 22, 23]
