"""All that the directory and the page of a body show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from events.documents import queries as documents
from events.documents.models import Document
from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.queries import versions
from events.programme.queries.versions import Entry
from events.programme.rules.timetable import by_edition
from portal.bodies import rules
from stakeholders.accreditation import queries as accreditation
from stakeholders.accreditation.queries import Holding
from stakeholders.mandates import queries as mandates
from stakeholders.mandates.models import ActionLine, Mandate
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules.directory import REGIONS, Wish, by_name, fitting, on_page, pages_of


@dataclass(frozen=True)
class Directory:
    """Every body, each with the key of its constituency, and the constituencies that any of them comes under."""

    pairs: Sequence[tuple[Organization, str]]
    constituencies: Sequence[Constituency]


def directory() -> Directory:
    """The directory as a whole: it is small, and searched in six languages at once."""
    bodies = organizations.bodies()
    present = {body.constituency.key: body.constituency for body in bodies}
    return Directory(
        [(body, body.constituency.key) for body in bodies], sorted(present.values(), key=lambda each: each.position)
    )


@dataclass(frozen=True)
class Organizations:
    """A page of the directory of organizations, and what all of it can be narrowed to."""

    rows: Sequence[Organization]
    total: int
    last_page: int
    constituencies: Sequence[Constituency]
    names: Mapping[int, Constituency]
    countries: Sequence[str]
    regions: Sequence[str]


def organizations_found(wish: Wish, *, language: str) -> Organizations:
    """The organizations and States of the directory that a wish fits, by their name in the reader's language."""
    rows = organizations.public_directory()
    present = {each.constituency_id for each in rows}
    offered = [each for each in organizations.constituencies() if each.id in present]
    wanted = next((each.id for each in offered if each.key == wish.constituency), None)
    found = by_name(fitting(rows, wish, wanted), language)
    return Organizations(
        on_page(found, wish.page),
        len(found),
        pages_of(len(found)),
        offered,
        {each.id: each for each in offered},
        sorted({each.country for each in rows if each.country}),
        [region for region in REGIONS if any(each.region == region for each in rows)],
    )


@dataclass(frozen=True)
class OrganizationView:
    """An organization or State that is no body, with its bases and its meetings by edition; `session` is the one at hand."""

    organization: Organization
    session: int | None
    holdings: Sequence[Holding]
    meetings: Sequence[tuple[Edition, list[Entry]]]

    @property
    def banner(self) -> str | None:
        """The banner of an edition whose meetings stand on the page."""
        return next((edition.banner for edition, _ in self.meetings if edition.banner), None)


def organization_view(organization: Organization, *, on: date) -> OrganizationView:
    """One organization that may be shown."""
    return OrganizationView(
        organization=organization,
        session=editions.session_at(on),
        holdings=accreditation.holdings_of(organization),
        meetings=by_edition(versions.entries_tagged("body", keys_of(organization))),
    )


def keys_of(organization: Organization) -> list[str]:
    """The keys by which published facts name an organization: its own, and those of the records merged into it."""
    return [organization.key, *organizations.former_keys(organization.id)]


@dataclass(frozen=True)
class BodyView:
    """A body with its bases, mandates by line, meetings by edition and papers; `session` is the one at hand."""

    body: Organization
    keys: Sequence[str]
    session: int | None
    holdings: Sequence[Holding]
    mandates: Sequence[tuple[ActionLine, list[rules.Standing[Mandate]]]]
    meetings: Sequence[tuple[Edition, list[Entry]]]
    papers: Sequence[Document]

    @property
    def banner(self) -> str | None:
        """The banner of an edition whose meetings stand on the page."""
        return next((edition.banner for edition, _ in self.meetings if edition.banner), None)

    def key_in(self, entries: Sequence[Entry]) -> str:
        """The key by which published meetings name the body: that of a record merged into it, where they are older."""
        named = {each.key for entry in entries for each in entry.facts.bodies}
        return next((key for key in self.keys if key in named), self.body.key)


def body_view(key: str, *, on: date) -> BodyView:
    """One body; raises UnknownBody."""
    body = organizations.body(key)
    keys = keys_of(body)
    return BodyView(
        body=body,
        keys=keys,
        session=editions.session_at(on),
        holdings=accreditation.holdings_of(body),
        mandates=[(line, rules.mandates_of(body.id, line.mandates, on)) for line in mandates.lines_of(body)],
        meetings=by_edition(versions.entries_tagged("body", keys)),
        papers=documents.documents_of("body", keys),
    )
