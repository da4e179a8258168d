"""The doors of affiliations: one's own, and those that a focal point or the secretariat confirms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from foundation import clock, signed_in
from foundation.errors import Invalid, Refusal
from foundation.languages import say
from foundation.letters import house
from foundation.limits import TooOften
from foundation.sentences import Sentence
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.forms import affiliations as forms
from stakeholders.organizations.routes.pages import pages, today


@pages.own("/my/affiliations")
@signed_in.needed
def affiliations_page() -> str:
    """With whom one is, was and will be."""
    return _affiliations_page(_declare_form(formdata=None, since=today()))


@pages.post("/my/affiliations", keeps_typed=True)
@signed_in.needed
def declare() -> Any:
    form = _declare_form()
    if not form.validate_on_submit():
        return _affiliations_page(form), 422
    try:
        _declare(form)
    except (Invalid, TooOften, rules.TooManyDeclared) as refusal:
        _blame(form, refusal)
        return _affiliations_page(form), refusal.status
    flash(_("Declared. It counts once it is confirmed."))
    return redirect(url_for(".affiliations_page"), 303)


@pages.own("/my/affiliations/<int(max=999999999):affiliation_id>/end")
@signed_in.needed
def end_page(affiliation_id: int) -> str:
    """On which day an affiliation ends."""
    return _end_page(affiliation_id, forms.EndForm(formdata=None, until=today()))


@pages.post("/my/affiliations/<int(max=999999999):affiliation_id>/end", keeps_typed=True)
@signed_in.needed
def end(affiliation_id: int) -> Any:
    """End one's own affiliation, or take back one that is not confirmed."""
    form = forms.EndForm()
    if not form.validate_on_submit():
        return _end_page(affiliation_id, form), 422
    try:
        _end(affiliation_id, form.until.data)
    except (Invalid, rules.ConfirmedUntil) as refusal:
        form.blame("until", say(refusal.sentence))
        return _end_page(affiliation_id, form), refusal.status
    _flash_what_happens(form.until.data)
    return redirect(url_for(".affiliations_page"), 303)


@pages.own("/desk/affiliations")
@signed_in.needed
def people_page() -> str:
    """Who waits for a confirmation that the reader may give."""
    return _people_page(forms.DeclineForm(formdata=None), None)


@pages.post("/desk/affiliations/<int(max=999999999):affiliation_id>/confirm")
@signed_in.needed
def confirm(affiliation_id: int) -> Any:
    return _decided(services.confirm, affiliation_id, _("Confirmed. A letter is on its way."))


@pages.post("/desk/affiliations/<int(max=999999999):affiliation_id>/decline")
@signed_in.needed
def decline(affiliation_id: int) -> Any:
    """Decline, with a reason; without one the page is shown again, after it is known who asks."""
    form = forms.DeclineForm()
    decide = partial(services.decline, reason=form.reason.data or "")
    try:
        return _decided(decide, affiliation_id, _("Declined. A letter is on its way."))
    except rules.ReasonNeeded as refusal:
        form.blame("reason", say(refusal.sentence))
        return _people_page(form, affiliation_id), refusal.status


def _people_page(form: forms.DeclineForm, declining: int | None) -> str:
    may_decide = bool(queries.reach_of(signed_in.account_id()))
    if not may_decide and not queries.reads_everything(signed_in.account_id()):
        raise rules.NotYours
    waiting = queries.to_confirm(signed_in.account_id())
    page = "stakeholders/organizations/people.html"
    return render_template(page, waiting=waiting, form=form, declining=declining, may_decide=may_decide)


def _decided(decide: Callable[..., None], affiliation_id: int, words: str) -> Any:
    decide(signed_in.account_id(), affiliation_id, house=house(), now=clock.now(), stamped_at=clock.wire_now())
    flash(words)
    return redirect(url_for(".people_page"), 303)


def _blame(form: forms.DeclareForm, refusal: Refusal) -> None:
    field = next((name for kind, name in BESIDE.items() if isinstance(refusal, kind)), None)
    if field:
        form.blame(field, say(refusal.sentence))
        if isinstance(refusal, rules.InTheList) and refusal.next_step:
            form.blame("organization", say(refusal.next_step))
    else:
        form.tell(refusal)


BESIDE: dict[type[Refusal], str] = {
    rules.EndsBeforeItBegins: "until",
    rules.DayOutOfReach: "since",
    rules.UnknownOrganization: "organization",
    rules.NoBodyToServe: "organization",
    rules.WithThemAlready: "organization",
    rules.AloneOrSent: "how",
    rules.NameNeeded: "name",
    rules.InTheList: "name",
    rules.ConstituencyNeeded: "constituency",
}
"""Beside which field a refusal stands."""


def _end(affiliation_id: int, until: date | None) -> None:
    services.end(signed_in.account_id(), affiliation_id, until=until, now=clock.now(), stamped_at=clock.wire_now())


def _flash_what_happens(until: date | None) -> None:
    if until is not None and until >= today():
        after = Sentence("Registrations that rest on it are put on hold from {day}.", day=until + timedelta(days=1))
        flash(say(after))
    else:
        flash(_("Your affiliations are up to date."))


def _declare_form(**options: Any) -> forms.DeclareForm:
    return forms.DeclareForm(queries.organizations_to_choose(), queries.constituencies(), **options)


def _declare(form: forms.DeclareForm) -> None:
    services.declare(
        signed_in.account_id(),
        services.Declared(
            how=form.how.data,
            organization_key=form.organization.data or "",
            name=form.name.data or "",
            constituency_key=form.constituency.data or "",
        ),
        since=form.since.data,
        until=form.until.data,
        now=clock.now(),
        stamped_at=clock.wire_now(),
    )


def _affiliations_page(form: forms.DeclareForm) -> str:
    day = today()
    held = queries.affiliations_of(signed_in.account_id())
    present = [each for each in held if each.until is None or each.until >= day]
    past = [each for each in held if each not in present]
    return render_template("stakeholders/organizations/affiliations.html", form=form, present=present, past=past)


def _end_page(affiliation_id: int, form: forms.EndForm) -> str:
    affiliation = queries.affiliation_of(signed_in.account_id(), affiliation_id)
    return render_template("stakeholders/organizations/end.html", form=form, affiliation=affiliation)
