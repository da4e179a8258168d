"""`flask linkage prepare`: what `make run` does before it serves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import flask_migrate
from flask import current_app
from flask.cli import AppGroup

from foundation import clock
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
    _load(sorted((root / "data").glob("*.yaml")), home / "loaded.digest")
    for key in services.publish_first_versions(**_who_and_when()):
        click.echo(f"Published version 1 of {key}.")


def _load(files: list[Path], kept: Path) -> None:
    try:
        report = services.load_changed(files, kept=kept, uid_domain=current_app.config["UID_DOMAIN"], **_who_and_when())
    except BadFiles as bad:
        click.echo("\n".join([*bad.shown, str(bad.sentence)]), err=True)
        raise SystemExit(1) from None
    for line in report.lines if report else ():
        click.echo(line)


def _who_and_when() -> dict[str, Any]:
    return {"actor": "command", "now": clock.now(), "stamped_at": clock.wire_now()}
