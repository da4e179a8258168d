"""Each template of a person’s pages is sound in Arabic, wide by night and narrow by day."""

from __future__ import annotations

import pytest

from tests.browser.addresses import OWN
from tests.browser.eye import Eye
from tests.browser.test_every_page import NOTHING, prefix, unsound

pytestmark = pytest.mark.prove


@pytest.mark.parametrize("address", [known[0] for known in OWN.values() if known])
def test_a_page_of_a_person_is_sound(organizer: Eye, address: str):
    assert organizer.open(prefix("ar") + address) == 200
    assert unsound(organizer, "ar") == NOTHING
