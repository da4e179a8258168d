"""What a load tells: counts by file, and problems by file, entry and field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from foundation.sentences import Sentence
from portal.loading.rules import NO_PLACE, BadFiles, Outcome, Problem, Report, Tally, quoted

UNKNOWN = Sentence("there is no body {key}", key="“ITV”")


def test_a_problem_names_file_entry_and_field():
    assert str(Problem("bodies.yaml", "ITU", "parent", UNKNOWN)) == "bodies.yaml: ITU: parent: there is no body “ITV”"
    assert str(Problem("bodies.yaml", "", "", UNKNOWN)) == "bodies.yaml: there is no body “ITV”"


def test_fifty_problems_are_shown_and_the_rest_counted():
    bad = BadFiles(Problem("bodies.yaml", str(number), "id", UNKNOWN) for number in range(53))

    assert len(bad.shown) == 51
    assert bad.shown[-1] == "… and 3 more problems."
    assert str(bad) == "Nothing was loaded: the files hold 53 problems."
    assert str(BadFiles([bad.problems[0]])) == "Nothing was loaded: the files hold 1 problem."


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(left=3), "as before"),
        (Tally(added=2), "2 added"),
        (Tally(added=2, changed=1, left=4, removed=1), "2 added, 1 changed, 1 removed"),
    ],
)
def test_a_tally_says_what_was_done(tally, words):
    assert str(tally) == words


def test_a_report_tells_one_line_a_file_in_a_fixed_order():
    report = Report()
    report.count("editions.yaml", "segment", Outcome.LEFT)
    report.count("editions.yaml", "edition", Outcome.ADDED)
    report.count("editions.yaml", "edition", Outcome.CHANGED)
    report.skipped["glossary.yaml"] = NO_PLACE
    report.elsewhere = ["2027/D01"]
    report.clock_starts = datetime(2027, 4, 20, 8, tzinfo=UTC)

    assert report.lines == [
        "editions.yaml: 2 editions (1 added, 1 changed), 1 segment (as before)",
        "glossary.yaml: not loaded by this version: nothing in it has a place yet",
        "These stand elsewhere in the draft than in the files, and were left there: 2027/D01.",
        "This database is a demonstration from now on; its time starts at 2027-04-20T08:00+00:00.",
    ]
    assert report.changes == {"editions.yaml": {"edition": {"added": 1, "changed": 1}}}


def test_nothing_done_is_no_change():
    report = Report()
    report.count("editions.yaml", "edition", Outcome.LEFT)

    assert (report.has_changes, report.changes) == (False, {})


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        ({"a": 1}, "a mapping"),
        ([1], "a list"),
        (7, "“7”"),
        ("two\nlines", "“two lines”"),
        ("x" * 61, "“" + "x" * 59 + "…”"),
    ],
)
def test_a_value_is_quoted_short(value, words):
    assert quoted(value) == words
