"""A database that can't be read is told in words, with a time to come back."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from foundation.db import atomic, db


@atomic
def lose(table: str) -> None:
    db.session.execute(text(f"ALTER TABLE {table} RENAME TO lost"))


@pytest.mark.parametrize(
    ("address", "mimetype"),
    [
        ("/2027/programme", "text/plain"),
        ("/feeds/2027.ics", "text/plain"),
        ("/2027/programme.json", "application/problem+json"),
    ],
)
def test_a_database_in_trouble_is_told_in_words(app: Flask, address: str, mimetype: str):
    client = app.test_client()
    assert client.get(address).status_code == 200
    lose("revisions")

    response = client.get(address)

    assert (response.status_code, response.mimetype, response.headers["Retry-After"]) == (503, mimetype, "30")
    told = response.get_json()["title"] if response.is_json else response.text.strip()
    assert told == "The records can’t be read just now. Try again in half a minute."
