"""Every deed and every subject that the code notes has words; so has every line that loading leaves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from events.programme.rules.deeds import Verb
from events.registration.services.ending import VERBS
from foundation.db import db
from foundation.journal import JournalLine
from portal.journal.rules.words import SUBJECT_WORDS, VERB_WORDS
from portal.loading.rules import LOADED
from stakeholders.accreditation.rules.applying import Deed

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


def verbs_of(tree: Path) -> Iterator[tuple[str, str]]:
    """Every verb that is noted anywhere as (where, verb): whatever is given as the `verb` of a function.

    What can’t be read off the code stands as `?` with how it is written.
    """
    parsed = {
        path: ast.parse(path.read_text())
        for wing in WINGS
        for path in (tree / wing).rglob("*.py")
        if "journal" in (text := path.read_text()) or "verb" in text
    }
    takers = {
        (path.stem, each.name): [arg.arg for arg in each.args.args if arg.arg != "self"].index("verb")
        for path, module in parsed.items()
        for each in ast.walk(module)
        if isinstance(each, ast.FunctionDef) and "verb" in [arg.arg for arg in each.args.args]
    }
    for path, module in parsed.items():
        known = {**takers, **imported(path.stem, module, takers)}
        for function in (each for each in ast.walk(module) if isinstance(each, ast.FunctionDef)):
            for call in (each for each in ast.walk(function) if isinstance(each, ast.Call)):
                node = given(call, path.stem, known)
                if node is not None:
                    yield from ((path.stem, verb) for verb in read(node, function, module))


def imported(stem: str, module: ast.Module, takers: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Functions of other modules that a module names as if they were its own."""
    return {
        (stem, name.asname or name.name): takers[of, name.name]
        for each in ast.walk(module)
        if isinstance(each, ast.ImportFrom)
        for name in each.names
        if ((of := (each.module or "").rpartition(".")[2]), name.name) in takers
    }


def given(call: ast.Call, module: str, takers: dict[tuple[str, str], int]) -> ast.expr | None:
    """What a call gives as the verb, if it is one of a function that takes one."""
    of, name = module, getattr(call.func, "id", getattr(call.func, "attr", ""))
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        of = call.func.value.id if (call.func.value.id, name) in takers else module
    place = takers.get((of, name))
    if place is None:
        return None
    named = [each.value for each in call.keywords if each.arg == "verb"]
    return named[0] if named else call.args[place] if len(call.args) > place else None


def read(node: ast.expr, function: ast.FunctionDef, module: ast.Module) -> list[str]:
    """The verbs that an expression can be."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return read(node.body, function, module) + read(node.orelse, function, module)
    if isinstance(node, ast.Name):
        if node.id in [arg.arg for arg in function.args.args]:
            return []
        assigned = [
            each.value
            for each in (*ast.walk(function), *module.body)
            if isinstance(each, ast.Assign | ast.AnnAssign) and each.value and node.id in names_of(each)
        ]
        return [verb for each in assigned for verb in read(each, function, module)] or [f"?{node.id}"]
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return read(node.value, function, module)
    if isinstance(node, ast.Dict):
        return [verb for each in node.values for verb in read(each, function, module)]
    return [f"?{ast.unparse(node)}"]


def names_of(each: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = each.targets if isinstance(each, ast.Assign) else [each.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


# What the code hands on with an ending: "confirm" of an affiliation is noted as "confirm_affiliation".
ENDINGS = ("affiliation", "application", "change")
# What is read off a row, and what a table of another module calls.
ELSEWHERE = {"?told.line.verb", "?row.verb", "?LOADED"}


def test_every_verb_that_any_function_is_given_has_words(tree: Path):
    missing = {
        (where, verb)
        for where, verb in verbs_of(tree)
        if verb not in VERB_WORDS and verb not in ELSEWHERE and not re.match(r"\?Verb\.|\?f'\{", verb)
        if all(f"{verb}_{ending}" not in VERB_WORDS for ending in ENDINGS)
    }

    assert sorted(missing) == []


def test_what_is_put_together_or_stands_in_a_list_of_moves_has_words():
    verbs = [f"{deed}_meeting" for deed in Verb] + [f"{deed}_application" for deed in Deed] + [LOADED]

    assert [each for each in (*verbs, *VERBS.values(), "end_offer", "offer_seat") if each not in VERB_WORDS] == []


def test_no_two_deeds_or_subjects_to_choose_from_read_alike():
    for table in (VERB_WORDS, SUBJECT_WORDS):
        told = [words.text for words in table.values()]
        assert sorted({each for each in told if told.count(each) > 1}) == []
