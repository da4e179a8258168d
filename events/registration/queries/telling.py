"""Reads of whom a publication or an urgent notice concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from events.editions.models import Edition
from events.programme.models import Meeting, MeetingBody, MeetingPerson, RoleHolder
from events.programme.queries import versions
from events.programme.queries.frozen import drafted
from events.programme.rules.changes import Change, changes
from events.registration.models import FollowedMeeting, Seat
from events.registration.rules.telling import Reader, Why
from foundation.access import Grant
from foundation.db import db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Affiliation
from stakeholders.organizations.rules import FOCAL_POINT

Interests = dict[Why, dict[int, set[str]]]


def interests(edition: Edition) -> Interests:
    """The keys of the edition's meetings that concern each account, by reason; one read a reason."""
    of_edition = Meeting.edition_id == edition.id
    return {
        Why.SEATED: _by_account(
            select(Seat.account_id, Meeting.key)
            .join(Meeting, Meeting.id == Seat.meeting_id)
            .where(of_edition, Seat.state.in_(("seated", "offered")))
        ),
        Why.NEEDED: _by_account(
            select(Affiliation.account_id, Meeting.key)
            .join(RoleHolder, (RoleHolder.key == Affiliation.stands_for) & (RoleHolder.edition_id == edition.id))
            .join(MeetingPerson, MeetingPerson.role_holder_id == RoleHolder.id)
            .join(Meeting, Meeting.id == MeetingPerson.meeting_id)
            .where(Affiliation.confirmed_at.is_not(None), Affiliation.until.is_(None))
        ),
        Why.HOSTING: _by_account(
            select(Grant.account_id, Meeting.key)
            .join(MeetingBody, MeetingBody.organization_id == Grant.scope_id)
            .join(Meeting, Meeting.id == MeetingBody.meeting_id)
            .where(
                of_edition,
                Grant.scope_kind == "organization",
                Grant.role == FOCAL_POINT,
                Grant.revoked_at.is_(None),
                MeetingBody.role.in_(("organizer", "co")),
            )
        ),
        Why.FOLLOWING: _by_account(
            select(FollowedMeeting.account_id, Meeting.key)
            .join(Meeting, Meeting.id == FollowedMeeting.meeting_id)
            .where(of_edition)
        ),
    }


def readers(accounts: Iterable[int]) -> list[Reader]:
    """These accounts as readers, those with a verified address only, by account."""
    rows = db.session.execute(
        select(Account.id, Account.email, Account.name, Account.languages)
        .where(Account.id.in_(sorted(set(accounts))), Account.verified_at.is_not(None))
        .order_by(Account.id)
    )
    return [Reader(number, email, name, (languages or ["en"])[0]) for number, email, name, languages in rows]


def published_changes(edition: Edition, number: int) -> list[Change]:
    """What a version changed since the one before; nothing for the first."""
    if number < 2:
        return []
    before, after = (versions.version(edition, each) for each in (number - 1, number))
    # Of what an urgent notice has changed people have been told.
    return changes(_facts(before), [entry.facts for entry in versions.as_published(after)])


def drafted_changes(edition: Edition) -> list[Change]:
    """What publishing the draft would change; nothing before the first version."""
    latest = next(iter(versions.versions(edition)), None)
    return changes(_facts(latest), [facts for _, facts in drafted(edition)]) if latest else []


def _facts(version: Any) -> list[Any]:
    return [entry.facts for entry in versions.entries(version)]


def _by_account(query: Select[int, str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for account, key in db.session.execute(query):
        found.setdefault(account, set()).add(key)
    return found
