"""The tests of the rules notice what they are there for: each mutant in a copy of the tree makes one of them fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from benchmarks.mutants import constraints, feeds, ground, places, programme, registration
from benchmarks.mutants.mutant import Mutant
from tests.support import tree as project

pytestmark = pytest.mark.prove

MUTANTS = (
    *programme.MUTANTS,
    *feeds.MUTANTS,
    *constraints.MUTANTS,
    *ground.MUTANTS,
    *registration.MUTANTS,
    *places.MUTANTS,
)
LONGEST = 300
SOME_FAILED = 1


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the tree."""
    root = tmp_path_factory.mktemp("mutants")
    for file in project.files():
        place = root / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project.ROOT / file.path, place)
    yield root
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def untouched(copied: Path) -> Callable[[tuple[str, ...]], str]:
    """What these tests say of the copy without any mutant, each set asked once: nothing when they pass."""

    @cache
    def said(names: tuple[str, ...]) -> str:
        ended = trial(copied, names)
        return ended.stdout[-3000:] + ended.stderr if ended.returncode else ""

    return said


def trial(root: Path, names: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """Run these tests there until one fails; compiled files are left out, for a mutant may be as long and as young."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LINKAGE_TEST")}
    there = [name for name in names if (root / name).exists()]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", *there], cwd=root,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False, timeout=LONGEST,
    )  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.file}: {mutant.wrong}")
def test_a_mutant_is_noticed(copied: Path, untouched: Callable[[tuple[str, ...]], str], mutant: Mutant):
    assert untouched(mutant.tests) == "", "the tests fail without any mutant"

    with mutant.within(copied):
        ended = trial(copied, mutant.tests)

    assert ended.returncode == SOME_FAILED, (
        f"nobody notices that {mutant.wrong} in {mutant.file}:\n{ended.stdout[-2000:]}"
    )
