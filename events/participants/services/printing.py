"""The list of participants as PDF and as DOCX, in the language being spoken and its direction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from events.participants.rules.directions import directed
from events.participants.services import typesetting
from events.participants.services.wording import Line, Paper
from foundation import languages, printed
from foundation.languages import Language

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

A4, MARGIN = (Mm(210), Mm(297)), Mm(22)
STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "List", "Footer")
FONTS = {"w:ascii": "Noto Sans", "w:hAnsi": "Noto Sans", "w:cs": "Noto Sans Arabic", "w:eastAsia": "Noto Sans CJK SC"}
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")


def pdf(paper: Paper) -> bytes:
    """The list as PDF."""
    return printed.pdf(typesetting.source(paper, languages.current()))


def docx(paper: Paper) -> bytes:
    """The list as DOCX, with headings that its reader’s programme knows."""
    language = languages.current()
    document = Document()
    _name(document, paper, language)
    for name in STYLES:
        _speak(document.styles[name], language)
    for style, words in _blocks(paper):
        _write(document.add_paragraph(style=style), str(words), language)
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    if language.direction == "rtl":
        section._sectPr.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")
    _number(section.footer.paragraphs[0], language)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _blocks(paper: Paper) -> Iterator[tuple[str, str | Line]]:
    """The paragraphs of the document, each with its style."""
    yield "Title", paper.title
    for words in paper.lines:
        yield "Normal", words
    for part in paper.parts:
        if part.heading:
            yield f"Heading {part.level - 1}", part.heading
        for line in part.lines:
            yield "List", line


def _name(document: Any, paper: Paper, language: Language) -> None:
    """What the file says of itself; no person and no hour."""
    properties = document.core_properties
    properties.title, properties.language = paper.title, language.tag
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)


def _speak(style: Any, language: Language) -> None:
    """Tell a style its fonts, its language and which way it goes."""
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for name, family in FONTS.items():
        fonts.set(qn(name), family)
    if style.name == "Normal":
        style.font.size = Pt(10)
    spoken = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        spoken.set(qn(name), language.tag)
    properties.append(spoken)
    if language.direction == "rtl":
        style.element.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def _write(paragraph: Any, text: str, language: Language) -> None:
    """A text in runs that each go one way: what is written from right to left says so, and in a page of the kind all of it."""
    if language.direction == "rtl":
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for piece, is_rtl in directed(text, is_rtl=language.direction == "rtl"):
        run = paragraph.add_run(piece)
        if is_rtl:
            run.font.rtl = True


def _number(paragraph: Any, language: Language) -> None:
    """The number of the page at its foot."""
    _write(paragraph, "", language)
    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        run._r.append(element)
