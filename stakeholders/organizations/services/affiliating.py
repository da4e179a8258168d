"""Declaring and ending an affiliation, and confirming or declining somebody else's."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation import jobs, journal, outbox, revisions
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.languages import pick
from foundation.letters import House, in_words
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries, rules
from stakeholders.organizations.models import Affiliation, Constituency, Organization
from stakeholders.organizations.services import naming
from stakeholders.organizations.services.naming import Declared

ENDED = "affiliation.ended"
"""The job that puts on hold what rested on an affiliation."""


@atomic
def declare(
    account_id: int, declared: Declared, *, since: date, until: date | None, now: datetime, stamped_at: datetime
) -> int:
    """Declare that one is with an organization, stands alone or services the meetings; returns the affiliation's number.

    It counts once somebody else has confirmed it. The same one declared twice is one.
    Raises UnknownOrganization, EndsBeforeItBegins, DayOutOfReach, WithThemAlready, TooManyDeclared, TooOften and the
    refusals of what does not go together.
    """
    # One declaration of a person at a time: a second click waits here, and finds what the first has left.
    db.session.get_one(Account, account_id, with_for_update=True)
    rules.check_days(since, until)
    organization = naming.organization_of(account_id, declared, now=now, stamped_at=stamped_at)
    constituency_id = _constituency_id(declared.how, organization)
    organization_id = organization.id if organization else None
    values = {"organization_id": organization_id, "constituency_id": constituency_id, "since": since, "until": until}
    standing = db.session.scalar(select(Affiliation).filter_by(account_id=account_id, **values))
    if standing is not None:
        return standing.id
    _check_overlap(account_id, organization_id, constituency_id, since, until)
    if queries.number_waiting(account_id) >= rules.MOST_DECLARED:
        raise rules.TooManyDeclared(most=rules.MOST_DECLARED)
    affiliation = Affiliation(account_id=account_id, **values, declared_at=now, confidence=Confidence.SURE)
    db.session.add(affiliation)
    db.session.flush()
    _note(account_id, "declare", affiliation, now=now)
    return affiliation.id


@atomic
def end(account_id: int, affiliation_id: int, *, until: date | None, now: datetime, stamped_at: datetime) -> None:
    """End an affiliation of one's own with a day; one that nobody has confirmed is taken back altogether.

    What rests on it is put on hold by a job. Raises UnknownAffiliation (for others' too), NoLastDay,
    EndsBeforeItBegins, DayOutOfReach, ConfirmedUntil.
    """
    affiliation = _locked(affiliation_id)
    if affiliation.account_id != account_id:
        raise rules.UnknownAffiliation
    _order_ended(affiliation, stamped_at=stamped_at)
    if affiliation.confirmed_at is None:
        _note(account_id, "take_back", affiliation, now=now)
        db.session.delete(affiliation)
        return
    if until is None:
        raise rules.NoLastDay
    rules.check_days(affiliation.since, until)
    if affiliation.until is not None and until > affiliation.until:
        raise rules.ConfirmedUntil(day=affiliation.until.isoformat())
    affiliation.until = until
    _note(account_id, "end", affiliation, now=now)


@atomic
def confirm(by: int, affiliation_id: int, *, house: House, now: datetime, stamped_at: datetime) -> None:
    """Confirm somebody's affiliation, and tell them; raises UnknownAffiliation, NotYours, NotOneself, AlreadyConfirmed."""
    affiliation = _to_decide(by, affiliation_id)
    affiliation.confirmed_at, affiliation.confirmed_by = now, f"account:{by}"
    _note(by, "confirm", affiliation, now=now)
    if affiliation.organization and affiliation.organization.key.startswith(rules.UNLISTED_KEY):
        # From now on it stands in the lists to choose from, on public pages too.
        revisions.rise(at=stamped_at)
    _tell(affiliation, CONFIRMED, "affiliation_confirmed", house=house, stamped_at=stamped_at)


@atomic
def decline(by: int, affiliation_id: int, *, reason: str, house: House, now: datetime, stamped_at: datetime) -> None:
    """Decline somebody's affiliation, which takes it away, and tell them why; raises as `confirm`, and ReasonNeeded."""
    affiliation = _to_decide(by, affiliation_id)
    if not 0 < len(reason) <= rules.MOST_REASON:
        raise rules.ReasonNeeded(most=rules.MOST_REASON)
    _note(by, "decline", affiliation, now=now)
    _order_ended(affiliation, stamped_at=stamped_at)
    _tell(affiliation, DECLINED, "affiliation_declined", house=house, stamped_at=stamped_at, reason=reason)
    db.session.delete(affiliation)


@atomic
def end_for(by: int, affiliation_id: int, *, until: date, house: House, now: datetime, stamped_at: datetime) -> None:
    """End the confirmed affiliation of one of the people that one speaks for, and tell them.

    Raises UnknownAffiliation, NotYours, NotOneself, NotConfirmed, EndsBeforeItBegins, DayOutOfReach, ConfirmedUntil.
    """
    affiliation = _within_reach(by, affiliation_id)
    if affiliation.confirmed_at is None:
        raise rules.NotConfirmed
    rules.check_days(affiliation.since, until)
    if affiliation.until is not None and until > affiliation.until:
        raise rules.ConfirmedUntil(day=affiliation.until.isoformat())
    affiliation.until = until
    _note(by, "end", affiliation, now=now)
    _order_ended(affiliation, stamped_at=stamped_at)
    _tell(affiliation, ENDED_FOR, "affiliation_ended", house=house, stamped_at=stamped_at, day=until)


CONFIRMED = (
    Sentence("Your affiliation is confirmed"),
    Sentence(
        "You take part in the follow-up to the World Summit as: {capacity}. What that lets you do stands on your page:"
    ),
    "/my/",
)
DECLINED = (
    Sentence("Your affiliation was not confirmed"),
    Sentence(
        "You had declared that you take part as: {capacity}. This was not confirmed, and the entry is gone. "
        "The reason: {reason}\n\nIf that is a mistake, ask your organization’s focal point, then declare it again:"
    ),
    "/my/affiliations",
)


ENDED_FOR = (
    Sentence("Your affiliation ends"),
    Sentence(
        "You take part as: {capacity}. That affiliation ends with {day}; what rests on it is put on hold from then on.\n\n"
        "If that is a mistake, ask your organization’s focal point, then declare it again:"
    ),
    "/my/affiliations",
)


def _check_overlap(
    account_id: int, organization_id: int | None, constituency_id: int, since: date, until: date | None
) -> None:
    for held in queries.affiliations_of(account_id):
        is_same = held.organization_id == organization_id and (
            organization_id or held.constituency_id == constituency_id
        )
        if is_same and rules.overlap(held, since, until):
            raise rules.WithThemAlready


def _order_ended(affiliation: Affiliation, *, stamped_at: datetime) -> None:
    jobs.order(
        ENDED,
        stamped_at=stamped_at,
        account=affiliation.account_id,
        organization=affiliation.organization_id,
        constituency=affiliation.constituency_id,
    )


def _constituency_id(how: str, organization: Organization | None) -> int:
    if how in (rules.SENT, rules.UNLISTED) and organization is not None:
        return organization.constituency_id
    key = rules.EXPERT if how == rules.ALONE else rules.SECRETARIAT
    found = db.session.scalar(select(Constituency.id).where(Constituency.key == key))
    if found is None:
        raise rules.UnknownConstituency
    return found


def _locked(affiliation_id: int) -> Affiliation:
    affiliation = db.session.scalar(
        select(Affiliation)
        .where(Affiliation.id == affiliation_id)
        .options(
            joinedload(Affiliation.account, innerjoin=True),
            joinedload(Affiliation.organization),
            joinedload(Affiliation.constituency, innerjoin=True),
        )
        .with_for_update(of=Affiliation)
    )
    if affiliation is None:
        raise rules.UnknownAffiliation
    return affiliation


def _to_decide(by: int, affiliation_id: int) -> Affiliation:
    affiliation = _within_reach(by, affiliation_id)
    if affiliation.confirmed_at is not None:
        raise rules.AlreadyConfirmed
    return affiliation


def _within_reach(by: int, affiliation_id: int) -> Affiliation:
    affiliation = _locked(affiliation_id)
    organization = affiliation.organization
    is_sent = organization is not None and organization.constituency_id == affiliation.constituency_id
    if not rules.within_reach(queries.reach_of(by), organization_id=affiliation.organization_id, is_sent=is_sent):
        raise rules.NotYours
    if affiliation.account_id == by:
        raise rules.NotOneself
    return affiliation


def _tell(
    affiliation: Affiliation,
    words: tuple[Sentence, Sentence, str],
    kind: str,
    *,
    house: House,
    stamped_at: datetime,
    **values: object,
) -> None:
    person, (title, body, path) = affiliation.account, words
    named = [affiliation.constituency.names, *([affiliation.organization.names] if affiliation.organization else [])]
    capacity = " – ".join(pick(names, reader=person.language).text for names in reversed(named))
    way = house.address(path, language=person.language)
    subject, text = in_words(person.language, title, body.with_values(capacity=capacity, **values), way)
    letter = outbox.Letter(person.email, subject, text, kind, person.language, person.id)
    outbox.post(letter, domain=house.domain, stamped_at=stamped_at)


def _note(by: int, verb: str, affiliation: Affiliation, *, now: datetime) -> None:
    facts = {"account": affiliation.account_id, "organization": affiliation.organization_id}
    journal.note(f"account:{by}", f"{verb}_affiliation", "affiliation", str(affiliation.id), now=now, **facts)
