"""What is looked for at the desk is what the rules say of each registration that is found, and of none that is not."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from events.registration.models import Registration
from events.registration.queries.desk import Row, desk
from events.registration.rules.desk import Filter
from events.registration.rules.standing import GROUND_WORDS, Ground
from foundation.db import atomic, db
from stakeholders.organizations.models import Affiliation
from tests.events.registration.people import NOW, number


def rows(wish: Filter) -> list[Row]:
    return list(desk(number("AC-38"), "2027", wish, now=NOW).rows)


def numbers(found: list[Row]) -> set[int]:
    return {row.number for row in found}


@atomic
def unconfirmed() -> None:
    """Every third affiliation is only declared, every seventh has ended."""
    ids = db.session.scalars(select(Affiliation.id)).all()
    db.session.execute(update(Affiliation).where(Affiliation.id.in_(ids[::3])).values(confirmed_at=None))
    ended = {"until": Affiliation.since}
    db.session.execute(update(Affiliation).where(Affiliation.id.in_(ids[::7])).values(**ended))


@pytest.mark.usefixtures("any_app")
def test_a_basis_is_missing_where_r1_says_so():
    every = rows(Filter(size=500))

    assert numbers(rows(Filter(size=500, only="basis"))) == {
        row.number for row in every if row.segment.entry == "basis" and not row.entry.may
    }


@pytest.mark.usefixtures("any_app")
def test_an_affiliation_is_not_confirmed_where_the_ground_is_another():
    unconfirmed()
    every = rows(Filter(size=500))
    found = rows(Filter(size=500, only="affiliation"))

    assert numbers(found) == {row.number for row in every if row.missing}
    assert {str(row.missing) for row in found} == {str(GROUND_WORDS[each]) for each in (Ground.DECLARED, Ground.GONE)}


@pytest.mark.usefixtures("any_app")
@pytest.mark.parametrize("word", ["unesco", "UNESCO", "Primerová", "100%", "a_b", "\\"])
def test_words_are_found_in_names_and_organizations_whatever_signs_they_hold(word: str):
    by_hand = {
        row.number
        for row in rows(Filter(size=500))
        if word.lower() in f"{row.name} {row.name_latin}".lower()
        or (row.organization_id and word.lower() in _names(row.organization_id))
    }

    assert numbers(rows(Filter(size=500, words=word))) == by_hand


def _names(organization_id: int) -> str:
    from stakeholders.organizations.models import Organization

    row = db.session.get_one(Organization, organization_id)
    return " ".join([row.key, row.acronym, *row.names.values(), *row.acronyms.values(), *row.other_names]).lower()


@pytest.mark.usefixtures("any_app")
def test_days_are_those_on_the_wall_of_the_edition():
    first = db.session.scalars(select(Registration).order_by(Registration.registered_at)).first()
    assert first is not None
    move(first.id)

    found = [
        len(rows(Filter(since=day, until=day)))
        for day in (NOW.date().replace(month=3, day=5), NOW.date().replace(month=3, day=6))
    ]

    assert found == [0, 1]


@atomic
def move(registration_id: int) -> None:
    # Half past eleven at night in UTC is the next day in Geneva.
    late = NOW.replace(month=3, day=5, hour=23, minute=30)
    db.session.execute(update(Registration).where(Registration.segment_id > 0).values(registered_at=NOW))
    db.session.execute(update(Registration).where(Registration.id == registration_id).values(registered_at=late))
