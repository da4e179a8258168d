"""The catalogues: complete, with the same values as the English words, and with plural forms that count right."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from foundation.languages import CATALOGUES, ENGLISH, LANGUAGES, catalogue

CODES = [language.code for language in LANGUAGES if language is not ENGLISH]
VALUES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def read(code: str) -> Catalog:
    with (CATALOGUES / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def asked() -> Catalog:
    with (CATALOGUES / "messages.pot").open("rb") as file:
        return read_po(file)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def values(text: str) -> Counter[str]:
    return Counter(VALUES.findall(text))


def is_faithful(message: Message) -> bool:
    """Each form has the values of the English one; a form for one or two may leave the number out."""
    wanted = values(forms(message.id)[-1])
    return all(values(form) in (wanted, wanted - Counter(["%(num)d"])) for form in forms(message.string))


@pytest.mark.parametrize("code", CODES)
def test_every_message_is_translated(code: str):
    said = {
        str(message.id) for message in read(code) if message.id and all(forms(message.string)) and not message.fuzzy
    }

    assert {str(message.id) for message in asked() if message.id} - said == set()


@pytest.mark.parametrize("code", CODES)
def test_no_value_is_lost_or_invented(code: str):
    assert [message.id for message in read(code) if message.id and not is_faithful(message)] == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 11: 4, 100: 5}),
        ("ru", {0: 2, 1: 0, 2: 1, 3: 1, 11: 2, 100: 2}),
        ("fr", {0: 0, 1: 0, 2: 1, 3: 1, 11: 1, 100: 1}),
        ("es", {0: 1, 1: 0, 2: 1, 3: 1, 11: 1, 100: 1}),
        ("zh", {0: 0, 1: 0, 2: 0, 3: 0, 11: 0, 100: 0}),
    ],
)
def test_plural_forms_are_those_of_cldr(code: str, expected: dict[int, int]):
    message = next(each for each in read(code) if each.id == ("%(num)d meeting", "%(num)d meetings"))

    said = {n: catalogue(code).ungettext("%(num)d meeting", "%(num)d meetings", n) for n in expected}  # type: ignore[attr-defined]

    assert said == {n: forms(message.string)[form] for n, form in expected.items()}
