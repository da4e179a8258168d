"""What an address, a password, a link, a list of languages must be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from stakeholders.accounts import rules

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Link:
    purpose: str = rules.SIGN_IN
    email: str = "ada@people.example"
    expires_at: datetime = NOON + timedelta(minutes=30)
    used_at: datetime | None = None


@pytest.mark.parametrize(
    "email", ["a@b.example", "ada.sample+x@d-e.org", "a@xn--fsqu00a.example", "o'hara@people.example"]
)
def test_an_address_has_a_name_a_house_and_a_domain(email: str):
    assert rules.is_email(email)


@pytest.mark.parametrize(
    "email",
    ["", "ada", "ada@", "@b.org", "ada@house", "a@b..org", "a@.b.org", "a b@c.org", "a@b.org\nBcc: c@d.org", "<a@b.org>",
     "a@b.org,c@d.org", f"{'x' * 65}@b.org", f"a@{'x' * 250}.org",
     "用户@people.example", "a@例子.example", "a@b.org.", "a@-b.org", "a@b_c.org", ".a@b.org", "a..b@c.org", "a@b.c"],
)  # fmt: skip
def test_what_has_not_the_shape_of_an_address_is_none(email: str):
    assert not rules.is_email(email)


def test_an_address_is_kept_in_lower_case():
    assert rules.email_as_kept(" Ada@People.Example ") == "ada@people.example"


def test_a_password_has_ten_characters_at_least_and_does_not_name_its_person():
    rules.check_password("xyzwv" * 2, email="ada@people.example")
    rules.check_password("xyzwv" * 40, email="ada@people.example")

    with pytest.raises(rules.PasswordTooShort):
        rules.check_password("x" * 9, email="ada@people.example")
    with pytest.raises(rules.PasswordTooLong):
        rules.check_password("x" * 201, email="ada@people.example")
    with pytest.raises(rules.PasswordNamesYou):
        rules.check_password("I am ADA, who else", email="ada@people.example")


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("aabbccddaabb", rules.PasswordTooPlain),
        ("Password123!", rules.PasswordKnown),
        ("QwertyUiop", rules.PasswordKnown),
        ("ada.sample@house.example", rules.PasswordNamesYou),
        ("my sample words", rules.PasswordNamesYou),
        ("in the HOUSE of mine", rules.PasswordNamesYou),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password: str, refusal: type[Exception]):
    with pytest.raises(refusal):
        rules.check_password(password, email="ada.sample@house.example")


def test_the_known_passwords_are_ten_characters_or_longer_and_in_lower_case():
    assert len(rules.KNOWN_PASSWORDS) > 200
    assert [each for each in rules.KNOWN_PASSWORDS if len(each) < 10 or each != each.casefold()] == []


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u3164", "…", "\u0301", "\u2800", "- -"])
def test_a_name_that_nobody_can_see_is_none(name: str):
    assert not rules.is_name(name)


@pytest.mark.parametrize("name", ["Ada", "Ли", "李", "علی", "X7"])
def test_a_name_has_a_letter_or_a_figure(name: str):
    assert rules.is_name(name)


def test_a_link_lasts_until_it_expires_or_is_used():
    rules.check_link(Link(), address="ada@people.example", at=NOON + timedelta(minutes=29, seconds=59))

    with pytest.raises(rules.ExpiredLink):
        rules.check_link(Link(), address="ada@people.example", at=NOON + timedelta(minutes=30))
    with pytest.raises(rules.SpentLink):
        rules.check_link(Link(used_at=NOON), address="ada@people.example", at=NOON)


def test_a_link_to_an_address_that_the_account_has_left_is_worth_nothing():
    with pytest.raises(rules.SpentLink):
        rules.check_link(Link(), address="ada@elsewhere.example", at=NOON)

    rules.check_link(Link(purpose=rules.ADDRESS), address="ada@elsewhere.example", at=NOON)


def test_the_preferred_language_comes_first_and_the_others_in_the_order_of_the_united_nations():
    assert rules.languages_in_order("fr", ["es", "fr", "ar"]) == ["fr", "ar", "es"]


def test_a_zone_is_called_by_its_place():
    assert rules.place_of("America/Argentina/Buenos_Aires") == "Argentina, Buenos Aires"
    assert rules.place_of("UTC") == "UTC"
    assert "Europe/Zurich" in rules.zones()["Europe"]
