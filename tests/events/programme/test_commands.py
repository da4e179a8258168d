"""The programme from the command line."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from events.programme.queries import versions
from events.programme.queries.views import changes_view


def test_the_second_version_moves_adds_and_cancels(app: Flask):
    result = app.test_cli_runner().invoke(args=["programme", "publish-second-version"])

    assert (result.exit_code, result.output) == (
        0,
        "Version 2 of the programme of 2027 is published: "
        "One workshop later, one in a larger room, one more meeting, one cancelled.\n",
    )
    edition, _ = versions.published("2027")
    assert [(change.key, change.kind.value) for change in changes_view(edition, 2, None).changes] == [
        ("D57", "moved to another room"),
        ("D59", "cancelled"),
        ("D34", "moved in time"),
        ("D69", "added"),
    ]


def test_the_second_version_is_not_published_twice(app: Flask):
    runner = app.test_cli_runner()
    runner.invoke(args=["programme", "publish-second-version"])

    result = runner.invoke(args=["programme", "publish-second-version"])

    assert (result.exit_code, result.output) == (
        0,
        "Version 2 of the programme of 2027 is published already.\n",
    )
    assert versions.published("2027")[1].number == 2


def test_an_edition_that_is_not_there_is_named(app: Flask):
    result = app.test_cli_runner().invoke(args=["programme", "publish", "1999", "--note", "x"])

    assert (result.exit_code, result.output) == (1, "Error: There is no edition 1999 here.\n")


def test_a_bad_file_is_named_and_nothing_is_published(app: Flask, tmp_path: Path):
    file = tmp_path / "bad.yaml"
    file.write_text(
        "note: x\nchanges:\n  - {change: move, meeting: D34, date: 2027-05-14, start: '11:00', end: '12:00'}\n"
    )

    result = app.test_cli_runner().invoke(args=["programme", "revise", "2027", str(file)])

    assert (result.exit_code, result.output) == (1, "Error: bad.yaml: Change 1, field room: it is missing.\n")
    assert versions.published("2027")[1].number == 1
