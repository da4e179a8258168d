"""Papers of record: of a session, a meeting, a body, or the founding. One paper is one row, however often told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from events.documents.models import Document
from foundation.confidence import Confidence
from portal.loading.forms.fields import differing
from portal.loading.forms.meetings import Paper
from portal.loading.forms.reports import BodyReport, Founding, ReportsFile, SeriesReport
from portal.loading.rules import SERIES, Outcome
from portal.loading.services.ledger import Ledger, written

FILLING = ("dated", "year", "languages", "note")
"""What a place may add to a paper that belongs to another place, where it is still empty there."""


def load(ledger: Ledger, file: str, read: ReportsFile) -> None:
    """Put the documents of the file."""
    for founding in read.founding_documents:
        _founding(ledger, file, founding)
    for report in read.secretary_general_reports:
        _series(ledger, file, report)
    for paper in read.other_real_reports:
        _of_body(ledger, file, paper)


def put_paper(ledger: Ledger, file: str, paper: Paper, *, of: str, key: str, confidence: Confidence) -> None:
    """Put a document of a session or a meeting."""
    values = {
        "symbol": paper.symbol or "",
        "title": paper.title,
        "subject_kind": of,
        "subject_key": key,
        "confidence": paper.confidence or confidence,
        "confidences": {},
    }
    told = {"dated": paper.date, "languages": paper.languages or ([paper.language] if paper.language else [])}
    _put(ledger, file, paper.symbol or slug(paper.title), values, told)


def _founding(ledger: Ledger, file: str, read: Founding) -> None:
    values = {
        "symbol": read.symbol,
        "title": read.title,
        "subject_kind": "founding",
        "subject_key": "",
        "confidence": read.confidence,
        "confidences": {},
    }
    _put(ledger, file, read.symbol, values, {"dated": read.date, "year": read.date.year if read.date else None})


def _series(ledger: Ledger, file: str, read: SeriesReport) -> None:
    values = {
        "symbol": read.symbol,
        "title": SERIES,
        "subject_kind": "session",
        "subject_key": str(read.session),
        "confidence": read.confidence,
        "confidences": differing(read.confidence, symbol=read.e_number_confidence),
    }
    _put(ledger, file, read.symbol, values, {"dated": read.dated, "year": read.year, "note": read.note})


def _of_body(ledger: Ledger, file: str, read: BodyReport) -> None:
    values = {
        "symbol": read.symbol or "",
        "title": read.title,
        "subject_kind": "body",
        "subject_key": read.body,
        "confidence": read.confidence,
        "confidences": differing(read.confidence, title=read.title_confidence),
    }
    languages = read.languages or ([read.language] if read.language else [])
    told = {"year": read.year, "languages": languages, "note": read.note}
    _put(ledger, file, read.symbol or slug(read.title), values, told)


def _put(ledger: Ledger, file: str, key: str, values: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    told = {name: value for name, value in told.items() if value}
    standing = ledger.row(Document, key=key)
    if standing is not None and _rank(standing.subject_kind, standing.title) < _rank(
        values["subject_kind"], values["title"]
    ):
        missing = {name: value for name, value in told.items() if not getattr(standing, name)}
        outcome = Outcome.CHANGED if written(standing, missing) else Outcome.LEFT
    else:
        _, outcome = ledger.put(Document, {"key": key}, {**values, **told})
    ledger.report.count(file, "document", outcome)


def _rank(subject: str, title: str) -> int:
    """Where a paper that is told twice belongs: the founding, its session, its meeting, the series, its body."""
    order = ("founding", "session", "meeting", "series", "body")
    return order.index("series" if title == SERIES else subject)


def slug(title: str) -> str:
    """A title as a key: plain lower-case letters and digits, joined by hyphens, at most 200 characters."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return re.sub(r"[^\w]+", "-", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("-")[:200]
