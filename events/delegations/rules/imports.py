"""What is kept of a table that was sent in, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from events.delegations.rules.rows import Checked, Fault
from events.delegations.rules.tables import COLUMNS, Row
from foundation.errors import Forbidden, Missing, Refused
from foundation.sentences import Sentence

MOST_NAME = 120
PAGE = 100
"""How many rows stand on a page."""


class ImportState(StrEnum):
    """What became of a table."""

    READ = "read"
    CONFIRMED = "confirmed"
    DONE = "done"
    DROPPED = "dropped"


IMPORT_WORDS: Mapping[str, Sentence] = {
    ImportState.READ: Sentence("read, nobody registered yet"),
    ImportState.CONFIRMED: Sentence("being taken"),
    ImportState.DONE: Sentence("taken"),
    ImportState.DROPPED: Sentence("dropped"),
}
IMPORT_MARKS: Mapping[str, tuple[str, str]] = {
    ImportState.READ: ("draft", "inf"),
    ImportState.CONFIRMED: ("wait", "warn"),
    ImportState.DONE: ("ok", "ok"),
    ImportState.DROPPED: ("none", "mut"),
}

NO_LONGER_YOURS = Sentence("you don’t look after this delegation any more")
NOT_TAKEN = Sentence("this person can’t be registered so")
REFUSED_BEFORE = Sentence("the secretariat has refused this person’s registration before")
IN_IT_MEANWHILE = Sentence("the person is in the delegation already")


class UnknownImport(Missing):
    sentence = Sentence("There is no such table.")
    next_step = Sentence("The list shows those that were sent in.")


class NotYourImport(Forbidden):
    sentence = Sentence("This table was sent in by somebody else.")


class DroppedBefore(Refused):
    sentence = Sentence("This table was dropped; nothing of it is kept.")
    next_step = Sentence("Send it in again.")


class ConfirmedBefore(Refused):
    sentence = Sentence("This table is confirmed; it can’t be dropped any more.")


class NothingGood(Refused):
    sentence = Sentence("No row of this table can be taken.")
    next_step = Sentence("Put right what is named, and send it in again.")


def as_json(checked: Checked) -> dict[str, Any]:
    """A row as it is kept, with what is wrong with it."""
    return {
        "row": checked.row.number,
        "cells": dict(checked.row.cells),
        "wrong": [_fault(each) for each in checked.faults],
        **({"heed": _words(checked.heed)} if checked.heed else {}),
    }


def left_as_json(row: Row, faults: Sequence[Fault]) -> dict[str, Any]:
    """A row that was good and could not be taken all the same, with the reason."""
    return {"row": row.number, "cells": dict(row.cells), "wrong": [_fault(each) for each in faults]}


def is_good(kept: Mapping[str, Any]) -> bool:
    """Whether nothing is wrong with a row."""
    return not kept["wrong"]


def row_of(kept: Mapping[str, Any]) -> Row:
    """The row of a table as it was."""
    return Row(kept["row"], kept["cells"])


def faults_of(kept: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with a row, in sentences that speak every language."""
    return [Fault(column, _sentence(words)) for column, words in kept["wrong"]]


def heed_of(kept: Mapping[str, Any]) -> Sentence | None:
    """What who sends a row should know all the same."""
    return _sentence(kept["heed"]) if "heed" in kept else None


def columns_in(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns that any of these rows has, in their order."""
    found = {column for each in rows for column in each["cells"]}
    return [column for column in COLUMNS if column in found]


def _fault(fault: Fault) -> list[Any]:
    return [fault.column, _words(fault.words)]


def _words(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "values": {name: _value(value) for name, value in sentence.values.items()}}


def _value(value: object) -> object:
    if isinstance(value, Sentence):
        return {"sentence": _words(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()} if type(value) is date else {"moment": value.isoformat()}
    return value if isinstance(value, int) else str(value)


def _sentence(kept: Mapping[str, Any]) -> Sentence:
    return Sentence(kept["text"], **{name: _meant(value) for name, value in kept["values"].items()})


def _meant(value: object) -> object:
    if not isinstance(value, dict):
        return value
    if "sentence" in value:
        return _sentence(value["sentence"])
    return date.fromisoformat(value["day"]) if "day" in value else datetime.fromisoformat(value["moment"])
