"""Nobody sees or changes what is not theirs: every address is tried by every role, with their own and with others' ids."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.access.asking import Answer, Asker, asker
from tests.access.doors import DONE, OPEN, ROLES, Door
from tests.access.house import furnish
from tests.access.table import DOORS
from tests.support import databases

DEEDS = [door for door in DOORS if door.method == "POST" and {DONE, OPEN} & set(door.outcomes.values())]


def house(**settings: bool) -> Iterator[Asker]:
    with (
        databases.copy("sqlite", loaded=True) as address,
        databases.application(address, **settings) as app,
        asker(app, furnish(app)) as asks,
    ):
        yield asks


@pytest.fixture(scope="module")
def asks() -> Iterator[Asker]:
    """Somebody who asks as each role, in a furnished house."""
    yield from house()


@pytest.fixture(scope="module")
def asks_without_token() -> Iterator[Asker]:
    """The same in a house that wants the token of a form."""
    yield from house(WTF_CSRF_ENABLED=True)


def rules(app: Flask) -> set[tuple[str, str]]:
    """Every rule with each of its methods, that of a mere question about it left out."""
    found = ((method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods or ())
    return {(method, rule) for method, rule in found if method in ("GET", "POST")}


def placed(asks: Asker) -> dict[tuple[str, str], list[Door]]:
    """The doors of the table by method and rule."""
    found: dict[tuple[str, str], list[Door]] = {}
    for door in DOORS:
        found.setdefault((door.method, asks.rule(door)), []).append(door)
    return found


def test_every_address_is_placed_in_the_table(asks):
    missing = rules(asks.app) - set(placed(asks))

    assert [f"{method} {rule} has no place in tests/access/table" for method, rule in sorted(missing)] == []
    assert sorted(set(placed(asks)) - rules(asks.app)) == []


def test_every_address_with_a_name_or_a_number_is_tried_with_another_one_too(asks):
    lonely = [
        pair for pair, doors in placed(asks).items() if "<" in pair[1] and len({door.address for door in doors}) < 2
    ]

    assert lonely == []


def test_every_role_tries_every_address(asks):
    tried = {pair: {role for door in doors for role in door.outcomes} for pair, doors in placed(asks).items()}

    assert [pair for pair, roles in tried.items() if roles != set(ROLES)] == []


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_each_role_meets_what_the_table_says(asks, door):
    assert [
        f"{role}: {answer.word}, and the table says {outcome}"
        for role, outcome in door.outcomes.items()
        if not is_as_told(answer := asks.ask(door, role), door, outcome)
    ] == []


@pytest.mark.parametrize("door", DEEDS, ids=str)
def test_without_the_token_of_its_form_no_deed_is_done(asks_without_token, door):
    role = next(role for role, outcome in door.outcomes.items() if outcome in (DONE, OPEN))

    answer = asks_without_token.ask(door, role)

    assert (answer.status in (400, 422), answer.is_changed) == (True, False), answer


def is_as_told(answer: Answer, door: Door, outcome: str) -> bool:
    """Whether an answer is that of the table; nothing but what is told as done may have changed anything."""
    may_change = outcome == DONE or (door.leaves_a_mark and outcome == OPEN)
    return answer.word == (DONE if answer.is_changed and may_change else outcome) and (
        may_change or not answer.is_changed
    )
