"""The doors of the list of lines and of the page of a line."""

from __future__ import annotations

from flask import current_app, render_template

from foundation import clock
from foundation.pages import Pages
from portal.lines import queries, rules
from stakeholders.mandates import queries as mandates

pages = Pages("lines", __name__)


@pages.get("/action-lines/")
def lines_page() -> str:
    """Every line with who leads it today."""
    today = clock.today(current_app.config["ZONE"])
    lines = mandates.lines_with_mandates()
    standing = {line.key: rules.standing(line.mandates, today) for line in lines}
    return render_template(
        "portal/lines/lines.html", directory=rules.directory(lines), standing=standing, rules=rules, today=today
    )


@pages.get("/action-lines/<key>")
def line_page(key: str) -> str:
    """One line: its names, who facilitates it then and now, its meetings."""
    view = queries.line_view(key, on=clock.today(current_app.config["ZONE"]))
    return render_template("portal/lines/line.html", view=view, rules=rules, banner=view.banner)
