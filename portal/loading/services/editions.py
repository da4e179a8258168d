"""Sessions, rounds, editions with segments and windows, and the days of the calendar."""

from __future__ import annotations

from events.editions.models import CommissionSession, DayMark, Edition, Round, Segment, Window
from foundation.confidence import Confidence
from portal.loading.forms import editions as forms
from portal.loading.forms.fields import differing
from portal.loading.services import venues
from portal.loading.services.ledger import Ledger
from stakeholders.organizations.models import Organization


def load(ledger: Ledger, file: str, read: forms.EditionsFile) -> None:
    """Put every entry of the file: places first, for the rest stands in them."""
    venues.load(ledger, file, read)
    for session in read.cstd_sessions:
        _session(ledger, file, session)
    for held in read.wsis_clusters:
        _round(ledger, file, held)
    for edition in read.editions:
        _edition(ledger, file, edition)
    for year, days in read.calendar_by_year.items():
        _days(ledger, file, year, days, read.wisd_themes)
    if read.demo_interpretation_capacity_2027:
        venues.load_capacities(ledger, file, read.demo_interpretation_capacity_2027)


def _session(ledger: Ledger, file: str, read: forms.Session) -> None:
    starts, ends = read.start or read.demo_start, read.end or read.demo_end
    mark = read.demo_confidence if read.start is None and starts else None
    values = {
        "year": read.year or (starts.year if starts else None),
        "starts_on": starts,
        "ends_on": ends,
        "place": read.place,
        "report_symbol": read.report or "",
        "note": read.note,
        "confidence": read.confidence,
        "confidences": differing(read.confidence, starts_on=mark, ends_on=mark),
    }
    _, outcome = ledger.put(CommissionSession, {"number": read.n}, values)
    ledger.report.count(file, "session", outcome)


def _round(ledger: Ledger, file: str, read: forms.Round) -> None:
    values = {
        "name": read.name,
        "starts_on": read.start,
        "ends_on": read.end,
        "venue_keys": list(read.venue),
        "note": read.note,
        "confidence": read.confidence,
        "confidences": differing(read.confidence, venue_keys=read.venue_confidence),
    }
    _, outcome = ledger.put(Round, {"year": read.year}, values)
    ledger.report.count(file, "round", outcome)


def _edition(ledger: Ledger, file: str, read: forms.Edition) -> None:
    values = {
        "name": read.name,
        "zone": read.timezone,
        "starts_on": read.start,
        "ends_on": read.end,
        "confidence": read.confidence,
        **({"city": read.city} if read.city is not None else {}),
        **({"banner": read.banner} if read.banner is not None else {}),
    }
    edition, outcome = ledger.put(Edition, {"key": read.id}, values)
    ledger.report.count(file, "edition", outcome)
    for position, segment in enumerate(read.segments, start=1):
        _segment(ledger, file, edition, segment, position)
    for window in read.windows:
        _window(ledger, file, edition, window)


def _segment(ledger: Ledger, file: str, edition: Edition, read: forms.Segment, position: int) -> None:
    values = {
        "position": position,
        "name": read.name,
        "host_id": ledger.id_of(Organization, key=read.host),
        "co_host_keys": list(read.co_hosts),
        "session_id": ledger.id_of(CommissionSession, number=read.session) if read.session else None,
        "starts_on": read.start,
        "ends_on": read.end,
        "entry": read.entry,
        "entry_note": read.entry_note,
        "confidence": read.confidence,
        "confidences": differing(read.confidence, host=read.host_confidence),
    }
    _, outcome = ledger.put(Segment, {"edition_id": edition.id, "key": read.id}, values)
    ledger.report.count(file, "segment", outcome)


def _window(ledger: Ledger, file: str, edition: Edition, read: forms.Window) -> None:
    values = {
        "what": read.what,
        "segment_key": read.segment,
        "meeting_keys": [*([read.meeting] if read.meeting else []), *read.meetings],
        "opens_at": read.opens,
        "closes_at": read.closes,
        "note": read.note,
        "confidence": read.confidence,
    }
    _, outcome = ledger.put(Window, {"edition_id": edition.id, "key": read.id}, values)
    ledger.report.count(file, "window", outcome)


def _days(ledger: Ledger, file: str, year: int, read: forms.CalendarYear, themes: forms.DayThemes | None) -> None:
    days = {"easter": read.easter, "ascension": read.ascension, "whit_monday": read.whit_monday, "wisd": read.wisd}
    for kind, day in days.items():
        # The days of a calendar are computed, hence sure; a theme has the mark of its year.
        values = {"on_date": day, "confidence": Confidence.SURE}
        if kind == "wisd" and themes is not None:
            theme = themes.themes.get(year, "")
            mark = themes.mark(year) if theme else None
            values |= {"theme": theme, "confidences": differing(Confidence.SURE, theme=mark)}
        _, outcome = ledger.put(DayMark, {"year": year, "kind": kind}, values)
        ledger.report.count(file, "day", outcome)
