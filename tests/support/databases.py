"""Databases for tests: one migrated (and loaded) template an engine, made once a run; each test works on its own copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path
from typing import Any
from uuid import uuid4

import flask_migrate
import psycopg
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url

from app import create_app
from foundation.db import db
from portal.setting_up import commands as setting_up
from tests.support import postgresql, quick
from tests.support.place import RUN, once

quick.quicken()

ENGINES = ("sqlite", "postgresql")
SETTINGS = {
    "TESTING": True,
    "WTF_CSRF_ENABLED": False,
    "PSEUDO_LANGUAGE": True,
    "PUBLIC_URL": "http://127.0.0.1:8000",
}


class OutsideClient(FlaskClient):
    """A client that asks from outside: a request shares no context, session or transaction with the test around it."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return Context().run(super().open, *args, **kwargs)


@contextmanager
def application(address: str, **settings: Any) -> Iterator[Flask]:
    """The application on the database at `address`, without a context."""
    app = create_app({**SETTINGS, "SQLALCHEMY_DATABASE_URI": address, **settings})
    app.test_client_class = OutsideClient
    app.jinja_env.bytecode_cache = quick.TEMPLATES
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def copy(engine: str, *, loaded: bool) -> Iterator[str]:
    """The address of a database of one's own, migrated and, when `loaded`, with all data and version 1; removed at the end."""
    template = once(f"{engine}-{'loaded' if loaded else 'empty'}", lambda: _template(engine, loaded=loaded))
    if engine == "sqlite":
        path = _path()
        shutil.copyfile(template.removeprefix("sqlite:///"), path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
    else:
        name = _ask_server(f"CREATE DATABASE {{}} TEMPLATE {make_url(template).database}")
        try:
            yield postgresql.address(name)
        finally:
            _ask_server("DROP DATABASE {} WITH (FORCE)", name)


def bare(engine: str) -> str:
    """The address of a database with nothing in it; it lasts as long as the run."""
    if engine == "sqlite":
        return f"sqlite:///{_path()}"
    return postgresql.address(_ask_server("CREATE DATABASE {}"))


def drop_all() -> None:
    """Drop what this run made on a server that it did not start."""
    if "TEST_DATABASE_URL" in os.environ:
        for kept in RUN.glob("postgresql-*.once"):
            _ask_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", make_url(kept.read_text()).database or "")


def _template(engine: str, *, loaded: bool) -> str:
    address = bare(engine)
    with application(address) as app:
        if loaded:
            result = app.test_cli_runner().invoke(setting_up.group, ["prepare"])
            assert result.exit_code == 0, (result.output, result.exception)
        else:
            with app.app_context():
                flask_migrate.upgrade()
    return address


def _path() -> Path:
    return RUN / f"{uuid4().hex}.sqlite"


def _ask_server(statement: str, name: str = "") -> str:
    name = name or f"linkage_{uuid4().hex}"
    server = postgresql.address().replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.format(name).encode())
    return name
