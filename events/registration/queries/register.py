"""What the page for registering shows: as what one may come, and what that means for each part of the edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.editions import queries as editions
from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.capacities import EditionPart
from events.registration.queries.own import registrations_by_segment
from events.registration.rules.entry import Entry, decide_entry
from events.registration.rules.openings import is_open, registration_words
from events.registration.rules.registering import STANDING, State
from foundation.sentences import Sentence
from stakeholders.organizations.rules import Capacity as Affiliated


@dataclass(frozen=True)
class Chance:
    """A part of the edition for one person: the answer, until when, and how a registration stands already."""

    part: EditionPart
    entry: Entry
    times: Sentence
    is_open: bool
    registration: Registration | None

    @property
    def stands(self) -> bool:
        return self.registration is not None and self.registration.state in STANDING

    @property
    def can_be_chosen(self) -> bool:
        return self.is_open and not self.stands


@dataclass(frozen=True)
class RegisterView:
    """An edition to register for, the affiliations to come under, the one chosen, and the chances with it."""

    edition: Edition
    affiliations: Sequence[Affiliated]
    chosen: Affiliated | None
    chances: Sequence[Chance]

    @property
    def can_send(self) -> bool:
        return any(chance.can_be_chosen for chance in self.chances)


def register_view(account_id: int, edition_key: str, *, affiliation_id: int | None, now: datetime) -> RegisterView:
    """The page for registering; by default with the first confirmed affiliation. Raises UnknownEdition."""
    edition = editions.edition_in_full(edition_key)
    affiliations = queries.affiliations_during(account_id, edition)
    chosen = next((each for each in affiliations if each.affiliation_id == affiliation_id), None)
    chosen = chosen or next(iter(affiliations), None)
    return RegisterView(edition, affiliations, chosen, _chances(account_id, edition, chosen, now) if chosen else [])


def _chances(account_id: int, edition: Edition, chosen: Affiliated, now: datetime) -> list[Chance]:
    pair = (chosen.constituency_key, chosen.organization_id)
    capacity = queries.capacities([pair])[pair]
    standing = registrations_by_segment(account_id, edition.id)
    # Another part can be chosen in the same go, so nothing is refused for want of one here.
    is_approved = any(row.state == State.APPROVED for row in standing.values()) or None
    return [
        Chance(
            part=each,
            entry=decide_entry(capacity, each.part, now=now, is_approved=is_approved),
            times=registration_words(each.opening, now),
            is_open=is_open(each.opening, now),
            registration=standing.get(each.segment.id),
        )
        for each in queries.parts_of(edition, now=now)
    ]
