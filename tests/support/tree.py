"""The project's tree as the house rules read it: what git knows or would take in, and the Python in it, parsed."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tests.support.place import ROOT

WINGS = ("stakeholders", "events", "dialogue", "portal")
PRODUCT = ("foundation", *WINGS, "app.py", "config.py")
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class File:
    """A file of the tree by its path from the root."""

    path: str

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).parts

    @property
    def name(self) -> str:
        return Path(self.path).stem

    @property
    def storey(self) -> str:
        """The storey of a room that a module belongs to: `services` for wing/room/services/places.py."""
        return Path(self.parts[2]).stem if self.parts[0] in WINGS and len(self.parts) > 2 else ""

    @property
    def octets(self) -> bytes:
        return (ROOT / self.path).read_bytes()

    @cached_property
    def text(self) -> str:
        return self.octets.decode()

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    def all(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    @property
    def functions(self) -> Iterator[FunctionNode]:
        return (node for node in ast.walk(self.tree) if isinstance(node, FunctionNode))

    @property
    def imported(self) -> Iterator[str]:
        """The modules that this one imports from, by name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or "."

    def __str__(self) -> str:
        return self.path


@cache
def files(suffix: str = "") -> tuple[File, ...]:
    """All files whose name ends in `suffix`, in the order of their paths."""
    return tuple(File(path) for path in _paths() if path.endswith(suffix))


def product(suffix: str = ".py") -> list[File]:
    """The files that run, without tests, benchmarks and migrations."""
    return [file for file in files(suffix) if file.parts[0] in PRODUCT]


def rooms() -> list[Path]:
    """The folders of all rooms that have a file, from the root."""
    found = {Path(*file.parts[:2]) for file in files(".py") if file.parts[0] in WINGS and len(file.parts) > 2}
    return sorted(found)


@cache
def _paths() -> tuple[str, ...]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        told = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        told = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if not _is_left_out(path)]
    return tuple(sorted(path for path in told if path and (ROOT / path).is_file()))


def _is_left_out(path: Path) -> bool:
    return any(
        part in ("var", "__pycache__", "node_modules") or part.startswith(".") for part in path.relative_to(ROOT).parts
    )
