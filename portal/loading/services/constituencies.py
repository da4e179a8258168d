"""Constituencies, bases, kinds of meeting with their rights, time limits."""

from __future__ import annotations

from dialogue.dialogues.models import TimeLimit
from foundation.confidence import Confidence
from foundation.sentences import Sentence
from portal.loading import queries
from portal.loading.forms import constituencies as forms
from portal.loading.forms.fields import differing, weakest
from portal.loading.rules import BadFiles, Problem
from portal.loading.services.ledger import Ledger, either
from stakeholders.accreditation.models import Basis, MeetingKind, ParticipationRight
from stakeholders.organizations.models import Constituency


def load(ledger: Ledger, file: str, read: forms.ConstituenciesFile) -> None:
    """Put every entry of the file."""
    for position, constituency in enumerate(read.constituencies, start=1):
        _constituency(ledger, file, constituency, position)
    for basis in read.bases:
        _basis(ledger, file, basis)
    for kind in read.meeting_kinds:
        _kind(ledger, file, kind)
    for limit in read.time_limits.rows if read.time_limits else ():
        values = {"seconds": limit.seconds, "who": limit.who, "confidence": limit.confidence}
        _, outcome = ledger.put(TimeLimit, {"key": limit.id}, values)
        ledger.report.count(file, "limit", outcome)
    _refuse_gaps(file)


def _refuse_gaps(file: str) -> None:
    # The forms see to the kinds of this file; a new constituency leaves gaps in those that stood before.
    gaps = queries.rights_missing()
    if gaps:
        untold = Sentence("a constituency is added, and this kind of meeting tells no right for it; load both together")
        raise BadFiles(Problem(file, constituency, f"rights in {kind}", untold) for kind, constituency in gaps)


def _constituency(ledger: Ledger, file: str, read: forms.Constituency, position: int) -> None:
    whole = _whole(read)
    facts = {
        "seats": read.seats,
        "distribution": read.distribution,
        "subcategories": read.subcategories,
        "written_statement_words": read.written_statement_words,
        "note": read.note,
    }
    values = {
        "position": position,
        "names": read.name,
        "kind": read.kind,
        "floor_group": read.floor_group,
        "basis_text": read.basis_text,
        "facts": {name: fact for name, fact in facts.items() if fact is not None},
        "confidence": whole,
        "confidences": differing(whole, **read.confidence),
    }
    _, outcome = ledger.put(Constituency, {"key": read.id}, values)
    ledger.report.count(file, "constituency", outcome)


def _whole(read: forms.Constituency) -> Confidence:
    # A constituency is what its basis makes it; how its people are seated may be invented without it being so.
    return read.confidence.get("basis_text") or weakest(read.confidence.values())


def _basis(ledger: Ledger, file: str, read: forms.Basis) -> None:
    values = {
        "constituency_id": ledger.id_of(Constituency, key=read.constituency),
        "decision": read.decision,
        "from_session": read.from_session,
        "to_session": read.to_session,
        "held_by": read.held_by,
        "note": read.note,
        "confidence": read.confidence,
        "confidences": differing(read.confidence, from_session=read.from_confidence),
    }
    _, outcome = ledger.put(Basis, {"key": read.id}, values)
    ledger.report.count(file, "basis", outcome)


def _kind(ledger: Ledger, file: str, read: forms.Kind) -> None:
    values = {
        "webcast": read.webcast,
        "note": read.note,
        "right_of_named": read.right_of_named,
        "confidence": read.confidence,
    }
    kind, outcome = ledger.put(MeetingKind, {"key": read.id}, values)
    rights = [
        {"constituency_id": ledger.id_of(Constituency, key=constituency), "right": right}
        for constituency, right in read.rights.items()
    ]
    changed = ledger.match(ParticipationRight, {"meeting_kind_id": kind.id}, rights, by=["constituency_id"])
    ledger.report.count(file, "kind", either(outcome, changed))
