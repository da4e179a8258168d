"""Printed matter: any text shows as itself, documents in six languages become PDF, fonts are ours and small."""

from __future__ import annotations

import json
import unicodedata

import pytest
import typst
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foundation import printed
from foundation.languages import BY_CODE, speaking
from foundation.printed import Column

PLAIN = """
#let plain(it) = {
  if it.has("text") { it.text }
  else if it.has("children") { it.children.map(plain).join() }
  else if it.func() == linebreak { "\\n" }
  else if it == [ ] { " " }
  else { "<" + repr(it.func()) + ">" }
}
"""
HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.2.2": *',
    "= Heading\n- item\n+ item\n/ term: words\n1. one",
    "*strong* _weak_ `raw` ```block``` $x^2$ <label> @label ~ -- --- ... -?",
    "https://example.org/?a=1#b // not a comment /* nor this */",
    '] #panic("out") [',
    "\\ \\u{41} \\# \\",
    "'single' \"double\" {braces} (round) ; : , . ! ? | & % ^",
    "«Ассоциация» منظمة 信息社会 é ﬁ",
    "#",
    "\\",
    "",
)


def as_read(text: str) -> str:
    """What a reader sees of a document that holds a text, character by character."""
    source = f"{PLAIN}#metadata({{ let it = plain([|{printed.escaped(text)}|]); it }})<text>"
    (found,) = json.loads(typst.query(source.encode(), "<text>", field="value", root=str(printed.FONTS)))
    assert (found[0], found[-1]) == ("|", "|")
    return found[1:-1]


def shown(text: str) -> str:
    """What should be seen: lines kept, one space where several are, nothing that is not printed."""
    lines = [
        "".join(
            each
            for each in line.replace("\t", " ")
            if unicodedata.category(each) not in ("Cc", "Cs")
            and not "\u202a" <= each <= "\u202e"
            and not "\u2066" <= each <= "\u2069"
        )
        for line in text.splitlines()
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_itself(text: str):
    assert as_read(text) == shown(text)


@settings(max_examples=150)
@given(st.text(max_size=60))
@example("a\r\nb\x85c\u2028d\x1ce")
@example("\u202eevil\u202c")
def test_any_text_shows_as_itself(text: str):
    assert as_read(text).replace(" ", "") == shown(text).replace(" ", "")


@given(st.text(max_size=60))
def test_any_text_stands_in_code_as_one_string(text: str):
    source = f"#metadata({printed.quoted(text)})<text>"

    (found,) = json.loads(typst.query(source.encode(), "<text>", field="value", root=str(printed.FONTS)))

    assert found == shown(" ".join(text.splitlines()))


@pytest.mark.parametrize("code", ["ar", "zh", "en", "fr", "ru", "es"])
def test_a_document_is_made_in_every_language(app: Flask, code: str):
    language = BY_CODE[code]
    with speaking(language):
        source = printed.document(
            [
                printed.heading("Решения القرارات 决定"),
                printed.paragraph(HOSTILE[1]),
                printed.table([Column("#"), Column("Name", "3fr")], [("1", text) for text in HOSTILE]),
            ],
            title='] #panic() "' + language.name,
            dated="2027",
            lines=["$x$"],
            language=language,
            is_wide=True,
        )
        made = printed.pdf(source)

    assert (made[:5], f"dir: {language.direction}" in source) == (b"%PDF-", True)


def test_the_same_document_is_the_same_to_the_octet(app: Flask):
    source = printed.document([], title="A", dated="B", language=BY_CODE["en"])

    assert printed.pdf(source) == printed.pdf(source)


def test_a_document_reads_no_file_of_the_machine(app: Flask):
    with pytest.raises(typst.TypstError):
        printed.pdf('#read("/etc/hostname")')


def test_our_fonts_speak_all_scripts_but_chinese_and_stay_small():
    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(printed.FONTS)])
    size = sum(file.stat().st_size for file in printed.FONTS.glob("*.ttf"))

    assert sorted((font.family, font.weight) for font in ours.fonts()) == [
        ("Noto Sans", 400),
        ("Noto Sans", 700),
        ("Noto Sans Arabic", 400),
        ("Noto Sans Arabic", 700),
    ]
    assert size < 1_500_000
