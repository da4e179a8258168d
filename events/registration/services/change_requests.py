"""Asking for a change of an approved registration, taking that back, and the registrar's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.registration.models import ChangeRequest, Registration
from events.registration.queries.capacities import affiliations_during
from events.registration.queries.change_requests import DECIDERS, wish_of
from events.registration.rules import change_requests as rules
from events.registration.rules.change_requests import ChangeState, Wish
from events.registration.rules.registering import State, UnknownRegistration
from events.registration.services import people, recasting
from foundation import access, journal, outbox
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.letters import House, in_words
from foundation.outbox import Letter
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account


@dataclass(frozen=True)
class Wanted:
    """What a person wants: under which affiliation (None: as it is), and how they are listed.

    On site or online is no request: the person changes that at once.
    """

    affiliation_id: int | None
    function: str
    listed_name: str
    note: str = ""


@atomic
def ask(account_id: int, registration_id: int, wanted: Wanted, *, now: datetime) -> int:
    """Ask for a change of an approved registration of one's own; returns the number of the request.

    Raises UnknownRegistration, NotApproved, PartOver, AskedAlready, UnknownAffiliationForIt, NothingToChange.
    """
    people.lock(account_id)
    row = _registration(Registration.id == registration_id, Registration.account_id == account_id)
    edition = db.session.get_one(Edition, row.segment.edition_id)
    today = now.astimezone(ZoneInfo(edition.zone)).date()
    is_open = (ChangeRequest.registration_id == row.id, ChangeRequest.state == ChangeState.ASKED)
    has_open = db.session.scalar(select(ChangeRequest.id).where(*is_open)) is not None
    rules.check_asking(row.state, is_over=row.segment.ends_on < today, has_open=has_open, part=row.segment.name)
    wish = _wish(row, edition, wanted)
    if not wish_of(row).differing(wish):
        raise rules.NothingToChange
    request = ChangeRequest(
        registration_id=row.id, state=ChangeState.ASKED, wanted=wish.as_json(), note=wanted.note, asked_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(request)
    except IntegrityError:
        raise rules.AskedAlready from None
    _note(
        f"account:{account_id}", "ask_for_change", request, row, edition, now=now, fields=wish_of(row).differing(wish)
    )
    return request.id


@atomic
def take_back(account_id: int, request_id: int, *, now: datetime) -> None:
    """Take a request of one's own back; again changes nothing. Raises UnknownChange (for others' too), DecidedBefore."""
    people.lock(account_id)
    request = _request(ChangeRequest.id == request_id, Registration.account_id == account_id)
    if request.state == ChangeState.TAKEN_BACK:
        return
    if request.state != ChangeState.ASKED:
        raise rules.DecidedBefore(state=rules.CHANGE_WORDS[request.state])
    request.state, request.decided_at, request.decided_by = ChangeState.TAKEN_BACK, now, f"account:{account_id}"
    row = request.registration
    edition = db.session.get_one(Edition, row.segment.edition_id)
    _note(f"account:{account_id}", "take_change_back", request, row, edition, now=now)


@dataclass(frozen=True)
class Hand:
    """Who decides, when, and from where letters go."""

    account_id: int
    house: House
    now: datetime
    stamped_at: datetime


@atomic
def make(hand: Hand, edition_key: str, request_id: int, *, seen: int) -> None:
    """Make a change that was asked for: R1 and the places are asked anew. Again changes nothing.

    `seen` is the revision of the registration that the registrar looked at. Raises UnknownEdition, UnknownChange,
    MayNotChange, OwnChange, DecidedBefore, ChangedUnderneath, NoRightInIt, NotConfirmed, NoPlaceInIt.
    """
    edition, request = _to_decide(hand, edition_key, request_id, ChangeState.MADE)
    if request is None:
        return
    row, wish = request.registration, Wish.from_json(request.wanted)
    if row.state != State.APPROVED or row.revision != seen:
        raise rules.ChangedUnderneath
    before = wish_of(row)
    cast = recasting.Cast(wish.organization_id, wish.constituency_id, row.mode)
    recasting.recast(row, edition, cast, now=hand.now)
    row.function, row.listed_name = wish.function, wish.listed_name
    row.revision += 1
    _decide(hand, edition, request, ChangeState.MADE, reason="", before=before)
    people.rise(row.account_id, at=hand.stamped_at)


@atomic
def refuse(hand: Hand, edition_key: str, request_id: int, *, reason: str) -> None:
    """Leave a registration as it is, with a reason that the person reads; raises as `make`, and ReasonForNo."""
    edition, request = _to_decide(hand, edition_key, request_id, ChangeState.REFUSED)
    if request is None:
        return
    if not 0 < len(reason.strip()) <= rules.MOST_REASON:
        raise rules.ReasonForNo
    _decide(hand, edition, request, ChangeState.REFUSED, reason=reason.strip(), before=wish_of(request.registration))


MADE_WORDS = (
    Sentence("Your registration for {edition} was changed"),
    Sentence("The change that you asked for was made for “{part}”. It stands on your page:"),
)
REFUSED_WORDS = (
    Sentence("Your registration for {edition} stays as it is"),
    Sentence(
        "You asked for a change of your registration for “{part}”. It was not made, and your registration stays as it "
        "is. The reason: {reason}\n\nAll that is yours stands on your page:"
    ),
)


def _to_decide(
    hand: Hand, edition_key: str, request_id: int, wanted: ChangeState
) -> tuple[Edition, ChangeRequest | None]:
    """The request, its person locked; None when it was decided so already."""
    edition = editions.edition_in_full(edition_key)
    is_here = (ChangeRequest.id == request_id, Segment.edition_id == edition.id)
    found = db.session.execute(
        select(Registration.account_id, Registration.segment_id)
        .join(ChangeRequest, ChangeRequest.registration_id == Registration.id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(*is_here)
    ).first()
    if not access.reach(hand.account_id, DECIDERS, edition.id, [each.id for each in edition.segments]):
        raise rules.MayNotChange
    if found is None:
        raise rules.UnknownChange
    if not access.may(hand.account_id, DECIDERS, Scope("edition", edition.id), Scope("segment", found.segment_id)):
        raise rules.MayNotChange
    if found.account_id == hand.account_id:
        raise rules.OwnChange
    people.lock(found.account_id)
    request = _request(*is_here)
    if request.state == wanted:
        return edition, None
    if request.state != ChangeState.ASKED:
        raise rules.DecidedBefore(state=rules.CHANGE_WORDS[request.state])
    return edition, request


def _decide(
    hand: Hand, edition: Edition, request: ChangeRequest, state: ChangeState, *, reason: str, before: Wish
) -> None:
    row, actor = request.registration, f"account:{hand.account_id}"
    request.state, request.reason = state, reason
    # What was before is told later, too, when the registration is already another.
    request.wanted = {**request.wanted, "was": before.as_json()}
    request.decided_at, request.decided_by = hand.now, actor
    after = Wish.from_json(request.wanted)
    verb = "make_change" if state is ChangeState.MADE else "refuse_change"
    changed = {
        "before": {"organization": before.organization_id, "constituency": before.constituency_id, "mode": before.mode},
        "after": {"organization": after.organization_id, "constituency": after.constituency_id, "mode": after.mode},
    }
    _note(actor, verb, request, row, edition, now=hand.now, fields=before.differing(after), **changed)
    words = MADE_WORDS if state is ChangeState.MADE else REFUSED_WORDS
    told = {"edition": edition.name, "part": row.segment.name, "reason": reason}
    person = db.session.get_one(Account, row.account_id)
    way = hand.house.address("/my/", language=person.language)
    subject, text = in_words(person.language, *(each.with_values(**told) for each in words), way)
    letter = Letter(person.email, subject, text, "change", person.language, person.id)
    outbox.post(letter, domain=hand.house.domain, stamped_at=hand.stamped_at)


def _wish(row: Registration, edition: Edition, wanted: Wanted) -> Wish:
    organization_id, constituency_id = row.organization_id, row.constituency_id
    if wanted.affiliation_id is not None:
        chosen = affiliations_during(row.account_id, edition)
        found = next((each for each in chosen if each.affiliation_id == wanted.affiliation_id), None)
        if found is None:
            raise rules.UnknownAffiliationForIt
        organization_id, constituency_id = found.organization_id, found.constituency_id
    return Wish(organization_id, constituency_id, wanted.function, wanted.listed_name, row.mode)


def _registration(*conditions: ColumnElement[bool]) -> Registration:
    row = db.session.scalar(select(Registration).where(*conditions).options(joinedload(Registration.segment)))
    if row is None:
        raise UnknownRegistration
    return row


def _request(*conditions: ColumnElement[bool]) -> ChangeRequest:
    request = db.session.scalar(
        select(ChangeRequest)
        .join(ChangeRequest.registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(*conditions)
        .options(
            joinedload(ChangeRequest.registration).options(
                joinedload(Registration.segment).joinedload(Segment.session), joinedload(Registration.account)
            )
        )
        .execution_options(populate_existing=True)
    )
    if request is None:
        raise rules.UnknownChange
    return request


def _note(
    actor: str,
    verb: str,
    request: ChangeRequest,
    row: Registration,
    edition: Edition,
    *,
    now: datetime,
    **facts: object,
) -> None:
    about = {"edition": edition.key, "segment": row.segment.key, "account": row.account_id, "request": request.id}
    journal.note(actor, verb, "registration", str(row.id), now=now, **about, **facts)
