"""What the events tell this room: the sessions that one applies for, and whom an organization has sent to them.

Editions and registrations stand above; they put themselves here when they are loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from foundation import access
from foundation.access import HOUSE, Held, Scope
from foundation.sentences import Sentence
from stakeholders.accreditation.rules.applying import DECIDERS, UnknownSession
from stakeholders.organizations.rules import AUDITOR

READERS = (*DECIDERS, AUDITOR)


@dataclass(frozen=True)
class Session:
    """A session of the Commission in an edition: when one applies for it, and in which scopes a role reaches it.

    `whole` are those of these in which a role reaches beyond it, to later sessions too.
    """

    number: int
    edition: str
    scopes: frozenset[Scope]
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    whole: frozenset[Scope] = frozenset()

    def is_open(self, now: datetime) -> bool:
        return self.opens_at is not None and self.closes_at is not None and self.opens_at <= now < self.closes_at


@dataclass(frozen=True)
class Sent:
    """Somebody who is registered with an organization: for which part of which edition, and how that stands."""

    name: str
    name_latin: str
    edition: str
    part: str
    session: int | None
    state: Sentence
    mark: tuple[str, str]


class Events(Protocol):
    """What is told of events."""

    def sessions(self) -> Sequence[Session]:
        """The sessions that editions hold, the latest first."""

    def session_ahead(self, now: datetime) -> int | None:
        """The number of the session running or next to come; of the last one when none is to come."""

    def sent_by(self, organization_id: int) -> Sequence[Sent]:
        """The people registered with an organization, the latest edition first."""


class _Nothing:
    def sessions(self) -> Sequence[Session]:
        return ()

    def session_ahead(self, now: datetime) -> int | None:
        return None

    def sent_by(self, organization_id: int) -> Sequence[Sent]:
        return ()


_told: list[Events] = [_Nothing()]


def told_by(events: Events) -> None:
    """From now on, the events are told by this."""
    _told[:] = [events]


def sessions() -> Sequence[Session]:
    """The sessions that editions hold, the latest first."""
    return _told[0].sessions()


def session(number: int) -> Session:
    """A session that an edition holds; raises UnknownSession."""
    for each in sessions():
        if each.number == number:
            return each
    raise UnknownSession


def session_ahead(now: datetime) -> int | None:
    """The number of the session running or next to come."""
    return _told[0].session_ahead(now)


def sent_by(organization_id: int) -> Sequence[Sent]:
    """The people registered with an organization."""
    return _told[0].sent_by(organization_id)


@dataclass(frozen=True)
class Reach:
    """For which sessions somebody reads applications, and decides on them; all of them is everywhere.

    `beyond` are those of these for which they decide for later sessions at once.
    """

    everywhere: bool = False
    sessions: frozenset[int] = frozenset()
    beyond: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.sessions)

    def covers(self, session: int) -> bool:
        return self.everywhere or session in self.sessions

    def goes_beyond(self, session: int) -> bool:
        return self.everywhere or session in self.beyond


def reach(account_id: int, roles: Sequence[str]) -> Reach:
    """For which sessions an account holds one of these roles: in the house, the session’s edition, or its segment."""
    return reach_of([each for each in access.held_by(account_id) if each.role in roles])


def reach_of(held: Sequence[Held]) -> Reach:
    """For which sessions somebody holds these roles."""
    scopes = {each.scope for each in held}
    if HOUSE in scopes:
        return Reach(everywhere=True)
    if not scopes:
        return Reach()
    within = [each for each in sessions() if each.scopes & scopes]
    return Reach(
        sessions=frozenset(each.number for each in within),
        beyond=frozenset(each.number for each in within if each.whole & scopes),
    )
