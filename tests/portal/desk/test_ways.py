"""The ways between desks: on each desk’s page stand those that the person may enter, and one of them is where they are."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.editions.queries import edition, edition_in_full
from foundation.access import Scope
from portal.desk.queries import open_desks
from portal.desk.rules import DeskOf, HouseDesk, Role, grouped, house_desks
from tests.support.desk import somebody
from tests.support.people import account, sign_in

OF_THE_EDITION = {
    f"/desk/2027/{end}"
    for end in (
        *("", "meetings", "board", "publish", "rooms", "roles", "journal"),
        *("registrations", "delegations", "changes", "places", "participants", "needs"),
    )
}
OF_THE_HOUSE = {
    f"/desk/{end}"
    for end in (
        *("organizations", "organizations/alike", "focal-points", "affiliations"),
        *("accreditation", "bases", "messages", "roles", "journal"),
    )
}


def ways(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """Where the tabs of a page lead, each with what it says of being current."""
    page = client.get(address).text.split("<main")[1]
    found = re.findall(
        r'<a href="([^"]*)"(?: aria-current="(\w+)")?>', "".join(re.findall(r'<ul class="tabs.*?</ul>', page, re.S))
    )
    return [(href, current) for href, current in found]


def reached(client: FlaskClient, address: str) -> set[str]:
    """What stands within two steps of a page."""
    first = {href for href, _current in ways(client, address)}
    return first.union(*({href for href, _current in ways(client, each)} for each in first))


@pytest.mark.parametrize("address", ["/desk/2027/board", "/desk/2027/registrations", "/desk/2027/journal"])
def test_an_organizer_finds_any_desk_within_two_steps(app: Flask, address: str):
    client = sign_in(app.test_client(), account("AC-37"))

    assert reached(client, address) == OF_THE_EDITION | OF_THE_HOUSE


@pytest.mark.parametrize("address", sorted(OF_THE_EDITION | OF_THE_HOUSE))
def test_a_desk_is_marked_where_one_stands(app: Flask, address: str):
    client = sign_in(app.test_client(), account("AC-37"))

    assert [href for href, current in ways(client, address) if current == "page"] == [address]


@pytest.mark.parametrize("key", ["AC-38", "AC-40", "AC-35", "AC-15"])
def test_each_way_is_open_to_who_sees_it(app: Flask, key: str):
    client = sign_in(app.test_client(), account(key))
    doors = re.findall(r'href="(/desk/[^"]*)"', client.get("/desk/").text.split("<main")[1])
    seen = {href for door in doors for href, _current in ways(client, door)}

    assert seen
    assert [href for href in sorted(seen) if client.get(href).status_code != 200] == []


def test_who_has_one_segment_finds_open_ways_only(app: Flask):
    cluster = next(each for each in edition_in_full("2027").segments if each.key == "CLUSTER")
    registrar = somebody("Rana Registrar", "registrar", Scope("segment", cluster.id))
    client = sign_in(app.test_client(), registrar)
    seen = {href for href, _current in ways(client, "/desk/2027/registrations")}

    assert seen == {
        f"/desk/2027/{end}" for end in ("registrations", "delegations", "changes", "places", "participants", "needs")
    }
    assert [href for href in sorted(seen) if client.get(href).status_code != 200] == []


@pytest.mark.parametrize(
    ("role", "kind", "found"),
    [
        ("organizer", "house", list(HouseDesk)),
        ("auditor", "house", [desk for desk in HouseDesk if desk is not HouseDesk.MESSAGES]),
        ("organizer", "edition", [*list(HouseDesk)[:6], HouseDesk.MESSAGES]),
        ("registrar", "edition", list(HouseDesk)[:6]),
        ("registrar", "segment", []),
        ("programme_organizer", "edition", []),
        ("focal_point", "organization", [HouseDesk.AFFILIATIONS]),
    ],
)
def test_the_desks_of_the_house_by_role(role: str, kind: str, found: list[HouseDesk]):
    assert house_desks([Role(role, kind, None if kind == "house" else 3)]) == found


def test_a_host_finds_its_meetings_and_the_board_where_it_stands_at_one_of_them():
    assert [desks for _words, desks in grouped([], "board")] == [[DeskOf.PROGRAMME, DeskOf.BOARD]]
    assert grouped([]) == []


def test_the_ways_cost_one_read(app: Flask, count_queries):
    organizer, of = account("AC-37").id, edition("2027")
    with count_queries() as read:
        open_desks(organizer, of)

    assert len(read) == 1
