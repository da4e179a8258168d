"""Every kind of letter that the product writes is called something in words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from foundation.outbox import KINDS
from stakeholders.accounts.rules import ADDRESS, SIGN_IN, VERIFY

HOUSE = Path(__file__).parents[3]
WINGS = ("dialogue", "events", "foundation", "portal", "stakeholders")
AT = {"Letter": 3, "mail": 3, "_tell": 2}
"""Where the kind stands among what is handed to those who write letters, when it is not named."""


def kinds_written() -> Iterator[str]:
    """The kinds of letters as the code spells them out."""
    for path in (path for wing in WINGS for path in (HOUSE / wing).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                given = [each.value for each in call.keywords if each.arg == "kind"] or call.args[AT.get(name, 99) :][
                    :1
                ]
                if name in AT and given and isinstance(given[0], ast.Constant):
                    yield str(given[0].value)


def test_each_kind_has_words():
    written = {*kinds_written(), VERIFY, SIGN_IN, ADDRESS}

    assert {"account_unknown", "affiliation_declined", "digest", "notice", "registration"} <= written
    assert written - set(KINDS) == set()
