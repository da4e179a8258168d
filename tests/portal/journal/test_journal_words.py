"""Every deed and every subject that the code notes has words; so has every line that loading leaves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from foundation.db import db
from foundation.journal import JournalLine
from portal.journal.rules.words import SUBJECT_WORDS, VERB_WORDS

WINGS = ("dialogue", "events", "foundation", "portal", "stakeholders")


def notes(tree: Path) -> Iterator[tuple[str, ast.expr, ast.expr | None]]:
    """Where a deed is noted: the file, its verb, and the kind of its subject if that is told apart."""
    for wing in WINGS:
        for path in (tree / wing).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and len(call.args) > 2:
                    of = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
                    if of == "journal" and call.func.attr == "note":
                        yield path.name, call.args[1], call.args[2]
                    elif of == "journal" and call.func.attr == "note_sealed":
                        subject = call.args[2]
                        yield path.name, call.args[1], subject.elts[0] if isinstance(subject, ast.Tuple) else None
                    elif of == "organizer" and call.func.attr == "note":
                        yield path.name, call.args[0], call.args[1]


def wordless(node: ast.expr | None, known: set[str]) -> list[str]:
    """What is written there that has no words; of what is put together, that no known one looks so."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [] if node.value in known else [node.value]
    if isinstance(node, ast.IfExp):
        return wordless(node.body, known) + wordless(node.orelse, known)
    if isinstance(node, ast.JoinedStr):
        parts = (re.escape(str(each.value)) if isinstance(each, ast.Constant) else ".+" for each in node.values)
        pattern = "".join(parts)
        return [] if any(re.fullmatch(pattern, each) for each in known) else [pattern]
    return []


def test_every_verb_has_words(tree: Path):
    missing = {(file, verb) for file, node, _ in notes(tree) for verb in wordless(node, set(VERB_WORDS))}

    assert sorted(missing) == []


def test_every_kind_of_subject_has_words(tree: Path):
    missing = {(file, kind) for file, _, node in notes(tree) for kind in wordless(node, set(SUBJECT_WORDS))}

    assert sorted(missing) == []


def test_verbs_that_rooms_hand_on_have_words(tree: Path):
    """A room that notes through a function of its own calls it `note` or `_note`, with the verb as a plain word."""
    missing = set()
    for wing in WINGS:
        for path in (tree / wing).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call):
                    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                    if name in ("_note", "note", "_tell", "_told_journal"):
                        missing |= {(path.name, arg.value) for arg in call.args[:2] if _is_verb(arg)}

    assert sorted(missing) == []


def _is_verb(arg: ast.expr) -> bool:
    is_word = isinstance(arg, ast.Constant) and isinstance(arg.value, str) and re.fullmatch("[a-z_]+", arg.value)
    if not is_word or arg.value in {*VERB_WORDS, *SUBJECT_WORDS, "command"}:  # type: ignore[attr-defined]
        return False
    # "confirm" of an affiliation is noted as "confirm_affiliation".
    return all(f"{arg.value}_{kind}" not in VERB_WORDS for kind in SUBJECT_WORDS)  # type: ignore[attr-defined]


def test_every_line_of_the_demonstration_has_words(app: Flask):
    rows = db.session.execute(select(JournalLine.verb, JournalLine.subject_kind).distinct()).all()

    assert [tuple(row) for row in rows if row.verb not in VERB_WORDS or row.subject_kind not in SUBJECT_WORDS] == []
