"""`flask linkage prepare`: what `make run` does before it serves; `flask linkage work`: the worker beside the server."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event
from typing import Any

import click
import flask_migrate
from flask import current_app
from flask.cli import AppGroup

from foundation import clock, worker
from portal.loading.rules import BadFiles
from portal.setting_up import services

group = AppGroup("linkage", help="Set the house up.")


@group.command("prepare")
def prepare() -> None:
    """Migrate the database, load the data files that have changed, publish what has no version yet."""
    root, home = Path(current_app.root_path), Path(current_app.config["HOME"])
    if services.is_behind(root / "migrations"):
        click.echo("Bringing the database up to date.")
        flask_migrate.upgrade()
    files = sorted((root / "data").glob("*.yaml"))
    brought = _load(files, home)
    if brought is None:
        return
    for key in services.publish_first_versions(brought, **_who_and_when()):
        click.echo(f"Published version 1 of {key}.")
    services.remember_load(files, home=home)


@group.command("work")
@click.option("--beside", type=int, help="End when the process of this number is no longer the parent.")
def work(beside: int | None) -> None:
    """Send what stands in the outbox and do the jobs that were ordered, until told to stop. Several may run at once."""
    stop = Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    try:
        worker.run(current_app._get_current_object(), stop, beside=beside)  # type: ignore[attr-defined]
    except ValueError as unusable:
        raise click.ClickException(str(unusable)) from None


def _load(files: list[Path], home: Path) -> list[str] | None:
    """The editions that the files bring; None when all of it is here already."""
    try:
        report = services.load_changed(files, home=home, uid_domain=current_app.config["UID_DOMAIN"], **_who_and_when())
    except BadFiles as bad:
        click.echo("\n".join([*bad.shown, str(bad.sentence)]), err=True)
        raise SystemExit(1) from None
    for line in report.lines if report else ():
        click.echo(line)
    return report.editions if report else None


def _who_and_when() -> dict[str, Any]:
    return {"actor": "command", "now": clock.now(), "stamped_at": clock.wire_now()}
