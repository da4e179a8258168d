"""The list of decisions, as CSV for other programs and as PDF to be filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask import Response, make_response, request
from flask_babel import gettext as _

from foundation import clock, printed, shown, signed_in
from foundation.languages import current, pick, say
from foundation.printed import Column
from foundation.sentences import Sentence
from foundation.sheets import BOM, as_csv
from stakeholders.accreditation.forms.desk import read_filter
from stakeholders.accreditation.queries.decisions import Decision, decisions
from stakeholders.accreditation.routes.pages import pages, reason_shown
from stakeholders.accreditation.rules.applying import STATE_WORDS
from stakeholders.accreditation.rules.bases import Span
from stakeholders.accreditation.rules.lists import Filter

ISSUED = Sentence("Issued on {day}")
OF_SESSION = Sentence("Session {session}")
ALL_SESSIONS = Sentence("All sessions")
OF_STATE = Sentence("Decision: {state}")


@pages.own("/desk/accreditation/decisions.csv")
@signed_in.needed
def decisions_csv() -> Response:
    """Every decision that the filter fits."""
    rows = decisions(signed_in.account_id(), read_filter(request.args))
    told = ([*_told(row), row.application.key or ""] for row in rows)
    text = as_csv([[*_heads(), _("Key")], *told]).removeprefix(BOM)
    return _handed(text.encode(), "text/csv; charset=utf-8", "decisions.csv")


@pages.own("/desk/accreditation/decisions.pdf")
@signed_in.needed
def decisions_pdf() -> Response:
    """The same, as a document with page numbers, in the language of the page."""
    wish = read_filter(request.args)
    rows = decisions(signed_in.account_id(), wish)
    return _handed(printed.pdf(_source(rows, wish)), "application/pdf", "decisions.pdf")


def _source(rows: Sequence[Decision], wish: Filter) -> str:
    """The document: what was asked for, and a line a decision."""
    widths = ("2.4fr", "1.6fr", "auto", "auto", "2fr", "auto", "auto", "auto", "2.2fr")
    columns = [Column(head, width) for head, width in zip(_heads(), widths, strict=True)]
    body = printed.table(columns, [_told(row, dash="\u200e–\u200e") for row in rows])
    return printed.document(
        [body] if rows else [printed.paragraph(_("No decision fits."))],
        title=_("Decisions on accreditation"),
        dated=say(ISSUED.with_values(day=_day(clock.now()))),
        lines=[say(each) for each in _about(wish)],
        language=current(),
        is_wide=True,
    )


def _heads() -> list[str]:
    return [
        _("Organization"),
        _("Constituency"),
        _("Session"),
        _("Decision"),
        _("Basis"),
        _("Sessions"),
        _("Date"),
        _("Replaced on"),
        _("Reason"),
    ]


def _told(row: Decision, *, dash: str = "–") -> list[str]:
    """A line of the list. Where paragraphs may run from right to left, marks keep a dash from turning its numbers around."""
    organization = row.application.organization
    return [
        pick(organization.names).text,
        pick(organization.constituency.names).text,
        str(row.application.session),
        say(STATE_WORDS[row.state]),
        row.basis.decision if row.basis else "",
        str(Span(row.from_session, row.to_session)).replace("–", dash) if row.from_session else "",
        _day(row.decided_at) if row.decided_at else "",
        _day(row.replaced_at) if row.replaced_at else "",
        reason_shown(row.reason),
    ]


def _about(wish: Filter) -> Iterator[Sentence]:
    yield OF_SESSION.with_values(session=wish.session) if wish.session else ALL_SESSIONS
    if wish.state:
        yield OF_STATE.with_values(state=STATE_WORDS[wish.state])


def _day(moment: datetime) -> str:
    return f"{shown.local(moment):%Y-%m-%d}"


def _handed(content: bytes, media_type: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
