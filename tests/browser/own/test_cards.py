"""Tables of desks on a phone: each row a card, its deed in sight, and nothing to scroll to sideways."""

from __future__ import annotations

import pytest

from tests.browser.eye import LARGE_PHONE, Eye

DESKS = ("/desk/2027/roles", "/desk/2027/needs", "/desk/bases", "/desk/2027/places", "/desk/2027/journal")


@pytest.mark.parametrize("address", DESKS)
def test_a_table_folds_into_cards_on_a_phone(organizer: Eye, address: str):
    assert organizer.open(address) == 200
    before = organizer.page.viewport_size
    organizer.page.set_viewport_size({"width": LARGE_PHONE, "height": 900})
    try:
        table = organizer.page.locator("table.tbl").first
        wide = organizer.page.locator(".scroll").first.evaluate("each => each.scrollWidth - each.clientWidth")
        assert table.locator("tbody tr").first.evaluate("each => getComputedStyle(each).display") == "block"
        assert wide <= 0
    finally:
        assert before is not None
        organizer.page.set_viewport_size(before)


def test_numbers_of_a_card_bear_the_name_of_their_column(organizer: Eye):
    organizer.open("/desk/2027/places")

    cells = organizer.page.locator("table.tbl tbody tr").first.locator("td[data-label]")

    labels = cells.evaluate_all("all => all.map(each => each.dataset.label)")
    assert labels == ["Quotas:", "Taken:", "Offered:", "Waiting:", "Free:"]
