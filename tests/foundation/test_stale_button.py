"""A button that has grown old: nothing is done, and the page it stood on is offered again."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.stakeholders.accounts.post import an_account
from tests.support.people import sign_in


@pytest.mark.parametrize(
    ("came_from", "offered"),
    [
        ("http://localhost/my/profile", ["/my/profile", "/my/"]),
        ("http://localhost/2027/programme?day=2027-05-25", ["/2027/programme?day=2027-05-25", "/my/"]),
        ("http://localhost/my/", ["/my/"]),
        ("http://localhost/my/sign-out/everywhere", ["/my/"]),
        ("http://elsewhere.example/my/profile", ["/my/"]),
        ("", ["/my/"]),
    ],
)
def test_it_offers_the_page_it_came_from_and_my_page(app: Flask, came_from: str, offered: list[str]):
    client = sign_in(app.test_client(), an_account("ada@people.example"))
    app.config["WTF_CSRF_ENABLED"] = True

    answer = client.post("/my/sign-out/everywhere", headers={"Referer": came_from})

    ways = answer.text.partition('<h2 id="ways">')[2]
    assert answer.status_code == 400
    assert [f'<li><a class="go" href="{each}">' in ways for each in offered] == [True] * len(offered)
    assert ("The page that you came from" in ways) == (len(offered) == 2)
    assert client.get("/my/profile").status_code == 200


def test_in_french_the_way_back_is_french(app: Flask):
    client = sign_in(app.test_client(), an_account("ada@people.example"))
    app.config["WTF_CSRF_ENABLED"] = True

    answer = client.post("/fr/my/sign-out/everywhere", headers={"Referer": "http://localhost/fr/my/profile"})

    assert '<li><a class="go" href="/fr/my/profile">' in answer.text
