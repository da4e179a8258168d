"""Delegations of the demonstration: each is written once, and from then on it belongs to those who look after it."""

from __future__ import annotations

from collections.abc import Iterator

from events.delegations.models import Delegation, Member
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from foundation.sentences import Sentence
from portal.loading.forms import participants as forms
from portal.loading.rules import Outcome
from portal.loading.services.ledger import Ledger
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Organization


def load(ledger: Ledger, file: str, edition: Edition, read: forms.ParticipantsFile) -> None:
    """Put every delegation of the file, with its people."""
    for delegation in read.delegations:
        _delegation(ledger, file, edition, read, delegation)


def wrong_in(read: forms.ParticipantsFile) -> Iterator[tuple[str, str, Sentence]]:
    """What a delegation of the file contradicts: its people come to the part for it, each once."""
    people = {each.id: each for each in read.accounts}
    registered = {(each.account, each.segment) for each in read.registrations}
    seen: set[tuple[str, str]] = set()
    for each in read.delegations:
        for place, member in enumerate(each.members, start=1):
            field = f"members, no. {place}"
            if member.account not in people or people[member.account].of != each.of:
                yield each.id, field, Sentence("{account} is not with {of}", account=member.account, of=each.of)
            elif (member.account, each.segment) not in registered:
                unregistered = Sentence("{account} is not registered for {segment}")
                yield each.id, field, unregistered.with_values(account=member.account, segment=each.segment)
            elif (member.account, each.segment) in seen:
                yield each.id, field, Sentence("{account} is in a delegation to it already", account=member.account)
            seen.add((member.account, each.segment))


def _delegation(
    ledger: Ledger, file: str, edition: Edition, read: forms.ParticipantsFile, told: forms.Delegation
) -> None:
    bodies = {each.id: each.body for each in read.organizations}
    key = {
        "segment_id": ledger.id_of(Segment, edition_id=edition.id, key=told.segment),
        "organization_id": ledger.id_of(Organization, key=bodies.get(told.of) or told.of),
    }
    begun = min(each.registered_at for each in read.registrations if each.account == told.members[0].account)
    row, outcome = ledger.put(Delegation, key, {}, first={"group": told.group or "", "begun_at": begun})
    for position, member in enumerate(told.members if outcome is Outcome.ADDED else (), start=1):
        account_id = ledger.id_of(Account, key=member.account)
        of = {"account_id": account_id, "segment_id": key["segment_id"]}
        first = {
            "rank": member.rank,
            "position": position,
            "may_speak": member.may_speak,
            "speaks_for": member.speaks_for or "",
            "answered_at": begun,
        }
        ledger.put(
            Member, {"delegation_id": row.id, "registration_id": ledger.id_of(Registration, **of)}, {}, first=first
        )
    ledger.report.count(file, "delegation", outcome)
