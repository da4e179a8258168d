"""Printed matter: text made safe for typst, one shape of document for all rooms, and the PDF of it.

Our own fonts speak Latin, Cyrillic and Arabic; Chinese takes a font of the system, and shows boxes where none is installed.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from foundation import languages
from foundation.languages import Language
from foundation.sentences import Sentence

FONTS = Path(__file__).parent / "fonts"
FAMILIES = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Noto Serif CJK SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)

_MARKED = {ord(mark): f"\\{mark}" for mark in string.punctuation}
_DIRECTING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_PRINTED = frozenset({"Cc", "Cs"})

PAGE_OF = Sentence("Page {page} of {pages}")
_PAGE, _PAGES = "\ue000", "\ue001"


def escaped(text: str) -> str:
    """A text as typst content that shows exactly itself: every sign escaped, a new line a line break.

    What directs the text around it (bidirectional embeddings) and control characters are left out.
    """
    lines = text.splitlines() or [""]
    return "#linebreak();".join(_line(line) for line in lines)


def quoted(text: str) -> str:
    """A text as a typst string in code, quotes included; in one line."""
    plain = _printable(" ".join(text.splitlines()))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pdf(source: str) -> bytes:
    """The PDF of a typst document. It reads no file but the fonts, and no package."""
    # The root holds nothing but fonts: a source that names a file of the machine finds none.
    compiler = typst.Compiler(source.encode(), root=str(FONTS), font_paths=_fonts())
    made = compiler.compile(format="pdf")
    assert isinstance(made, bytes)
    return made


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, and its width in typst's words ("1fr", "auto", "2cm")."""

    head: str
    width: str = "1fr"


def document(
    body: Iterable[str], *, title: str, dated: str, language: Language, lines: Sequence[str] = (), is_wide: bool = False
) -> str:
    """The typst source of a document: title, lines under it, its date; pages numbered; `body` is typst content.

    `title`, `dated` and `lines` are plain text; `is_wide` turns the paper.
    """
    families = ", ".join(f'"{name}"' for name in FAMILIES)
    tag = language.tag.split("-")[0]
    head = [
        f"#set document(title: {quoted(title)}, date: none)",
        f'#set page(paper: "a4", flipped: {str(is_wide).lower()}, margin: (x: 1.8cm, top: 1.8cm, bottom: 2cm),',
        f"  footer: [#set text(8pt, fill: luma(90)); {escaped(title)} #h(1fr) {_page_words()}])",
        f'#set text(font: ({families}), size: 9.5pt, lang: "{tag}", dir: {language.direction})',
        "#set par(leading: 0.6em)",
        "#set heading(bookmarked: true)",
        '#show heading: set text(weight: "bold")',
        "#set table(stroke: (x, y) => (bottom: if y == 0 { 0.9pt } else { 0.4pt + luma(190) }), inset: (x: 4pt, y: 5pt))",
        '#show table.cell.where(y: 0): set text(weight: "bold")',
        f"#heading(level: 1)[{escaped(title)}]",
        *(f"#block[{escaped(line)}]" for line in lines),
        f"#block[#text(fill: luma(90))[{escaped(dated)}]]",
        "#v(0.4em)",
    ]
    return "\n".join([*head, *body]) + "\n"


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A table of plain texts whose head comes again on every page."""
    widths = "".join(f"{column.width}, " for column in columns)
    head = ", ".join(f"[{escaped(column.head)}]" for column in columns)
    cells = "\n".join("  " + ", ".join(f"[{escaped(cell)}]" for cell in row) + "," for row in rows)
    return f"#table(columns: ({widths}), table.header({head}),\n{cells}\n)"


def heading(text: str, *, level: int = 2) -> str:
    """A heading under the title, of plain text."""
    return f"#heading(level: {level})[{escaped(text)}]"


def paragraph(text: str) -> str:
    """A paragraph of plain text; its lines stay lines."""
    return f"#par[{escaped(text)}]"


@cache
def has_chinese() -> bool:
    """Whether a font for Chinese is installed here."""
    return any(family in _fonts().families() for family in FAMILIES[2:])


@cache
def _fonts() -> typst.Fonts:
    # Looking through the system's fonts takes longer than most documents: once in a process.
    return typst.Fonts(font_paths=[str(FONTS)])


def _line(line: str) -> str:
    return _printable(line).translate(_MARKED)


def _printable(text: str) -> str:
    spaced = text.replace("\t", " ")
    return "".join(each for each in spaced if each not in _DIRECTING and unicodedata.category(each) not in _NOT_PRINTED)


def _page_words() -> str:
    words = escaped(languages.say(PAGE_OF.with_values(page=_PAGE, pages=_PAGES)))
    now, last = "#context counter(page).display()", "#context counter(page).final().first()"
    return words.replace(_PAGE, now + ";").replace(_PAGES, last + ";")
