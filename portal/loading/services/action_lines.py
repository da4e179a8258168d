"""The action lines and e-applications, with their facilitators as dated mandates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foundation.confidence import Confidence
from foundation.sentences import Sentence
from portal.loading.forms import action_lines as forms
from portal.loading.forms.fields import differing, weakest
from portal.loading.rules import RESOLUTION_2007_8, TUNIS_AGENDA, BadFiles, Problem
from portal.loading.services.ledger import Ledger
from portal.loading.services.mandates import ANNEX, CURRENT, FOCAL_POINTS, Role, match_mandates
from stakeholders.mandates.models import ActionLine
from stakeholders.mandates.rules import CO, LEAD, NAMED


def load(ledger: Ledger, file: str, read: forms.LinesFile) -> None:
    """Put every line, each after its parent; raises BadFiles for a line below itself."""
    places = {line.id: 10 * number for number, line in enumerate(read.action_lines, start=1)}
    for line in _parents_first(file, read.action_lines):
        _line(ledger, file, line, meta=read.meta, position=places[line.id])


def _parents_first(file: str, lines: Sequence[forms.Line]) -> Iterator[forms.Line]:
    waiting = {line.id: line for line in lines}
    while waiting:
        ready = [line for line in waiting.values() if line.parent not in waiting]
        if not ready:
            below_itself = Sentence("it stands below itself")
            raise BadFiles(Problem(file, key, "parent", below_itself) for key in waiting)
        for line in ready:
            yield waiting.pop(line.id)


def _line(ledger: Ledger, file: str, read: forms.Line, *, meta: forms.Meta, position: int) -> None:
    marks = {f"titles.{code}": mark for code, mark in meta.title_confidence_default.items() if code in read.title}
    values = {
        "kind": "application" if read.parent else "line",
        "position": position,
        "parent_id": ledger.id_of(ActionLine, key=read.parent) if read.parent else None,
        "titles": read.title,
        "short": read.short_en or "",
        "aliases": list(read.aliases_en),
        "source": meta.source_plan,
        "note": read.note,
        "confidence": meta.confidence,
        "confidences": differing(meta.confidence, **marks),
    }
    line, outcome = ledger.put(ActionLine, {"key": read.id}, values)
    ledger.report.count(file, "line", outcome)
    match_mandates(ledger, file, line, _roles(read, meta), as_of=meta.current_as_of)


def _roles(read: forms.Line, meta: forms.Meta) -> Iterator[Role]:
    marks, whole, today = read.confidence, meta.confidence, meta.current_as_of
    for body in read.annex_facilitators:
        yield Role(body, NAMED, TUNIS_AGENDA, ANNEX, marks.annex_facilitators or whole, "annex_facilitators")
    if read.lead_2007:
        yield Role(read.lead_2007, LEAD, RESOLUTION_2007_8, FOCAL_POINTS, _mark_of_lead(read, whole), "lead_2007")
    if read.lead_current and read.lead_current != read.lead_2007:
        yield Role(read.lead_current, LEAD, today, CURRENT, marks.lead_current or whole, "lead_current")
    for body in read.cofacilitators:
        yield Role(body, CO, today, CURRENT, marks.cofacilitators or whole, "cofacilitators")


def _mark_of_lead(read: forms.Line, whole: Confidence) -> Confidence:
    """A lead that has lasted is as sure as the weaker of its two ends."""
    marks = read.confidence
    lasting = [marks.lead_current] if read.lead_current == read.lead_2007 else []
    return weakest([marks.lead_2007 or whole, *lasting])
