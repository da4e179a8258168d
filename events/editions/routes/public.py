"""The list of editions."""

from __future__ import annotations

from datetime import date

from flask import render_template

from events.editions import queries, rules
from events.editions.routes.pages import pages
from foundation import languages


@pages.get("/editions")
def editions_page() -> str:
    """Every round since 2006, and which of them have their programme here."""
    rounds = queries.yearly_rounds()
    rows = [(found, *_measured(found)) for found in rounds]
    return render_template(
        "events/editions/editions.html",
        rows=rows,
        editions=queries.editions(),
        houses=rules.HOUSES,
        width=rules.picture_width(),
    )


def _measured(found: queries.YearlyRound) -> tuple[rules.Measures, rules.Picture]:
    """A round measured against 17 May and the session of its year."""
    held, session = found.round, found.session
    days = (session.starts_on, session.ends_on) if session and session.starts_on and session.ends_on else None
    the_day = date(held.year, 5, 17)
    measures = rules.measures(held.starts_on, held.ends_on, the_day=the_day, session=days)
    direction = languages.current().direction
    return measures, rules.picture(held.starts_on, held.ends_on, the_day=the_day, session=days, direction=direction)
