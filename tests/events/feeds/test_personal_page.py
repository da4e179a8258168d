"""The page on which a person makes, sees, renews and revokes the address of their calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.feeds.queries.personal import live_feed
from events.feeds.rules.personal import last_read
from foundation import clock
from foundation.db import db
from stakeholders.accounts.models import Account
from tests.events.feeds import building
from tests.events.feeds.calendars import a_calendar, a_person, follow, path_of, seat
from tests.events.feeds.test_pages import BASE, addresses, links
from tests.support.pages import text_of
from tests.support.people import sign_in

PAGE = "/my/calendar"
DEEDS = (PAGE, f"{PAGE}/renew", f"{PAGE}/revoke", f"{PAGE}/alarms")


@pytest.fixture
def ada(app: Flask) -> Account:
    return a_person("ada", "fr")


@pytest.fixture
def hers(app: Flask, ada: Account) -> FlaskClient:
    return sign_in(app.test_client(), ada)


def wishes(person: Account) -> tuple[str, int | None]:
    db.session.rollback()
    feed = live_feed(person.id)
    assert feed is not None
    return feed.language, feed.alarm_minutes


def test_without_an_address_there_is_one_button(hers: FlaskClient):
    page = hers.get(PAGE)

    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert "Make my calendar" in text_of(page.text)
    assert "0 meetings are in your calendar." in text_of(page.text)
    assert (addresses(page.text), links(page.text), "Revoke" in page.text) == ([], [], False)


def test_the_button_makes_an_address_in_ones_own_language(hers: FlaskClient, ada: Account):
    made = hers.post(PAGE)
    page = hers.get(PAGE).text
    path = path_of(ada)

    assert (made.status_code, made.headers["Location"]) == (303, PAGE)
    assert addresses(page) == [BASE + path]
    assert links(page)[0] == "webcal://" + (BASE + path).removeprefix("http://")
    assert links(page)[1].startswith("https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F")
    assert 'src="/static/' in page
    assert "No calendar has read this address yet." in text_of(page)
    assert wishes(ada) == ("fr", None)
    assert hers.get(path).status_code == 200
    assert "Read by a calendar today." in text_of(hers.get(PAGE).text)


def test_it_lists_what_is_in_the_calendar(hers: FlaskClient, ada: Account):
    follow(ada, "D34")
    seat(ada, "D57")
    seat(ada, "D30", "waiting")
    building.change("D34", when="undated", starts_at=None, ends_at=None, room_id=None)
    building.publish()
    page = text_of(hers.get(PAGE).text)
    titles = {key: next(iter(building.drafted(key).titles.values())) for key in ("D34", "D57", "D30")}

    assert "2 meetings are in your calendar." in page
    assert [titles[key] in page for key in ("D34", "D57", "D30")] == [True, True, False]


def test_wishes_are_saved_and_shown(hers: FlaskClient, ada: Account):
    a_calendar(ada)
    saved = hers.post(f"{PAGE}/alarms", data={"language": "es", "alarm": "30"})
    page = hers.get(PAGE).text

    assert (saved.status_code, saved.headers["Location"], wishes(ada)) == (303, PAGE, ("es", 30))
    assert '<option value="30" selected>30 minutes before</option>' in page
    assert '<option value="es" selected>Español</option>' in page
    hers.post(f"{PAGE}/alarms", data={"language": "es", "alarm": ""})
    assert wishes(ada) == ("es", None)


@pytest.mark.parametrize(
    "sent", [{}, {"language": "xb", "alarm": ""}, {"language": "en", "alarm": "7"}, {"language": "en", "alarm": "x"}]
)
def test_wishes_that_are_not_offered_are_refused_on_the_page(hers: FlaskClient, ada: Account, sent: dict[str, str]):
    a_calendar(ada)
    answer = hers.post(f"{PAGE}/alarms", data=sent)

    assert answer.status_code == 422
    assert "Nothing was saved" in text_of(answer.text)
    assert wishes(ada) == ("en", None)


def test_renewing_shows_another_address(hers: FlaskClient, ada: Account):
    old = a_calendar(ada)
    answer = hers.post(f"{PAGE}/renew")
    db.session.rollback()

    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert addresses(hers.get(PAGE).text) == [BASE + path_of(ada)] != [BASE + old]
    assert hers.get(old).status_code == 410


def test_revoking_asks_for_a_word_first(hers: FlaskClient, ada: Account):
    old = a_calendar(ada)
    asked = hers.post(f"{PAGE}/revoke")
    still = hers.get(old).status_code
    done = hers.post(f"{PAGE}/revoke", data={"sure": "y"})

    assert (asked.status_code, still) == (422, 200)
    assert "Tick this first: a revoked address can’t be brought back." in text_of(asked.text)
    assert (done.status_code, hers.get(old).status_code) == (303, 410)
    assert "Make my calendar" in text_of(hers.get(PAGE).text)


@pytest.mark.parametrize(
    ("deed", "sent"), [("renew", {}), ("revoke", {"sure": "y"}), ("alarms", {"language": "en", "alarm": ""})]
)
def test_without_an_address_there_is_nothing_to_do(hers: FlaskClient, deed: str, sent: dict[str, str]):
    answer = hers.post(f"{PAGE}/{deed}", data=sent)

    assert answer.status_code == 409
    assert "You have no calendar address now." in text_of(answer.text)


@pytest.mark.parametrize("deed", DEEDS)
def test_who_is_not_signed_in_is_led_there(app: Flask, deed: str):
    answer = app.test_client().post(deed)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/my/sign-in?next=")
    assert app.test_client().get(PAGE).headers["Location"] == "/my/sign-in?next=%2Fmy%2Fcalendar"


def test_each_person_sees_their_own_address_alone(app: Flask, ada: Account, hers: FlaskClient):
    bob = a_person("bob")
    his = sign_in(app.test_client(), bob)
    mine, others = a_calendar(ada), a_calendar(bob)
    his.post(f"{PAGE}/revoke", data={"sure": "y"})

    assert addresses(hers.get(PAGE).text) == [BASE + mine]
    assert (app.test_client().get(mine).status_code, app.test_client().get(others).status_code) == (200, 410)


def test_under_another_secret_the_address_works_on_and_is_not_shown(app: Flask, hers: FlaskClient, ada: Account):
    path = a_calendar(ada)
    app.config["SECRET_KEY"] = "another"
    page = sign_in(app.test_client(), ada).get(PAGE).text

    assert (addresses(page), app.test_client().get(path).status_code) == ([], 200)
    assert "Your address still works, but it can’t be shown any more" in text_of(page)


@pytest.mark.parametrize(
    ("read_on", "words"),
    [
        (None, "No calendar has read this address yet."),
        (date(2027, 4, 20), "Read by a calendar today."),
        (date(2027, 4, 19), "Read by a calendar this week."),
        (date(2027, 4, 14), "Read by a calendar this week."),
        (date(2027, 4, 13), "Read by no calendar for a week or more."),
    ],
)
def test_the_last_reading_is_told_in_days(read_on: date | None, words: str):
    assert str(last_read(read_on, today=date(2027, 4, 20))) == words


def test_old_meetings_drop_out_of_the_list_too(hers: FlaskClient, ada: Account):
    follow(ada, "D34")
    follow(ada, "C07-03", edition="2007")
    assert "1 meeting is in your calendar." in text_of(hers.get(PAGE).text)
    clock.move_to(datetime(2027, 7, 1, tzinfo=UTC), actor="test")

    assert "0 meetings are in your calendar." in text_of(hers.get(PAGE).text)
