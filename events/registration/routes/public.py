"""May I come? Asked before an account."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask import current_app, render_template, request

from events.registration.forms.coming import read_question
from events.registration.queries import come
from events.registration.routes.pages import pages
from events.registration.rules.papers import PAPERS
from foundation import clock


@pages.get("/<edition>/may-i-come", query=True)
def may_i_come_page(edition: str) -> str:
    """As what, to which part, until when, with which paper, and what one may do there."""
    view = come.coming(edition, read_question(request.args), now=_beginning_of_today())
    return render_template("events/registration/may_i_come.html", view=view, papers=PAPERS, banner=view.edition.banner)


def _beginning_of_today() -> datetime:
    """A kept page is drawn once a day, so it tells what is so from the day's beginning, and the hour at which that ends."""
    zone = current_app.config["ZONE"]
    return datetime.combine(clock.today(zone), time(), ZoneInfo(zone))
