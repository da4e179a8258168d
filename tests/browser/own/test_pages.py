"""Pages of a person are as sound as the public ones: wide, by day, in English."""

from __future__ import annotations

import pytest

from tests.browser.addresses import OWN
from tests.browser.eye import Eye
from tests.browser.test_every_page import NOTHING, unsound


@pytest.mark.parametrize("address", [example for known in OWN.values() for example in known])
def test_a_page_of_a_person_is_sound(organizer: Eye, address: str):
    assert organizer.open(address) == 200
    assert unsound(organizer, "en") == NOTHING
