"""The cluster of 2007 as held, the tenth session, and the demonstration of 2027."""

from __future__ import annotations

from collections.abc import Sequence

from events.editions.models import AgendaItem, CommissionSession, Edition, Moment
from events.programme.models import OrganizerLimit, RoleHolder
from portal.loading.forms import cluster as forms
from portal.loading.services import documents, meetings, venues
from portal.loading.services.ledger import Ledger, either
from stakeholders.organizations.models import Organization


def load(ledger: Ledger, file: str, read: forms.ClusterFile) -> None:
    """Put every entry of the file."""
    if read.cluster_2007:
        _cluster_2007(ledger, file, read.cluster_2007)
    if read.cstd_10:
        _session_10(ledger, file, read.cstd_10)
    if read.demo_2027:
        _demo_2027(ledger, file, read.demo_2027)


def _cluster_2007(ledger: Ledger, file: str, read: forms.Cluster2007) -> None:
    edition = _edition(ledger, read)
    for held in read.meetings:
        meetings.put_held(ledger, file, edition, held)
        for paper in held.documents:
            documents.put_paper(
                ledger, file, paper, of="meeting", key=f"{edition.key}/{held.id}", confidence=held.confidence
            )
    for around in read.around:
        values = {
            "starts_on": around.date,
            "ends_on": around.end_date,
            "title": around.title,
            "hours": around.hours or "",
            "organizer_keys": list(around.organizers),
            "confidence": around.confidence,
        }
        _, outcome = ledger.put(Moment, {"edition_id": edition.id, "key": around.id}, values)
        ledger.report.count(file, "moment", outcome)


def _session_10(ledger: Ledger, file: str, read: forms.Session10) -> None:
    edition = _edition(ledger, read)
    _, outcome = ledger.put(CommissionSession, {"number": read.session}, {"theme": read.theme})
    ledger.report.count(file, "session", outcome)
    _agenda(ledger, file, read.session, read.agenda)
    for paper in read.documents:
        documents.put_paper(ledger, file, paper, of="session", key=str(read.session), confidence=read.confidence)
    for number, moment in enumerate(read.moments, start=1):
        values = {"starts_on": moment.date, "title": moment.what, "confidence": moment.confidence}
        _, outcome = ledger.put(Moment, {"edition_id": edition.id, "key": f"M-{number}"}, values)
        ledger.report.count(file, "moment", outcome)


def _demo_2027(ledger: Ledger, file: str, read: forms.Demo2027) -> None:
    edition = _edition(ledger, read)
    venues.load_days(ledger, file, read, edition)
    if read.cstd:
        _agenda(ledger, file, read.cstd.n, read.cstd_agenda)
    for body, limit in read.organizer_parallel_limit.items():
        key = {"edition_id": edition.id, "organization_id": ledger.id_of(Organization, key=body)}
        _, outcome = ledger.put(OrganizerLimit, key, {"meetings": limit, "confidence": read.confidence})
        ledger.report.count(file, "staff", outcome)
    for person in read.people:
        values = {
            "role": person.role,
            "remote_zone": person.remote_tz or "",
            "unavailable": [day.isoformat() for day in person.unavailable],
            "reason": person.why,
            "confidence": read.confidence,
        }
        _, outcome = ledger.put(RoleHolder, {"edition_id": edition.id, "key": person.id}, values)
        ledger.report.count(file, "person", outcome)
    outcomes = {
        asked.id: meetings.put_open(ledger, edition, asked, confidence=read.confidence) for asked in read.meetings
    }
    for fixed in [*read.cstd_programme, *read.cstd_side_events]:
        meetings.put_fixed(ledger, file, edition, fixed, confidence=read.confidence)
    # A relation names two meetings, so both must stand first.
    for asked in read.meetings:
        has_changed = meetings.relate(ledger, edition, asked)
        ledger.report.count(file, "meeting", either(outcomes[asked.id], has_changed))


def _agenda(ledger: Ledger, file: str, number: int, items: Sequence[forms.Item]) -> None:
    session = ledger.id_of(CommissionSession, number=number)
    for item in items:
        key = {"session_id": session, "number": item.item}
        _, outcome = ledger.put(AgendaItem, key, {"title": item.title, "confidence": item.confidence})
        ledger.report.count(file, "agenda", outcome)


def _edition(ledger: Ledger, read: forms.OfEdition) -> Edition:
    edition = ledger.row(Edition, key=read.edition)
    assert edition is not None
    return edition
