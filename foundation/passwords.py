"""Passwords as they are kept: scrypt with a salt of its own, and a check that takes as long when there is none."""

from __future__ import annotations

from unicodedata import normalize

from werkzeug.security import check_password_hash, generate_password_hash

METHOD = "scrypt:32768:8:1"
NOBODYS = (
    "scrypt:32768:8:1$0000000000000000$"
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
)
"""What is checked when nobody or no password is there, so that the time of an answer does not tell."""


def hashed(password: str) -> str:
    """A password as it is kept."""
    return generate_password_hash(_composed(password), METHOD)


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one that is kept."""
    return check_password_hash(kept or NOBODYS, _composed(password)) and kept is not None


def _composed(password: str) -> str:
    # An accent typed on its own and one typed with its letter are the same password.
    return normalize("NFC", password)
