"""The page on which one subscribes, and the page for people who write programs."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from events.feeds.models import FeedSelection
from events.feeds.services import keeping
from events.programme.rules.selection import Selection
from foundation.db import db
from tests.support.pages import text_of

BASE = "http://127.0.0.1:8000"


def addresses(page: str) -> list[str]:
    """The addresses to copy, in their order."""
    return [unescape(found) for found in re.findall(r'<input class="in" [^>]*readonly [^>]*value="([^"]*)"', page)]


def links(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="((?:webcal|https://calendar)[^"]*)"', page)]


@pytest.mark.parametrize(
    ("query", "path", "words"),
    [
        ("", "/feeds/2027.ics", "The whole programme of 2027. 82 meetings now."),
        ("?action-line=C5", "/feeds/2027/action-line/C5.ics", "Of the programme of 2027: C5. 6 meetings now."),
        ("?room=&building=&body=ITU", "/feeds/2027/body/ITU.ics", "Of the programme of 2027: ITU. "),
        (
            "?dialogue=S03",
            "/feeds/2027/dialogue/S03.ics",
            "Interactive dialogue with the regional commissions. 1 meeting now.",
        ),
        ("?action-line=C5&language=fr", "/feeds/2027/f/h87spamu.ics", "Of the programme of 2027: C5, French. "),
        ("?language=fr&action-line=C5", "/feeds/2027/f/h87spamu.ics", "Of the programme of 2027: C5, French. "),
        (
            "?action-line=C5&action-line=C9",
            "/feeds/2027/f/vq7z4sdw.ics",
            "C5, C9. 9 meetings now.",
        ),
    ],
)
def test_each_selection_has_its_address_and_its_words(client: FlaskClient, query: str, path: str, words: str):
    page = client.get(f"/2027/subscribe{query}").text

    assert addresses(page)[0] == BASE + path
    assert words in text_of(page)
    assert client.get(path).status_code == 200


def test_the_count_is_that_of_the_feed(client: FlaskClient):
    page = text_of(client.get("/2007/subscribe").text)

    assert "7 meetings now." in page
    assert "7 meetings without a known day are in no calendar" in page
    assert client.get("/feeds/2007.ics").data.count(b"BEGIN:VEVENT") == 7


def test_every_way_into_a_calendar_is_offered(client: FlaskClient):
    page = client.get("/fr/2027/subscribe?action-line=C5").text

    assert addresses(page) == [f"{BASE}/feeds/fr/2027/action-line/C5.ics", f"{BASE}/feeds/fr/all/action-line/C5.ics"]
    assert links(page) == [
        "webcal://127.0.0.1:8000/feeds/fr/2027/action-line/C5.ics",
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F127.0.0.1%3A8000%2Ffeeds%2Ffr%2F2027%2Faction-line%2FC5.ics",
        "webcal://127.0.0.1:8000/feeds/fr/all/action-line/C5.ics",
        *(
            f"webcal://127.0.0.1:8000/feeds{prefix}/2027/action-line/C5.ics"
            for prefix in ("/ar", "/zh", "", "/fr", "/ru", "/es")
        ),
    ]


@pytest.mark.parametrize("query", ["?dialogue=S03", "?segment=CLUSTER", "?action-line=C5&language=fr"])
def test_what_means_nothing_in_other_years_offers_no_rolling_feed(client: FlaskClient, query: str):
    assert len(addresses(client.get(f"/2027/subscribe{query}").text)) == 1


def test_the_page_says_how_often_calendars_look_and_warns_of_copies(client: FlaskClient):
    page = text_of(client.get("/2027/subscribe").text)

    for words in (
        "Apple every 5 minutes to once a week, as you set it",
        "Thunderbird every 30 minutes",
        "Fastmail about every hour",
        "Outlook, Microsoft 365 about every 3 to 24 hours",
        "Google about every 4 to 24 hours; we can’t hasten it",
        "Outlook on the web and Microsoft 365: Add calendar, Subscribe from web",
        "What is imported is a dead copy",
    ):
        assert words in page


def test_the_page_offers_every_other_feed(client: FlaskClient):
    page = client.get("/2027/subscribe").text
    offered = set(re.findall(r'href="/2027/subscribe\?([^"]*)"', page))

    assert {
        "segment=SESSION",
        "building=CICG",
        "room=PDN-XX",
        "action-line=C7-EGOV",
        "body=ITU",
        "dialogue=S03",
    } <= offered
    assert {"constituency=CSO-WSIS", "language=ar"} <= offered
    assert [query for query in offered if client.get(f"/2027/subscribe?{query}").status_code != 200] == []


def test_an_empty_selection_says_so_and_can_be_subscribed_to(client: FlaskClient):
    page = client.get("/2027/subscribe?action-line=C5&building=CICG&body=ECA").text

    assert "Nothing stands in this calendar yet. You can subscribe now" in text_of(page)
    assert client.get(addresses(page)[0].removeprefix(BASE)).status_code == 200


def test_a_body_without_a_meeting_can_be_subscribed_to(client: FlaskClient):
    page = client.get("/2007/subscribe?body=UPU")

    assert page.status_code == 200
    assert "0 meetings now." in text_of(page.text)
    assert client.get("/feeds/2007/body/UPU.ics").data.count(b"BEGIN:VEVENT") == 0


def test_an_unknown_filter_is_refused_with_a_next_step(client: FlaskClient):
    answer = client.get("/2027/subscribe?room=NOWHERE")

    assert answer.status_code == 422
    assert "There is no room “NOWHERE” in this programme." in text_of(answer.text)


def test_the_code_for_phones_is_a_picture_with_a_name(client: FlaskClient):
    page = client.get("/2027/subscribe").text
    (picture,) = re.findall(r'<svg class="qr".*?</svg>', page)

    assert (
        'role="img" aria-labelledby="code-title"><title id="code-title">QR code of this page’s address</title>'
        in picture
    )
    assert re.search(r'viewBox="0 0 (\d+) \1"', picture)
    assert "style=" not in picture


def test_a_page_is_kept_and_asked_again_cheaply(client: FlaskClient):
    first = client.get("/2027/subscribe?action-line=C5&language=fr")

    assert "Set-Cookie" not in first.headers
    assert (
        client.get(
            "/2027/subscribe?action-line=C5&language=fr", headers={"If-None-Match": first.headers["ETag"]}
        ).status_code
        == 304
    )


def test_the_pseudo_language_subscribes_in_english(client: FlaskClient):
    assert addresses(client.get("/xb/2027/subscribe").text)[0] == f"{BASE}/feeds/2027.ics"


def test_the_same_combination_is_kept_once(any_app: Flask):
    selection = Selection.of({"action-line": ["C5"], "language": ["fr"]})
    letters = {keeping.keep_selection("2027", selection) for _ in range(3)}

    assert (letters, db.session.scalar(select(func.count()).select_from(FeedSelection))) == ({"h87spamu"}, 1)


def test_only_so_many_combinations_are_kept_for_an_edition(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keeping, "MOST_SELECTIONS", 1)
    client = app.test_client()
    statuses = [
        client.get(f"/2027/subscribe?action-line=C5&language={code}").status_code for code in ("fr", "en", "fr")
    ]

    assert statuses == [200, 409, 200]
    assert client.get("/2027/subscribe?action-line=C5").status_code == 200


def test_a_combination_that_bears_the_letters_of_another_is_refused(app: Flask):
    selection = Selection.of({"action-line": ["C5"], "language": ["fr"]})
    keeping.keep_selection("2027", selection)
    _rename_kept("action-line=C1&language=es")

    with pytest.raises(keeping.NoMoreSelections):
        keeping.keep_selection("2027", selection)


def _rename_kept(text: str) -> None:
    from foundation.db import atomic

    @atomic
    def rename() -> None:
        db.session.scalars(select(FeedSelection)).one().selection = text

    rename()


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
def test_the_page_for_programs_names_all_addresses(client: FlaskClient, prefix: str):
    page = client.get(f"{prefix}/2027/for-programs").text

    assert addresses(page) == [f"{BASE}/2027/programme.json", f"{BASE}/2027/schedule.xml"]
    for path in ("/feeds/2027.ics", "/feeds/2027/action-line/C5.ics", "/feeds/all.ics", "/feeds/fr/2027.ics"):
        assert path in page
    assert f'href="{prefix}/2027/schedule.xml"' in page


@pytest.mark.parametrize("path", ["/1999/subscribe", "/1999/for-programs"])
def test_a_year_without_a_programme_has_no_such_page(client: FlaskClient, path: str):
    assert client.get(path).status_code == 404
