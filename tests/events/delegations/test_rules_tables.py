"""A table as text: whatever stands between the cells, each is read as it was written, with the row's number in the sheet."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.delegations.rules import tables
from events.delegations.rules.tables import COLUMNS, MOST_BYTES, MOST_ROWS, NEEDED, Row, read_table
from foundation.sheets import as_csv

CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)


def written(rows: list[list[str]], sign: str) -> bytes:
    out = StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows(rows)
    return out.getvalue().encode()


@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_every_row_is_read_as_it_was_written(rows: list[list[str]], sign: str):
    kept = [row for row in rows if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#")]
    content = written([list(NEEDED), *rows], sign)

    try:
        found = read_table(content)
    except tables.Empty:
        found = []

    assert [[row[name] for name in NEEDED] for row in found] == [[tables._plain(cell) for cell in row] for row in kept]
    assert [row.number for row in found] == [number for number, row in enumerate(rows, 2) if row in kept]


@given(st.lists(st.sampled_from(["=1+1", "+41", "-x", "@a", "Ana", " b"]), min_size=5, max_size=5))
def test_what_we_hand_out_is_read_back_as_it_was(cells: list[str]):
    found = read_table(as_csv([NEEDED, cells]).encode())

    assert [found[0][name] for name in NEEDED] == [" ".join(cell.split()) for cell in cells]


def test_line_breaks_in_quotes_and_a_mark_at_the_beginning_are_no_trouble():
    content = (
        '\ufeffRank;Part;State;E-Mail;Name\r\nhead;SESSION;UIT;a@b.org;"Ana\r\nB."\r\n;;;;\r\nadviser;X;Y;Z;W'.encode()
    )

    assert read_table(content) == [
        Row(2, {"rank": "head", "part": "SESSION", "organization": "UIT", "email": "a@b.org", "name": "Ana B."}),
        Row(4, {"rank": "adviser", "part": "X", "organization": "Y", "email": "Z", "name": "W"}),
    ]


def test_the_template_is_a_table_without_people():
    with pytest.raises(tables.Empty):
        read_table(as_csv([list(COLUMNS), [f"# {words}" for words in map(str, range(len(COLUMNS)))]]).encode())


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("part,organization,email,name,rank\nÉ".encode("latin-1"), tables.OtherLetters),
        ("part,organization,email,name,rank\nx".encode("utf-16"), tables.OtherLetters),
        (b"part,organization,email,name,rank\n\0", tables.OtherLetters),
        (b"part,organization,email,name\n1,2,3,4", tables.MissingColumns),
        (b"part,part,organization,email,name,rank\n1", tables.TwiceAColumn),
        (b'part,organization,email,name,rank\n"x', tables.NoTable),
        (b"", tables.MissingColumns),
        (b"part,organization,email,name,rank\n" + b"a,b,c,d,e\n" * (MOST_ROWS + 1), tables.TooManyRows),
        (b"x" * (MOST_BYTES + 1), tables.TooLarge),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, refusal: type[tables.Unreadable]):
    with pytest.raises(refusal):
        read_table(content)


@pytest.mark.parametrize("marks", [1, 2, 3])
def test_any_number_of_marks_of_the_encoding_is_passed_over(marks: int):
    content = "\ufeff" * marks + "part,organization,email,name,rank\nSESSION,ITU,a@b.org,Ana,head"

    assert [row["name"] for row in read_table(content.encode())] == ["Ana"]
