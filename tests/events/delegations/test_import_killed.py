"""A worker killed while it takes a table: all of it is there or nothing, and in the end everything once."""

from __future__ import annotations

import random
import time

from flask import Flask
from sqlalchemy import func, select, update

from events.delegations.models import Import, Member
from events.delegations.services import importing
from events.registration.models import Registration
from events.registration.services.on_behalf import Hand
from foundation import clock
from foundation.db import atomic, db
from foundation.jobs import Job
from foundation.outbox import OutboxMessage
from stakeholders.accounts.models import Account, MailedLink
from tests.events.delegations.trying import HEADER
from tests.events.registration.people import HOUSE, number
from tests.support.working import await_that, end, kill, started

PEOPLE, KILLS = 300, 4


def rows(size: int) -> bytes:
    lines = [
        f"SESSION,UNESCO,p{each}@t.example,P {each},{'adviser' if each else 'head'},,,,,,," for each in range(size)
    ]
    return "\n".join([HEADER, *lines]).encode()


def there() -> tuple[int, ...]:
    """How much of the table stands: accounts, registrations, members, links, letters."""
    db.session.rollback()
    accounts = select(Account.id).where(Account.email.like("p%@t.example"))
    counted = (
        select(func.count()).select_from(Account).where(Account.id.in_(accounts)),
        select(func.count()).select_from(Registration).where(Registration.account_id.in_(accounts)),
        select(func.count()).select_from(Member).where(Member.typed_name.like("P %")),
        select(func.count()).select_from(MailedLink).where(MailedLink.account_id.in_(accounts)),
        select(func.count()).select_from(OutboxMessage).where(OutboxMessage.account_id.in_(accounts)),
    )
    return tuple(db.session.scalar(each) or 0 for each in counted)


def job_is(*states: str) -> bool:
    db.session.rollback()
    return db.session.scalar(select(Job.state).where(Job.name == importing.CONFIRMED)) in states


@atomic
def let_go() -> None:
    """The lease of the killed runs out, and the pause after the attempt passes."""
    now = clock.wire_now()
    db.session.execute(
        update(Job)
        .where(Job.name == importing.CONFIRMED, Job.state != "done")
        .values(state="waiting", lease=None, leased_until=None, due_at=now, attempts=0)
    )


def test_killed_at_any_point_a_table_is_taken_whole_or_not_at_all_and_once(any_app: Flask, tmp_path):
    address = any_app.config["SQLALCHEMY_DATABASE_URI"]
    mine = Hand(number("AC-35"), HOUSE, clock.now(), clock.wire_now())
    table_id = importing.read(mine, "2027", rows(PEOPLE), name="p.csv")
    importing.confirm(mine, "2027", table_id)
    chance, seen = random.Random(5), []

    for _round in range(KILLS):
        process = started(address, HOME=str(tmp_path))
        await_that(lambda: job_is("running", "done"))
        time.sleep(chance.uniform(0, 0.4))
        kill(process)
        seen.append(there())
        let_go()
    last = started(address, HOME=str(tmp_path))
    await_that(lambda: job_is("done"))
    end(last)

    assert {*seen} <= {(0,) * 5, (PEOPLE,) * 5}
    assert there() == (PEOPLE,) * 5
    assert db.session.scalars(select(Import.state).where(Import.id == table_id)).one() == "done"
