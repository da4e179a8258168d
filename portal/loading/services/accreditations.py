"""Applications for accreditation and what was decided on them: each is written once, and is the secretariat's from then on."""

from __future__ import annotations

from portal.loading.forms import participants as forms
from portal.loading.rules import Outcome
from portal.loading.services.ledger import Ledger
from stakeholders.accreditation.models import Application, Basis, BasisHeld
from stakeholders.organizations.models import Organization

BY = "command"
"""Who has decided on what comes from a file."""


def load(ledger: Ledger, file: str, read: forms.ParticipantsFile) -> None:
    """Put every application of the file; one that was approved is what its organization holds the basis by."""
    bodies = {each.id: each.body for each in read.organizations}
    for each in read.accreditations:
        organization = ledger.id_of(Organization, key=bodies[each.organization] or each.organization)
        basis = ledger.row(Basis, key=each.basis) if each.basis else None
        row, outcome = ledger.put(Application, {"key": each.id}, {}, first=_first(each, organization, basis))
        held = ledger.row(BasisHeld, organization_id=organization, basis_id=basis.id) if basis else None
        # What the secretariat has decided anew since is not undone by another load.
        if outcome is Outcome.ADDED and each.state == "approved" and held is not None:
            held.application_id = row.id
        ledger.report.count(file, "accreditation", outcome)


def _first(each: forms.Accreditation, organization: int, basis: Basis | None) -> dict[str, object]:
    """What an application says when it is written; an approval holds for all sessions of its basis."""
    is_approved = basis is not None and each.state == "approved"
    return {
        "organization_id": organization,
        "session": each.session,
        "basis_id": basis.id if basis else None,
        "state": each.state,
        "letter": "",
        "applied_at": each.applied,
        "decided_at": each.decided,
        "decided_by": BY if each.decided else "",
        "reason": each.reason or "",
        "from_session": basis.from_session if basis and is_approved else None,
        "to_session": basis.to_session if basis and is_approved else None,
        "confidence": each.confidence,
    }
