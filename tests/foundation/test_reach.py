"""How far a role reaches in an edition: all of it, some of its segments, or not at all."""

from __future__ import annotations

import pytest
from flask import Flask

from foundation import access
from foundation.access import HOUSE, Reach, Scope
from tests.support.desk import somebody

EDITION, SEGMENTS = 3, [31, 32, 33]


@pytest.mark.parametrize(
    ("scopes", "reach"),
    [
        ([HOUSE], Reach(is_whole=True)),
        ([Scope("edition", 3)], Reach(is_whole=True)),
        ([Scope("segment", 31), Scope("edition", 3)], Reach(is_whole=True)),
        ([Scope("segment", 31), Scope("segment", 33)], Reach(False, frozenset([31, 33]))),
        ([Scope("segment", 41), Scope("edition", 4)], Reach(is_whole=False)),
        ([Scope("meeting", 31), Scope("organization", 3)], Reach(is_whole=False)),
        ([], Reach(is_whole=False)),
    ],
)
def test_a_role_reaches_as_far_as_it_is_held(empty_app: Flask, scopes: list[Scope], reach: Reach):
    person = somebody("Rina Registrar")
    for scope in scopes:
        somebody("Rina Registrar", "registrar", scope)

    found = access.reach(person.id, ("registrar",), EDITION, SEGMENTS)

    assert (found, bool(found)) == (reach, reach.is_whole or bool(reach.segments))


def test_another_role_reaches_nowhere(empty_app: Flask):
    person = somebody("Hana Host", "host", Scope("edition", EDITION))

    assert not access.reach(person.id, ("registrar",), EDITION, SEGMENTS)
