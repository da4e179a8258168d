"""The commands: `make` lists them, a second set-up does nothing, and a test that was skipped fails."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest


def run(*command: str, tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


def test_make_alone_lists_every_command_with_one_line(tree):
    said = run("make", "--no-print-directory", tree=tree).stdout

    listed = re.findall(r"^  make ([a-z-]+) +\S", said, re.MULTILINE)
    declared = re.search(r"^\.PHONY: (.*)$", (tree / "Makefile").read_text(), re.MULTILINE)
    assert declared is not None
    assert sorted(listed) == sorted(set(declared.group(1).split()) - {"dev"})


def test_a_set_up_that_stands_is_left_alone_in_a_moment(tree):
    started = time.monotonic()
    said = run("sh", "make/venv.sh", "dev", tree=tree)

    assert (said.returncode, said.stdout + said.stderr) == (0, "")
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("port", ["0x50", "99999", "-1"])
def test_a_port_that_is_none_is_refused_with_words(tree, port):
    said = run(sys.executable, "make/port.py", port, tree=tree)

    assert (said.returncode, said.stderr.startswith(f"Port {port} can't be had")) == (1, True)


@pytest.mark.parametrize(
    "test",
    [
        "import pytest\n\ndef test_one():\n    pytest.skip('no time')\n",
        "import pytest\n\n@pytest.mark.skip(reason='no time')\ndef test_one():\n    pass\n",
        "import pytest\n\npytest.skip('no time', allow_module_level=True)\n",
    ],
)
def test_a_skipped_test_fails_the_run(tree, tmp_path, test):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_skipped.py").write_text(test)

    said = run(sys.executable, "-m", "pytest", "-p", "tests.support.strict", str(tmp_path), tree=tree)

    assert said.returncode != 0, said.stdout
    assert "nothing may be skipped silently" in said.stdout
