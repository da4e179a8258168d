"""What a file of participants may not say, beside what stands in its entries one by one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from events.editions.models import CommissionSession, Edition, Segment
from events.programme.models import Meeting
from events.registration.models import Registration, Seat
from foundation.sentences import Sentence
from portal.loading.forms import participants as forms
from portal.loading.rules import BadFiles, Problem, quoted
from portal.loading.services import delegations
from portal.loading.services.ledger import Ledger
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis, BasisHeld
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules import FOCAL_POINT, NO_BODIES, SECRETARIAT

E = TypeVar("E", forms.Registration, forms.Seat)
Found = Iterator[tuple[str, str, Sentence]]
"""Entry, field and sentence of what is wrong."""

OF_NO_SESSION = Sentence("this segment belongs to no session, so no basis can be valid for it")


def refuse(ledger: Ledger, file: str, read: forms.ParticipantsFile) -> None:
    """Go on only if nothing in the file contradicts itself or the house; raises BadFiles."""
    found = [*_strangers(read)] or [
        *_senders(ledger, read),
        *_people(ledger, read),
        *_registrations(ledger, read),
        *_seats(ledger, read),
        *delegations.wrong_in(read),
    ]
    # What an organization holds is looked at first: an application that contradicts it says the same again.
    found = found or [*_accreditations(ledger, read)]
    if found:
        raise BadFiles(Problem(file, entry, field, sentence) for entry, field, sentence in found)


def _strangers(read: forms.ParticipantsFile) -> Found:
    """References to entries of another file of participants: a file of them stands for itself."""
    accounts = {each.id for each in read.accounts}
    elsewhere = Sentence("that entry stands in another file")
    of_accounts: list[forms.SignIn | forms.Registration | forms.Seat] = [
        *read.sign_ins,
        *read.registrations,
        *read.seats,
    ]
    for each in of_accounts:
        if each.account not in accounts:
            yield each.id, "account", elsewhere
    for of in read.senders:
        if of.focal_point and of.focal_point not in accounts:
            yield of.id, "focal_point", elsewhere
    for application in read.accreditations:
        if application.organization not in _entries(read):
            yield application.id, "organization", elsewhere
    for account in read.accounts:
        if account.of not in _entries(read):
            yield account.id, "state" if account.state else "organization", elsewhere


def _entries(read: forms.ParticipantsFile) -> dict[str, forms.State | forms.Participant]:
    return {**{each.id: each for each in read.states}, **{each.id: each for each in read.organizations}}


def _senders(ledger: Ledger, read: forms.ParticipantsFile) -> Found:
    for key, entry in _entries(read).items():
        row = ledger.row(Organization, key=key)
        if row is not None and row.kind not in NO_BODIES and not getattr(entry, "body", None):
            yield key, "id", Sentence("a body of the directory bears the same")
    people = {each.id: each for each in read.accounts}
    for each in read.organizations:
        body = ledger.row(Organization, key=each.body) if each.body else None
        if body is not None and body.constituency_id != ledger.id_of(Constituency, key=each.constituency):
            yield each.id, "constituency", Sentence("the directory has {body} under another", body=each.body)
        for place, key in enumerate(each.bases, start=1):
            basis = ledger.row(Basis, key=key)
            if basis is not None and basis.constituency_id != ledger.id_of(Constituency, key=each.constituency):
                yield each.id, f"bases, no. {place}", _of_others(key, each.constituency)
    for of in read.senders:
        person = people.get(of.focal_point or "")
        if person and (person.of, person.role) != (of.id, FOCAL_POINT):
            yield of.id, "focal_point", Sentence("{account} is no focal point of it", account=person.id)


def _people(ledger: Ledger, read: forms.ParticipantsFile) -> Found:
    senders = _entries(read)
    people = {each.id: each for each in read.accounts}
    for each in read.accounts:
        of = senders[each.of]
        if each.constituency not in (of.constituency, SECRETARIAT):
            yield (
                each.id,
                "constituency",
                Sentence("{of} is of another, {constituency}", of=of.id, constituency=of.constituency),
            )
        if each.role == FOCAL_POINT and of.focal_point != each.id:
            yield each.id, "role", Sentence("{of} has another focal point, or none", of=of.id)
        other = ledger.row(Account, email=each.email)
        if other is not None and other.key != each.id and ledger.row(Account, key=each.id) is None:
            yield each.id, "email", Sentence("another account of the house has this address")
    for sign_in in read.sign_ins:
        if people[sign_in.account].email != sign_in.email:
            yield sign_in.id, "email", Sentence("{account} has another address", account=sign_in.account)


def _registrations(ledger: Ledger, read: forms.ParticipantsFile) -> Found:
    edition = ledger.id_of(Edition, key=read.edition)
    people = {each.id: each for each in read.accounts}
    yield from _each_once(read.registrations, "segment", Sentence("{account} is registered for this segment already"))
    for each in read.registrations:
        segment = ledger.row(Segment, edition_id=edition, key=each.segment)
        assert segment is not None
        row = ledger.row(Registration, key=each.id)
        if row and (row.account_id, row.segment_id) != (_id(ledger, each.account), segment.id):
            yield each.id, "id", Sentence("it stands in the house for another person or segment")
        if segment.entry == "open" and each.basis:
            yield each.id, "basis", Sentence("{segment} asks for none", segment=segment.key)
        if segment.entry == "basis" and each.state == "approved":
            wrong = _basis_wrong(ledger, read, people[each.account], each.basis, segment)
            if wrong:
                yield each.id, "basis", wrong


def _basis_wrong(
    ledger: Ledger, read: forms.ParticipantsFile, account: forms.Account, key: str | None, segment: Segment
) -> Sentence | None:
    """Why an approval can't rest on a basis: R1."""
    basis = ledger.row(Basis, key=key) if key else None
    session = ledger.row(CommissionSession, id=segment.session_id)
    if basis is None:
        return Sentence("an approval for {segment} rests on a basis, and none is named", segment=segment.key)
    if basis.constituency_id != ledger.id_of(Constituency, key=account.constituency):
        return _of_others(basis.key, account.constituency)
    if basis.held_by == "listed" and not _holds(ledger, read, account.of, basis):
        return Sentence("{of} does not hold {basis}", of=account.of, basis=quoted(basis.key))
    if session is None:
        return OF_NO_SESSION
    if session.number < basis.from_session or session.number > (basis.to_session or session.number):
        return Sentence("{basis} is not valid for session {number}", basis=quoted(basis.key), number=session.number)
    return None


