"""The doors of the front page, of robots.txt, and of the edition that every page's head points to."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, render_template, request
from sqlalchemy.exc import DBAPIError

from foundation import clock
from foundation.pages import Pages
from portal.home import queries, rules

pages = Pages("home", __name__)

ROBOTS = "User-agent: *\nDisallow: /demonstration\nDisallow: /*/subscribe?\nAllow: /\n"


@pages.get("/")
def home_page() -> str:
    """What this house is, and what is next."""
    today = clock.today(current_app.config["ZONE"])
    home = queries.home(on=today)
    g.edition_at_hand = home.edition.key if home.edition else None
    return render_template("portal/home/home.html", home=home, **(_of_edition(home) if home.edition else {}))


@pages.get("/robots.txt")
def robots() -> Response:
    return Response(ROBOTS, mimetype="text/plain")


@pages.app_context_processor
def nav_edition() -> dict[str, Any]:
    """The edition that the head of a page points to: the page's own, else the one at hand."""
    own = (request.view_args or {}).get("edition") if request else None
    if own and not g.get("refused"):
        return {"nav_edition": own}
    if "edition_at_hand" not in g:
        g.edition_at_hand = _at_hand()
    return {"nav_edition": g.edition_at_hand}


def _at_hand() -> str | None:
    try:
        today = clock.today(current_app.config["ZONE"])
    except DBAPIError:
        return None
    return queries.key_at_hand(on=today)


def _of_edition(home: queries.Home) -> dict[str, Any]:
    edition, meetings = home.edition, home.meetings
    assert edition is not None
    zone = ZoneInfo(edition.zone)
    today = clock.today(edition.zone)
    coming = rules.next_meetings(meetings, home.dialogues, today)
    return {
        "banner": edition.banner or None,
        "edition": edition,
        "cluster": next((segment for segment in edition.segments if segment.session is None), None),
        "session": next((segment for segment in edition.segments if segment.session is not None), None),
        "dialogue_days": rules.days_of_dialogues(home.dialogues),
        "coming": coming,
        "has_today": rules.has_today(coming, today),
        "keeps": rules.dates_to_keep(
            [(each, each.opens_at.astimezone(zone), each.closes_at.astimezone(zone)) for each in edition.windows],
            segments={segment.key: segment.name for segment in edition.segments},
            titles={facts.key: facts.title for facts in meetings},
            on=today,
        ),
    }
