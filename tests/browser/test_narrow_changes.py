"""The changes between two versions on a phone: each a block, its cells one under the other by the name of their column."""

from __future__ import annotations

from tests.browser.eye import LARGE_PHONE, Eye


def test_a_change_is_a_block_whose_words_stay_whole(eye: Eye):
    eye.open("/2027/versions/2/changes")
    eye.page.set_viewport_size({"width": LARGE_PHONE, "height": 900})
    cells = eye.page.locator("tbody tr").first.locator("td[data-name]")
    row = eye.page.locator("tbody tr").first.bounding_box()
    boxes = [box for cell in cells.all() if (box := cell.bounding_box())]

    assert row is not None
    assert [box["width"] for box in boxes] == [row["width"]] * len(boxes)
    assert cells.evaluate_all("all => all.map(each => each.dataset.name)") == ["Before", "After"]
