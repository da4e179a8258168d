"""What the events tell this room: which editions are not over, and so which roles held in one still decide on people.

Editions stand above; they put themselves here when they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from foundation.access import Held
from stakeholders.organizations.rules import SECRETARIES

Lasting = Callable[[Collection[int]], Collection[int]]
"""Those of some editions, by number, that are not over."""

_told: list[Lasting] = [lambda _ids: frozenset()]


def told_by(lasting: Lasting) -> None:
    """From now on, the editions are told by this."""
    _told[:] = [lasting]


def in_force(held: Sequence[Held]) -> Sequence[Held]:
    """Roles without those of organizers and registrars of editions that are over; one read where somebody holds such."""
    asked = {each.scope.id for each in held if _is_of_edition(each)} - {None}
    lasting = _told[0](asked) if asked else ()  # type: ignore[arg-type]
    return [each for each in held if not _is_of_edition(each) or each.scope.id in lasting]


def _is_of_edition(held: Held) -> bool:
    return held.role in SECRETARIES and held.scope.kind == "edition"
