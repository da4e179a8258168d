"""A merge holds the people of both records before the records: a deed on one of them is never in its way the other way round."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select

from foundation.db import db
from stakeholders.organizations.models import Affiliation, Merge
from tests.events.registration.people import a_person, affiliation, number
from tests.stakeholders.organizations.records import a_record, merged


@pytest.mark.parametrize("any_app", ["postgresql"], indirect=True)
def test_while_a_person_is_held_a_merge_holds_no_record(any_app: Flask):
    kept = a_record("KEPT", "Kept by the merge")
    person = a_person("held", constituency="BUSINESS", organization="OR-SMALL")
    gone = db.session.get_one(Affiliation, affiliation(person)).organization_id
    by = number("AC-37")
    db.session.rollback()
    server = any_app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg://", "postgresql://", 1)

    def in_its_own_context() -> int:
        with any_app.app_context():
            return merged(by, gone or 0, kept)

    with psycopg.connect(server) as deed, ThreadPoolExecutor(1) as pool:
        deed.execute("SELECT id FROM accounts WHERE id = %s FOR NO KEY UPDATE", (person,))
        merge = pool.submit(in_its_own_context)
        time.sleep(1)
        waited = not merge.done()
        deed.execute("SELECT id FROM organizations WHERE id IN (%s, %s) FOR KEY SHARE NOWAIT", (gone, kept))
        deed.commit()
        done = merge.result(timeout=20)

    assert (waited, db.session.scalar(select(Merge.kept_id).where(Merge.id == done))) == (True, kept)
