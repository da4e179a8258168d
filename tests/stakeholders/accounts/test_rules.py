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


@pytest.mark.parametrize("email", ["a@b.example", "ada.sample+x@d-e.org", "用户@例子.公司", "o'hara@people.example"])
def test_an_address_has_a_name_a_house_and_a_domain(email: str):
    assert rules.is_email(email)


@pytest.mark.parametrize(
    "email",
    ["", "ada", "ada@", "@b.org", "ada@house", "a@b..org", "a@.b.org", "a b@c.org", "a@b.org\nBcc: c@d.org", "<a@b.org>",
     "a@b.org,c@d.org", f"{'x' * 65}@b.org", f"a@{'x' * 250}.org"],
)  # fmt: skip
def test_what_has_not_the_shape_of_an_address_is_none(email: str):
    assert not rules.is_email(email)


def test_an_address_is_kept_in_lower_case():
    assert rules.email_as_kept(" Ada@People.Example ") == "ada@people.example"


def test_a_password_has_ten_characters_at_least_and_does_not_name_its_person():
    rules.check_password("x" * 10, email="ada@people.example")
    rules.check_password("x" * 200, email="ada@people.example")

    with pytest.raises(rules.PasswordTooShort):
        rules.check_password("x" * 9, email="ada@people.example")
    with pytest.raises(rules.PasswordTooLong):
        rules.check_password("x" * 201, email="ada@people.example")
    with pytest.raises(rules.PasswordNamesYou):
        rules.check_password("I am ADA, who else", email="ada@people.example")


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
