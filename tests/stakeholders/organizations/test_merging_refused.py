"""What may not be merged, by whom it may, what the journal and the record of a merge say, and two who merge at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from foundation.access import Grant, Scope, grant
from foundation.db import atomic, db
from foundation.errors import Refused
from foundation.journal import JournalLine
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.models import Affiliation, FocalPointTerm, Merge, Organization
from stakeholders.organizations.queries import desk
from stakeholders.organizations.rules import merging
from stakeholders.organizations.rules.directory import NoSuchOrganization, NotTheSecretariat
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account
from tests.stakeholders.organizations.people import FIRST, a_focal_point, an_organizer, declared, organization_id
from tests.stakeholders.organizations.records import DAY, ZONE, a_record, merged, put, undone, value

STAMPS: dict[str, Any] = {"house": HOUSE, "now": NOON, "stamped_at": NOON}


def affiliated(person: Account, key: str) -> int:
    number = declared(person, key)
    services.confirm(an_organizer(f"o{number}@people.example").id, number, **STAMPS)
    return number


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("gone", "kept", "refusal"),
    [
        ("ITU", "ITU", merging.OneRecord),
        ("ST-AF1", "ST-AF2", merging.StatesStay),
        ("ITU", "UNESCO", merging.HasMandates),
        ("ISOC", "OR-UNI", merging.BodyIntoBody),
        ("OR-SMALL", "OR-UNI", merging.OtherConstituency),
    ],
)
def test_what_may_not_be_merged_is_refused_with_words(gone: str, kept: str, refusal: type[Exception]):
    organizer = an_organizer()

    with pytest.raises(refusal):
        merged(organizer.id, organization_id(gone), organization_id(kept))

    assert value(Organization, organization_id(gone), "merged_into_id") is None


@pytest.mark.usefixtures("app")
def test_a_record_is_merged_once_and_only_as_it_was_looked_at():
    organizer, person = an_organizer(), an_account("ada@people.example")
    gone, kept, third = a_record("O-GONE", "Gone"), a_record("O-KEPT", "Kept"), a_record("O-THIRD", "Third")
    seen = desk.preview(gone, kept, today=DAY, now=NOON).seal
    declared(person, "O-GONE")
    told: dict[str, Any] = {"reason": "One", "zone": ZONE, "now": NOON, "stamped_at": NOON}

    with pytest.raises(merging.OtherThanSeen):
        services.merge(organizer.id, gone, kept, seen=seen, **told)
    with pytest.raises(rules.ReasonNeeded):
        merged(organizer.id, gone, kept, reason="")
    with pytest.raises(NoSuchOrganization):
        services.merge(organizer.id, gone, 999999, seen=seen, **told)
    merged(organizer.id, gone, kept)
    with pytest.raises(merging.GoneBefore):
        merged(organizer.id, third, gone)


@pytest.mark.usefixtures("app")
def test_the_seal_of_what_was_seen_does_not_hang_on_the_moment():
    gone, kept, focal = a_record("O-GONE", "Gone"), a_record("O-KEPT", "Kept"), a_focal_point("OR-SMALL")
    for number in (gone, kept):
        atomic(grant)(focal.id, rules.FOCAL_POINT, Scope("organization", number), actor="test", now=NOON)
        given = select(Grant.id).where(Grant.account_id == focal.id, Grant.scope_id == number)
        term = {"organization_id": number, "account_id": focal.id, "since": FIRST, "state": "verified"}
        put(FocalPointTerm(**term, asked_at=NOON, asked_by="test", grant_id=db.session.scalars(given).one()))

    seals = [desk.preview(gone, kept, today=DAY, now=NOON + timedelta(minutes=at)).seal for at in (0, 5)]

    assert seals[0] == seals[1] != ""


@pytest.mark.usefixtures("app")
def test_only_the_secretariat_merges_and_the_journal_tells_it():
    gone, kept, focal, organizer = (
        a_record("O-GONE", "Gone"),
        a_record("O-KEPT", "Kept"),
        a_focal_point("ITU"),
        an_organizer(),
    )
    person = an_account("ada@people.example")
    affiliated(person, "O-GONE")

    with pytest.raises(NotTheSecretariat):
        merged(focal.id, gone, kept)
    merge = merged(organizer.id, gone, kept)
    with pytest.raises(NotTheSecretariat):
        undone(focal.id, merge)
    undone(organizer.id, merge)

    db.session.rollback()
    lines = db.session.execute(
        select(JournalLine.verb, JournalLine.subject_key, JournalLine.facts)
        .where(JournalLine.subject_kind == "organization", JournalLine.verb.in_(("merge_organizations", "undo_merge")))
        .order_by(JournalLine.id)
    ).all()
    facts = {"merge": merge, "gone": gone, "kept": kept, "moved": {"affiliations": 1}}
    assert [tuple(line) for line in lines] == [
        ("merge_organizations", str(gone), facts),
        ("merge_organizations", str(kept), facts),
        ("undo_merge", str(gone), {**facts, "left": 0}),
        ("undo_merge", str(kept), {**facts, "left": 0}),
    ]


@pytest.mark.usefixtures("app")
def test_a_merged_record_is_not_offered_and_who_names_it_by_an_old_name_is_told_of_the_kept_one(app: Flask):
    organizer, person = an_organizer(), an_account("ada@people.example")
    gone, kept = a_record("O-GONE", "Guild of Traders"), a_record("O-KEPT", "Traders’ Guild")
    merged(organizer.id, gone, kept)

    declared_name = services.Declared(rules.UNLISTED, name="GUILD OF TRADERS", constituency_key="BUSINESS")
    with pytest.raises(rules.InTheList, match="under O-KEPT"):
        services.declare(person.id, declared_name, since=FIRST, until=None, now=NOON, stamped_at=NOON)

    assert "O-GONE" not in {each.key for each in queries.organizations_to_choose()}
    assert queries.affiliations_of(person.id) == []
    with pytest.raises(rules.UnknownOrganization):
        declared(person, "O-GONE", since=datetime(2028, 1, 1, tzinfo=NOON.tzinfo).date())


@pytest.mark.usefixtures("app")
def test_the_record_of_a_merge_holds_numbers_and_no_names_of_people():
    organizer, person = an_organizer(), an_account("ada@people.example", name="Ada Secret-Name")
    gone, kept = a_record("O-GONE", "Gone"), a_record("O-KEPT", "Kept")
    affiliated(person, "O-GONE")
    affiliated(person, "O-KEPT")
    db.session.execute(Affiliation.__table__.update().values(typed_name="Ada Typed"))  # type: ignore[attr-defined]
    db.session.commit()

    merge = merged(organizer.id, gone, kept)

    told = str(value(Merge, merge, "moved"))
    assert "Ada" not in told
    assert "'removed'" in told


def test_of_two_who_merge_two_records_both_ways_at_once_one_does(any_app: Flask):
    organizer, one, other = an_organizer(), a_record("O-ONE", "One Ltd"), a_record("O-TWO", "Two Ltd")
    seals = {pair: desk.preview(*pair, today=DAY, now=NOON).seal for pair in ((one, other), (other, one))}
    together = Barrier(2)
    db.session.rollback()

    def merge(pair: tuple[int, int]) -> str:
        with any_app.app_context():
            together.wait()
            told: dict[str, Any] = {"reason": "One", "zone": ZONE, "now": NOON, "stamped_at": NOON}
            try:
                services.merge(organizer.id, *pair, seen=seals[pair], **told)
                return "merged"
            except Refused as refusal:
                return type(refusal).__name__

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(merge, seals))

    assert outcomes == ["GoneBefore", "merged"]
