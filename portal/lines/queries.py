"""All that the page of a line shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from events.editions.models import Edition
from events.programme.queries import versions
from events.programme.queries.versions import Entry
from events.programme.rules.timetable import by_edition
from portal.lines import rules
from stakeholders.mandates import queries as mandates
from stakeholders.mandates.models import ActionLine, Mandate


@dataclass(frozen=True)
class LineView:
    """A line with its parent or its e-applications, who facilitates it, and its meetings by edition."""

    line: ActionLine
    parent: ActionLine | None
    children: Sequence[ActionLine]
    standing: rules.Standing[Mandate]
    history: Sequence[rules.Step[Mandate]]
    meetings: Sequence[tuple[Edition, list[Entry]]]

    @property
    def banner(self) -> str | None:
        """The banner of an edition whose meetings stand on the page."""
        return next((edition.banner for edition, _ in self.meetings if edition.banner), None)


def line_view(key: str, *, on: date) -> LineView:
    """One line as it stands on a day; raises UnknownLine."""
    line = mandates.line(key)
    others = mandates.lines()
    return LineView(
        line=line,
        parent=next((other for other in others if other.id == line.parent_id), None),
        children=[other for other in others if other.parent_id == line.id],
        standing=rules.standing(line.mandates, on),
        history=rules.history(line.mandates, on),
        meetings=by_edition(versions.entries_tagged("action-line", [key])),
    )
