"""Changing between on site and online keeps the registration and gives seats back; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from events.registration.models import Registration
from events.registration.rules.registering import ModeSettled, UnknownRegistration
from events.registration.services.changing import change_mode
from foundation.db import db
from tests.events.registration.people import STAMP, TIMES, journal, number, seats


def row(key: str) -> Registration:
    return db.session.scalars(select(Registration).where(Registration.key == key)).one()


@pytest.mark.usefixtures("any_app")
def test_who_goes_online_keeps_the_registration_and_gives_the_seats_back():
    person, registration = number("AC-61"), row("RG-135").id

    for mode in ("online", "online", "on_site"):
        change_mode(person, registration, mode=mode, **TIMES)

    assert (row("RG-135").mode, row("RG-135").state) == ("on_site", "approved")
    assert (seats("S03")[person], seats("S04")[person]) == ("cancelled", "cancelled")
    assert [facts["mode"] for _, facts in journal("registration", str(registration))] == ["online", "on_site"]


@pytest.mark.usefixtures("app")
def test_nobody_changes_anothers_or_after_the_last_day():
    registration = row("RG-135").id

    with pytest.raises(UnknownRegistration):
        change_mode(number("AC-42"), registration, mode="online", **TIMES)
    with pytest.raises(ModeSettled):
        change_mode(
            number("AC-61"), registration, mode="online", now=datetime(2027, 5, 29, tzinfo=UTC), stamped_at=STAMP
        )
