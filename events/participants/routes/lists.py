"""The list of participants for those who come and for the desks: not public, for it shows people."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response, render_template, request

from events.participants.forms import read_wish
from events.participants.queries.lists import Listing, listing
from events.participants.routes.pages import pages
from events.participants.rules.lists import AS_OF, UnknownList
from events.participants.services import printing
from events.participants.services.wording import Paper, paper
from foundation import clock, languages, printed, signed_in
from foundation.sentences import Sentence
from foundation.shown import days


@pages.own("/<edition>/participants")
@signed_in.needed
def participants_page(edition: str) -> str:
    """The list of a segment, with jump marks, a search, and how many stand in each constituency."""
    wish = read_wish(request.args)
    view = listing(signed_in.account_id(), edition, wish)
    which = {"number": view.shown.number if view.shown else "now"} if view.is_there else {}
    return render_template(
        "events/participants/participants.html",
        view=view,
        wish=wish,
        query={"segment": view.segment.key, **which},
        dated=_dated(view),
        banner=view.edition.banner,
    )


@pages.own("/<edition>/participants.pdf")
@signed_in.needed
def participants_pdf(edition: str) -> Response:
    return _file(edition, printing.pdf, printing.PDF, "pdf")


@pages.own("/<edition>/participants.docx")
@signed_in.needed
def participants_docx(edition: str) -> Response:
    return _file(edition, printing.docx, printing.DOCX, "docx")


def _file(edition: str, make: Callable[[Paper], bytes], media_type: str, ending: str) -> Response:
    view = listing(signed_in.account_id(), edition, read_wish(request.args))
    if not view.is_there:
        raise UnknownList
    response = make_response(make(_paper(view)))
    response.mimetype = media_type
    number = view.shown.number if view.shown else "now"
    name = f"participants-{view.edition.key}-{view.segment.key}-{number}-{languages.current().code}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _paper(view: Listing) -> Paper:
    held = days(view.segment.starts_on, view.segment.ends_on).striptags()
    return paper(view, dated=_dated(view), days=held, has_chinese=printed.has_chinese())


def _dated(view: Listing) -> Sentence:
    """As of when a list is told: the instant at which it was issued, else now."""
    return AS_OF.with_values(day=view.shown.issued_at if view.shown else clock.now())
