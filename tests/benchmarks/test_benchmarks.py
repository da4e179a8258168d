"""The benchmarks run and tell what they measured; no time is asserted here, for a test must not hang on a machine's mood."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import hello, registrar, texts
from benchmarks.load import Ask, WrongAnswer, run
from benchmarks.report import Ratio, Report, Size
from make import serve
from tests.support.place import ROOT

RATIOS = {
    "304 of the edition feed",
    "kept gzip of the edition feed",
    "304 of the programme page",
    "kept gzip of the programme page",
    "304 of the programme.json",
    "kept gzip of the programme.json",
    "304 of a room’s feed",
    "304 of a personal feed",
    "cold feed of 12: blocks kept, process empty",
    "feed of 12 after one change",
    *(f"registrar: {what}" for what in registrar.READ),
    "registrar: 50 approved at once",
    "registrar: 500 approved at once",
}


@pytest.mark.prove
def test_the_quick_run_prints_every_row_and_writes_them_as_json(tmp_path: Path):
    kept = tmp_path / "report.json"
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--json", str(kept)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    sys.stdout.write(ended.stdout)

    assert ended.returncode == 0, ended.stderr
    assert "not measured" not in ended.stdout
    assert {row["what"] for row in json.loads(kept.read_text())["ratios"]} == RATIOS
    assert len(re.findall(r"^\| first visit of /", ended.stdout, re.MULTILINE)) == 3


def test_hello_is_served_with_the_options_that_linkage_is_served_with(monkeypatch: pytest.MonkeyPatch):
    given: list[str] = []
    monkeypatch.setattr(serve.granian, "main", given.extend)

    serve.serve("8000")

    place = given.index("--port")
    assert given[place + 1] == "8000"
    assert sorted(given[:place] + given[place + 2 : -1]) == sorted(hello.OPTIONS)


def test_the_load_counts_whole_answers_and_refuses_other_ones(served: str):
    port = int(served.rpartition(":")[2])

    assert run(port, Ask("/feeds/2027.ics"), seconds=0.2).answers > 0
    with pytest.raises(WrongAnswer, match="200"):
        run(port, Ask("/feeds/2027.ics", 304), seconds=0.2)


def test_a_row_says_median_spread_bar_and_whether_it_is_met():
    report = Report("Once.", machine="a machine")
    report.add_ratios(
        [Ratio("a 304", [1.2, 0.9, 1.0], 0.8), Ratio("a change", [0.2], 0.05, is_ceiling=True)], ["- a note"]
    )
    report.add_sizes([Size("a visit", 90_000, 100_000), Size("another", 7)], [])

    rows = [line for line in report.markdown.splitlines() if line.startswith("| a")]
    assert rows == [
        "| a 304 | 1 | 0.9–1.2 | ≥ 0.8 | yes |  |",
        "| a change | 0.2 | 0.2–0.2 | ≤ 0.05 | **no** |  |",
        "| a visit | 90,000 | ≤ 100,000 | yes |  |",
        "| another | 7 |  |  |  |",
    ]


def test_a_large_programme_speaks_six_languages():
    assert set(texts.SUBJECTS) == {"ar", "zh", "en", "fr", "ru", "es"}
