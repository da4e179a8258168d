"""The doors of the directory and of the page of a body."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from foundation import clock, languages
from foundation.pages import Pages
from portal.bodies import queries, rules
from portal.bodies.forms import read_wish
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import UnknownBody, directory
from stakeholders.organizations.rules.directory import NotInTheDirectory, Wish

pages = Pages("bodies", __name__)


@pages.get("/bodies/", query=True)
def bodies_page() -> str:
    """The directory, narrowed to what is asked for."""
    wish = read_wish(request.args)
    directory = queries.directory()
    found = rules.fitting(directory.pairs, wish, language=languages.current().code)
    return render_template("portal/bodies/bodies.html", bodies=found, directory=directory, wish=wish, rules=rules)


@pages.get("/bodies/<key>")
def body_page(key: str) -> Any:
    """One body: who it is, what it may do, what it does. The key of a record that was merged away leads on."""
    try:
        view = queries.body_view(key, on=clock.today(current_app.config["ZONE"]))
    except UnknownBody as unknown:
        return _onward(key, unknown)
    body = view.body
    named = rules.names_in_six(body, confidence=body.confidence, confidences=body.confidences)
    return render_template("portal/bodies/body.html", view=view, named=named, rules=rules, banner=view.banner)


@pages.get("/organizations/", query=True)
def organizations_page() -> str:
    """The directory of all organizations and States, narrowed to what is asked for, a page at a time."""
    wish = Wish.read(request.args)
    found = queries.organizations_found(wish, language=languages.current().code)
    return render_template("portal/bodies/organizations.html", found=found, wish=wish, directory=directory, rules=rules)


@pages.get("/organizations/<key>")
def organization_page(key: str) -> Any:
    """One organization; a body has its own page, and a record that was merged away leads on."""
    found = organizations.known(key)
    if found.key != key or directory.is_body(found.kind):
        return redirect(_address(found), 301)
    view = queries.organization_view(found, on=clock.today(current_app.config["ZONE"]))
    named = rules.names_in_six(found, confidence=found.confidence, confidences=found.confidences)
    page = "portal/bodies/organization.html"
    return render_template(page, view=view, named=named, rules=rules, directory=directory, banner=view.banner)


def _onward(key: str, unknown: UnknownBody) -> Any:
    """To the record that was kept of a key; raises UnknownBody where there is none."""
    try:
        found = organizations.known(key)
    except NotInTheDirectory:
        raise unknown from None
    if found.key == key:
        # It stands in the directory, and is no body.
        raise unknown
    return redirect(_address(found), 301)


def _address(found: Organization) -> str:
    return url_for(".body_page" if directory.is_body(found.kind) else ".organization_page", key=found.key)
