"""The interactive dialogues with the bodies that open them."""

from __future__ import annotations

from dialogue.dialogues.models import Dialogue, DialoguePartner
from events.editions.models import Edition
from events.programme.models import Meeting
from portal.loading.forms.dialogues import DialoguesFile
from portal.loading.services.ledger import Ledger, either
from stakeholders.organizations.models import Organization


def load(ledger: Ledger, file: str, read: DialoguesFile) -> None:
    """Put every dialogue of the file."""
    edition = ledger.id_of(Edition, key=read.edition)
    for each in read.dialogues:
        meeting = ledger.id_of(Meeting, edition_id=edition, key=each.meeting)
        values = {
            "edition_id": edition,
            "title": each.title,
            "policy": each.policy,
            "minutes": each.slot_minutes,
            "confidence": read.meta.confidence,
        }
        dialogue, outcome = ledger.put(Dialogue, {"meeting_id": meeting}, values)
        partners = [
            {"organization_id": ledger.id_of(Organization, key=key), "position": position}
            for position, key in enumerate(each.leads, start=1)
        ]
        changed = ledger.match(DialoguePartner, {"dialogue_id": dialogue.id}, partners, by=["organization_id"])
        ledger.report.count(file, "dialogue", either(outcome, changed))
