"""A table of 2,000 people with 50 bad rows: each named by row and column, the rest taken, whole after every kill."""

from __future__ import annotations

import random
import time

import pytest
from flask import Flask

from events.delegations.rules.imports import faults_of
from events.delegations.services import importing
from events.registration.services.on_behalf import Hand
from foundation import clock
from tests.events.delegations.test_import_killed import job_is, let_go, there
from tests.events.delegations.trying import HEADER, kept
from tests.events.registration.people import HOUSE, number
from tests.support.working import await_that, end, kill, started

PEOPLE, BAD, KILLS = 2000, 50, 6
WRONGS = (
    ("part", "NOWHERE,UNESCO,{email},{name},member"),
    ("organization", "SESSION,Nobody at all,{email},{name},member"),
    ("email", "SESSION,UNESCO,no address,{name},member"),
    ("rank", "SESSION,UNESCO,{email},{name},boss"),
    ("name", "SESSION,UNESCO,{email},,member"),
)

pytestmark = pytest.mark.prove


def table() -> tuple[bytes, dict[int, str]]:
    """The file, and the column that is wrong by the number of the bad row."""
    chance, lines, wrong = random.Random(2000), [], {}
    bad = set(chance.sample(range(PEOPLE), BAD))
    for each in range(PEOPLE):
        column, words = WRONGS[each % len(WRONGS)] if each in bad else ("", "SESSION,UNESCO,{email},{name},member")
        lines.append(words.format(email=f"p{each}@t.example", name=f"P {each}") + ",,,,,,,")
        if column:
            wrong[each + 2] = column
    return "\n".join([HEADER, *lines]).encode(), wrong


def test_two_thousand_people_with_fifty_bad_rows(any_app: Flask, tmp_path):
    content, wrong = table()
    mine = Hand(number("AC-35"), HOUSE, clock.now(), clock.wire_now())

    table_id = importing.read(mine, "2027", content, name="p.csv")
    found = {row["row"]: faults_of(row)[0].column for row in kept(table_id).rows if row["wrong"]}
    importing.confirm(mine, "2027", table_id)
    chance, seen = random.Random(5), []
    for _round in range(KILLS):
        process = started(any_app.config["SQLALCHEMY_DATABASE_URI"], HOME=str(tmp_path))
        await_that(lambda: job_is("running", "done"))
        time.sleep(chance.uniform(0, 3))
        kill(process)
        seen.append(there())
        let_go()
    last = started(any_app.config["SQLALCHEMY_DATABASE_URI"], HOME=str(tmp_path))
    await_that(lambda: job_is("done"))
    end(last)

    good = PEOPLE - BAD
    assert found == wrong
    assert {*seen} <= {(0,) * 5, (good,) * 5}
    assert (there(), kept(table_id).result["taken"]) == ((good,) * 5, good)
