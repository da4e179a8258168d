"""Registrations and seats: each is written once, and from then on it is the person's and the registrar's."""

from __future__ import annotations

from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.registration.models import Registration, Seat
from portal.loading.forms import participants as forms
from portal.loading.services.ledger import Ledger
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis
from stakeholders.organizations.models import Constituency, Organization


def load(ledger: Ledger, file: str, edition: Edition, read: forms.ParticipantsFile) -> None:
    """Put every registration and seat of the file."""
    people = {account.id: account for account in read.accounts}
    for registration in read.registrations:
        _registration(ledger, file, edition, read, registration, people[registration.account])
    for seat in read.seats:
        _seat(ledger, file, edition, read, seat)


def capacity(ledger: Ledger, read: forms.ParticipantsFile, account: forms.Account) -> dict[str, int | None]:
    """Under what a person takes part: the constituency, and the organization where there is one."""
    bodies = {each.id: each.body for each in read.organizations}
    key = bodies.get(account.of) or account.of
    return {
        "organization_id": None if account.of == forms.ALONE else ledger.id_of(Organization, key=key),
        "constituency_id": ledger.id_of(Constituency, key=account.constituency),
    }


def _registration(
    ledger: Ledger,
    file: str,
    edition: Edition,
    read: forms.ParticipantsFile,
    registration: forms.Registration,
    account: forms.Account,
) -> None:
    key = {
        "account_id": ledger.id_of(Account, key=account.id),
        "segment_id": ledger.id_of(Segment, edition_id=edition.id, key=registration.segment),
    }
    first = {
        **capacity(ledger, read, account),
        "key": registration.id,
        "basis_id": ledger.id_of(Basis, key=registration.basis) if registration.basis else None,
        "mode": registration.mode,
        "state": registration.state,
        "registered_at": registration.registered_at,
        "decided_at": registration.decided_at,
        "reason": registration.reason or "",
        "confidence": read.meta.confidence,
    }
    _, outcome = ledger.put(Registration, key, {}, first=first)
    ledger.report.count(file, "registration", outcome)


def _seat(ledger: Ledger, file: str, edition: Edition, read: forms.ParticipantsFile, seat: forms.Seat) -> None:
    key = {
        "meeting_id": ledger.id_of(Meeting, edition_id=edition.id, key=seat.meeting),
        "account_id": ledger.id_of(Account, key=seat.account),
    }
    first = {
        "key": seat.id,
        "state": seat.state,
        "changed_at": seat.at,
        "offer_ends_at": seat.offer_ends,
        "position": seat.place,
        "note": seat.note,
        "confidence": read.meta.confidence,
    }
    _, outcome = ledger.put(Seat, key, {}, first=first)
    ledger.report.count(file, "seat", outcome)
