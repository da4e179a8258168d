from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.demonstration import rules


def test_the_moments_are_those_of_the_walks_on_genevas_clocks():
    said = [f"{moment.at.astimezone(ZoneInfo('Europe/Zurich')):%a %d %b %H:%M}" for moment in rules.MOMENTS]

    assert said == ["Tue 20 Apr 10:00", "Tue 11 May 09:00", "Tue 25 May 09:55", "Fri 28 May 18:30"]


def test_a_moment_is_past_once_it_is_reached():
    at = rules.MOMENTS[1].at

    assert [choice.is_past for choice in rules.choices(at - timedelta(seconds=1))] == [True, False, False, False]
    assert [choice.is_past for choice in rules.choices(at)] == [True, True, False, False]
    assert [choice.is_past for choice in rules.choices(datetime(2028, 1, 1, tzinfo=UTC))] == [True] * 4


def test_an_unknown_moment_is_refused():
    with pytest.raises(rules.UnknownMoment):
        rules.moment_called("yesterday")
