"""The steps of preparing a house; each finds out by itself whether there is anything to do."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from events.editions import queries as editions
from events.programme.queries import versions as programme
from events.programme.services.publishing import publish_version
from foundation import clock, journal, passwords
from foundation.db import atomic, db
from stakeholders.accounts.models import Account

if TYPE_CHECKING:
    from portal.loading.rules import Report, SignIn

FIRST_NOTE = "First published programme"

LOADED = "loaded.digest"
MIGRATIONS = Path(__file__).parents[2] / "migrations"

PASSWORD, SIGN_INS = "demonstration_password", "demonstration_sign_ins.json"
"""What a house keeps of its demonstration: the password, and whom it was given to."""

THEIR_OWN = "their own"
"""What is told instead of the password once a person has chosen another."""

CONSONANTS, VOWELS = "bdfghkmnprstvz", "aeiou"


def is_behind(migrations: Path) -> bool:
    """Whether the database stands at another migration than the newest of that folder."""
    newest = ScriptDirectory(str(migrations)).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() != newest


def load_changed(
    files: Sequence[Path], *, home: Path, actor: str, uid_domain: str, now: datetime, stamped_at: datetime
) -> Report | None:
    """Load the files unless this database has them already: the home remembers the load that was done last.

    The sign-ins that the files tell get a password. Raises BadFiles.
    """
    kept = home / LOADED
    if kept.exists() and kept.read_text() == _digest(files) and editions.editions():
        return None
    # pydantic is heavy, and a house that has its files needs none of it.
    from portal.loading.services.loading import load_files

    report = load_files(files, actor=actor, uid_domain=uid_domain, now=now, stamped_at=stamped_at)
    give_sign_ins_a_password(home, report.sign_ins, actor=actor, now=now)
    return report


def remember_load(files: Sequence[Path], *, home: Path) -> None:
    """Note that these files are loaded and what they bring is published."""
    (home / LOADED).write_text(_digest(files))


def publish_first_versions(keys: Collection[str], *, actor: str, now: datetime, stamped_at: datetime) -> list[str]:
    """Publish version 1 of each of these editions that has none; their keys, the latest first.

    What an organizer has begun here is theirs to publish.
    """
    bare = [edition.key for edition in editions.editions() if edition.key in keys and not programme.versions(edition)]
    for key in bare:
        publish_version(key, note=FIRST_NOTE, actor=actor, now=now, stamped_at=stamped_at)
    return bare


def give_sign_ins_a_password(home: Path, sign_ins: Sequence[SignIn], *, actor: str, now: datetime) -> None:
    """Give those sign-ins of a demonstration that have no password that of this house, which is made here once."""
    if not (sign_ins and clock.is_demonstration()):
        return
    given = _set_passwords(home, [each.account for each in sign_ins], actor=actor, now=now)
    if given:
        digests = {each["account"]: each["digest"] for each in _kept(home)} | given
        told = [asdict(each) | {"digest": digests.get(each.account, "")} for each in sign_ins]
        _write_for_oneself(home / SIGN_INS, json.dumps(told, indent=1))


def demonstration_sign_ins(home: Path) -> list[tuple[str, str, str, str]]:
    """The sign-ins of a demonstration for who starts it: name, e-mail address, password and what each shows.

    None where this house has given no password; a person who has chosen another has "their own".
    """
    kept = _kept(home)
    if not (kept and clock.is_demonstration()):
        return []
    password = _password(home)
    people = select(Account).where(Account.key.in_([each["account"] for each in kept]))
    accounts = {account.key: account for account in db.session.scalars(people)}
    return [
        (each["name"], account.email, password if _mark(account) == each["digest"] else THEIR_OWN, each["shows"])
        for each in kept
        if (account := accounts.get(each["account"]))
    ]


@atomic
def _set_passwords(home: Path, keys: Sequence[str], *, actor: str, now: datetime) -> dict[str, str]:
    """The marks of the passwords that were set, by account."""
    bare = db.session.scalars(select(Account).where(Account.key.in_(keys), Account.password_hash.is_(None))).all()
    for account in bare:
        account.password_hash = passwords.hashed(_password(home))
    if bare:
        journal.note(actor, "give_password", "accounts", str(len(bare)), now=now)
    return {str(account.key): _mark(account) for account in bare}


def _password(home: Path) -> str:
    """The password of this house's demonstration: four groups of letters that can be read out."""
    file = home / PASSWORD
    if not file.exists():
        groups = ["".join(secrets.choice(letters) for letters in (CONSONANTS, VOWELS) * 2) for _ in range(4)]
        _write_for_oneself(file, "-".join(groups) + "\n")
    return file.read_text().strip()


def _kept(home: Path) -> list[dict[str, str]]:
    file = home / SIGN_INS
    found: list[dict[str, str]] = json.loads(file.read_text()) if file.exists() else []
    return found


def _mark(account: Account) -> str:
    """By which a password is known to be the one that was given: hashing anew would slow each start down."""
    return sha256((account.password_hash or "").encode()).hexdigest()


def _write_for_oneself(file: Path, text: str) -> None:
    """Write a file, whole or not at all, that only its owner may read."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
        written.write(text)
    beside.replace(file)


def _digest(files: Sequence[Path]) -> str:
    # The database's address is part of it: another database has loaded nothing yet. So is the newest migration: it may
    # have made room for what was passed over before.
    digest = sha256(db.engine.url.render_as_string(hide_password=True).encode())
    digest.update(str(ScriptDirectory(str(MIGRATIONS)).get_current_head()).encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()
