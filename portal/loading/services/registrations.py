"""Registrations, needs and seats: each is written once, and from then on it is the person's and the registrar's."""

from __future__ import annotations

from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.registration.models import AccessNeed, Registration, Seat
from portal.loading.forms import participants as forms
from portal.loading.rules import Outcome
from portal.loading.services.ledger import Ledger
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis
from stakeholders.organizations.models import Constituency, Organization


def load(ledger: Ledger, file: str, edition: Edition, read: forms.ParticipantsFile) -> None:
    """Put every registration, need and seat of the file."""
    people = {account.id: account for account in read.accounts}
    # What somebody needs is written with their registration only: they may have taken it back since.
    came = {
        registration.account
        for registration in read.registrations
        if _registration(ledger, file, edition, read, registration, people[registration.account]) is Outcome.ADDED
    }
    for account in read.accounts:
        if account.needs and account.id in came:
            _need(ledger, file, edition, read, account)
        elif account.needs:
            ledger.report.count(file, "need", Outcome.LEFT)
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
) -> Outcome:
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
        "function": account.function,
        "is_listed": account.listed,
        "confidence": read.meta.confidence,
    }
    _, outcome = ledger.put(Registration, key, {}, first=first)
    ledger.report.count(file, "registration", outcome)
    return outcome


def _need(ledger: Ledger, file: str, edition: Edition, read: forms.ParticipantsFile, account: forms.Account) -> None:
    """What somebody needs at the edition, asked when they registered first; in the words of their profile."""
    key = {"account_id": ledger.id_of(Account, key=account.id), "edition_id": edition.id}
    asked = min((each.registered_at for each in read.registrations if each.account == account.id), default=None)
    first = {
        "kinds": list(account.needs),
        "words": account.access_needs,
        "state": "asked",
        "asked_at": asked or ledger.stamped_at,
    }
    _, outcome = ledger.put(AccessNeed, key, {}, first=first)
    ledger.report.count(file, "need", outcome)


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
