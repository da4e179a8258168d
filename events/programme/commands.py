"""The programme from the command line: revise the draft by a file, publish the next version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import yaml
from flask import current_app
from flask.cli import AppGroup

from events.programme.queries import versions
from events.programme.rules.draft import read_change
from events.programme.services import drafting, publishing
from foundation import clock
from foundation.errors import Refusal

group = AppGroup("programme", help="The programme of an edition: revise its draft, publish a version.")
ACTOR = "command"
SECOND_VERSION = Path("data/second_version_2027.yaml")


@group.command("publish")
@click.argument("edition")
@click.option("--note", required=True, help="What is new, for people who read the list of versions.")
def publish(edition: str, note: str) -> None:
    """Publish the draft of EDITION as its next version."""
    try:
        version = publishing.publish_version(
            edition, note=note, actor=ACTOR, now=clock.now(), stamped_at=clock.wire_now()
        )
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Version {version.number} of the programme of {edition} is published.")


@group.command("revise")
@click.argument("edition")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def revise(edition: str, file: Path) -> None:
    """Make the changes written in FILE to the draft of EDITION and publish them as the next version."""
    try:
        content = _read(file)
        changes = [read_change(row, number) for number, row in enumerate(content["changes"], 1)]
        hand = drafting.Hand(None, clock.now(), clock.wire_now())
        drafting.revise(hand, edition, changes, uid_domain=current_app.config["UID_DOMAIN"])
        version = publishing.publish_version(
            edition, note=content["note"], actor=ACTOR, now=clock.now(), stamped_at=clock.wire_now()
        )
    except Refusal as refusal:
        raise click.ClickException(f"{file.name}: {refusal}") from refusal
    click.echo(f"Version {version.number} of the programme of {edition} is published: {content['note']}")


@group.command("publish-second-version")
@click.pass_context
def publish_second_version(context: click.Context) -> None:
    """Publish the second version of the demonstration of 2027: moves, an addition and a cancellation."""
    _, version = versions.published("2027")
    if version.number > 1:
        click.echo(f"Version {version.number} of the programme of 2027 is published already.")
        return
    context.invoke(revise, edition="2027", file=Path(current_app.root_path) / SECOND_VERSION)


def _read(file: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise click.ClickException(f"{file.name} can’t be read as YAML: {problem}") from problem
    if not isinstance(content, dict) or not isinstance(content.get("changes"), list) or "note" not in content:
        raise click.ClickException(f"{file.name} needs a note and a list of changes.")
    return content
