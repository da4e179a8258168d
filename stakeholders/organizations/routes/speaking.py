"""A person's own doors: asking to be a focal point, and the page of who is one, with its people and the hand-over."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from foundation import clock, signed_in
from foundation.errors import Forbidden, Invalid, Missing, Refusal
from foundation.languages import pick, say
from foundation.letters import house
from stakeholders.organizations import services
from stakeholders.organizations.forms.affiliations import DeclineForm
from stakeholders.organizations.forms.speaking import AskForm, HandOverForm, LastDayForm
from stakeholders.organizations.queries import terms as reads
from stakeholders.organizations.queries.directory import organization_named
from stakeholders.organizations.routes.pages import pages, today, zone
from stakeholders.organizations.rules import ConfirmedUntil, NotConfirmed, ReasonNeeded, terms

BESIDE: dict[type[Refusal], str] = {
    terms.NotWithThem: "organization",
    terms.NotThatDay: "since",
    terms.TooFarAhead: "since",
    terms.GroundNeeded: "ground",
    terms.NotOneOfTheirs: "to",
    terms.HandedToOneself: "to",
}
"""Beside which field a refusal stands."""


@pages.own("/my/focal-points")
@signed_in.needed
def my_terms_page() -> str:
    """For whom one speaks, spoke, and asks to speak."""
    return _my_terms(_ask_form(formdata=None, since=today()))


@pages.post("/my/focal-points", keeps_typed=True)
@signed_in.needed
def ask_for_term() -> Any:
    form = _ask_form()
    if not form.validate_on_submit():
        return _my_terms(form), 422
    told = {"ground": form.ground.data, "since": form.since.data, "zone": zone(), "now": clock.now()}
    try:
        services.ask(signed_in.account_id(), int(form.organization.data), **told)
    except Refusal as refusal:
        _blame(form, refusal)
        return _my_terms(form), refusal.status
    flash(_("Asked. The secretariat looks at it; a letter tells you."))
    return redirect(url_for(".my_terms_page"), 303)


@pages.post("/my/focal-points/<int(max=999999999):number>/take-back")
@signed_in.needed
def take_term_back(number: int) -> Any:
    services.take_back(signed_in.account_id(), number, now=clock.now())
    flash(_("Taken back."))
    return redirect(url_for(".my_terms_page"), 303)


@pages.own("/my/organizations/<int(max=999999999):number>")
@signed_in.needed
def my_organization_page(number: int) -> str:
    """The people of an organization, for who speaks for it."""
    return _organization(number)


@pages.post("/my/organizations/<int(max=999999999):number>/people/<int(max=999999999):affiliation_id>/confirm")
@signed_in.needed
def confirm_person(number: int, affiliation_id: int) -> Any:
    reads.demand_one_of_theirs(signed_in.account_id(), number, affiliation_id)
    services.confirm(signed_in.account_id(), affiliation_id, **_letters())
    flash(_("Confirmed. A letter is on its way."))
    return redirect(url_for(".my_organization_page", number=number), 303)


@pages.post(
    "/my/organizations/<int(max=999999999):number>/people/<int(max=999999999):affiliation_id>/decline",
    keeps_typed=True,
)
@signed_in.needed
def decline_person(number: int, affiliation_id: int) -> Any:
    reads.demand_one_of_theirs(signed_in.account_id(), number, affiliation_id)
    form = DeclineForm()
    if not form.validate_on_submit():
        return _organization(number, form, affiliation_id), 422
    try:
        services.decline(signed_in.account_id(), affiliation_id, reason=form.reason.data or "", **_letters())
    except ReasonNeeded as refusal:
        return _organization(number, form, affiliation_id), refusal.status
    flash(_("Declined. A letter is on its way."))
    return redirect(url_for(".my_organization_page", number=number), 303)


@pages.post(
    "/my/organizations/<int(max=999999999):number>/people/<int(max=999999999):affiliation_id>/end", keeps_typed=True
)
@signed_in.needed
def end_person(number: int, affiliation_id: int) -> Any:
    """End the affiliation of one of one's people with a day."""
    reads.demand_one_of_theirs(signed_in.account_id(), number, affiliation_id)
    form = LastDayForm()
    if not form.validate_on_submit():
        return _organization(number, form, affiliation_id), 422
    try:
        services.end_for(signed_in.account_id(), affiliation_id, until=form.until.data, **_letters())
    except (Invalid, ConfirmedUntil, NotConfirmed) as refusal:
        form.blame("until", say(refusal.sentence))
        return _organization(number, form, affiliation_id), refusal.status
    flash(_("The affiliation ends with that day. A letter is on its way."))
    return redirect(url_for(".my_organization_page", number=number), 303)


