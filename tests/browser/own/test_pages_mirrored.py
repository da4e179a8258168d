"""Pages of a person are as sound as the public ones: narrow, by night, in the pseudo-language that is read from the right."""

from __future__ import annotations

import pytest

from tests.browser.addresses import OWN, first_ones
from tests.browser.eye import Eye
from tests.browser.test_every_page import NOTHING, prefix, unsound


@pytest.mark.parametrize("address", first_ones(OWN))
def test_a_page_of_a_person_is_sound(organizer: Eye, address: str):
    assert organizer.open(prefix("xb") + address) == 200
    assert unsound(organizer, "xb") == NOTHING
