"""What overlaps, and what one may do in a meeting."""

from __future__ import annotations

from datetime import datetime

import pytest

from events.registration.rules.overlaps import Span, overlaps
from events.registration.rules.rights import right_in, right_words


def span(key: str, start: str, end: str, edition: str = "2027") -> Span:
    return Span(edition, key, *(datetime.fromisoformat(f"2027-05-25T{hour}") for hour in (start, end)))


def keys(found: dict[tuple[str, str], list[Span]]) -> dict[str, list[str]]:
    return {key: [other.key for other in others] for (_, key), others in found.items()}


def test_meetings_that_share_a_moment_overlap_both_ways():
    found = overlaps([span("A", "10:00", "13:00"), span("B", "12:59", "14:00"), span("C", "11:00", "11:30")])

    assert keys(found) == {"A": ["C", "B"], "B": ["A"], "C": ["A"]}


def test_a_meeting_that_begins_when_another_ends_does_not_overlap_it():
    assert overlaps([span("A", "10:00", "13:00"), span("B", "13:00", "14:00")]) == {}


def test_meetings_of_two_editions_do_not_overlap():
    assert overlaps([span("A", "10:00", "13:00"), span("B", "10:00", "13:00", edition="2026")]) == {}


@pytest.mark.parametrize(
    ("constituency", "open_for", "named", "right"),
    [
        ("BUSINESS", (), None, "speak"),
        ("BUSINESS", (), "speak", "speak"),
        ("PRESS", (), "speak", "closed"),
        ("PRESS", ("PRESS",), "speak", "speak"),
        ("PRESS", ("PRESS",), None, "closed"),
        ("UNKNOWN", (), None, "closed"),
    ],
)
def test_a_right_comes_with_the_kind_or_with_being_named(
    constituency: str, open_for: tuple[str, ...], named: str | None, right: str
):
    rights = {"BUSINESS": "speak", "PRESS": "closed"}

    assert right_in(constituency, rights, open_for=open_for, right_of_named=named) == right


def test_a_closed_kind_that_lets_in_whom_it_names_says_so():
    told = [str(right_words("closed", right_of_named=named)) for named in (None, "speak")]

    assert told == ["Closed to you.", "Closed to you, unless the meeting names your constituency."]