@pages.own("/my/organizations/<int(max=999999999):number>/hand-over")
@signed_in.needed
def hand_over_page(number: int) -> str:
    """To whom who speaks for an organization hands over."""
    return _handing_over(number, _hand_over_form(number, formdata=None))


@pages.post("/my/organizations/<int(max=999999999):number>/hand-over", keeps_typed=True)
@signed_in.needed
def hand_over(number: int) -> Any:
    form = _hand_over_form(number)
    if not form.validate_on_submit():
        return _handing_over(number, form), 422
    told = {"to": int(form.to.data), "since": form.since.data, "ground": form.ground.data}
    try:
        services.hand_over(signed_in.account_id(), number, **told, zone=zone(), now=clock.now())
    except Refusal as refusal:
        _blame(form, refusal)
        return _handing_over(number, form), refusal.status
    flash(_("Sent to the secretariat. You speak for the organization until it is verified."))
    return redirect(url_for(".my_organization_page", number=number), 303)


def _letters() -> dict[str, Any]:
    return {"house": house(), "now": clock.now(), "stamped_at": clock.wire_now()}


def _blame(form: AskForm | HandOverForm, refusal: Refusal) -> None:
    if isinstance(refusal, (Missing, Forbidden)):
        raise refusal
    field = next((name for kind, name in BESIDE.items() if isinstance(refusal, kind) and name in form), None)
    if field:
        form.blame(field, say(refusal.sentence))
    else:
        form.tell(refusal)


def _ask_form(**options: Any) -> AskForm:
    form = AskForm(**options)
    with_them = reads.sending(signed_in.account_id(), today())
    form.offer((str(each.id), pick(each.names).text) for each in with_them)
    return form


def _my_terms(form: AskForm) -> str:
    own = reads.terms_of_person(signed_in.account_id(), today())
    spoken_for = reads.spoken_for(signed_in.account_id())
    page = "stakeholders/organizations/my_terms.html"
    return render_template(page, form=form, own=own, spoken_for=spoken_for, terms=terms)


def _organization(number: int, form: DeclineForm | LastDayForm | None = None, deciding: int | None = None) -> str:
    reads.demand_focal_point(signed_in.account_id(), number)
    organization = organization_named(number)
    people, own = reads.people_of(organization, today()), reads.terms_of([number], today())
    form = form or DeclineForm(formdata=None)
    shown = {"organization": organization, "people": people, "own": own, "terms": terms, "today": today()}
    page = "stakeholders/organizations/my_organization.html"
    return render_template(page, **shown, form=form, deciding=deciding, me=signed_in.account_id())


def _hand_over_form(number: int, **options: Any) -> HandOverForm:
    reads.demand_focal_point(signed_in.account_id(), number)
    form = HandOverForm(**options)
    people = reads.people_of(organization_named(number), today()).present
    others = {each.account_id: each.account.name for each in people if each.account_id != signed_in.account_id()}
    form.offer((str(account_id), name) for account_id, name in others.items())
    return form


def _handing_over(number: int, form: HandOverForm) -> str:
    first = reads.first_day_after(signed_in.account_id(), number, today())
    shown = {"organization": organization_named(number), "form": form, "first": first}
    return render_template("stakeholders/organizations/my_hand_over.html", **shown)
