"""Every page, full and empty, in every state that has an address: nobody is kept out, nothing breaks, nothing runs off."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from foundation.languages import BY_CODE
from tests.browser.addresses import (
    EXAMPLES,
    MISSING_WHEN_UNPUBLISHED,
    NO_PAGES,
    OTHER_TEMPLATES,
    OWN,
    PAGES,
    REFUSED,
    STANDING_WHEN_EMPTY,
    first_ones,
    rules,
)
from tests.browser.eye import NARROW_BY_DAY, NARROW_BY_NIGHT, WIDE_BY_DAY, WIDE_BY_NIGHT, Eye

TRIED = ("en", "xb")
FIRST = [known[0] for known in PAGES.values()]
# Left to right by day, right to left by night; what hangs on width and scheme together is seen once a template.
LOOKS = {"en": [WIDE_BY_DAY], "xb": [NARROW_BY_NIGHT], "ar": [WIDE_BY_NIGHT, NARROW_BY_DAY]}
NOTHING: dict[str, Any] = {"broken": [], "wide": {}, "barriers": [], "built": {}}


def prefix(code: str) -> str:
    return "" if code == "en" else f"/{code}"


def sound_frame(code: str) -> dict[str, Any]:
    """How every page in that language is built."""
    language = BY_CODE[code]
    return {
        "language": language.tag, "direction": language.direction, "h1": 1, "skipped": [], "unnamed": 0, "twice": [],
        "untitled": 0,
    }  # fmt: skip


def visited(eye: Eye, code: str, missing: Collection[str]) -> dict[str, Any]:
    """What the first example of each page answers; a page of refusal is looked at elsewhere."""
    told = {}
    for address in FIRST:
        status = eye.open(prefix(code) + address)
        told[address] = status if address in missing else (status, unsound(eye, code))
    return told


def unsound(eye: Eye, code: str) -> dict[str, Any]:
    """What is wrong with the page that the eye is on; NOTHING for a sound one."""
    frame, sound = eye.frame(), sound_frame(code)
    header, main, footer, navs = frame.pop("landmarks")
    built = {name: value for name, value in frame.items() if value != sound[name]}
    if (header, main, footer) != (1, 1, 1) or navs < 2:
        built["landmarks"] = [header, main, footer, navs]
    return {"wide": eye.overflow(), "barriers": eye.barriers(*LOOKS[code]), "built": built, "broken": eye.broken.copy()}


def test_every_address_that_can_be_read_has_an_example_or_is_no_page(site: Flask):
    assert rules(site) == PAGES.keys() | OWN.keys() | NO_PAGES


@pytest.mark.parametrize("address", EXAMPLES)
def test_a_page_is_sound_left_to_right(eye: Eye, address: str):
    assert eye.open(address) == 200
    assert unsound(eye, "en") == NOTHING


@pytest.mark.parametrize("address", first_ones(PAGES, OTHER_TEMPLATES))
def test_a_page_is_sound_right_to_left(eye: Eye, address: str):
    assert eye.open(prefix("xb") + address) == 200
    assert unsound(eye, "xb") == NOTHING


@pytest.mark.parametrize("address", [*FIRST, *OTHER_TEMPLATES])
def test_each_template_is_sound_in_arabic(eye: Eye, address: str):
    assert eye.open(f"/ar{address}") == 200
    assert unsound(eye, "ar") == NOTHING


@pytest.mark.parametrize("code", TRIED)
@pytest.mark.parametrize("address", list(REFUSED))
def test_a_page_of_refusal_is_sound(eye: Eye, address: str, code: str):
    assert eye.open(prefix(code) + address) == REFUSED[address]
    assert unsound(eye, code) == NOTHING


@pytest.mark.parametrize("code", TRIED)
def test_what_a_form_can_be_answered_with_is_sound(eye: Eye, code: str):
    page = f"{prefix(code)}/demonstration"
    eye.open(page)
    token = eye.page.locator("input[name=csrf_token]").input_value()
    sent = {
        f"{prefix(code)}/2027/programme": ({}, 405),
        page: ({"csrf_token": token, "moment": "cluster"}, 422),
        f"{page}?": ({"csrf_token": "made up"}, 400),
        f"{page}?past": ({"csrf_token": token, "moment": "start", "understood": "y"}, 409),
    }
    told = {}
    for address, (fields, _status) in sent.items():
        eye.open(page)
        told[address] = (eye.send(address, fields), unsound(eye, code))

    assert told == {address: (status, NOTHING) for address, (_fields, status) in sent.items()}


@pytest.mark.parametrize("code", TRIED)
def test_every_page_of_an_empty_house_is_sound(eye_on_empty: Eye, code: str):
    missing = set(FIRST) - STANDING_WHEN_EMPTY
    told = visited(eye_on_empty, code, missing)

    assert told == {address: 404 if address in missing else (200, NOTHING) for address in FIRST}


@pytest.mark.parametrize("code", TRIED)
def test_every_page_of_an_unpublished_edition_is_sound(eye_on_unpublished: Eye, code: str):
    missing = {PAGES[rule][0] for rule in MISSING_WHEN_UNPUBLISHED}
    told = visited(eye_on_unpublished, code, missing)

    assert told == {address: 404 if address in missing else (200, NOTHING) for address in FIRST}


def test_the_eye_sees_a_barrier_a_page_that_is_too_wide_and_what_breaks(browser: Browser):
    eye = Eye(browser.new_page())
    eye.page.goto(
        'data:text/html,<!doctype html><main><p style="color: %23777; inline-size: 400px">Pale <a href="%23a">a</a><img src="http://127.0.0.1:9/"></main>'
    )

    seen = eye.barriers(*LOOKS["en"], *LOOKS["ar"])

    assert {each.split()[2] for each in seen} == {"color-contrast:", "document-title:", "html-has-lang:", "image-alt:"}
    assert eye.overflow() == {375: 408, 320: 408}
    assert sorted(each.partition(" ")[0] for each in eye.broken) == ["console:", "failed:"]
    eye.page.close()
