"""The secretariat adds and changes organizations: stale forms, taken keys and names, and what hangs on a constituency."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from foundation import revisions
from foundation.confidence import Confidence
from foundation.db import db
from foundation.errors import ChangedMeanwhile
from foundation.jobs import Job
from foundation.journal import JournalLine
from stakeholders.organizations import queries, services
from stakeholders.organizations.models import Affiliation, Organization
from stakeholders.organizations.rules.directory import (
    ConstituencyCarries,
    MergedAway,
    NoSuchOrganization,
    NotTheSecretariat,
    TakenKey,
    TakenName,
)
from stakeholders.organizations.services.keeping import standing
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account
from tests.stakeholders.organizations.people import a_focal_point, an_organizer, declared, organization_id
from tests.stakeholders.organizations.records import ZONE, a_record, merged, value

NEW: dict[str, Any] = {
    "names": {"en": "World Federation of Engineers", "fr": "Fédération mondiale des ingénieurs"},
    "acronym": "WFE",
    "acronyms": {"fr": "FMI"},
    "other_names": ["Engineers’ Union"],
    "constituency": "NGO-ECOSOC",
    "status": "special",
    "status_number": "E/2001/7",
    "country": "FR",
    "region": "europe",
    "seat": "Paris",
    "founded_year": 1968,
    "ended_year": None,
    "note": "",
}


def added(by: int, key: str = "WFE", *, is_another: bool = False, **changed: Any) -> int:
    told: dict[str, Any] = {"kind": "participant", "confidence": Confidence.SURE, "is_another": is_another}
    return services.add_organization(by, key, {**NEW, **changed}, **told, now=NOON, stamped_at=NOON)


def saved(by: int, number: int, seen: int = 1, *, is_sure: bool = False, **changed: Any) -> bool:
    db.session.rollback()
    organization = queries.known(value(Organization, number, "key"))
    values = {**standing(organization), **changed}
    told: dict[str, Any] = {"seen": seen, "is_sure": is_sure, "zone": ZONE, "now": NOON, "stamped_at": NOON}
    return services.save_organization(by, number, values, **told)


def lines(number: int) -> list[tuple[str, dict[str, Any]]]:
    db.session.rollback()
    rows = db.session.execute(
        select(JournalLine.verb, JournalLine.facts)
        .where(JournalLine.subject_kind == "organization", JournalLine.subject_key == str(number))
        .order_by(JournalLine.id)
    )
    return [(verb, facts) for verb, facts in rows]


@pytest.mark.usefixtures("any_app")
def test_one_that_was_added_by_hand_is_found_at_once():
    organizer, before = an_organizer(), revisions.number()

    number = added(organizer.id)

    assert [each.id for each in queries.found("fmi")] == [number]
    assert [each.id for each in queries.found("federation ingenieurs")] == [number]
    assert revisions.number() == before + 1
    [(verb, facts)] = lines(number)
    assert (verb, facts["after"]["names"]) == ("add_organization", NEW["names"])


@pytest.mark.usefixtures("app")
def test_without_a_key_it_gets_one_and_a_key_stands_for_no_acronym():
    number = added(an_organizer().id, "", acronym="", acronyms={})

    key = value(Organization, number, "key")
    assert (key[:2], len(key)) == ("O-", 10)
    assert standing(queries.known(key))["acronym"] == ""


@pytest.mark.usefixtures("app")
def test_a_key_is_given_once_and_a_name_twice_only_if_it_is_another():
    organizer = an_organizer()
    added(organizer.id)

    with pytest.raises(TakenKey):
        added(organizer.id, names={"en": "Another"}, other_names=[])
    with pytest.raises(TakenName) as refused:
        added(organizer.id, "WFE-2", names={"en": "world FEDERATION of engineers"})
    assert str(refused.value) == "World Federation of Engineers is in the directory already, under WFE."
    assert added(organizer.id, "WFE-2", is_another=True) > 0


@pytest.mark.usefixtures("app")
def test_what_was_before_and_is_after_stands_in_the_journal():
    organizer = an_organizer()
    number = added(organizer.id)

    is_changed = saved(organizer.id, number, status="general", other_names=[])
    is_changed_again = saved(organizer.id, number, seen=2)

    assert (is_changed, is_changed_again) == (True, False)
    assert lines(number)[1:] == [
        (
            "save_organization",
            {
                "before": {"other_names": ["Engineers’ Union"], "status": "special"},
                "after": {"other_names": [], "status": "general"},
            },
        )
    ]


@pytest.mark.usefixtures("any_app")
def test_nothing_is_saved_over_what_changed_meanwhile():
    organizer = an_organizer()
    number = added(organizer.id)
    saved(organizer.id, number, seat="Lyon")

    with pytest.raises(ChangedMeanwhile) as refused:
        saved(organizer.id, number, seen=1, seat="Nice")

    assert refused.value.fields == ("seat",)
    assert (refused.value.current["seat"], refused.value.revision) == ("Lyon", 2)
    assert value(Organization, number, "seat") == "Lyon"


@pytest.mark.usefixtures("any_app")
def test_a_constituency_on_which_something_hangs_changes_only_when_one_is_sure():
    organizer, person = an_organizer(), an_account("ada@people.example")
    number = added(organizer.id)
    affiliation = declared(person, "WFE")
    services.confirm(organizer.id, affiliation, house=HOUSE, now=NOON, stamped_at=NOON)

    with pytest.raises(ConstituencyCarries):
        saved(organizer.id, number, constituency="CSO-WSIS")
    unsure = value(Organization, number, "revision")
    saved(organizer.id, number, constituency="CSO-WSIS", is_sure=True)

    assert unsure == 1
    [held] = queries.affiliations_of(person.id)
    assert (held.constituency_key, held.is_confirmed) == ("CSO-WSIS", True)
    assert lines(number)[-1][1] == {
        "before": {"constituency": "NGO-ECOSOC"},
        "after": {"constituency": "CSO-WSIS"},
        "affiliations": 1,
    }
    ordered = db.session.scalars(select(Job.facts).where(Job.name == services.ENDED)).all()
    assert [(facts["account"], facts["organization"]) for facts in ordered] == [(person.id, number)]


@pytest.mark.usefixtures("app")
def test_affiliations_that_are_over_keep_the_constituency_they_had():
    organizer, person = an_organizer(), an_account("ada@people.example")
    number = added(organizer.id)
    affiliation = declared(person, "WFE", until=NOON.date().replace(day=2))
    before = value(Affiliation, affiliation, "constituency_id")
    db.session.get_one(Affiliation, affiliation).since = NOON.date().replace(month=2)
    db.session.get_one(Affiliation, affiliation).until = NOON.date().replace(month=2)
    db.session.commit()

    saved(organizer.id, number, constituency="CSO-WSIS", is_sure=True)

    assert value(Affiliation, affiliation, "constituency_id") == before


@pytest.mark.usefixtures("app")
def test_only_the_secretariat_keeps_the_directory():
    organizer, focal = an_organizer(), a_focal_point("ITU")
    number = added(organizer.id)

    with pytest.raises(NotTheSecretariat):
        added(focal.id, "OTHER", is_another=True)
    with pytest.raises(NotTheSecretariat):
        saved(focal.id, number, seat="Lyon")
    with pytest.raises(NotTheSecretariat):
        saved(focal.id, organization_id("ITU"), seat="Lyon")


@pytest.mark.usefixtures("app")
def test_a_record_that_is_not_there_or_was_merged_away_is_not_changed():
    organizer = an_organizer()
    gone, kept = a_record("O-GONE", "Gone"), a_record("O-KEPT", "Kept")
    merged(organizer.id, gone, kept)
    told: dict[str, Any] = {"seen": 1, "is_sure": False, "zone": ZONE, "now": NOON, "stamped_at": NOON}

    with pytest.raises(MergedAway):
        services.save_organization(organizer.id, gone, NEW, **told)
    with pytest.raises(NoSuchOrganization):
        services.save_organization(organizer.id, 999999, NEW, **told)


@pytest.mark.usefixtures("any_app")
def test_what_it_was_called_until_now_stays_and_finds_it():
    organizer = an_organizer()
    number = added(organizer.id)

    saved(organizer.id, number, names={"en": "World Council of Engineers"}, acronym="WCE", acronyms={"fr": "FMI"})

    former = ["World Federation of Engineers", "Fédération mondiale des ingénieurs", "WFE"]
    assert value(Organization, number, "other_names") == ["Engineers’ Union", *former]
    assert [each.id for words in (*former, "WCE") for each in queries.found(words)] == [number] * 4
    assert lines(number)[-1][1]["after"]["other_names"] == ["Engineers’ Union", *former]


@pytest.mark.usefixtures("app")
def test_a_former_name_that_is_taken_out_stays_out_and_one_it_bears_again_is_no_former_one():
    organizer = an_organizer()
    number = added(organizer.id, acronyms={})
    saved(organizer.id, number, names={"en": "World Council of Engineers"}, other_names=[])
    kept = value(Organization, number, "other_names")

    saved(organizer.id, number, seen=2, other_names=[])
    saved(organizer.id, number, seen=3, names={"en": "WORLD council, of engineers"})

    assert kept == ["World Federation of Engineers", "Fédération mondiale des ingénieurs"]
    assert value(Organization, number, "other_names") == []
