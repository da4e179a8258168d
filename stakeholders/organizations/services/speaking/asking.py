"""A person asks to speak for an organization, or who does so hands over to one of its people."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from foundation import journal
from foundation.db import atomic, db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import FocalPointTerm, Organization
from stakeholders.organizations.queries import terms as reads
from stakeholders.organizations.queries.directory import organization_named
from stakeholders.organizations.rules import terms
from stakeholders.organizations.rules.terms import State


@atomic
def ask(account_id: int, organization_id: int, *, ground: str, since: date, zone: str, now: datetime) -> int:
    """Ask to be the focal point of an organization that one is with, from a day on; the number of the term.

    Raises NotWithThem, GroundNeeded, NotThatDay, TooFarAhead, AskedAlready, TooManyAsked.
    """
    # One request of a person at a time: a second click waits here, and finds what the first has left.
    db.session.get_one(Account, account_id, with_for_update=True)
    today = _today(now, zone)
    terms.check_first_day(since, first=today, today=today)
    terms.check_ground(ground)
    organization = db.session.get(Organization, organization_id)
    if organization is None or not reads.is_sent(account_id, organization, since):
        raise terms.NotWithThem
    _refuse_second(account_id, organization_id, today)
    if _number_asked(account_id) >= terms.MOST_ASKED:
        raise terms.TooManyAsked(most=terms.MOST_ASKED)
    return _asked(account_id, organization_id, by=account_id, ground=ground, since=since, now=now)


@atomic
def hand_over(by: int, organization_id: int, *, to: int, since: date, ground: str, zone: str, now: datetime) -> int:
    """Hand over to one of the organization's people from a day on, once the secretariat has verified it.

    The present term ends the day before. Raises NotItsFocalPoint, HandedToOneself, NotOneOfTheirs, GroundNeeded,
    NotThatDay, TooFarAhead, AskedAlready.
    """
    reads.demand_focal_point(by, organization_id)
    organization = organization_named(organization_id)
    today = _today(now, zone)
    terms.check_first_day(since, first=reads.first_day_after(by, organization_id, today), today=today)
    terms.check_ground(ground)
    if to == by:
        raise terms.HandedToOneself
    account = db.session.get(Account, to, with_for_update=True)
    if account is None or not reads.is_sent(to, organization, since):
        raise terms.NotOneOfTheirs
    _refuse_second(to, organization_id, today)
    return _asked(to, organization_id, by=by, ground=ground, since=since, now=now)


@atomic
def take_back(by: int, term_id: int, *, now: datetime) -> None:
    """Take back what one has asked, for oneself or for who it was to be handed to; raises NoSuchTerm, DecidedBefore."""
    term = db.session.get(FocalPointTerm, term_id, with_for_update=True)
    if term is None or f"account:{by}" not in (term.asked_by, f"account:{term.account_id}"):
        raise terms.NoSuchTerm
    if term.state != State.ASKED:
        raise terms.DecidedBefore
    term.state, term.decided_at, term.decided_by = State.TAKEN_BACK, now, f"account:{by}"
    note(by, "take_back_term", term, now=now)


def note(by: int, verb: str, term: FocalPointTerm, *, now: datetime, **facts: object) -> None:
    """Append a deed about a term to the journal, as one of its organization."""
    days = {"since": term.since.isoformat(), "until": term.until.isoformat() if term.until else None}
    facts = {"term": term.id, "account": term.account_id, **days, **facts}
    journal.note(f"account:{by}", verb, "organization", str(term.organization_id), now=now, **facts)


def _asked(account_id: int, organization_id: int, *, by: int, ground: str, since: date, now: datetime) -> int:
    term = FocalPointTerm(
        account_id=account_id,
        organization_id=organization_id,
        since=since,
        state=State.ASKED,
        ground=ground,
        asked_at=now,
        asked_by=f"account:{by}",
    )
    db.session.add(term)
    db.session.flush()
    note(by, "ask_for_term" if by == account_id else "hand_over", term, now=now)
    return term.id


def _refuse_second(account_id: int, organization_id: int, today: date) -> None:
    standing = (terms.Standing.ASKED, terms.Standing.PRESENT, terms.Standing.TO_COME)
    for each in reads.terms_of_person(account_id, today):
        lasts = each.standing is terms.Standing.ASKED or each.until is None
        if each.organization_id == organization_id and each.standing in standing and lasts:
            raise terms.AskedAlready


def _number_asked(account_id: int) -> int:
    waiting = (FocalPointTerm.account_id == account_id) & (FocalPointTerm.state == State.ASKED)
    return db.session.scalar(select(func.count()).select_from(FocalPointTerm).where(waiting)) or 0


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