def _holds(ledger: Ledger, read: forms.ParticipantsFile, of: str, basis: Basis) -> bool:
    organization = next((each for each in read.organizations if each.id == of), None)
    if organization and basis.key in organization.bases:
        return True
    row = ledger.row(Organization, key=(organization and organization.body) or of)
    return row is not None and ledger.row(BasisHeld, organization_id=row.id, basis_id=basis.id) is not None


def _accreditations(ledger: Ledger, read: forms.ParticipantsFile) -> Found:
    organizations = {each.id: each for each in read.organizations}
    for each in read.accreditations:
        organization = organizations[each.organization]
        basis = ledger.row(Basis, key=each.basis) if each.basis else None
        if basis is not None and basis.constituency_id != ledger.id_of(Constituency, key=organization.constituency):
            yield each.id, "basis", _of_others(basis.key, organization.constituency)
        if each.state == "approved" and each.basis not in organization.bases:
            yield each.id, "basis", Sentence("{of} does not hold it by this file", of=organization.id)


def _seats(ledger: Ledger, read: forms.ParticipantsFile) -> Found:
    edition = ledger.id_of(Edition, key=read.edition)
    keys = sorted({each.meeting for each in read.seats} | {each.meeting for each in read.seat_limits})
    meetings = {key: ledger.row(Meeting, edition_id=edition, key=key) for key in keys}
    yield from _each_once(read.seats, "meeting", Sentence("{account} has a seat in this meeting already"))
    for key, meeting in meetings.items():
        assert meeting is not None
        # Once its seats stand in the house, a meeting's limit belongs to the organizer.
        if all(_pair(ledger, each, meeting) is None for each in read.seats if each.meeting == key):
            yield from _limit(read, meeting)
    there = {
        (each.account, each.segment)
        for each in read.registrations
        if (each.state, each.mode) == ("approved", "on_site")
    }
    for seat in read.seats:
        meeting = meetings[seat.meeting]
        assert meeting is not None
        row = ledger.row(Seat, key=seat.id)
        if row and (row.account_id, row.meeting_id) != (_id(ledger, seat.account), meeting.id):
            yield seat.id, "id", Sentence("it stands in the house for another person or meeting")
        segment = ledger.row(Segment, id=meeting.segment_id)
        if segment and seat.state != "cancelled" and (seat.account, segment.key) not in there:
            absent = Sentence(
                "{account} is not approved for {segment} on site", account=seat.account, segment=segment.key
            )
            yield seat.id, "account", absent


def _limit(read: forms.ParticipantsFile, meeting: Meeting) -> Found:
    own = meeting.seat_limit or {}
    told = next((each for each in read.seat_limits if each.meeting == meeting.key), None)
    if told is None:
        yield meeting.key, "seat_limits", Sentence("it has seats here, and its limit is not told")
    elif (told.seats, told.for_) != (own.get("seats"), own.get("for")):
        yield (
            meeting.key,
            "seats",
            Sentence(
                "the meeting itself has {seats} for {whom}", seats=own.get("seats", 0), whom=own.get("for", "all")
            ),
        )
    seats = [each for each in read.seats if each.meeting == meeting.key]
    taken = [each for each in seats if each.state in ("seated", "offered")]
    if told and len(taken) > told.seats:
        yield meeting.key, "seats", Sentence("{taken} are taken of {seats}", taken=len(taken), seats=told.seats)
    waiting = sorted(each.place or 0 for each in seats if each.state == "waiting")
    if waiting != list(range(1, len(waiting) + 1)):
        yield meeting.key, "seats", Sentence("who waits stands at 1, 2, 3 and so on, each place once")


def _each_once(entries: Iterable[E], field: str, twice: Sentence) -> Found:
    seen: set[Hashable] = set()
    for each in entries:
        pair = (each.account, getattr(each, field))
        if pair in seen:
            yield each.id, field, twice.with_values(account=each.account)
        seen.add(pair)


def _pair(ledger: Ledger, seat: forms.Seat, meeting: Meeting) -> Seat | None:
    return ledger.row(Seat, meeting_id=meeting.id, account_id=_id(ledger, seat.account))


def _id(ledger: Ledger, account: str) -> int | None:
    row = ledger.row(Account, key=account)
    return row.id if row else None


def _of_others(basis: str, constituency: str) -> Sentence:
    return Sentence("{basis} is no basis of {constituency}", basis=quoted(basis), constituency=constituency)
