"""All that the directory and the page of a body show."""

from __future__ import annotations

from collections.abc import Sequence
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
class BodyView:
    """A body with its bases, mandates by line, meetings by edition and papers; `session` is the one at hand."""

    body: Organization
    session: int | None
    holdings: Sequence[Holding]
    mandates: Sequence[tuple[ActionLine, list[rules.Standing[Mandate]]]]
    meetings: Sequence[tuple[Edition, list[Entry]]]
    papers: Sequence[Document]

    @property
    def banner(self) -> str | None:
        """The banner of an edition whose meetings stand on the page."""
        return next((edition.banner for edition, _ in self.meetings if edition.banner), None)


def body_view(key: str, *, on: date) -> BodyView:
    """One body; raises UnknownBody."""
    body = organizations.body(key)
    return BodyView(
        body=body,
        session=editions.session_at(on),
        holdings=accreditation.holdings_of(body),
        mandates=[(line, rules.mandates_of(body.id, line.mandates, on)) for line in mandates.lines_of(body)],
        meetings=by_edition(versions.entries_tagged("body", [key])),
        papers=documents.documents_of("body", [key]),
    )
