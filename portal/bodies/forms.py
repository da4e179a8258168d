"""What the directory can be asked for in its address."""

from __future__ import annotations

from collections.abc import Mapping

from portal.bodies.rules import Wish


def read_wish(args: Mapping[str, str]) -> Wish:
    """The wish out of a query: `q`, `role`, `constituency`, each at most 80 signs."""
    return Wish(*(" ".join(args.get(name, "").split())[:80] for name in ("q", "role", "constituency")))
