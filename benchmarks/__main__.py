"""`python -m benchmarks`: all measurements on a home of its own; `--json FILE` writes every sample besides."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import inside, large, people, registrar, sizes, wire
from benchmarks.load import CONNECTIONS
from benchmarks.report import Report
from benchmarks.wire import Effort

FULL, QUICK = Effort(starts=7, rounds=7, seconds=0.25), Effort(starts=1, rounds=1, seconds=0.1)
HOW = (
    "Each pair is measured in turns, A B and then B A. On the wire: {starts} starts of both servers, {rounds} rounds of "
    "{seconds:g} s a start, {connections} keep-alive connections; the samples are the medians of the starts. "
    "Within the process: {inside} rounds; the samples are the rounds."
)


def main(arguments: list[str]) -> int:
    """Measure and print; a bar that is missed is told and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample there")
    parser.add_argument(
        "--quick", action="store_true", help="few meetings, one round: shows that it works, measures nothing"
    )
    parser.add_argument("--meetings", type=int, help="meetings of the large edition (300)")
    chosen = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="linkage-bench-") as home:
        report = measure(Path(home), meetings=chosen.meetings or (12 if chosen.quick else 300), is_quick=chosen.quick)
    print(report.markdown)
    if chosen.json:
        chosen.json.write_text(json.dumps(report.as_json, indent=1, ensure_ascii=False) + "\n")
    sys.stderr.write(f"{time.monotonic() - began:.0f} seconds in all\n")
    return 0


def measure(home: Path, *, meetings: int, is_quick: bool) -> Report:
    """The whole report, on a database made in `home`."""
    effort, rounds = (QUICK, 1) if is_quick else (FULL, 15)
    for name in [name for name in os.environ if name.startswith("LINKAGE_")]:
        del os.environ[name]
    os.environ |= {"LINKAGE_HOME": str(home), "DATABASE_URL": f"sqlite:///{home}/linkage.sqlite"}
    how = HOW.format(**vars(effort), connections=CONNECTIONS, inside=rounds)
    # The settings are read when the application is made, so it comes after them.
    from app import create_app

    report = Report(how)
    sys.stderr.write(f"making a database with {meetings} meetings\n")
    app = create_app()
    large.prepare(app)
    with app.app_context():
        large.grow(meetings)
        asked = wire.targets(large.room_key(), people.calendar())
    report.add_ratios(*wire.measure(home, asked, effort))
    report.add_ratios(*inside.measure(app, rounds=rounds))
    report.add_ratios(*registrar.measure(app, registrations=800 if is_quick else 10_000, rounds=rounds))
    report.add_sizes(*sizes.measure(home))
    return report


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
