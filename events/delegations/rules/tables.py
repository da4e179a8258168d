"""A table of people as text: CSV with commas, semicolons or tabs, read with the numbers that a spreadsheet gives its rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from foundation.errors import Invalid
from foundation.sentences import Sentence

MOST_BYTES, MOST_ROWS, MOST_CELL = 2 * 1024 * 1024, 5000, 500

COLUMNS: Mapping[str, Sentence] = {
    "part": Sentence("key of the part of the edition: {parts}"),
    "organization": Sentence("State or organization: its acronym in any language, its key, or its name in full"),
    "email": Sentence("address of the person, each person’s own"),
    "name": Sentence("name as the person writes it"),
    "name in latin letters": Sentence("only where the name is in other letters"),
    "rank": Sentence("head, member, alternate or adviser; one head at most"),
    "function": Sentence("function or title, as the list of participants tells it"),
    "may speak": Sentence("yes or no"),
    "speaks for": Sentence("the group in whose name the person also speaks"),
    "takes part": Sentence("on site or online"),
    "language": Sentence("language of letters: ar, zh, en, fr, ru, es"),
    "from": Sentence("first day with the organization, as 2027-05-13; empty: today"),
    "until": Sentence("last day with the organization; empty: the last day of the edition"),
}
"""The columns in their order, and what they mean. Those of `NEEDED` are always there; the others may be left out."""

NEEDED = ("part", "organization", "email", "name", "rank")
_ALIASES = {
    "segment": "part",
    "e-mail": "email",
    "e-mail address": "email",
    "mail": "email",
    "organisation": "organization",
    "state": "organization",
    "latin name": "name in latin letters",
    "name_latin": "name in latin letters",
    "title": "function",
    "may_speak": "may speak",
    "speaks_for": "speaks for",
    "mode": "takes part",
    "since": "from",
}
_NOTE = "#"
_LIVE = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would reckon with; it stands behind an apostrophe in what we hand out."""


class Unreadable(Invalid):
    """The ground of what makes a file no table of people."""


class TooLarge(Unreadable):
    sentence = Sentence("The file is larger than 2 MB. Send it in parts.")


class Empty(Unreadable):
    sentence = Sentence("The file has no row of a person.")
    next_step = Sentence("The template shows how a table looks.")


class OtherLetters(Unreadable):
    sentence = Sentence("The file is not in UTF-8 but in another encoding, so names would come out wrong.")
    next_step = Sentence("Save it as “CSV UTF-8” and send it again.")


class NoTable(Unreadable):
    sentence = Sentence("The file can’t be read as a table: row {row} breaks off.")


class TooManyRows(Unreadable):
    sentence = Sentence("The table has more than {most} rows. Send it in parts.")


class MissingColumns(Unreadable):
    sentence = Sentence("The first row names no column {columns}.")
    next_step = Sentence("The template has all of them; their order is free.")


class TwiceAColumn(Unreadable):
    sentence = Sentence("The first row names the column {columns} twice.")


@dataclass(frozen=True)
class Row:
    """A row of the table: its number in the sheet (the first row is 1), and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_table(content: bytes) -> list[Row]:
    """The rows of people in a file. Empty rows and those that begin with # are passed over.

    Raises TooLarge, OtherLetters, NoTable, TooManyRows, MissingColumns, TwiceAColumn, Empty.
    """
    text = _text(content)
    records = _records(text, _sign_between(text))
    columns = _columns(next(records, (1, []))[1])
    rows: list[Row] = []
    for number, record in records:
        if not any(cell.strip() for cell in record) or record[0].lstrip().startswith(_NOTE):
            continue
        if len(rows) == MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        cells = {column: _plain(cell) for column, cell in zip(columns, record, strict=False) if column}
        rows.append(Row(number, cells))
    if not rows:
        raise Empty
    return rows


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise TooLarge
    try:
        # Programs that save twice put the mark of the encoding before the text twice.
        text = content.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError:
        raise OtherLetters from None
    if "\0" in text:
        raise OtherLetters
    return text


def _sign_between(text: str) -> str:
    """What stands between the cells: of comma, semicolon and tab the one by which the first row names the most columns."""
    first = next(iter(text.splitlines()), "")
    return max(",;\t", key=lambda sign: sum(_column(cell) != "" for cell in first.split(sign)))


def _records(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers; a line break within quotes ends none."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error:
            raise NoTable(row=number) from None
        if record is None:
            return
        yield number, record or [""]


def _columns(header: Sequence[str]) -> list[str]:
    found = [_column(cell) for cell in header]
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    twice = sorted({name for name in found if name and found.count(name) > 1})
    if twice:
        raise TwiceAColumn(columns=", ".join(twice))
    return found


def _column(cell: str) -> str:
    """The column that a heading names; none for another."""
    name = " ".join(cell.replace('"', "").casefold().replace("_", " ").split())
    name = _ALIASES.get(name, name)
    return name if name in COLUMNS else ""


def _plain(cell: str) -> str:
    text = " ".join(cell.split())
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_LIVE) else text
