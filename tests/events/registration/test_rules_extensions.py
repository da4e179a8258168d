"""A later closing: the latest that fits counts, all that it names must fit, and its last moment is the one before (R9)."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest

from events.registration.rules.extensions import Asking, Later, NotLater, TooLate, demand_within, opening_for
from events.registration.rules.openings import Opening, is_open
from foundation.errors import Invalid

CLOSES = datetime(2027, 5, 14, 16, tzinfo=UTC)
USUAL = Opening(datetime(2027, 3, 1, 8, tzinfo=UTC), CLOSES)
DAY = timedelta(days=1)
WHO = Asking(constituency=1, organization=2, account=3)


@pytest.mark.parametrize(
    ("later", "days"),
    [
        ([], 0),
        ([Later(9, CLOSES + DAY, constituency=1)], 1),
        ([Later(9, CLOSES + DAY, organization=2)], 1),
        ([Later(9, CLOSES + DAY, account=3)], 1),
        ([Later(9, CLOSES + DAY, constituency=1, organization=2, account=3)], 1),
        ([Later(9, CLOSES + DAY, constituency=1, organization=8)], 0),
        ([Later(9, CLOSES + DAY, account=8)], 0),
        ([Later(9, CLOSES + DAY)], 0),
        ([Later(8, CLOSES + DAY, constituency=1)], 0),
        ([Later(9, CLOSES - DAY, constituency=1)], 0),
        ([Later(9, CLOSES + 2 * DAY, constituency=1), Later(9, CLOSES + DAY, account=3)], 2),
    ],
)
def test_the_latest_closing_that_fits_counts(later: list[Later], days: int):
    assert opening_for(USUAL, 9, later, WHO) == Opening(USUAL.opens_at, CLOSES + days * DAY)


def test_who_is_not_known_has_no_closing_of_a_persons_own():
    later = [Later(9, CLOSES + DAY, account=3)]

    assert opening_for(USUAL, 9, later, Asking(constituency=1)) == USUAL


@pytest.mark.parametrize(
    ("closes_at", "refused"),
    [
        (CLOSES, NotLater),
        (datetime(2027, 5, 28, 22, tzinfo=UTC), None),
        (datetime(2027, 5, 28, 22, 1, tzinfo=UTC), TooLate),
    ],
)
def test_it_closes_later_than_for_everybody_and_before_the_part_is_over(
    closes_at: datetime, refused: type[Invalid] | None
):
    with pytest.raises(refused) if refused else nullcontext():
        demand_within(closes_at, USUAL, date(2027, 5, 28), "Europe/Zurich")


def test_what_never_opens_is_not_opened():
    assert opening_for(None, 9, [Later(9, CLOSES, constituency=1)], WHO) is None


@pytest.mark.parametrize(
    ("moment", "is_so"), [(CLOSES, True), (CLOSES + DAY - timedelta(seconds=1), True), (CLOSES + DAY, False)]
)
def test_r9_its_closing_is_exclusive(moment: datetime, is_so: bool):
    extended = opening_for(USUAL, 9, [Later(9, CLOSES + DAY, constituency=1)], WHO)

    assert is_open(extended, moment) is is_so
