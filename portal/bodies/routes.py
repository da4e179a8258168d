"""The doors of the directory and of the page of a body."""

from __future__ import annotations

from flask import current_app, render_template, request

from foundation import clock, languages
from foundation.pages import Pages
from portal.bodies import queries, rules
from portal.bodies.forms import read_wish

pages = Pages("bodies", __name__)


@pages.get("/bodies/", query=True)
def bodies_page() -> str:
    """The directory, narrowed to what is asked for."""
    wish = read_wish(request.args)
    directory = queries.directory()
    found = rules.fitting(directory.pairs, wish, language=languages.current().code)
    return render_template("portal/bodies/bodies.html", bodies=found, directory=directory, wish=wish, rules=rules)


@pages.get("/bodies/<key>")
def body_page(key: str) -> str:
    """One body: who it is, what it may do, what it does."""
    view = queries.body_view(key, on=clock.today(current_app.config["ZONE"]))
    body = view.body
    named = rules.names_in_six(body, confidence=body.confidence, confidences=body.confidences)
    return render_template("portal/bodies/body.html", view=view, named=named, rules=rules, banner=view.banner)
