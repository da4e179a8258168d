"""Mailed links: for one purpose, once, until they expire, and never by being looked at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from foundation import clock
from stakeholders.accounts import rules
from stakeholders.accounts.services import entering, profiles
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account, as_kept, letters, link_to, token_to
from tests.support.pages import text_of
from tests.support.people import sign_in

ADDRESS = "ada@people.example"


def ask(at=NOON) -> str:
    """A link that signs in, asked for at an instant; its token."""
    entering.ask_for_link(ADDRESS, language="en", house=HOUSE, stamped_at=at)
    return token_to(ADDRESS)


def test_a_link_signs_in_once_and_leads_on(app: Flask):
    an_account(ADDRESS)
    client, another = app.test_client(), app.test_client()
    client.post("/my/sign-in/link", data={"email": ADDRESS, "next": "/2027/programme"})

    followed = client.post(link_to(ADDRESS), data={"next": "/2027/programme"})
    again = another.post(link_to(ADDRESS), data={})

    assert (followed.status_code, followed.location) == (303, "/2027/programme")
    assert client.get("/my/profile").status_code == 200
    assert again.status_code == 410
    assert "This link was used before, and each works only once." in text_of(again.text)
    assert another.get("/my/profile").status_code == 303


def test_looking_at_a_link_does_nothing_however_often(app: Flask):
    an_account(ADDRESS)
    token = ask(clock.wire_now())
    client = app.test_client()

    looks = [client.get(f"/my/links/{token}").status_code for _ in range(3)]
    looks.append(client.head(f"/my/links/{token}").status_code)

    assert looks == [200, 200, 200, 200]
    assert client.get("/my/profile").status_code == 303
    assert client.post(f"/my/links/{token}").status_code == 303


def test_a_tampered_link_is_unknown(app: Flask):
    an_account(ADDRESS)
    token = ask(clock.wire_now())
    client = app.test_client()

    for changed in (token[:-1], token + "A", token.swapcase(), "x" * 3000):
        for answer in (client.get(f"/my/links/{changed}"), client.post(f"/my/links/{changed}")):
            assert answer.status_code == 404
            assert "This link is not one of ours, or a part of it is missing." in text_of(answer.text)
            assert "/my/sign-in" in answer.text


def test_an_expired_link_says_so_and_offers_another(app: Flask):
    an_account(ADDRESS)
    token = ask(clock.wire_now() - timedelta(minutes=30))

    for answer in (app.test_client().get(f"/my/links/{token}"), app.test_client().post(f"/my/links/{token}")):
        assert answer.status_code == 410
        assert "This link has expired." in text_of(answer.text)
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("app")
def test_only_the_hash_of_a_token_is_kept():
    from foundation.db import db
    from stakeholders.accounts.models import MailedLink

    an_account(ADDRESS)
    token = ask()

    [link] = db.session.query(MailedLink).filter_by(email=ADDRESS)
    assert token not in {str(value) for value in vars(link).values()}
    assert (len(token), len(link.token_hash)) == (43, 64)


def test_a_link_that_is_followed_twice_at_once_works_once(any_app: Flask):
    an_account(ADDRESS)
    token = ask()
    together = Barrier(2)

    def follow(_: int) -> str:
        with any_app.app_context():
            together.wait()
            try:
                entering.follow_link(token, by=None, now=NOON, stamped_at=NOON)
                return "in"
            except rules.SpentLink:
                return "spent"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(follow, range(2)))

    assert outcomes == ["in", "spent"]


def test_a_link_to_a_new_address_moves_the_account_and_signs_nobody_in(app: Flask):
    account = an_account(ADDRESS)
    client, stranger = sign_in(app.test_client(), account), app.test_client()
    client.post("/my/address", data={"email": "ada@elsewhere.example"})
    way = link_to("ada@elsewhere.example")

    refused = stranger.post(way)
    assert refused.status_code == 403
    assert stranger.get("/my/profile").status_code == 303
    assert as_kept(account).email == ADDRESS

    moved = client.post(way)
    assert (moved.status_code, moved.location) == (303, "/my/profile")
    assert "Your account has its new address." in text_of(client.get("/my/profile").text)
    assert as_kept(account).email == "ada@elsewhere.example"


def test_the_old_address_is_told_before_anything_moves(app: Flask):
    client = sign_in(app.test_client(), an_account(ADDRESS))

    client.post("/my/address", data={"email": "ada@elsewhere.example"})

    assert [letter.kind for letter in letters(ADDRESS)] == ["address_notice"]
    assert "/my/links/" not in letters(ADDRESS)[0].text


def test_an_address_that_has_an_account_is_told_and_the_page_says_nothing(app: Flask):
    client = sign_in(app.test_client(), an_account(ADDRESS))
    an_account("taken@people.example")

    free = client.post("/my/address", data={"email": "free@people.example"})
    taken = client.post("/my/address", data={"email": "taken@people.example"})

    assert (free.status_code, free.location, free.data) == (taken.status_code, taken.location, taken.data)
    assert [letter.kind for letter in letters("taken@people.example")] == ["address_taken"]


def test_an_address_that_was_taken_meanwhile_is_not_given_twice(any_app: Flask):
    account = an_account(ADDRESS)
    profiles.ask_to_move(account.id, "new@people.example", house=HOUSE, stamped_at=NOON)
    token = token_to("new@people.example")
    an_account("new@people.example")

    with pytest.raises(rules.AddressTaken):
        entering.follow_link(token, by=account.id, now=NOON, stamped_at=NOON)

    assert as_kept(account).email == ADDRESS


def test_signing_out_everywhere_ends_the_links_too(app: Flask):
    account = an_account(ADDRESS)
    token = ask(clock.wire_now())

    entering.sign_out_everywhere(account.id, now=NOON, stamped_at=NOON)

    assert app.test_client().post(f"/my/links/{token}").status_code == 410


def test_a_new_link_leaves_one_older_one_alive(app: Flask):
    an_account(ADDRESS)
    first, second, third = (ask(clock.wire_now()) for _ in range(3))

    assert [app.test_client().get(f"/my/links/{token}").status_code for token in (first, second, third)] == [
        410,
        200,
        200,
    ]


def test_following_a_link_spends_the_older_ones_of_its_purpose(app: Flask):
    account = an_account(ADDRESS)
    older, newer = ask(clock.wire_now()), ask(clock.wire_now())
    profiles.ask_to_move(account.id, "new@people.example", house=HOUSE, stamped_at=clock.wire_now())
    client = app.test_client()

    client.post(f"/my/links/{newer}")

    assert client.get(f"/my/links/{older}").status_code == 410
    assert client.get(f"/my/links/{token_to('new@people.example')}").status_code == 200


def test_a_link_of_somebody_else_says_so(app: Flask):
    an_account(ADDRESS)
    token = ask(clock.wire_now())
    other = sign_in(app.test_client(), an_account("bo@people.example", name="Bo Other"))

    assert "You are signed in as Bo Other. This link is another person’s" in text_of(
        other.get(f"/my/links/{token}").text
    )
