"""Settings, each from the environment, with its safe default and one line of meaning."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any


def from_environment() -> dict[str, Any]:
    """The settings of this process. Makes the home folder and its secret when they are not there yet."""
    home = Path(os.environ.get("LINKAGE_HOME", Path(__file__).parent / "var")).resolve()
    home.mkdir(parents=True, exist_ok=True)
    port = os.environ.get("PORT", "8000")
    return {
        # LINKAGE_HOME: the one folder that everything written lies under
        "HOME": str(home),
        # DATABASE_URL: SQLite in the home folder, or postgresql+psycopg://…
        "SQLALCHEMY_DATABASE_URI": os.environ.get("DATABASE_URL", f"sqlite:///{home}/linkage.sqlite"),
        # SECRET_KEY: signs forms; made once and kept in the home folder
        "SECRET_KEY": os.environ.get("SECRET_KEY") or _kept_secret(home),
        # LINKAGE_URL: the address under which people reach this house; stands in feeds and is never taken from a request
        "PUBLIC_URL": os.environ.get("LINKAGE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        # LINKAGE_UID_DOMAIN: what calendar UIDs end in; never change it on a running house
        "UID_DOMAIN": os.environ.get("LINKAGE_UID_DOMAIN", "linkage.example"),
        # LINKAGE_ZONE: the IANA zone whose days the house counts by
        "ZONE": os.environ.get("LINKAGE_ZONE", "Europe/Zurich"),
        # LINKAGE_PSEUDO: 1 shows the pseudo-language under /xb/, for trying pages
        "PSEUDO_LANGUAGE": os.environ.get("LINKAGE_PSEUDO", "0") == "1",
        # LINKAGE_KEPT_BYTES: how much memory a process may use for kept pages and feeds
        "KEPT_BYTES": int(os.environ.get("LINKAGE_KEPT_BYTES", str(64 * 1024 * 1024))),
        # LINKAGE_SMTP: smtp://user:password@host:port (smtps:// for TLS from the start); empty: messages are kept in a folder
        "SMTP": os.environ.get("LINKAGE_SMTP", ""),
        # LINKAGE_SENDER: the address that messages come from
        "SENDER": os.environ.get("LINKAGE_SENDER", "Linkage <linkage@linkage.example>"),
        "SESSION_COOKIE_SECURE": os.environ.get("LINKAGE_URL", "").startswith("https://"),
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        # Who stays signed in on a device does so for 30 days; public pages never renew the cookie, for they are kept.
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": 1024 * 1024,
    }


def _kept_secret(home: Path) -> str:
    place = home / "secret_key"
    if not place.exists():
        draft = home / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        # Workers start side by side: the first to link its draft wins, and nobody ever reads half a secret.
        with suppress(FileExistsError):
            os.link(draft, place)
        draft.unlink()
    return place.read_text()
