"""`flask data load FILE…` and `flask data check FILE…`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from foundation import clock
from portal.loading.rules import BadFiles, Report

SHIPPED = Path(__file__).resolve().parents[2] / "data"
"""The data that ships: what is loaded when no file is named."""

group = AppGroup("data", help="Load data files, or only check them.")

files = click.argument("files", nargs=-1, type=click.Path(path_type=Path))
replace = click.option("--replace", is_flag=True, help="Let the files' times and places win over those of the draft.")


@group.command("load")
@files
@replace
def load(files: tuple[Path, ...], replace: bool) -> None:
    """Load data files; without any, all that ship. All or nothing: a problem in one keeps all out."""
    # pydantic is heavy, and the server never loads a file.
    from portal.loading.services.loading import load_files

    report = _done(load_files, files, replace)
    click.echo("Loaded." if report.has_changes else "Nothing has changed.")


@group.command("check")
@files
@replace
def check(files: tuple[Path, ...], replace: bool) -> None:
    """Check data files and say what a load would do, without doing it."""
    from portal.loading.services.loading import check_files

    report = _done(check_files, files, replace)
    click.echo("A load would change this." if report.has_changes else "A load would change nothing.")


def _done(service: Callable[..., Report], files: tuple[Path, ...], replace: bool) -> Report:
    settings: dict[str, Any] = {
        "actor": "command",
        "uid_domain": current_app.config["UID_DOMAIN"],
        "now": clock.now(),
        "stamped_at": clock.wire_now(),
        "replace": replace,
    }
    try:
        report = service(files or sorted(SHIPPED.glob("*.yaml")), **settings)
    except BadFiles as bad:
        for line in [*bad.shown, str(bad.sentence)]:
            click.echo(line, err=True)
        raise SystemExit(1) from None
    for line in report.lines:
        click.echo(line)
    return report
