"""The secretariat verifies or declines who is to speak for an organization, and ends a term; letters say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from foundation import access, outbox
from foundation.access import Grant, Scope
from foundation.db import atomic, db
from foundation.languages import pick
from foundation.letters import House, in_words
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import FocalPointTerm
from stakeholders.organizations.queries import terms as reads
from stakeholders.organizations.queries.desk import demand_verifier
from stakeholders.organizations.rules import FOCAL_POINT, MOST_REASON, ReasonNeeded, terms
from stakeholders.organizations.rules.terms import State
from stakeholders.organizations.services.speaking.asking import note

KIND = "focal_point"

VERIFIED = (
    Sentence("You speak for {organization}"),
    Sentence(
        "The secretariat has verified that you are the focal point of {organization}, from {first} on. You confirm its "
        "people, and what is asked of it comes to you. Its page:"
    ),
)
HANDED_OVER = (
    Sentence("Another person speaks for {organization}"),
    Sentence("You handed over as focal point of {organization}. Your term ends with {last}. Your page:"),
)
DECLINED = (
    Sentence("A focal point was not verified"),
    Sentence("{person} was not verified as focal point of {organization}. The reason: {reason}\n\nTo ask again:"),
)
ENDED = (
    Sentence("You no longer speak for {organization}"),
    Sentence("Your term as focal point of {organization} ends with {last}. The reason: {reason}\n\nYour page:"),
)


@atomic
def verify(by: int, term_id: int, *, zone: str, house: House, now: datetime, stamped_at: datetime) -> None:
    """Verify a term: the role is given from its first day on; of one that was handed over, the former ends the day before.

    A first day that has passed meanwhile is today. Raises NotVerifying, NoSuchTerm, NotForOneself, DecidedBefore,
    NoLongerWithThem.
    """
    term, today = _to_decide(by, term_id), now.astimezone(ZoneInfo(zone)).date()
    since = max(term.since, today)
    if not reads.is_sent(term.account_id, term.organization, since):
        raise terms.NoLongerWithThem
    before = {"state": term.state, "since": term.since.isoformat()}
    given = access.grant(
        term.account_id,
        FOCAL_POINT,
        Scope("organization", term.organization_id),
        actor=f"account:{by}",
        now=now,
        holds_from=terms.begins(since, zone),
    )
    term.since, term.state, term.decided_at, term.decided_by = since, State.VERIFIED, now, f"account:{by}"
    term.grant_id = given.id if given is not None else None
    db.session.flush()
    note(by, "verify_term", term, now=now, before=before, after={"state": term.state})
    page = f"/my/organizations/{term.organization_id}"
    _tell([term.account], VERIFIED, term, house=house, stamped_at=stamped_at, path=page, first=since)
    for former in _handed_over(term, today):
        _limit(former, max(former.since, since - timedelta(days=1)), zone=zone, actor=f"account:{by}", now=now)
        note(by, "end_term", former, now=now)
        _tell([former.account], HANDED_OVER, term, house=house, stamped_at=stamped_at, last=former.until)


@atomic
def decline_term(by: int, term_id: int, *, reason: str, house: House, now: datetime, stamped_at: datetime) -> None:
    """Decline a term, and tell who asked for it why; raises as `verify`, and ReasonNeeded."""
    term = _to_decide(by, term_id)
    _check_reason(reason)
    term.state, term.decided_at, term.decided_by, term.reason = State.DECLINED, now, f"account:{by}", reason
    note(by, "decline_term", term, now=now)
    asker = db.session.get(Account, int(term.asked_by.partition(":")[2])) if ":" in term.asked_by else None
    people = {each.id: each for each in (term.account, asker) if each is not None}
    told = {"reason": reason, "person": term.account.name, "path": "/my/focal-points"}
    _tell(people.values(), DECLINED, term, house=house, stamped_at=stamped_at, **told)


@atomic
def end_term(
    by: int, term_id: int, *, until: date, reason: str, zone: str, house: House, now: datetime, stamped_at: datetime
) -> None:
    """End a verified term with a day, the day that is over at the earliest; the person is told why.

    Raises NotVerifying, NoSuchTerm, NotVerified, NotThatDay, TooFarAhead, ReasonNeeded.
    """
    demand_verifier(by)
    term, today = _locked(term_id), now.astimezone(ZoneInfo(zone)).date()
    if term.state != State.VERIFIED or (term.until is not None and term.until < today):
        raise terms.NotVerified
    _check_reason(reason)
    terms.check_last_day(until, today=today)
    before = {"until": term.until.isoformat() if term.until else None}
    if until < today or term.since > until:
        term.state = State.ENDED
    _limit(term, max(until, term.since), zone=zone, actor=f"account:{by}", now=now)
    term.reason = reason
    note(by, "end_term", term, now=now, before=before, after={"until": until.isoformat()})
    _tell([term.account], ENDED, term, house=house, stamped_at=stamped_at, last=until, reason=reason)


def _limit(term: FocalPointTerm, until: date, *, zone: str, actor: str, now: datetime) -> None:
    """Let a term, and the roles that follow from it, end with a day; what has ended is taken back at once."""
    term.until = until
    over = terms.ends(until, zone)
    for grant in _grants(term):
        if term.state == State.ENDED:
            access.revoke(grant, actor=actor, now=now)
        elif grant.holds_until is None or grant.holds_until > over:
            grant.holds_until = over
    db.session.flush()


def _grants(term: FocalPointTerm) -> Sequence[Grant]:
    """The grants by which a person speaks for an organization in a term: its own, and those that tell no first day."""
    return db.session.scalars(
        select(Grant)
        .where(
            Grant.account_id == term.account_id,
            Grant.role == FOCAL_POINT,
            Grant.scope_kind == "organization",
            Grant.scope_id == term.organization_id,
            Grant.revoked_at.is_(None),
            or_(Grant.id == term.grant_id, Grant.holds_from.is_(None)),
        )
        .order_by(Grant.id)
    ).all()


def _handed_over(term: FocalPointTerm, today: date) -> list[FocalPointTerm]:
    """The terms of who handed over that are not over, held until the end."""
    if term.asked_by == f"account:{term.account_id}":
        return []
    rows = db.session.scalars(
        select(FocalPointTerm)
        .where(FocalPointTerm.organization_id == term.organization_id, FocalPointTerm.state == State.VERIFIED)
        .options(joinedload(FocalPointTerm.account, innerjoin=True))
        .with_for_update(of=FocalPointTerm)
    )
    return [
        each
        for each in rows
        if f"account:{each.account_id}" == term.asked_by and (each.until is None or each.until >= today)
    ]


def _to_decide(by: int, term_id: int) -> FocalPointTerm:
    demand_verifier(by)
    term = _locked(term_id)
    if term.account_id == by:
        raise terms.NotForOneself
    if term.state != State.ASKED:
        raise terms.DecidedBefore
    return term


def _locked(term_id: int) -> FocalPointTerm:
    term = db.session.scalar(
        select(FocalPointTerm)
        .where(FocalPointTerm.id == term_id)
        .options(
            joinedload(FocalPointTerm.account, innerjoin=True), joinedload(FocalPointTerm.organization, innerjoin=True)
        )
        .with_for_update(of=FocalPointTerm)
    )
    if term is None:
        raise terms.NoSuchTerm
    return term


def _check_reason(reason: str) -> None:
    if not 0 < len(reason) <= MOST_REASON:
        raise ReasonNeeded(most=MOST_REASON)


def _tell(
    people: Iterable[Account],
    words: tuple[Sentence, Sentence],
    term: FocalPointTerm,
    *,
    house: House,
    stamped_at: datetime,
    path: str = "/my/",
    **values: object,
) -> None:
    title, body = words
    for person in people:
        told = {"organization": pick(term.organization.names, reader=person.language).text, **values}
        way = house.address(path, language=person.language)
        subject, text = in_words(person.language, title.with_values(**told), body.with_values(**told), way)
        letter = outbox.Letter(person.email, subject, text, KIND, person.language, person.id)
        outbox.post(letter, domain=house.domain, stamped_at=stamped_at)
