"""On paper the programme stays and the controls go, whatever the colours of the screen were."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.eye import Eye

CONTROLS = (".nav", ".tools", ".skip", ".filters", ".tabs", ".foot", ".noprint")
SHOWN = """selectors => Object.fromEntries(selectors.map(selector =>
  [selector, [...document.querySelectorAll(selector)].filter(each => each.checkVisibility()).length]))"""


def shown(eye: Eye, *selectors: str) -> dict[str, int]:
    """How many of each are displayed."""
    counted: dict[str, int] = eye.page.evaluate(SHOWN, list(selectors))
    return counted


@pytest.fixture
def paper(eye: Eye) -> Any:
    yield eye
    eye.page.emulate_media(media="screen", color_scheme="light")


def test_controls_are_not_printed(paper: Eye):
    paper.open("/2027/programme")
    on_screen = shown(paper, *CONTROLS)
    paper.page.emulate_media(media="print")
    printed = shown(paper, *CONTROLS)

    assert [selector for selector, count in on_screen.items() if not count] == []
    assert printed == dict.fromkeys(CONTROLS, 0)


def test_every_meeting_its_symbol_and_the_demonstrations_mark_are_printed(paper: Eye):
    paper.open("/2027/programme")
    paper.page.emulate_media(media="print")

    assert shown(paper, "h1", ".symbol", ".strip", ".mtg") == {"h1": 1, ".symbol": 1, ".strip": 1, ".mtg": 83}


@pytest.mark.parametrize("address", ["/2027/programme", "/2027/programme?view=week", "/2027/meetings/D07"])
def test_a_page_printed_by_night_is_dark_on_white(paper: Eye, address: str):
    paper.open(address)
    paper.page.emulate_media(media="print", color_scheme="dark")
    colours = paper.page.evaluate(
        """() => {
          const style = getComputedStyle(document.documentElement);
          return [style.backgroundColor, style.color];
        }"""
    )

    assert colours == ["rgb(255, 255, 255)", "rgb(29, 39, 51)"]


def test_a_programme_goes_onto_a4(paper: Eye):
    paper.open("/2027/programme?view=grid&day=2027-05-13")

    assert paper.page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
