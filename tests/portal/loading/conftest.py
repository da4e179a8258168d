"""A box of data files that a test may change, and a load of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from portal.loading.rules import BadFiles, Report

SHIPPED = Path(__file__).resolve().parents[3] / "data"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


class Load(Protocol):
    def __call__(self, *files: Path, replace: bool = False) -> Report: ...


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A copy of the data that ships."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "data"))


@pytest.fixture
def edit(box: Path) -> Callable[..., Path]:
    """Replace a text that stands once in a file of the box; gives the file."""

    def edited(name: str, old: str, new: str) -> Path:
        file = box / name
        text = file.read_text()
        assert text.count(old) == 1, (name, old, text.count(old))
        file.write_text(text.replace(old, new))
        return file

    return edited


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """A file with a text (or bytes) of its own."""

    def written(name: str, text: str | bytes) -> Path:
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    return written


@pytest.fixture
def load(box: Path) -> Load:
    """Load files, without any the whole box, at NOW."""
    return _loader(box, NOW)


@pytest.fixture
def load_later(box: Path) -> Load:
    """The same a day later, so that a stamp that moved would show."""
    return _loader(box, LATER)


def _loader(box: Path, now: datetime) -> Load:
    from portal.loading.services.loading import load_files

    def loaded(*files: Path, replace: bool = False) -> Report:
        settings: dict[str, Any] = {"actor": "test", "uid_domain": "test.example", "now": now, "stamped_at": now}
        return load_files(files or sorted(box.glob("*.yaml")), replace=replace, **settings)

    return loaded


@pytest.fixture
def problems(load: Load) -> Callable[..., list[str]]:
    """The problems, in words, for which files are refused."""

    def refused(*files: Path) -> list[str]:
        with pytest.raises(BadFiles) as bad:
            load(*files)
        return [str(problem) for problem in bad.value.problems]

    return refused
