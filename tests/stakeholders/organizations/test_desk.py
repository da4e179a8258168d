"""The desk of the directory and the pages of a focal point, as they are read and filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from foundation.access import HOUSE as WHOLE
from foundation.access import grant
from foundation.db import atomic, db
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.models import FocalPointTerm, Organization
from stakeholders.organizations.queries import desk
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account, letters
from tests.stakeholders.organizations.people import a_focal_point, an_organizer, declared, organization_id
from tests.stakeholders.organizations.records import a_record, merged, value
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]
STAMPS: dict[str, Any] = {"house": HOUSE, "now": NOON, "stamped_at": NOON}


def organizer(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), account("AC-37"))


def names_on(page: str) -> list[str]:
    """The names in the first column of a table, in their order."""
    return re.findall(r'<th scope="row"><a href="/desk/organizations/\d+">(.*?)</a>', page)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=UIT", ["International Telecommunication Union"]),
        ("?q=CCI", ["International Chamber of Commerce", "International Trade Centre"]),
        ("?part=named", []),
        ("?q=nobody", []),
        ("?constituency=PRESS", ["The Demonstration Gazette (invented)"]),
        ("?country=FR&q=chamber", ["International Chamber of Commerce"]),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(app: Flask, query: str, names: list[str]):
    assert names_on(organizer(app).get(f"/desk/organizations{query}").text) == names


def test_the_list_shows_what_people_have_named_and_what_was_merged(app: Flask):
    person, orga = an_account("ada@people.example"), an_organizer()
    named = services.Declared(rules.UNLISTED, name="New Network", constituency_key="CSO-WSIS")
    services.declare(person.id, named, since=date(2027, 3, 1), until=None, now=NOON, stamped_at=NOON)
    merged(orga.id, a_record("O-GONE", "Gone Ltd"), a_record("O-KEPT", "Kept Ltd"))
    client = organizer(app)

    assert names_on(client.get("/desk/organizations?part=named").text) == ["New Network"]
    assert names_on(client.get("/desk/organizations?part=merged").text) == ["Gone Ltd"]
    assert "named by a person, not public" in text_of(client.get("/desk/organizations?q=network").text)


def test_the_list_is_put_in_another_order(app: Flask):
    a_record("O-LAST", "Aaa Last")

    client = organizer(app)

    assert names_on(client.get("/desk/organizations?sort=newest").text)[0] == "Aaa Last"
    assert names_on(client.get("/desk/organizations").text)[0] == "Aaa Last"
    assert names_on(client.get("/desk/organizations?sort=constituency").text)[0] == "African State 1"


def test_the_list_takes_the_same_few_queries_however_long_it_is(app: Flask, count_queries: Counting):
    client, counted = organizer(app), []
    for turn in range(2):
        with count_queries() as sent:
            client.get("/desk/organizations")
        counted.append(len(sent))
        for number in range(30):
            a_record(f"O-{turn}-{number}", f"Record {turn} {number}")

    assert counted == [12, 12]


def test_records_alike_stand_side_by_side_with_the_reason(app: Flask):
    page = text_of(organizer(app).get("/desk/organizations/alike").text)

    assert "CCI the same acronym" in page
    assert "Merge into ICC" in page
    assert "Merge into ITC" in page


def test_one_is_added_and_what_is_wrong_stands_beside_its_field(app: Flask):
    client = organizer(app)
    good = {"kind": "participant", "key": "WFE", "name_en": "Engineers", "constituency": "NGO-ECOSOC", "status": ""}
    good |= {"country": "", "region": ""}

    bad = client.post("/desk/organizations/new", data={**good, "key": "p 1", "name_en": "", "founded_year": "x"})
    long = client.post("/desk/organizations/new", data={**good, "other_names": "o" * 201})
    answer = client.post("/desk/organizations/new", data=good)
    again = client.post("/desk/organizations/new", data={**good, "key": "WFE-2"})
    other = client.post("/desk/organizations/new", data={**good, "key": "WFE-2", "another": "y"})

    db.session.rollback()
    assert bad.status_code == 422
    assert "Key: Use 2 to 40 capital letters, digits and hyphens, as WFEO; not P- at the start." in text_of(bad.text)
    assert "Name in English: Fill this in." in text_of(bad.text)
    assert "Founded in: Give a whole number." in text_of(bad.text)
    assert "Give 30 names at most, each of 200 characters at most." in text_of(long.text)
    assert (answer.status_code, answer.location) == (303, f"/desk/organizations/{organization_id('WFE')}")
    assert again.status_code == 422
    assert "Engineers is in the directory already, under WFE." in text_of(again.text)
    assert "It is another organization of that name" in text_of(again.text)
    assert other.status_code == 303


def test_a_file_is_changed_and_a_stale_form_shows_both(app: Flask):
    client, number = organizer(app), a_record("O-KEPT", "Kept Ltd", acronym="KEPT", acronyms={"en_alt": "KL"})
    address = f"/desk/organizations/{number}"
    seen = hidden(client.get(address).text, "seen")
    form = {"seen": seen, "name_en": "Kept Limited", "acronym": "KEPT", "constituency": "BUSINESS"}
    form |= {"status": "", "country": "CH", "region": ""}

    answer = client.post(address, data=form)
    page = text_of(client.get(address).text)
    stale = client.post(address, data={**form, "name_en": "Another name"})

    assert (answer.status_code, answer.location) == (303, address)
    assert value(Organization, number, "acronyms") == {"en_alt": "KL"}
    told = page.split("Before and after")[-1]
    assert "changed an organization Vera Organizer-Example Names: Kept Ltd → Kept Limited" in told
    assert "Country: – → Switzerland" in told
    assert re.search(r"account:|save_organization|[{}]", told) is None
    assert stale.status_code == 409
    assert "This was changed meanwhile by somebody else" in text_of(stale.text)
    assert 'value="Another name"' in stale.text


def test_the_file_says_what_hangs_on_a_constituency_before_it_changes(app: Flask):
    client, number = organizer(app), organization_id("OR-UNI")
    address = f"/desk/organizations/{number}"
    form = {"seen": "1", "name_en": "Demonstration University (invented)", "constituency": "CSO-WSIS", "status": ""}
    form |= {"country": "", "region": "", "acronym": ""}

    asked = client.post(address, data=form)
    sure = client.post(address, data={**form, "sure": "y"})

    db.session.rollback()
    assert asked.status_code == 409
    assert "On this constituency hang:" in text_of(asked.text)
    assert re.search(r"\d+ affiliations of people", text_of(asked.text))
    assert sure.status_code == 303
    assert queries.known("OR-UNI").constituency.key == "CSO-WSIS"


def test_two_are_merged_after_a_look_and_parted_again(app: Flask):
    gone, kept, person = (
        a_record("O-GONE", "Gone Ltd"),
        a_record("O-KEPT", "Kept Ltd"),
        an_account("ada@people.example"),
    )
    declared(person, "O-GONE")
    client, address = organizer(app), f"/desk/organizations/{gone}/merge?into={kept}"

    choice = client.get(f"/desk/organizations/{gone}/merge?q=kept").text
    look = client.get(address).text
    empty = client.post(address, data={"plan": hidden(look, "plan"), "reason": ""})
    stale = client.post(address, data={"plan": "another", "reason": "One"})
    answer = client.post(address, data={"plan": hidden(look, "plan"), "reason": "One and the same"})
    file = text_of(client.get(f"/desk/organizations/{kept}").text)
    away = text_of(client.get(f"/desk/organizations/{gone}").text)
    db.session.rollback()
    [merge] = desk.file_of(kept, NOON.date()).merges
    undo = client.get(f"/desk/merges/{merge.id}/undo").text
    undone = client.post(f"/desk/merges/{merge.id}/undo")

    assert f"/desk/organizations/{gone}/merge?into={kept}" in choice
    assert "affiliations of people 1 –" in text_of(look)
    assert "These become other names of the kept record: Gone Ltd" in text_of(look)
    assert (empty.status_code, stale.status_code) == (422, 409)
    assert "Reason: Fill this in." in text_of(empty.text)
    assert "What would move has changed since you looked." in text_of(stale.text)
    assert (answer.status_code, answer.location) == (303, f"/desk/organizations/{kept}")
    assert "O-GONE into O-KEPT" in file
    assert "This record was merged into Kept Ltd" in away
    assert "Undo this merge" in text_of(undo)
    assert (undone.status_code, undone.location) == (303, f"/desk/organizations/{gone}")
    assert value(Organization, gone, "merged_into_id") is None


def test_what_may_not_be_merged_is_said_where_one_looks(app: Flask):
    itu, unesco = organization_id("ITU"), organization_id("UNESCO")
    client = organizer(app)

    look = client.get(f"/desk/organizations/{itu}/merge?into={unesco}")

    assert look.status_code == 200
    assert "An organization with mandates is never the one that goes." in text_of(look.text)
    assert "Merge them" not in text_of(look.text)
    assert client.post(f"/desk/organizations/{itu}/merge?into={unesco}", data={"reason": "One"}).status_code == 409
    assert client.get(f"/desk/organizations/{itu}/merge?into=999999").status_code == 404


def test_an_auditor_reads_the_desk_and_changes_nothing(app: Flask):
    auditor, kept = an_account("audit@people.example"), a_record("O-KEPT", "Kept Ltd")
    atomic(grant)(auditor.id, rules.AUDITOR, WHOLE, actor="test", now=NOON)
    client = sign_in(app.test_client(), auditor)

    pages = ["/desk/organizations", "/desk/organizations/alike", f"/desk/organizations/{kept}", "/desk/focal-points"]
    assert [client.get(each).status_code for each in pages] == [200] * 4
    assert "Save the record" not in text_of(client.get(pages[2]).text)
    assert client.post(pages[2], data={"name_en": "N"}).status_code == 403
    assert client.get("/desk/organizations/new").status_code == 403
    assert client.get(f"/desk/organizations/{kept}/merge").status_code == 403


def test_a_focal_point_asks_is_verified_and_finds_its_people(app: Flask):
    person, orga = an_account("ada@people.example"), an_organizer()
    services.confirm(orga.id, declared(person, "WIPO"), **STAMPS)
    own, client, number = sign_in(app.test_client(), person), organizer(app), organization_id("WIPO")
    form = {"organization": str(number), "since": "2027-04-21", "ground": "By a letter"}

    bad = own.post("/my/focal-points", data={**form, "since": "2027-01-01", "ground": ""})
    asked = own.post("/my/focal-points", data=form)
    waiting = text_of(client.get("/desk/focal-points").text)
    db.session.rollback()
    [term] = [each.id for each in desk.file_of(number, date(2027, 4, 20)).terms]
    without = client.post(f"/desk/focal-points/{term}/decline", data={"reason": ""})
    verified = client.post(f"/desk/focal-points/{term}/verify")

    assert bad.status_code == 422
    assert "On what ground: Fill this in." in text_of(bad.text)
    assert (asked.status_code, asked.location) == (303, "/my/focal-points")
    assert "Ada Sample" in waiting
    assert "By a letter" in waiting
    assert without.status_code == 422
    assert "Give a reason in 300 characters at most." in text_of(without.text)
    assert (verified.status_code, verified.location) == (303, "/desk/focal-points")
    assert value(FocalPointTerm, term, "state") == "verified"
    assert "verified, begins later" in text_of(own.get("/my/focal-points").text)
    # Until the first day has come, the page is not theirs.
    assert own.get(f"/my/organizations/{number}").status_code == 403


def test_the_page_of_a_focal_point_confirms_declines_ends_and_hands_over(app: Flask):
    focal, one = a_focal_point("FAO"), an_account("one@people.example", name="One Person")
    two, number = an_account("two@people.example", name="Two Person"), organization_id("FAO")
    first, second = declared(one, "FAO"), declared(two, "FAO")
    own, page = sign_in(app.test_client(), focal), f"/my/organizations/{number}"

    confirmed = own.post(f"{page}/people/{first}/confirm")
    without = own.post(f"{page}/people/{second}/decline", data={"reason": ""})
    declined = own.post(f"{page}/people/{second}/decline", data={"reason": "Not ours"})
    told = text_of(own.get(page).text)
    form = {"to": str(one.id), "since": "2027-06-01", "ground": "By a letter"}
    bad = own.post(f"{page}/hand-over", data={**form, "since": "2027-01-01"})
    handed = own.post(f"{page}/hand-over", data=form)
    wrong = own.post(f"{page}/people/{first}/end", data={"until": "2020-01-01"})
    ended = own.post(f"{page}/people/{first}/end", data={"until": "2027-05-30"})

    assert [each.status_code for each in (confirmed, declined, handed, ended)] == [303] * 4
    assert [each.status_code for each in (without, bad, wrong)] == [422] * 3
    assert "Nobody waits for a confirmation of yours." in told
    assert "One Person" in told
    assert "From: Choose a day from 20 April 2027 on." in text_of(bad.text)
    assert "Last day: Choose a last day that is not before the first." in text_of(wrong.text)
    assert "One Person waits for the secretariat" in text_of(own.get(page).text)
    assert letters("one@people.example")[-1].kind == "affiliation_ended"


def test_somebody_else_s_people_are_not_there(app: Flask):
    focal, person = a_focal_point("FAO"), an_account("one@people.example")
    number, affiliation = organization_id("FAO"), declared(person, "ITU")
    own = sign_in(app.test_client(), focal)

    assert own.get(f"/my/organizations/{organization_id('ITU')}").status_code == 403
    assert own.post(f"/my/organizations/{number}/people/{affiliation}/confirm").status_code == 404
    assert own.post(f"/my/organizations/{organization_id('ITU')}/people/{affiliation}/confirm").status_code == 403
