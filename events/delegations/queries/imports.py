"""Tables that were sent in: one’s own, those of an edition for its registrar, one a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import load_only

from events.delegations.models import Import
from events.delegations.queries.reach import Reach, demand_reading, reach
from events.delegations.rules.imports import PAGE, ImportState, NotYourImport, UnknownImport, is_good
from events.editions import queries as editions
from events.editions.models import Edition
from foundation.db import db
from stakeholders.accounts.models import Account

MOST_LISTED = 50


@dataclass(frozen=True)
class Imports:
    """The tables of an edition that an account may see, the latest first, with who sent them."""

    edition: Edition
    reach: Reach
    rows: Sequence[tuple[Import, str]]


@dataclass(frozen=True)
class ImportView:
    """One table: a page of its rows, the bad ones first; after it was taken, those that were left."""

    edition: Edition
    kept: Import
    who: str
    good: int
    bad: int
    page: int
    shown: Sequence[Mapping[str, Any]]
    left: Sequence[Mapping[str, Any]]
    is_own: bool

    @property
    def last_page(self) -> int:
        return max(1, -(-(self.good + self.bad) // PAGE))


def imports(account_id: int, edition_key: str) -> Imports:
    """The tables of an edition; raises UnknownEdition, NotYourDelegation."""
    edition = editions.edition_in_full(edition_key)
    found = demand_reading(account_id, edition)
    query = (
        select(Import, Account.name)
        .join(Account, Account.id == Import.account_id)
        .where(Import.edition_id == edition.id)
        # The rows of a table weigh much, and the list shows none.
        .options(load_only(Import.id, Import.name, Import.state, Import.read_at, Import.result, Import.account_id))
        .order_by(Import.id.desc())
        .limit(MOST_LISTED)
    )
    if not found.reader.is_whole:
        query = query.where(Import.account_id == account_id)
    return Imports(edition, found, [(row, name) for row, name in db.session.execute(query)])


def import_view(account_id: int, edition_key: str, number: int, page: int) -> ImportView:
    """One table; raises UnknownEdition, UnknownImport, NotYourImport."""
    edition = editions.edition_in_full(edition_key)
    kept = import_of(edition, number)
    demand_reader(account_id, edition, kept)
    bad = [each for each in kept.rows if not is_good(each)]
    good = [each for each in kept.rows if is_good(each)]
    who = db.session.scalars(select(Account.name).where(Account.id == kept.account_id)).one()
    page = min(page, max(1, -(-len(kept.rows) // PAGE)))
    shown = [*bad, *good][(page - 1) * PAGE : page * PAGE]
    left = kept.result.get("left", [])
    return ImportView(edition, kept, who, len(good), len(bad), page, shown, left, kept.account_id == account_id)


def bad_rows(account_id: int, edition_key: str, number: int) -> tuple[Edition, list[Mapping[str, Any]]]:
    """All rows of a table with something wrong: as it was read, and those that were left when it was taken."""
    edition = editions.edition_in_full(edition_key)
    kept = import_of(edition, number)
    demand_reader(account_id, edition, kept)
    rows = [*(each for each in kept.rows if not is_good(each)), *kept.result.get("left", [])]
    return edition, sorted(rows, key=lambda each: each["row"])


def import_of(edition: Edition, number: int, *, held: bool = False) -> Import:
    """A table of an edition; `held` keeps its row until the deed is done. Raises UnknownImport."""
    query = select(Import).where(Import.id == number, Import.edition_id == edition.id)
    query = query.execution_options(populate_existing=True)
    found = db.session.scalar(query.with_for_update() if held else query)
    if found is None:
        raise UnknownImport
    return found


def demand_own(account_id: int, edition: Edition, kept: Import) -> None:
    """Go on only for who has sent the table in, and may still; raises NotYourImport."""
    if kept.account_id != account_id or not reach(account_id, edition).writes:
        raise NotYourImport


def demand_reader(account_id: int, edition: Edition, kept: Import) -> None:
    """Go on only for who has sent the table in, or reads all of the edition; raises NotYourImport."""
    found = reach(account_id, edition)
    if not (found.reader.is_whole or (kept.account_id == account_id and found)):
        raise NotYourImport


def is_going(kept: Import) -> bool:
    """Whether the background is about to take it, or at it."""
    return kept.state == ImportState.CONFIRMED
