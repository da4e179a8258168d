"""What focal points and stakeholders see where an organizer sees something else is as sound."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.addresses import OWN_OF
from tests.browser.eye import Eye
from tests.browser.test_every_page import NOTHING, prefix, unsound

SHOWN = [(who, address) for who, addresses in OWN_OF.items() for address in addresses]


@pytest.mark.parametrize("code", ["en", "xb"])
@pytest.mark.parametrize(("who", "address"), SHOWN)
def test_what_others_see_there_is_sound(signed_in: Callable[[str], Eye], who: str, address: str, code: str):
    eye = signed_in(who)
    assert eye.open(prefix(code) + address) == 200
    assert unsound(eye, code) == NOTHING
