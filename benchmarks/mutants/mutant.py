"""What a mutant is, and how it is put into a copy of the tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mutant:
    """A wrong change: what it gets wrong, the file, the text there and the one in its place, and the tests that must notice."""

    wrong: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @contextmanager
    def within(self, tree: Path) -> Iterator[None]:
        """The change in this tree, taken back afterwards; raises ValueError when its text does not stand there exactly once."""
        place = tree / self.file
        text = place.read_text()
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file} has {text.count(self.old)} places that read {self.old!r}")
        place.write_text(text.replace(self.old, self.new))
        try:
            yield
        finally:
            place.write_text(text)
