"""What a first visit costs on the wire, with fonts, styles and scripts, before anything is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Response

MOST = 100_000
MOST_STYLE = 40_000


@pytest.mark.parametrize("address", ["/", "/2027/", "/2027/programme", "/2007/"])
def test_a_first_visit_is_light(browser: Browser, served: str, address: str):
    context = browser.new_context(base_url=served)
    page = context.new_page()
    octets: list[float] = []
    sheets: list[Response] = []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda told: octets.append(told["encodedDataLength"]))
    page.on("response", lambda answer: sheets.append(answer) if answer.request.resource_type == "stylesheet" else None)

    page.goto(address, wait_until="networkidle")
    fonts = page.evaluate("() => [...document.fonts].filter(face => face.status === 'loaded').length")
    raw = sum(len(sheet.body()) for sheet in sheets)
    context.close()

    assert sum(octets) <= MOST, octets
    assert raw <= MOST_STYLE
    assert fonts >= 1


def test_a_second_visit_fetches_nothing_but_the_page(browser: Browser, served: str):
    context = browser.new_context(base_url=served)
    page = context.new_page()
    page.goto("/2027/meetings/D05", wait_until="networkidle")
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    paths: dict[str, str] = {}
    fetched: list[str] = []
    wire.on("Network.requestWillBeSent", lambda told: paths.update({told["requestId"]: told["request"]["url"]}))
    wire.on(
        "Network.loadingFinished",
        lambda told: fetched.append(paths[told["requestId"]]) if told["encodedDataLength"] else None,
    )

    page.goto("/2027/meetings/D07", wait_until="networkidle")
    context.close()

    assert fetched == [f"{served}/2027/meetings/D07"]
