"""`flask data load` and `flask data check`: what they say, and with which exit."""

from __future__ import annotations

import subprocess
import sys

from sqlalchemy import func, select

from foundation import clock, revisions
from foundation.db import db
from portal.loading.commands import SHIPPED, group
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import NO_BODIES

BODY = """bodies:
  - {id: XX, acronym: X, names: {en: X}, fallback: {languages: [ar, zh, fr, ru, es]}, type: igo, roles: [],
     constituency: IGO, seat: Bern, country: CH, tz: Europe/Zurich, region: global, confidence: sure}
"""


def run(app, *args):
    return app.test_cli_runner().invoke(group, [str(arg) for arg in args])


def bodies() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Organization.id)).where(Organization.kind.not_in(NO_BODIES))) or 0


def test_loading_says_what_was_added_and_then_that_nothing_has_changed(app, write):
    file = write("f.yaml", BODY)

    first, second = run(app, "load", file), run(app, "load", file)

    assert (first.exit_code, first.stdout) == (0, "f.yaml: 1 body (1 added)\nLoaded.\n")
    assert (second.exit_code, second.stdout) == (0, "f.yaml: 1 body (as before)\nNothing has changed.\n")
    assert bodies() == 41


def test_a_check_says_the_same_and_writes_nothing(app, write):
    file, before = write("f.yaml", BODY), revisions.number()

    result = run(app, "check", file)

    assert (result.exit_code, result.stdout) == (0, "f.yaml: 1 body (1 added)\nA load would change this.\n")
    assert (bodies(), revisions.number()) == (40, before)


def test_a_bad_file_ends_with_exit_1_and_its_problems_on_stderr(app, write):
    file = write("f.yaml", BODY.replace("Europe/Zurich", "Mars/Olympus"))

    for command in ("load", "check"):
        result = run(app, command, file)

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            "f.yaml: XX: tz: “Mars/Olympus” is no time zone of the IANA list\n"
            "Nothing was loaded: the files hold 1 problem.\n"
        )
    assert bodies() == 40


def test_without_a_file_all_that_ships_is_loaded_from_wherever_one_stands(empty_app, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = run(empty_app, "load")

    assert result.exit_code == 0
    assert result.stdout.endswith("\nLoaded.\n")
    assert [line.partition(":")[0] for line in result.stdout.splitlines()[:-2]] == [
        *("constituencies.yaml", "bodies.yaml", "action_lines.yaml", "editions.yaml", "cluster_2007.yaml"),
        *("demo_schedule_2027.yaml", "dialogue_demo.yaml", "reports.yaml", "participants_demo.yaml"),
        *("glossary.yaml", "history_demo.yaml", "second_version_2027.yaml"),
    ]
    assert bodies() == 40


def test_a_checked_demonstration_is_none_yet(empty_app):
    result = run(empty_app, "check")

    assert result.exit_code == 0
    assert "This database is a demonstration from now on; its time starts at 2027-04-20T08:00+00:00." in result.stdout
    assert not clock.is_demonstration()


def test_the_server_starts_without_pydantic(tmp_path):
    program = "import sys, app; app.create_app(); print(sorted(m for m in sys.modules if m.startswith('pydantic')))"

    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=SHIPPED.parent,
        env={"LINKAGE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout == "[]\n"
