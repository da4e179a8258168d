"""The question “May I come?” out of an address."""

from __future__ import annotations

from collections.abc import Mapping

from events.registration.rules.coming import Question


def read_question(args: Mapping[str, str]) -> Question:
    """The question out of a query: `constituency`, `organization`, `segment`, each at most 40 signs."""
    return Question(*(args.get(name, "").strip()[:40] for name in ("constituency", "organization", "segment")))
