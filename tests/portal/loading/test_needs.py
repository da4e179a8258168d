"""What people need and that they agreed to be listed comes in with their registrations, once."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from events.registration.models import AccessNeed, Registration
from events.registration.services import needs
from foundation.db import db
from stakeholders.accounts.models import Account
from tests.support.people import account


def registration(key: str) -> Registration:
    return db.session.scalars(select(Registration).where(Registration.key == key)).one()


def test_needs_come_in_with_the_registration_and_never_again(app, load):
    def kinds() -> dict[str, list[str]]:
        db.session.rollback()
        query = select(Account.key, AccessNeed.kinds).join(Account, Account.id == AccessNeed.account_id)
        return dict(db.session.execute(query).all())

    came = kinds()
    needs.take_back(account("AC-51").id, "2027", now=datetime(2027, 4, 20, 8, tzinfo=UTC))
    report = load()

    assert came == {"AC-47": ["documents", "other"], "AC-51": ["sign_language"]}
    assert (report.has_changes, kinds()) == (False, {"AC-47": ["documents", "other"]})


def test_who_agreed_stands_in_the_list_with_their_function(app):
    found = [(row.function, row.is_listed) for row in (registration("RG-001"), registration("RG-087"))]

    assert found == [("Counsellor", True), ("", False)]
