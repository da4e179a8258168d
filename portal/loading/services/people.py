"""The people of the demonstration, with their organizations and roles. What is a person's own is written only once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from events.editions.models import Edition
from foundation.access import HOUSE, Grant, Scope
from portal.loading.forms import participants as forms
from portal.loading.rules import Outcome, SignIn
from portal.loading.services import accreditations, delegations, people_checks, registrations
from portal.loading.services.ledger import Ledger, either
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis, BasisHeld
from stakeholders.organizations.models import Affiliation, Constituency, FocalPointTerm, Organization
from stakeholders.organizations.rules import FOCAL_POINT, PARTICIPANT, STATE
from stakeholders.organizations.rules.terms import State

BY = "command"
"""Who has confirmed and granted what comes from a file."""

MINISTER = "minister"
NO_ROLES = frozenset({MINISTER, "partner", FOCAL_POINT, None})
"""What an account says it is without holding a role by it; of its focal point, an organization itself tells."""

OF_THE_HOUSE = frozenset({"organizer"})
"""Roles that hold in the whole house; all others hold in the edition."""


def load(ledger: Ledger, file: str, read: forms.ParticipantsFile) -> None:
    """Put every entry of the file; raises BadFiles."""
    people_checks.refuse(ledger, file, read)
    edition = ledger.row(Edition, key=read.edition)
    assert edition is not None
    for state in read.states:
        _state(ledger, file, state)
    for organization in read.organizations:
        _organization(ledger, file, organization)
    with_us_since = _first_seen(ledger, read)
    for account in read.accounts:
        _account(ledger, file, read, account, with_us_since[account.id], date(edition.starts_on.year, 1, 1))
        if account.role not in NO_ROLES:
            scope = HOUSE if account.role in OF_THE_HOUSE else Scope("edition", edition.id)
            _grant(ledger, file, account.id, account.role or "", scope, with_us_since[account.id])
    for each in read.senders:
        if each.focal_point:
            scope = Scope("organization", ledger.id_of(Organization, key=each.key))
            seen = with_us_since[each.focal_point]
            given = _grant(ledger, file, each.focal_point, FOCAL_POINT, scope, seen)
            _term(ledger, given, date(edition.starts_on.year, 1, 1), seen)
    registrations.load(ledger, file, edition, read)
    delegations.load(ledger, file, edition, read)
    ledger.report.sign_ins += [SignIn(each.id, each.account, each.shows) for each in read.sign_ins]
    accreditations.load(ledger, file, read)


def _first_seen(ledger: Ledger, read: forms.ParticipantsFile) -> Mapping[str, datetime]:
    """Since when each account has been here: its first registration, else the first of all."""
    first = min((each.registered_at for each in read.registrations), default=ledger.stamped_at)
    found = {account.id: first for account in read.accounts}
    latest_first = sorted(read.registrations, key=lambda each: each.registered_at, reverse=True)
    return found | {each.account: each.registered_at for each in latest_first}


def _state(ledger: Ledger, file: str, read: forms.State) -> None:
    values = {"kind": STATE, "region": read.regional_group, "confidence": read.confidence}
    outcome = _sender(ledger, read.id, read.label, read.constituency, **values)
    ledger.report.count(file, "state", outcome)


def _organization(ledger: Ledger, file: str, read: forms.Participant) -> None:
    if read.id == forms.ALONE:
        return
    outcome = Outcome.LEFT
    if read.name:
        values = {"kind": PARTICIPANT, "region": "", "confidence": read.confidence}
        outcome = _sender(ledger, read.id, read.name, read.constituency, **values)
    organization = ledger.id_of(Organization, key=read.body or read.id)
    has_new = False
    for key in read.bases:
        basis = ledger.row(Basis, key=key)
        if basis is not None and basis.held_by == "listed":
            held = {"organization_id": organization, "basis_id": basis.id}
            _, added = ledger.put(BasisHeld, held, {}, first={"note": "", "confidence": read.confidence})
            has_new |= added is Outcome.ADDED
    ledger.report.count(file, "organization", either(outcome, has_new))


def _sender(ledger: Ledger, key: str, name: str, constituency: str, **values: object) -> Outcome:
    """Put an organization that sends people and is no body of the directory."""
    values = {
        "acronym": key,
        "names": {"en": name},
        "constituency_id": ledger.id_of(Constituency, key=constituency),
        "seat": "",
        "country": "",
        "zone": "",
        **values,
    }
    return ledger.put(Organization, {"key": key}, values)[1]


def _account(
    ledger: Ledger, file: str, read: forms.ParticipantsFile, account: forms.Account, seen: datetime, since: date
) -> None:
    own = {
        "email": account.email,
        "name": account.name,
        "name_latin": account.name_latin,
        "languages": [account.language],
        "zone": account.time_zone,
        "access_needs": account.access_needs,
        "verified_at": seen,
        "created_at": seen,
        "confidence": account.confidence,
    }
    row, outcome = ledger.put(Account, {"key": account.id}, {}, first=own)
    if outcome is Outcome.ADDED:
        affiliation = {
            **registrations.capacity(ledger, read, account),
            "since": since,
            "until": None,
            "rank": MINISTER if account.role == MINISTER else "",
            "stands_for": account.stands_for or "",
            "declared_at": seen,
            "confirmed_at": seen,
            "confirmed_by": BY,
            "confidence": account.confidence,
        }
        ledger.put(Affiliation, {"account_id": row.id}, affiliation)
    ledger.report.count(file, "account", outcome)


def _grant(ledger: Ledger, file: str, account: str, role: str, scope: Scope, seen: datetime) -> Grant:
    # A role that was given once is not given again: it may have been revoked since.
    key = {
        "account_id": ledger.id_of(Account, key=account),
        "role": role,
        "scope_kind": scope.kind,
        "scope_id": scope.id,
    }
    given, outcome = ledger.put(Grant, key, {}, first={"granted_at": seen, "granted_by": BY})
    ledger.report.count(file, "grant", outcome)
    return given


def _term(ledger: Ledger, given: Grant, since: date, seen: datetime) -> None:
    """Whoever an organization names as its focal point was verified so, and is not so again once the term has ended."""
    key = {"organization_id": given.scope_id, "account_id": given.account_id}
    verified = {"state": State.VERIFIED, "asked_at": seen, "asked_by": BY, "decided_at": seen, "decided_by": BY}
    ledger.put(FocalPointTerm, key, {}, first={**verified, "since": since, "until": None, "grant_id": given.id})
