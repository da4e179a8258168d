"""Places under load in full: eight processes of mixed deeds over quotas that overlap, killed at any point, on both databases."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.events.registration.test_places_under_load import survived

pytestmark = pytest.mark.prove


@pytest.mark.parametrize("people", [24, 120])
def test_eight_processes_that_are_killed_oversell_and_strand_and_lose_nothing(any_app: Flask, people: int):
    deeds, kills = survived(any_app, people=people, processes=8, seconds=45)

    assert deeds > 500
    assert kills > 50
