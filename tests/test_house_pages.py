"""The house rules that pages keep: templates in rooms, nothing inline, style that turns, a budget, vendored files as recorded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from flask import Flask

from events.editions.rules import RESERVED
from foundation.languages import BY_CODE
from tests.support.place import ROOT
from tests.support.tree import File, files, rooms

LOOSE = {"base.html", "own.html", "print.html"}
FREE_ROOMS = {"macros", "errors", "mail"}
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style\b|<[a-zA-Z][^>]*\s(on[a-z]+|style)=|\bhx-on\b|javascript:", re.IGNORECASE
)
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b"
    r"|(left|right)\s*:|(text-align|float|clear)\s*:\s*(left|right)\b|border-(top|bottom)-(left|right)-radius)"
)
BUDGET, DESK_BUDGET = 40_000, 10_000
DESK = "static/css/desk.css"


def lines_with(pattern: re.Pattern[str], found: tuple[File, ...], unless: str) -> list[str]:
    return [
        f"{file}:{number} {line.strip()[:100]}"
        for file in found
        for number, line in enumerate(file.lines, 1)
        if pattern.search(line) and unless not in line
    ]


def styles() -> tuple[File, ...]:
    return tuple(file for file in files(".css") if file.path.startswith("static/css/"))


def templates() -> tuple[File, ...]:
    return tuple(file for file in files() if file.parts[0] == "templates")


def test_a_template_stands_in_the_room_that_shows_it():
    known = {room.as_posix() for room in rooms()}
    offenders = [
        file.path
        for file in templates()
        if file.parts[1] not in LOOSE | FREE_ROOMS
        and (
            len(file.parts) != 4 or "/".join(file.parts[1:3]) not in known or not file.path.endswith((".html", ".txt"))
        )
    ]

    assert offenders == []


def test_no_script_and_no_style_stands_inside_a_page():
    # Tags are written over several lines, so the whole text is searched.
    offenders = [f"{file}: {found.group()[:80]}" for file in templates() for found in INLINE.finditer(file.text)]

    assert offenders == []


def test_style_speaks_in_directions_that_turn():
    assert lines_with(PHYSICAL, styles(), unless="/* physical:") == []


def test_all_stylesheets_of_public_pages_together_keep_their_budget():
    total = sum(len(file.octets) for file in styles() if file.path != DESK)

    assert total <= BUDGET


def test_the_stylesheet_of_personal_pages_keeps_a_budget_of_its_own():
    assert [file.path for file in styles() if file.path == DESK and len(file.octets) > DESK_BUDGET] == []


def test_vendored_files_are_those_of_their_manifest():
    offenders: list[str] = []
    known = {file.path: file for file in files()}
    for manifest in (file for file in files("MANIFEST.toml") if file.parts[:2] != ("tests", "support")):
        folder = PurePosixPath(manifest.path).parent
        entries = list(tables(tomllib.loads(manifest.text)))
        hashed = {str(folder / entry["file"]): entry["sha256"] for entry in entries if "file" in entry}
        licences = {str(folder / entry["licence_file"]) for entry in entries if "licence_file" in entry}
        standing = {path for path in known if PurePosixPath(path).is_relative_to(folder)} - {manifest.path}
        offenders += [f"{path} is in no manifest" for path in standing - hashed.keys() - licences]
        offenders += [f"{path} is missing" for path in (hashed.keys() | licences) - standing]
        offenders += [
            f"{path} is not what its manifest says"
            for path in hashed.keys() & standing
            if sha256(known[path].octets).hexdigest() != hashed[path]
        ]

    assert offenders == []


def test_what_others_wrote_has_a_manifest():
    folders = {PurePosixPath(file.path).parent for file in files("MANIFEST.toml")}
    offenders = [
        file.path
        for file in files()
        if file.path.startswith(("static/vendor/", "static/fonts/", "tests/vendor/"))
        and not any(PurePosixPath(file.path).is_relative_to(folder) for folder in folders)
    ]

    assert offenders == []


def tables(value: Any) -> Iterator[dict[str, Any]]:
    """Every table of a TOML document, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from tables(item)


def test_no_edition_can_take_the_first_word_of_another_address(site: Flask):
    first_words = {rule.rule.split("/")[1] for rule in site.url_map.iter_rules()}
    taken = {word for word in first_words if word and "<" not in word} | set(BY_CODE)

    assert taken - RESERVED == set()


def test_every_mark_that_a_page_names_has_a_shape():
    shapes = set(re.findall(r"'([a-z0-9-]+)': 'M", (ROOT / "templates/macros/marks.html").read_text(encoding="utf-8")))
    named = {
        (file.path, name)
        for file in templates()
        for name in re.findall(r"\b(?:mark|status)\('([a-z0-9-]+)'", file.text)
    }

    assert sorted((path, name) for path, name in named if name not in shapes) == []
