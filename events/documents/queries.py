"""Reads of papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from events.documents.models import Document
from foundation.db import db


def documents_of(kind: str, keys: Iterable[str]) -> Sequence[Document]:
    """The papers of subjects of a kind (session, meeting, body), by date, year and symbol."""
    return db.session.scalars(
        select(Document)
        .where(Document.subject_kind == kind, Document.subject_key.in_(list(keys)))
        .order_by(Document.dated.is_(None), Document.dated, Document.year, Document.symbol, Document.id)
    ).all()
