"""What the page for registering shows: as what one may come, and what that means for each part of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from events.editions import queries as editions
from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.capacities import EditionPart
from events.registration.queries.extensions import for_asking
from events.registration.queries.own import registrations_by_segment
from events.registration.queries.verdicts import turned_away
from events.registration.rules.entry import Entry, applies_for_basis, decide_entry
from events.registration.rules.extensions import Asking
from events.registration.rules.openings import is_open, registration_words
from events.registration.rules.registering import State, is_standing, is_vouched_for
from events.registration.rules.standing import days_against, within_days
from foundation.sentences import Sentence
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.rules import Capacity as Affiliated


@dataclass(frozen=True)
class Chance:
    """A part of the edition for one person: the answer, until when, and how a registration stands already.

    `applies` tells that what comes next after a no is an application for a basis, `is_looked_at` that no rule approves it.
    """

    part: EditionPart
    entry: Entry
    times: Sentence
    is_open: bool
    registration: Registration | None
    applies: bool = False
    is_looked_at: bool = False

    @property
    def stands(self) -> bool:
        return self.registration is not None and is_standing(self.registration.state, self.registration.reason)

    @property
    def can_be_chosen(self) -> bool:
        return self.is_open and not self.stands and self.entry.may


@dataclass(frozen=True)
class RegisterView:
    """An edition to register for, the affiliations to come under, the one chosen, and the chances with it.

    `ended` are those that hold on none of its days, each with the days that say so.
    """

    edition: Edition
    affiliations: Sequence[Affiliated]
    ended: Sequence[tuple[Affiliated, Sentence]]
    chosen: Affiliated | None
    chances: Sequence[Chance]

    @property
    def can_send(self) -> bool:
        return any(chance.can_be_chosen for chance in self.chances)


def register_view(account_id: int, edition_key: str, *, affiliation_id: int | None, now: datetime) -> RegisterView:
    """The page for registering; by default with the first confirmed affiliation. Raises UnknownEdition."""
    edition = editions.edition_in_full(edition_key)
    every = organizations.affiliations_of(account_id)
    affiliations = queries.during(every, edition)
    chosen = next((each for each in affiliations if each.affiliation_id == affiliation_id), None)
    chosen = chosen or next(iter(affiliations), None)
    against = ((each, days_against(each, edition.key, edition.starts_on)) for each in every if each not in affiliations)
    return RegisterView(
        edition=edition,
        affiliations=affiliations,
        ended=[(each, words) for each, words in against if words],
        chosen=chosen,
        chances=_chances(account_id, edition, chosen, now) if chosen else [],
    )


def _chances(account_id: int, edition: Edition, chosen: Affiliated, now: datetime) -> list[Chance]:
    pair = (chosen.constituency_key, chosen.organization_id)
    capacity = queries.capacities([pair])[pair]
    standing = registrations_by_segment(account_id, edition.id)
    asking = Asking(chosen.constituency_id, chosen.organization_id, account_id)
    was_declined = not chosen.is_confirmed and organizations.was_declined(account_id, chosen.organization_id)
    turned_away = _turned_away(standing.values())
    # Another part can be chosen in the same go, so nothing is refused for want of one here.
    is_approved = any(row.state == State.APPROVED for row in standing.values()) or None
    parts = for_asking(queries.parts_of(edition, now=now), edition, asking)
    answers = [(each, decide_entry(capacity, each.part, now=now, is_approved=is_approved)) for each in parts]
    return [
        Chance(
            part=each,
            entry=within_days(entry, chosen, part=each.segment.name, starts_on=each.segment.starts_on),
            times=registration_words(each.opening, now),
            is_open=is_open(each.opening, now),
            registration=standing.get(each.segment.id),
            applies=applies_for_basis(chosen.constituency_key, entry, each.part, now=now),
            is_looked_at=each.segment.id in turned_away
            or not is_vouched_for(
                chosen.constituency_key,
                needs_basis=not each.part.is_open,
                is_confirmed=chosen.is_confirmed,
                was_declined=was_declined,
            ),
        )
        for each, entry in answers
    ]


def _turned_away(rows: Iterable[Registration]) -> set[int]:
    """The parts for which a person has said no to somebody, though they may ask again."""
    asked = [row for row in rows if not is_standing(row.state, row.reason)]
    away = turned_away(asked)
    return {row.segment_id for row in asked if row.id in away}
