"""The list on paper: what its masthead says, what is said of fonts, and on which paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.shared import Mm
from flask import Flask

from events.participants.queries.lists import Wish, listing
from events.participants.rules.lists import AS_OF, OTHER_SCRIPTS
from events.participants.services import printing, typesetting
from events.participants.services.wording import Paper, paper
from foundation.db import db
from foundation.languages import ENGLISH
from tests.events.registration.people import NOW, number
from tests.support.people import account

THAI = "ตัวอย่าง ดารา"


@pytest.fixture
def drawn_up(app: Flask):
    """The list of the session as it stands, on paper; as a function, for it is read when it is called."""

    def draw_up() -> Paper:
        view = listing(number("AC-38"), "2027", Wish("SESSION", "now"))
        return paper(view, dated=AS_OF.with_values(day=NOW), days="24–28 May 2027", has_chinese=False)

    with app.test_request_context():
        yield draw_up


def call(key: str, name: str, latin: str) -> None:
    row = account(key)
    row.name, row.name_latin = name, latin
    db.session.commit()


def test_the_masthead_says_which_list_of_what_where_and_when(drawn_up):
    made = drawn_up()

    assert (made.edition, made.part, made.city, made.days, made.name, made.symbol, made.dated) == (
        "Demonstration cluster and session 2027",
        "Thirtieth session of the Commission (demonstration)",
        "Geneva",
        "24–28 May 2027",
        "As it stands now, not issued",
        "LINKAGE/2027/PARTICIPANTS/SESSION",
        "As of 20 April 2027, 10:00",
    )


def test_fonts_are_spoken_of_only_where_a_name_has_no_latin_form(drawn_up):
    call("AC-05", THAI, "Tuayang Dara")
    with_latin = drawn_up()
    call("AC-05", THAI, "")

    assert (with_latin.note, drawn_up().note) == ("", OTHER_SCRIPTS.text)


def test_the_print_has_no_hole_where_a_script_has_no_font(drawn_up):
    call("AC-05", THAI, "Tuayang Dara")

    source = typesetting.source(drawn_up(), ENGLISH)

    assert (THAI in source, "#strong[Tuayang Dara]#linebreak();Adviser" in source) == (False, True)


def test_the_document_is_on_a4(drawn_up):
    made = drawn_up()
    section = Document(BytesIO(printing.docx(made))).sections[0]

    assert [round(each / Mm(1)) for each in (section.page_width, section.page_height, section.left_margin)] == [
        210,
        297,
        22,
    ]
