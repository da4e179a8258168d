"""The delegations of an edition: the list, one of them, and what is done to its people."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.delegations.forms.members import GroupForm, NewcomerForm, StandingForm, read_wish
from events.delegations.queries import delegations as queries
from events.delegations.routes.pages import pages
from events.delegations.rules import ranks as rules
from events.delegations.services import members as services
from events.delegations.services.members import Place
from events.registration.rules.on_behalf import ClosedForYou, LateNeedsReason, NoRightToCome, RefusedBefore
from events.registration.services.on_behalf import Hand
from foundation import clock, signed_in
from foundation.languages import say
from foundation.letters import house
from foundation.limits import TooOften
from foundation.sentences import Sentence

PUT = Sentence("{name} is in the delegation, and is written to.")
CHANGED = Sentence("{name} stands as you said.")
GONE = Sentence("{name} is not in the delegation any more.")
GROUPED = Sentence("The group is kept.")
REFUSALS = (
    *(
        rules.TwoHeads,
        rules.InItAlready,
        rules.DelegationFull,
        rules.SpeaksForWithoutFloor,
        rules.UnknownGroup,
        TooOften,
    ),
    *(ClosedForYou, LateNeedsReason, NoRightToCome, RefusedBefore),
)
OF = "/desk/<edition>/delegations/<segment>/<int(max=999999999):organization>"


@pages.own("/desk/<edition>/delegations")
@signed_in.needed
def delegations_page(edition: str) -> str:
    """The delegations that one may read."""
    wish = read_wish(request.args)
    found = queries.listed(signed_in.account_id(), edition, wish)
    return render_template("events/delegations/delegations.html", listed=found, wish=wish, banner=found.edition.banner)


@pages.post("/desk/<edition>/delegations")
@signed_in.needed
def open_delegation(edition: str) -> Response:
    """To the page of a delegation that is to be begun."""
    organization = request.form.get("organization", "")
    number = int(organization) if organization.isascii() and organization.isdigit() and len(organization) < 10 else 0
    place = Place(edition, request.form.get("segment", "")[:20] or "-", number)
    return redirect(_address(place), 303)


@pages.own(OF)
@signed_in.needed
def delegation_page(edition: str, segment: str, organization: int) -> str:
    """A delegation with its people."""
    return _page(Place(edition, segment, organization), NewcomerForm(formdata=None))


@pages.post(OF, keeps_typed=True)
@signed_in.needed
def name_group(edition: str, segment: str, organization: int) -> Any:
    place, form = Place(edition, segment, organization), GroupForm()
    if not form.validate_on_submit():
        return _page(place, NewcomerForm(formdata=None), form), 422
    try:
        services.name_group(_hand(), place, form.group.data)
    except rules.UnknownGroup as refused:
        form.blame("group", say(refused.sentence))
        return _page(place, NewcomerForm(formdata=None), form), refused.status
    return _back(place, GROUPED)


@pages.post(f"{OF}/members", keeps_typed=True)
@signed_in.needed
def put_member(edition: str, segment: str, organization: int) -> Any:
    place, form = Place(edition, segment, organization), NewcomerForm()
    if not form.validate_on_submit():
        return _page(place, form), 422
    try:
        services.put(_hand(), place, form.newcomer)
    except REFUSALS as refused:
        form.tell(refused)
        return _page(place, form), refused.status
    return _back(place, PUT.with_values(name=form.name.data))


@pages.own(f"{OF}/members/<int(max=999999999):number>")
@signed_in.needed
def member_page(edition: str, segment: str, organization: int, number: int) -> str:
    """What somebody is in a delegation, to be changed."""
    return _member_page(Place(edition, segment, organization), number, None)


@pages.post(f"{OF}/members/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def change_member(edition: str, segment: str, organization: int, number: int) -> Any:
    place, form = Place(edition, segment, organization), StandingForm()
    if not form.validate_on_submit():
        return _member_page(place, number, form), 422
    line = _view(place).line(number)
    try:
        services.change(_hand(), place, number, form.standing)
    except REFUSALS as refused:
        form.tell(refused)
        return _member_page(place, number, form), refused.status
    return _back(place, CHANGED.with_values(name=line.name))


@pages.post(f"{OF}/members/<int(max=999999999):number>/remove")
@signed_in.needed
def remove_member(edition: str, segment: str, organization: int, number: int) -> Response:
    place = Place(edition, segment, organization)
    line = _view(place).line(number)
    services.remove(_hand(), place, number, withdraws=request.form.get("withdraws") == "y")
    return _back(place, GONE.with_values(name=line.name))


@pages.post(f"{OF}/order")
@signed_in.needed
def order_members(edition: str, segment: str, organization: int) -> Response:
    """Move somebody up or down within the rank: the button says whom, and where to."""
    place = Place(edition, segment, organization)
    way, _, text = request.form.get("move", "").partition(" ")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    services.move(_hand(), place, number, up=way == "up")
    return redirect(_address(place) + f"#m{number}", 303)


def _hand() -> Hand:
    return Hand(signed_in.account_id(), house(), clock.now(), clock.wire_now())


def _address(place: Place) -> str:
    return url_for(".delegation_page", edition=place.edition, segment=place.segment, organization=place.organization_id)


def _back(place: Place, said: Sentence) -> Response:
    flash(say(said))
    return redirect(_address(place), 303)


def _view(place: Place) -> queries.DelegationView:
    of = (place.edition, place.segment, place.organization_id)
    return queries.delegation_view(signed_in.account_id(), *of, now=clock.now())


def _page(place: Place, form: NewcomerForm, group: GroupForm | None = None) -> str:
    view = _view(place)
    if group is None:
        group = GroupForm(formdata=None, group=view.delegation.group if view.delegation else "")
    return render_template(
        "events/delegations/delegation.html", view=view, form=form, group=group, banner=view.edition.banner
    )


def _member_page(place: Place, number: int, form: StandingForm | None) -> str:
    view = _view(place)
    line = view.line(number)
    if form is None:
        form = StandingForm(formdata=None)
        form.fill(line)
    can_end = services.may_end(line.member.registration, view.organization.id)
    page = "events/delegations/member.html"
    return render_template(page, view=view, line=line, form=form, can_end=can_end, banner=view.edition.banner)
