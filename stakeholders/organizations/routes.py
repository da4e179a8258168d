"""The doors of affiliations: one's own, and those that a focal point or the secretariat confirms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from foundation import clock, signed_in
from foundation.errors import Invalid, Refusal
from foundation.languages import say
from foundation.letters import House
from foundation.pages import Pages
from stakeholders.organizations import forms, queries, rules, services

pages = Pages("organizations", __name__)


@pages.own("/my/affiliations")
@signed_in.needed
def affiliations_page() -> str:
    """With whom one is, was and will be."""
    return _affiliations_page(_declare_form(formdata=None, since=_today()))


@pages.post("/my/affiliations", keeps_typed=True)
@signed_in.needed
def declare() -> Any:
    form = _declare_form()
    if not form.validate_on_submit():
        return _affiliations_page(form), 422
    try:
        _declare(form)
    except (Invalid, rules.TooManyDeclared) as refusal:
        _blame(form, refusal)
        return _affiliations_page(form), refusal.status
    flash(_("Declared. It counts once it is confirmed."))
    return redirect(url_for(".affiliations_page"), 303)


@pages.own("/my/affiliations/<int(max=999999999):affiliation_id>/end")
@signed_in.needed
def end_page(affiliation_id: int) -> str:
    """On which day an affiliation ends."""
    return _end_page(affiliation_id, forms.EndForm(formdata=None, until=_today()))


@pages.post("/my/affiliations/<int(max=999999999):affiliation_id>/end", keeps_typed=True)
@signed_in.needed
def end(affiliation_id: int) -> Any:
    """End one's own affiliation, or take back one that is not confirmed."""
    form = forms.EndForm()
    if not form.validate_on_submit():
        return _end_page(affiliation_id, form), 422
    try:
        services.end(signed_in.account_id(), affiliation_id, until=form.until.data, now=clock.now())
    except (Invalid, rules.ConfirmedUntil) as refusal:
        form.blame("until", say(refusal.sentence))
        return _end_page(affiliation_id, form), refusal.status
    flash(_("Your affiliations are up to date."))
    return redirect(url_for(".affiliations_page"), 303)


@pages.own("/desk/affiliations")
@signed_in.needed
def people_page() -> str:
    """Who waits for a confirmation that the reader may give."""
    if not queries.reach_of(signed_in.account_id()):
        raise rules.NotYours
    waiting = queries.to_confirm(signed_in.account_id())
    return render_template("stakeholders/organizations/people.html", waiting=waiting, rules=rules)


@pages.post("/desk/affiliations/<int(max=999999999):affiliation_id>/confirm")
@signed_in.needed
def confirm(affiliation_id: int) -> Any:
    return _decided(services.confirm, affiliation_id, _("Confirmed. A letter is on its way."))


@pages.post("/desk/affiliations/<int(max=999999999):affiliation_id>/decline")
@signed_in.needed
def decline(affiliation_id: int) -> Any:
    return _decided(services.decline, affiliation_id, _("Declined. A letter is on its way."))


def _decided(decide: Callable[..., None], affiliation_id: int, words: str) -> Any:
    house = House(current_app.config["PUBLIC_URL"], current_app.config["UID_DOMAIN"])
    decide(signed_in.account_id(), affiliation_id, house=house, now=clock.now(), stamped_at=clock.wire_now())
    flash(words)
    return redirect(url_for(".people_page"), 303)


def _blame(form: forms.DeclareForm, refusal: Refusal) -> None:
    if isinstance(refusal, rules.EndsBeforeItBegins):
        form.blame("until", say(refusal.sentence))
    elif isinstance(refusal, rules.UnknownOrganization):
        form.blame("organization", say(refusal.sentence))
    else:
        form.tell(refusal)


def _today() -> Any:
    return clock.today(current_app.config["ZONE"])


def _declare_form(**options: Any) -> forms.DeclareForm:
    return forms.DeclareForm(queries.organizations_to_choose(), **options)


def _declare(form: forms.DeclareForm) -> None:
    services.declare(
        signed_in.account_id(),
        how=form.how.data,
        organization_key=form.organization.data or "",
        since=form.since.data,
        until=form.until.data,
        now=clock.now(),
    )


def _affiliations_page(form: forms.DeclareForm) -> str:
    today = _today()
    held = queries.affiliations_of(signed_in.account_id())
    present = [each for each in held if each.until is None or each.until >= today]
    past = [each for each in held if each not in present]
    return render_template("stakeholders/organizations/affiliations.html", form=form, present=present, past=past)


def _end_page(affiliation_id: int, form: forms.EndForm) -> str:
    affiliation = queries.affiliation_of(signed_in.account_id(), affiliation_id)
    return render_template("stakeholders/organizations/end.html", form=form, affiliation=affiliation)
