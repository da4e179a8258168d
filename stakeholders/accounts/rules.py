"""What an address, a password and a mailed link must be, which zones and languages there are, and the refusals of this room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol
from unicodedata import category
from zoneinfo import available_timezones

from foundation.errors import Forbidden, Invalid, Missing, Refusal, Refused
from foundation.sentences import Sentence

VERIFY, SIGN_IN, ADDRESS = "verify", "sign_in", "address"
"""Purposes of a mailed link: confirm the address of a new account, sign in, move an account to another address."""

INVITED = "invited"
"""The purpose of a link by which somebody who was registered by another says whether that is right. It signs nobody in."""

SIGNING_IN = (VERIFY, SIGN_IN, ADDRESS)
"""Purposes of links that are followed at the door of accounts; those of other purposes are unknown there."""

LIVES = {
    VERIFY: timedelta(hours=24),
    SIGN_IN: timedelta(minutes=30),
    ADDRESS: timedelta(hours=24),
    INVITED: timedelta(days=30),
}
"""For how long a link of each purpose can be used."""

MOST_EMAIL, MOST_NAME, MOST_NEEDS = 254, 120, 2000
LEAST_PASSWORD, MOST_PASSWORD = 10, 200
SIX = ("ar", "zh", "en", "fr", "ru", "es")

AREAS = {
    "Africa": Sentence("Africa"),
    "America": Sentence("America"),
    "Antarctica": Sentence("Antarctica"),
    "Arctic": Sentence("Arctic"),
    "Asia": Sentence("Asia"),
    "Atlantic": Sentence("Atlantic Ocean"),
    "Australia": Sentence("Australia"),
    "Europe": Sentence("Europe"),
    "Indian": Sentence("Indian Ocean"),
    "Pacific": Sentence("Pacific Ocean"),
}
"""The areas of the time zone database, in words."""

RECENT = timedelta(minutes=15)
"""For how long after a mailed link was followed a session may do what else takes the present password."""

LEAST_SIGNS = 5
"""How many different signs a password has at least."""

KNOWN_PASSWORDS = frozenset((Path(__file__).parent / "known_passwords.txt").read_text("utf-8").splitlines())
"""Passwords of ten characters or more that whoever guesses tries first, in lower case."""

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?=.{{2}}){_LABEL}", re.IGNORECASE | re.ASCII)
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their class that nobody sees."""


class WrongSignIn(Invalid):
    sentence = Sentence("Address and password do not belong together.")
    next_step = Sentence("Try again, or have a link mailed to you: it signs you in without a password.")


class LinkRefused(Refusal):
    """The ground of what is wrong with a mailed link; a new one can be asked for."""


class UnknownLink(Missing, LinkRefused):
    sentence = Sentence("This link is not one of ours, or a part of it is missing.")
    next_step = Sentence("Copy the whole address out of the letter, or ask for a new link.")


class SpentLink(LinkRefused):
    status = 410
    sentence = Sentence("This link was used before, and each works only once.")
    next_step = Sentence("Ask for a new one.")


class ExpiredLink(LinkRefused):
    status = 410
    sentence = Sentence("This link has expired.")
    next_step = Sentence("Ask for a new one.")


class NotSignedInForThis(Forbidden):
    sentence = Sentence("Sign in first: an account moves to another address only in the hands of its person.")
    next_step = Sentence("Then open the link in the letter once more.")


class AddressTaken(Refused):
    sentence = Sentence("This address belongs to another account.")
    next_step = Sentence("Your account stays where it is.")


class PasswordRefused(Invalid):
    """The ground of what is wrong with a new password."""


class PasswordTooShort(PasswordRefused):
    sentence = Sentence("Take at least {least} characters.")


class PasswordTooLong(PasswordRefused):
    sentence = Sentence("Shorten this to {most} characters at most.")


class PasswordNamesYou(PasswordRefused):
    sentence = Sentence("Leave your address and its parts out of the password.")


class PasswordTooPlain(PasswordRefused):
    sentence = Sentence("Use at least {least} different characters.")


class PasswordKnown(PasswordRefused):
    sentence = Sentence("Many people use this password, so it is guessed first. Choose another one.")


class WrongPresent(Invalid):
    sentence = Sentence("This is not your present password.")


class LinkNeeded(Invalid):
    sentence = Sentence("Nothing was changed: you have no password, and did not sign in by a mailed link just now.")
    next_step = Sentence("Have a link mailed, follow it, and do this within 15 minutes.")


def email_as_kept(email: str) -> str:
    """An address as it is kept and looked up: in lower case, without spaces around it."""
    return email.strip().lower()


def is_email(email: str) -> bool:
    """Whether a text has the shape of an address; whether it is somebody's, a letter shows."""
    return len(email) <= MOST_EMAIL and _EMAIL.fullmatch(email) is not None


def is_name(name: str) -> bool:
    """Whether a text has a letter or a figure that can be seen."""
    return any(category(sign)[0] in "LN" and sign not in _FILLERS for sign in name)


def check_password(password: str, *, email: str) -> None:
    """Whether a new password can be taken.

    Raises PasswordTooShort, PasswordTooLong, PasswordTooPlain, PasswordKnown, PasswordNamesYou.
    """
    if len(password) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    if len(password) > MOST_PASSWORD:
        raise PasswordTooLong(most=MOST_PASSWORD)
    said = password.casefold()
    if len(set(said)) < LEAST_SIGNS:
        raise PasswordTooPlain(least=LEAST_SIGNS)
    if said in KNOWN_PASSWORDS:
        raise PasswordKnown
    if any(part in said for part in _parts(email.casefold())):
        raise PasswordNamesYou


def _parts(email: str) -> Iterator[str]:
    name, _, domain = email.partition("@")
    yield from (part for part in (name, *re.split(r"[^a-z0-9]+", name)) if len(part) > 2)
    yield from (label for label in domain.split(".")[:-1] if len(label) > 3)


class Link(Protocol):
    """What the rules need of a mailed link."""

    purpose: str
    email: str
    expires_at: datetime
    used_at: datetime | None


def check_link(link: Link, *, address: str, at: datetime) -> None:
    """Whether a link can still be used, where its account has this address now; raises SpentLink, ExpiredLink."""
    # A link to an address that the account has left meanwhile is worth nothing any more.
    if link.used_at is not None or (link.purpose != ADDRESS and link.email != address):
        raise SpentLink
    if at >= link.expires_at:
        raise ExpiredLink


def languages_in_order(first: str, further: Iterable[str]) -> list[str]:
    """The preferred language, then the others in the order of the United Nations."""
    others = set(further) - {first}
    return [first, *(code for code in SIX if code in others)]


@cache
def zones() -> dict[str, Sequence[str]]:
    """The time zones by area, each by its name in the database."""
    found: dict[str, list[str]] = {area: [] for area in AREAS}
    for name in sorted(available_timezones()):
        area, _, place = name.partition("/")
        if place and area in found:
            found[area].append(name)
    return {area: names for area, names in found.items() if names}


def place_of(zone: str) -> str:
    """A zone by its place: "America/Argentina/Buenos_Aires" is "Argentina, Buenos Aires"."""
    return zone.partition("/")[2].replace("_", " ").replace("/", ", ") or zone
