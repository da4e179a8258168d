"""Bodies, groups of them, the bases they hold, and the main themes with their facilitators."""

from __future__ import annotations

from portal.loading.forms import bodies as forms
from portal.loading.forms.fields import differing
from portal.loading.rules import RESOLUTION_2007_8
from portal.loading.services.ledger import Ledger
from portal.loading.services.mandates import THEMES, Role, match_mandates
from stakeholders.accreditation.models import Basis, BasisHeld
from stakeholders.mandates.models import ActionLine
from stakeholders.mandates.rules import CO, LEAD
from stakeholders.organizations.models import Constituency, Organization, OrganizationGroup

AFTER_ALL_LINES = 1000
"""Where the themes begin, so that they come after the lines and the e-applications."""


def load(ledger: Ledger, file: str, read: forms.BodiesFile) -> None:
    """Put every entry of the file."""
    for body in read.bodies:
        _body(ledger, file, body)
    for group in read.groups:
        values = {
            "names": {"en": group.name_en},
            "member_keys": list(group.members),
            "note": group.note,
            "confidence": group.confidence,
        }
        _, outcome = ledger.put(OrganizationGroup, {"key": group.id}, values)
        ledger.report.count(file, "group", outcome)
    for holding in read.bases_held:
        _holding(ledger, file, holding)
    for number, theme in enumerate(read.main_themes.themes if read.main_themes else ()):
        _theme(ledger, file, theme, AFTER_ALL_LINES + 10 * number)


def _body(ledger: Ledger, file: str, read: forms.Body) -> None:
    values = {
        "acronym": read.acronym,
        "acronyms": dict(read.acronyms),
        "names": read.names,
        "fallback": list(read.fallback.languages) if read.fallback else [],
        "kind": read.type,
        "roles": list(read.roles),
        "parent_key": read.parent,
        "constituency_id": ledger.id_of(Constituency, key=read.constituency),
        "seat": read.seat,
        "country": read.country,
        "zone": read.tz,
        "region": read.region,
        "founded_year": read.founded,
        "ended_year": read.ended,
        "note": read.note,
        "confidence": read.confidence,
        "confidences": differing(
            read.confidence,
            acronyms=read.acronyms_confidence,
            names=read.names_confidence,
            constituency=read.constituency_confidence,
            ended_year=read.ended_confidence,
        ),
    }
    _, outcome = ledger.put(Organization, {"key": read.id}, values)
    ledger.report.count(file, "body", outcome)


def _holding(ledger: Ledger, file: str, read: forms.Holding) -> None:
    body = ledger.id_of(Organization, key=read.body)
    for basis in read.bases:
        key = {"organization_id": body, "basis_id": ledger.id_of(Basis, key=basis)}
        _, outcome = ledger.put(BasisHeld, key, {"note": read.note, "confidence": read.confidence})
        ledger.report.count(file, "holding", outcome)


def _theme(ledger: Ledger, file: str, read: forms.Theme, position: int) -> None:
    values = {
        "kind": "theme",
        "position": position,
        "parent_id": None,
        "titles": {"en": read.name_en},
        "source": f"Tunis Agenda, paragraphs {read.tunis_paras}",
        "confidence": read.confidence,
    }
    theme, outcome = ledger.put(ActionLine, {"key": read.id}, values)
    ledger.report.count(file, "theme", outcome)
    facilitators = [
        Role(body, CO if place else LEAD, RESOLUTION_2007_8, THEMES, read.confidence, "facilitators")
        for place, body in enumerate(read.facilitators)
    ]
    match_mandates(ledger, file, theme, facilitators, as_of=RESOLUTION_2007_8)
