"""The doors of roles: who holds what in an edition and in the house, giving one and taking it back."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation import clock, signed_in
from foundation.errors import Forbidden, Missing, Refusal
from foundation.languages import say
from foundation.letters import house
from foundation.pages import Pages
from portal.roles import forms, queries, services
from portal.roles.queries import Held, Roles
from portal.roles.rules import SCOPE_WORDS, EndsTooEarly, UnknownGrant, UnknownPlaceOfRole, last_day

pages = Pages("roles", __name__)

Answer = Response | str | tuple[str, int]


@pages.own("/desk/<edition>/roles")
@signed_in.needed
def roles_page(edition: str) -> str:
    return _page(_roles(edition))


@pages.own("/desk/roles")
@signed_in.needed
def house_roles_page() -> str:
    return _page(_roles(None))


@pages.post("/desk/<edition>/roles", keeps_typed=True)
@signed_in.needed
def give(edition: str) -> Answer:
    return _give(edition)


@pages.post("/desk/roles", keeps_typed=True)
@signed_in.needed
def give_in_house() -> Answer:
    return _give(None)


@pages.own("/desk/<edition>/roles/<int(max=999999999):number>/revoke")
@signed_in.needed
def revoke_page(edition: str, number: int) -> str:
    return _revoke_page(edition, number)


@pages.own("/desk/roles/<int(max=999999999):number>/revoke")
@signed_in.needed
def house_revoke_page(number: int) -> str:
    return _revoke_page(None, number)


@pages.post("/desk/<edition>/roles/<int(max=999999999):number>/revoke")
@signed_in.needed
def take_back(edition: str, number: int) -> Answer:
    return _take_back(edition, number)


@pages.post("/desk/roles/<int(max=999999999):number>/revoke")
@signed_in.needed
def take_back_in_house(number: int) -> Answer:
    return _take_back(None, number)


def _roles(edition: str | None) -> Roles:
    page, now = forms.read_page(request.args), clock.now()
    if edition is None:
        return queries.of_house(signed_in.account_id(), page, now=now)
    return queries.of_edition(signed_in.account_id(), edition, page, now=now)


def _give(edition: str | None) -> Answer:
    roles, form = _roles(edition), forms.GiveForm()
    if roles.powers.reads:
        raise Forbidden
    form.offer(roles, queries.found(form.q.data or ""))
    if not form.validate_on_submit():
        return _page(roles, form), 422
    try:
        services.give(_hand(edition), form.wish)
    except (Missing, Forbidden):
        raise
    except Refusal as refusal:
        _blame(form, refusal)
        return _page(roles, form), refusal.status
    flash(_("Given. The person is written to."))
    return redirect(_address(edition), 303)


def _blame(form: forms.GiveForm, refusal: Refusal) -> None:
    if isinstance(refusal, UnknownPlaceOfRole | EndsTooEarly):
        form.blame("key" if isinstance(refusal, UnknownPlaceOfRole) else "last", say(refusal.sentence))
    else:
        form.tell(refusal)


def _take_back(edition: str | None, number: int) -> Answer:
    try:
        services.take_back(_hand(edition), number)
    except (Missing, Forbidden):
        raise
    except Refusal as refusal:
        return _shown_revoke(edition, _held(edition, number), refusal), refusal.status
    flash(_("Taken back. The person is written to."))
    return redirect(_address(edition), 303)


def _hand(edition: str | None) -> services.Hand:
    zone = current_app.config["ZONE"]
    return services.Hand(signed_in.account_id(), edition, house(), zone, clock.now(), clock.wire_now())


def _held(edition: str | None, number: int) -> Held:
    held = queries.grant_of(number, _roles(edition))
    if held is None:
        raise UnknownGrant
    return held


def _revoke_page(edition: str | None, number: int) -> str:
    roles = _roles(edition)
    held = queries.grant_of(number, roles)
    if roles.powers.reads:
        raise Forbidden
    if held is None:
        raise UnknownGrant
    return _shown_revoke(edition, held)


def _shown_revoke(edition: str | None, held: Held, refusal: Refusal | None = None) -> str:
    number = held.grant.id
    deed = url_for(".take_back_in_house", number=number)
    if edition is not None:
        deed = url_for(".take_back", edition=edition, number=number)
    shown: dict[str, Any] = {"held": held, "refusal": refusal, "deed_address": deed, "back": _address(edition)}
    return render_template("portal/roles/revoke.html", edition_key=edition, **shown)


def _address(edition: str | None) -> str:
    return url_for(".house_roles_page") if edition is None else url_for(".roles_page", edition=edition)


def _page(roles: Roles, form: forms.GiveForm | None = None) -> str:
    """The page; a form that was sent stands on it as it came, with the people that were found before."""
    edition = roles.edition.key if roles.edition else None
    words = (form.q.data or "") if form else forms.read_words(request.args)
    found = queries.found(words)
    if form is None:
        form = forms.GiveForm(formdata=None)
        form.q.data = words
        form.offer(roles, found)
    zone = roles.edition.zone if roles.edition else current_app.config["ZONE"]
    shown: dict[str, Any] = {"words": words, "found": found, "zone": zone, "address": _address(edition)}
    shown |= {"last_day": last_day, "scope_words": SCOPE_WORDS}
    return render_template("portal/roles/roles.html", roles=roles, form=form, edition=roles.edition, **shown)
