"""Asking at a door as each role, on a loaded database that is put back after whatever has changed it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from flask import Flask
from sqlalchemy import make_url
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.access.doors import DONE, FORBIDDEN, MISSING, OPEN, REFUSED, ROLES, SIGN_IN, Door, Form
from tests.access.filled import filled_in
from tests.support.people import account, sign_in

UNCOUNTED = {"attempts", "feed_blocks", "feed_states"}
"""Tables that asking alone may write to: how often somebody has tried, and what is kept so as to answer faster."""


@dataclass
class Copy:
    """The database file of the application, how it looked at first, and an eye on whether anybody has written to it."""

    path: str

    def __post_init__(self) -> None:
        self.first = sqlite3.connect(":memory:", isolation_level=None)
        self.eye = sqlite3.connect(self.path, isolation_level=None)
        self.eye.backup(self.first)
        self.digest = self._digest(self.eye)
        self.seen = self._version()

    def is_changed(self) -> bool:
        """Whether anything is other than at first; then it is put back."""
        if self._version() == self.seen:
            return False
        is_changed = self._digest(self.eye) != self.digest
        self.first.backup(self.eye)
        self.seen = self._version()
        return is_changed

    def close(self) -> None:
        self.first.close()
        self.eye.close()

    def _version(self) -> tuple[int, int]:
        row = self.eye.execute("PRAGMA data_version").fetchone()
        return row[0], self.eye.total_changes

    @staticmethod
    def _digest(connection: sqlite3.Connection) -> str:
        digest = sha256()
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        for name in names:
            if name not in UNCOUNTED:
                digest.update(repr((name, connection.execute(f'SELECT * FROM "{name}"').fetchall())).encode())
        return digest.hexdigest()


@dataclass
class Answer:
    """The status of an answer, where it leads, and whether anything is other than before."""

    status: int
    location: str
    is_changed: bool

    @property
    def is_done(self) -> bool:
        """Whether somebody got in: it is shown or done. What has changed anything counts as done, whatever it says."""
        return self.is_changed or self.status in (200, 204, 302, 303)

    @property
    def word(self) -> str:
        """The word for it; a status that has none stays a number."""
        if self.status in (302, 303) and "/my/sign-in?" in self.location:
            return SIGN_IN
        if self.is_done:
            return DONE if self.is_changed else OPEN
        known = {403: FORBIDDEN, 404: MISSING, 410: MISSING, 409: REFUSED, 422: REFUSED}
        return known.get(self.status, str(self.status))


@dataclass
class Asker:
    """Asks with the session of each role."""

    app: Flask
    copy: Copy
    cookies: Mapping[str, str]
    ids: Mapping[str, str]

    def ask(self, door: Door, role: str) -> Answer:
        """What a role is answered at a door; whatever that has changed is put back."""
        response = self._open(role, self.address(door), door.method, self._form(door))
        return Answer(response.status_code, response.headers.get("Location", ""), self.copy.is_changed())

    def address(self, door: Door) -> str:
        return door.address.format_map(self.ids)

    def rule(self, door: Door) -> str:
        """The rule that a door's address belongs to."""
        adapter = self.app.url_map.bind("")
        try:
            rule, _ = adapter.match(self.address(door).partition("?")[0], door.method, return_rule=True)
        except HTTPException as none:
            return f"no rule: {type(none).__name__}"
        return rule.rule

    def _open(self, role: str, address: str, method: str, form: Form) -> TestResponse:
        headers = {"Cookie": self.cookies[role]} if self.cookies[role] else {}
        return self.app.test_client(use_cookies=False).open(address, method=method, data=form, headers=headers)

    def _form(self, door: Door) -> Form:
        own = {
            name: value.format_map(self.ids) if isinstance(value, str) else value for name, value in door.form.items()
        }
        if not door.page:
            return own
        page = self._open("organizer", door.page.format_map(self.ids), "GET", {})
        return filled_in(page.text, self.address(door)) | own


@contextmanager
def asker(app: Flask, ids: Mapping[str, str]) -> Iterator[Asker]:
    """Somebody who asks as each role in turn."""
    copy = Copy(make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database or "")
    try:
        yield Asker(app, copy, {role: _cookie(app, key) for role, key in ROLES.items()}, ids)
    finally:
        copy.close()


def _cookie(app: Flask, key: str | None) -> str:
    if key is None:
        return ""
    client = app.test_client()
    with app.app_context():
        sign_in(client, account(key))
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return f"{cookie.key}={cookie.value}"
