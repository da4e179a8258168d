"""What belongs to all editions is kept in the house; who somebody is, an edition decides too, as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from foundation.confidence import Confidence
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.accounts.models import Account
from stakeholders.accreditation import services as accreditation
from stakeholders.accreditation.queries.bases import bases
from stakeholders.accreditation.rules.bases import NotOfTheHouse as BasesOfTheHouse
from stakeholders.accreditation.rules.bases import Span
from stakeholders.accreditation.services.bases import NewBasis
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.models import FocalPointTerm
from stakeholders.organizations.queries import desk
from stakeholders.organizations.rules.directory import NotOfTheHouse, NotVerifying
from stakeholders.organizations.services.keeping import standing
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account
from tests.stakeholders.accreditation.people import basis, staff
from tests.stakeholders.organizations.people import declared, organization_id
from tests.stakeholders.organizations.records import ZONE, a_record, merged, undone, value
from tests.support.people import sign_in

STAMPS: dict[str, Any] = {"now": NOON, "stamped_at": NOON}
DEED: dict[str, Any] = {"house": HOUSE, **STAMPS}
EDITIONS = pytest.mark.parametrize("key", ["2007", "2027"])
ROLES = pytest.mark.parametrize("role", ["registrar", "organizer"])


def rename(by: int, number: int) -> None:
    organization = queries.directory.organization_named(number)
    values = {**standing(organization), "names": {"en": "Another name"}}
    services.save_organization(by, number, values, seen=organization.revision, is_sure=False, zone=ZONE, **STAMPS)


def add(by: int, number: int) -> None:
    values = standing(queries.directory.organization_named(number))
    kept = {"kind": "participant", "confidence": Confidence.SURE, "is_another": True}
    services.add_organization(by, "O-MORE", values, **kept, **STAMPS)


def merge(by: int, number: int) -> None:
    merged(by, number, organization_id("OR-GUILD"))


@ROLES
@EDITIONS
@pytest.mark.parametrize("deed", [rename, add, merge])
def test_who_holds_a_role_in_one_edition_does_not_keep_the_directory(
    app: Flask, deed: Callable[[int, int], None], key: str, role: str
):
    number, by = a_record("O-ONE", "One Ltd"), staff(role, "edition", key)

    with pytest.raises(NotOfTheHouse):
        deed(by, number)

    assert value(queries.directory.Organization, number, "names") == {"en": "One Ltd"}
    desk.demand_reader(by)


@EDITIONS
def test_who_holds_a_role_in_one_edition_takes_no_merge_back(app: Flask, key: str):
    merge_id = merged(staff("registrar", "house"), a_record("O-ONE", "One Ltd"), a_record("O-TWO", "Two Ltd"))

    with pytest.raises(NotOfTheHouse):
        undone(staff("registrar", "edition", key), merge_id)


@ROLES
@EDITIONS
def test_who_holds_a_role_in_one_edition_reads_bases_and_changes_none(app: Flask, key: str, role: str):
    by = staff(role, "edition", key)
    new = NewBasis("B-MINE", 1, "Mine", Span(30), "listed")

    with pytest.raises(BasesOfTheHouse):
        accreditation.add_basis(by, new, **STAMPS)
    with pytest.raises(BasesOfTheHouse):
        accreditation.extend_basis(by, basis("B-BUS-TRIAL"), 30, seen=None, **STAMPS)

    found = bases(by)
    assert (found.may_change, "B-MINE" in {row.basis.key for _, rows in found.groups for row in rows}) == (False, False)


@ROLES
def test_the_registrars_and_organizers_of_the_house_keep_all_of_it(app: Flask, role: str):
    by, number = staff(role, "house"), a_record("O-ONE", "One Ltd")

    rename(by, number)
    add(by, number)
    merge(by, number)
    accreditation.add_basis(by, NewBasis("B-MINE", 1, "Mine", Span(30), "listed"), **STAMPS)

    assert (desk.may_keep(by), bases(by).may_change) == (True, True)


def a_term() -> int:
    person = an_account("fay@people.example", name="Fay")
    services.confirm(staff("organizer", "house"), declared(person, "WIPO"), **DEED)
    asked = {"ground": "A letter", "since": date(2027, 3, 1), "zone": ZONE, "now": NOON}
    return services.ask(person.id, organization_id("WIPO"), **asked)


def test_out_of_an_edition_that_is_over_nobody_says_who_speaks_for_whom(app: Flask):
    term, by = a_term(), staff("registrar", "edition", "2007")

    with pytest.raises(NotVerifying):
        services.verify(by, term, zone=ZONE, **DEED)
    with pytest.raises(NotVerifying):
        services.decline_term(by, term, reason="No", **DEED)
    with pytest.raises(NotVerifying):
        services.end_term(by, term, until=date(2027, 3, 1), reason="No", zone=ZONE, **DEED)

    assert value(FocalPointTerm, term, "state") == "asked"


def test_out_of_an_edition_that_is_over_nobody_is_confirmed(app: Flask):
    affiliation, by = declared(an_account("ada@people.example"), "WIPO"), staff("registrar", "edition", "2007")

    with pytest.raises(Forbidden):
        services.confirm(by, affiliation, **DEED)
    with pytest.raises(Forbidden):
        services.decline(by, affiliation, reason="No", **DEED)

    assert queries.reach_of(by) == rules.Reach(False, frozenset())


@pytest.mark.parametrize(("kind", "key"), [("edition", "2027"), ("house", "")])
def test_the_edition_that_is_not_over_and_the_house_verify_and_confirm(app: Flask, kind: str, key: str):
    term, by = a_term(), staff("registrar", kind, key)

    services.verify(by, term, zone=ZONE, **DEED)
    services.confirm(by, declared(an_account("ada@people.example"), "WIPO"), **DEED)

    assert value(FocalPointTerm, term, "state") == "verified"


def test_a_role_in_a_segment_decides_neither(app: Flask):
    by = staff("registrar", "segment", "SESSION")

    assert (bool(queries.reach_of(by)), desk.may_verify(by), desk.may_keep(by)) == (False, False, False)


def test_the_desks_of_the_directory_offer_what_can_be_done(app: Flask):
    number = a_record("O-ONE", "One Ltd")
    a_term()
    pages = ("/desk/organizations", f"/desk/organizations/{number}", "/desk/bases", "/desk/focal-points")
    deeds = ("Add an organization", "Save the record", "Add a basis", ">Verify<")

    def offered(by: int) -> list[bool]:
        client = sign_in(app.test_client(), db.session.get_one(Account, by))
        return [deed in client.get(page).text for page, deed in zip(pages, deeds, strict=True)]

    assert offered(staff("registrar", "house")) == [True, True, True, True]
    assert offered(staff("registrar", "edition", "2027")) == [False, False, False, True]
    assert offered(staff("registrar", "edition", "2007")) == [False, False, False, False]
