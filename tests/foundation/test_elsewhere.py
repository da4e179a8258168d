"""Hours of a meeting as they are on another wall."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from foundation.shown import elsewhere

START, END = datetime(2027, 5, 25, 10), datetime(2027, 5, 25, 13)  # noqa: DTZ001 wall-clock times


def told(zone: str) -> str:
    return str(elsewhere(START, END, at="Europe/Zurich", zone=zone))


def test_hours_of_another_zone_name_its_city(app: Flask):
    assert told("Africa/Nairobi") == "<bdi>11:00–14:00</bdi> (Nairobi)"


def test_the_day_is_told_where_it_differs(app: Flask):
    assert told("Pacific/Auckland") == "<bdi>20:00–23:00</bdi> (Auckland)"
    assert told("America/Los_Angeles") == "<bdi>01:00–04:00</bdi> (Los Angeles)"
    assert told("Pacific/Honolulu").startswith("Mon")


def test_the_same_wall_is_not_told_twice(app: Flask):
    assert told("Europe/Paris") == ""
