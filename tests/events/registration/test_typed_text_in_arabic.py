"""What people type and what stands in English only keeps its own direction on pages that read from right to left."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from events.registration.models import Registration
from foundation.db import atomic, db
from tests.support.people import account, sign_in


def test_a_typed_function_and_the_name_of_a_part_are_set_apart(app: Flask):
    person = account("AC-61").id
    row = db.session.scalars(select(Registration).where(Registration.account_id == person).limit(1)).one()
    number = row.id
    atomic(lambda: setattr(db.session.get_one(Registration, number), "function", "=1+1"))()

    page = sign_in(app.test_client(), account("AC-38")).get(f"/ar/desk/2027/registrations/{number}").text

    assert "<bdi>=1+1</bdi>" in page
    assert page.count("=1+1") == page.count("<bdi>=1+1</bdi>")
    part = re.search(r'<span lang="en" dir="ltr">[^<]*(cluster|session)[^<]*</span>', page)
    assert part is not None
