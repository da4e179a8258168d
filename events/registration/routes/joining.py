"""Joining a meeting online, and the desk of its link. No page that shows a link tells the next one where one comes from."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, url_for

from events.registration.forms.joining import LinkForm
from events.registration.queries.joining import join_view, link_desk
from events.registration.routes.pages import pages
from events.registration.rules.joining import FORBIDDEN, JOINING_STEPS, JOINING_WORDS
from events.registration.services import joining
from foundation import clock, signed_in
from foundation.languages import say
from foundation.sentences import Sentence

SET = Sentence("The link is set. People who may join see it from 24 hours before the meeting.")
DROPPED = Sentence("The link is dropped.")


@pages.own("/<edition>/meetings/<key>/join")
@signed_in.needed
def join_page(edition: str, key: str) -> Response:
    """The way in for who may join, from a day before until the end; for others why not, and what to do."""
    view = join_view(signed_in.account_id(), edition, key, now=clock.now())
    told = {"words": JOINING_WORDS.get(view.answer), "step": JOINING_STEPS.get(view.answer)}
    page = render_template("events/registration/join.html", view=view, **told, banner=view.edition.banner)
    return _unreferred(page, 403 if view.answer in FORBIDDEN else 200)


@pages.own("/desk/<edition>/meetings/<key>/join-link")
@signed_in.needed
def link_page(edition: str, key: str) -> Response:
    return _link_page(edition, key)


@pages.post("/desk/<edition>/meetings/<key>/join-link", keeps_typed=True)
@signed_in.needed
def set_link(edition: str, key: str) -> Any:
    form = LinkForm()
    if not form.validate_on_submit():
        return _link_page(edition, key, form, 422)
    what = {"address": form.address.data, "words": form.words.data, "now": clock.now()}
    joining.set_link(signed_in.account_id(), edition, key, **what)
    flash(say(SET))
    return redirect(url_for(".link_page", edition=edition, key=key), 303)


@pages.post("/desk/<edition>/meetings/<key>/join-link/drop")
@signed_in.needed
def drop_link(edition: str, key: str) -> Any:
    joining.drop_link(signed_in.account_id(), edition, key, now=clock.now())
    flash(say(DROPPED))
    return redirect(url_for(".link_page", edition=edition, key=key), 303)


def _link_page(edition: str, key: str, form: LinkForm | None = None, status: int = 200) -> Response:
    view = link_desk(signed_in.account_id(), edition, key)
    if form is None:
        told = {"address": view.link.address, "words": view.link.words} if view.link else {}
        form = LinkForm(formdata=None, data=told)
    page = render_template("events/registration/join_link.html", view=view, form=form, banner=view.edition.banner)
    return _unreferred(page, status)


def _unreferred(page: str, status: int) -> Response:
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
