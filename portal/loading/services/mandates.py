"""Mandates as the files tell them: dated assignments, each with its source; those from elsewhere are left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from foundation.confidence import Confidence
from foundation.db import db
from foundation.sentences import Sentence
from portal.loading.forms.fields import differing
from portal.loading.rules import BadFiles, Outcome, Problem
from portal.loading.services.ledger import Ledger, written
from stakeholders.mandates.models import ActionLine, Mandate
from stakeholders.organizations.models import Organization, OrganizationGroup

THEMES = "bodies.yaml, main themes"
ANNEX = "Tunis Agenda, Annex"
FOCAL_POINTS = "action_lines.yaml, lead of 2007"
CURRENT = "action_lines.yaml, as of its own day"
OURS = frozenset({THEMES, ANNEX, FOCAL_POINTS, CURRENT})


@dataclass(frozen=True)
class Role:
    """That a body or group has a role on a line, known from `since` on; `field` is where the file tells it."""

    body: str
    role: str
    since: date
    source: str
    confidence: Confidence
    field: str


def match_mandates(ledger: Ledger, file: str, line: ActionLine, roles: Iterable[Role], *, as_of: date) -> None:
    """Make the mandates of a line those that the file tells; mandates from another source are left alone.

    Who leads or co-facilitates "today" keeps the first day on which that was told, and ends the day before
    the file of `as_of` tells it no more.
    """
    standing = list(db.session.scalars(select(Mandate).where(Mandate.line_id == line.id).order_by(Mandate.id)))
    kept: set[int] = set()
    roles = list(roles)
    _refuse_ended(ledger, file, line, roles)
    for body, role in _each_once(ledger, roles):
        mandate = _standing(standing, body, role)
        if mandate is None:
            mandate = Mandate(
                line_id=line.id, organization_id=body.id, role=role.role, since=role.since, source=role.source,
                **_values(body, role),
            )  # fmt: skip
            db.session.add(mandate)
            outcome = Outcome.ADDED
        elif mandate.source not in OURS:
            continue
        else:
            outcome = Outcome.CHANGED if written(mandate, _values(body, role)) else Outcome.LEFT
            kept.add(mandate.id)
        ledger.report.count(file, "mandate", outcome)
    for mandate in standing:
        if mandate.id not in kept and mandate.source in OURS:
            _end(ledger, file, mandate, as_of=as_of)


def _refuse_ended(ledger: Ledger, file: str, line: ActionLine, roles: Iterable[Role]) -> None:
    late = [
        Problem(
            file,
            line.key,
            role.field,
            Sentence(
                "{body} ended in {year}, before {since}, from when on this holds",
                body=body.key,
                year=body.ended_year,
                since=role.since,
            ),
        )
        for body, role in _each_once(ledger, roles)
        if body.ended_year and body.ended_year < role.since.year
    ]
    if late:
        raise BadFiles(late)


def _standing(mandates: Iterable[Mandate], body: Organization, role: Role) -> Mandate | None:
    same = [each for each in mandates if (each.organization_id, each.role) == (body.id, role.role)]
    on_the_day = [each for each in same if each.since == role.since]
    told_before = [each for each in same if each.source == role.source == CURRENT and each.since < role.since]
    return next((each for each in on_the_day + told_before if each.until is None or each.until >= role.since), None)


def _values(body: Organization, role: Role) -> dict[str, Any]:
    # The record tells the year in which a body ended and no day, so its mandates end with that year at the latest.
    until = date(body.ended_year, 12, 31) if body.ended_year else None
    marks = {"until": Confidence.LIKELY} if until else {}
    return {"until": until, "confidence": role.confidence, "confidences": differing(role.confidence, **marks)}


def _end(ledger: Ledger, file: str, mandate: Mandate, *, as_of: date) -> None:
    if mandate.source == CURRENT and mandate.since < as_of:
        if mandate.until is None:
            mandate.until = as_of - timedelta(days=1)
            ledger.report.count(file, "mandate", Outcome.CHANGED)
        return
    db.session.delete(mandate)
    ledger.report.count(file, "mandate", Outcome.REMOVED)


def _each_once(ledger: Ledger, roles: Iterable[Role]) -> Iterator[tuple[Organization, Role]]:
    seen = set()
    for role in roles:
        for key in _members(ledger, role.body):
            body = ledger.row(Organization, key=key)
            if body is not None and (key, role.role, role.since) not in seen:
                seen.add((key, role.role, role.since))
                yield body, role


def _members(ledger: Ledger, key: str) -> list[str]:
    group = ledger.row(OrganizationGroup, key=key)
    return list(group.member_keys) if group else [key]
