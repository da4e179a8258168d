"""The pages of affiliations: one's own, and those that wait for a confirmation."""

from __future__ import annotations

import pytest
from flask import Flask

from stakeholders.organizations import queries
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account, letters
from tests.stakeholders.organizations.people import a_focal_point, an_organizer, declared
from tests.support.pages import text_of
from tests.support.people import sign_in

GOOD = {"how": "sent", "organization": "ITU", "since": "2027-03-01", "until": ""}


def test_one_declares_is_confirmed_and_ends_it(app: Flask):
    person, focal = an_account("ada@people.example"), a_focal_point("ITU")
    own, desk = sign_in(app.test_client(), person), sign_in(app.test_client(), focal)

    answer = own.post("/my/affiliations", data=GOOD)
    page = text_of(own.get("/my/affiliations").text)
    waiting = text_of(desk.get("/desk/affiliations").text)
    [number] = [each.affiliation_id for each in queries.affiliations_of(person.id)]
    confirmed = desk.post(f"/desk/affiliations/{number}/confirm")
    told = text_of(desk.get("/desk/affiliations").text)
    ended = own.post(f"/my/affiliations/{number}/end", data={"until": "2027-03-31"})

    assert (answer.status_code, answer.location) == (303, "/my/affiliations")
    assert "Declared. It counts once it is confirmed." in page
    assert "International Telecommunication Union declared, to be confirmed" in page
    assert "Ada Sample" in waiting
    assert (confirmed.status_code, confirmed.location) == (303, "/desk/affiliations")
    assert "Confirmed. A letter is on its way." in told
    assert "Nobody waits for a confirmation of yours." in told
    assert ended.status_code == 303
    assert "confirmed" in text_of(own.get("/my/affiliations").text)
    assert "from 1 March 2027 until 31 March 2027" in text_of(own.get("/my/affiliations").text)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"until": "2027-02-28"}, "Until: Choose a last day that is not before the first."),
        ({"since": "tomorrow"}, "From: Give a day, as 2027-05-13."),
        ({"since": ""}, "From: Give a day, as 2027-05-13."),
        ({"organization": "NOBODY"}, "Organization or State: Choose an organization or a State from the list."),
        ({"organization": ""}, "Organization or State: Choose an organization or a State from the list."),
        ({"how": "king"}, "You take part: Choose from the list."),
        ({"how": "alone"}, "You take part: Choose one of both: stand alone, or name an organization."),
        ({"since": "1900-01-01"}, "From: Choose a day between 1990 and 2100."),
        ({"how": "unlisted"}, "Name of your organization: Give the name of your organization."),
        ({"how": "unlisted", "name": "New"}, "What it is: Choose what kind of organization it is."),
        ({"how": "unlisted", "name": "N" * 161}, "Name of your organization: Shorten this to 160 characters at most."),
    ],
)
def test_what_can_t_be_declared_is_refused_beside_its_field_and_kept(app: Flask, changed: dict[str, str], words: str):
    person = an_account("ada@people.example")

    answer = sign_in(app.test_client(), person).post("/my/affiliations", data={**GOOD, **changed})

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    if "organization" not in changed:
        assert '<option value="ITU" selected>' in answer.text
    assert queries.affiliations_of(person.id) == []


def test_an_end_that_can_t_be_is_refused_beside_the_day(app: Flask):
    from stakeholders.organizations import services

    person, organizer = an_account("ada@people.example"), an_organizer()
    number = declared(person)
    services.confirm(organizer.id, number, house=HOUSE, now=NOON, stamped_at=NOON)
    client = sign_in(app.test_client(), person)

    for day in ("", "never", "2027-02-28"):
        answer = client.post(f"/my/affiliations/{number}/end", data={"until": day})
        assert answer.status_code == 422
        assert "Nothing was changed" in text_of(answer.text)


def test_the_end_says_what_goes_on_hold_and_from_when_and_what_is_over_is_past(app: Flask):
    from stakeholders.organizations import services

    person, organizer = an_account("ada@people.example"), an_organizer()
    number = declared(person)
    services.confirm(organizer.id, number, house=HOUSE, now=NOON, stamped_at=NOON)
    client = sign_in(app.test_client(), person)
    warned = text_of(client.get(f"/my/affiliations/{number}/end").text)

    client.post(f"/my/affiliations/{number}/end", data={"until": "2027-05-30"})
    ahead = text_of(client.get("/my/affiliations").text)
    client.post(f"/my/affiliations/{number}/end", data={"until": "2027-04-19"})
    over = text_of(client.get("/my/affiliations").text)

    assert "Registrations and seats that rest on it go on hold when it has ended." in warned
    assert "Registrations that rest on it are put on hold from 31 May 2027." in ahead
    assert ("Past International Telecommunication Union" in ahead, "You have declared none." in over) == (False, True)
    assert "Past International Telecommunication Union" in over


def test_declining_takes_a_reason_and_keeps_what_was_typed(app: Flask):
    person, focal = an_account("ada@people.example"), a_focal_point("ITU")
    number, client = declared(person), sign_in(app.test_client(), focal)

    answers = [
        client.post(f"/desk/affiliations/{number}/decline", data={"reason": reason})
        for reason in (" ", "r" * 301, "Not one of ours")
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 303]
    assert "Give a reason in 300 characters at most. It stands in the letter." in text_of(answers[0].text)
    assert "r" * 301 in answers[1].text


def test_affiliations_of_others_are_not_there_for_one(app: Flask):
    number = declared(an_account("ada@people.example"))
    other = sign_in(app.test_client(), an_account("bo@people.example"))

    assert other.get(f"/my/affiliations/{number}/end").status_code == 404
    assert other.post(f"/my/affiliations/{number}/end", data={"until": "2027-03-31"}).status_code == 404


def test_who_confirms_nothing_has_no_such_desk(app: Flask):
    person = an_account("ada@people.example")
    number = declared(person)
    client = sign_in(app.test_client(), person)

    assert client.get("/desk/affiliations").status_code == 403
    assert client.post(f"/desk/affiliations/{number}/confirm").status_code == 403
    assert client.post(f"/desk/affiliations/{number}/decline").status_code == 403
    assert not queries.affiliations_of(person.id)[0].is_confirmed


def test_a_second_click_on_confirm_is_told_that_it_was_done(app: Flask):
    person, focal = an_account("ada@people.example"), a_focal_point("ITU")
    number, client = declared(person), sign_in(app.test_client(), focal)

    answers = [client.post(f"/desk/affiliations/{number}/confirm") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert "This affiliation was confirmed before." in text_of(answers[1].text)
    assert len(letters("ada@people.example")) == 1


def test_an_affiliation_that_is_gone_is_said_to_be_gone(app: Flask):
    client = sign_in(app.test_client(), an_organizer())

    answer = client.post("/desk/affiliations/999999/confirm")

    assert answer.status_code == 404
    assert "There is no such affiliation any more." in text_of(answer.text)
