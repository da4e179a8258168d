"""The desk of venues and rooms: what all editions share, and what one edition can't have."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from events.editions import queries as editions
from events.editions.models import Edition
from events.editions.rules import ORGANIZER, ORGANIZERS
from events.venues import forms, queries, services
from events.venues.rules import ClosedAlready, TakenKey
from foundation import access, clock, languages, signed_in
from foundation.access import Scope
from foundation.confidence import Confidence
from foundation.errors import ChangedMeanwhile
from foundation.fields import offered
from foundation.pages import Pages

pages = Pages("venues", __name__)

Answer = Response | str | tuple[str, int]


@pages.own("/desk/<edition>/rooms")
@signed_in.needed
def rooms_page(edition: str) -> str:
    found, reads = editions.desk_of(edition, signed_in.account_id())
    return _rooms_page(found, forms.ClosureForm(formdata=None), reads=reads)


@pages.post("/desk/<edition>/closures", keeps_typed=True)
@signed_in.needed
def close_place(edition: str) -> Answer:
    found, form = _edition(edition), _closure_form()
    if not form.validate_on_submit():
        return _rooms_page(found, form), 422
    days = {"first": form.first.data, "last": form.last.data}
    try:
        services.close_place(
            _organizer(), edition, form.place.data, reason=form.reason.data or "", confidence=_confidence(), **days
        )
    except ClosedAlready as refusal:
        form.blame("place", languages.say(refusal.sentence))
        return _rooms_page(found, form), refusal.status
    return _saved(edition, _("Closed. The rules look at it from now on."))


@pages.post("/desk/<edition>/closures/<int(max=999999999):number>/open")
@signed_in.needed
def open_place(edition: str, number: int) -> Answer:
    services.open_place(_organizer(), edition, number)
    return _saved(edition, _("Open again."))


@pages.own("/desk/<edition>/rooms/<key>")
@signed_in.needed
def edit_room_page(edition: str, key: str) -> str:
    found, room = _house(edition), queries.room_of(key)
    form = forms.RoomForm(formdata=None)
    form.take_room(room)
    return _room_page(found, form, key=key)


@pages.post("/desk/<edition>/rooms/<key>", keeps_typed=True)
@signed_in.needed
def save_room(edition: str, key: str) -> Answer:
    found, form = _house(edition), forms.RoomForm()
    if not form.validate_on_submit():
        return _room_page(found, form, key=key), 422
    try:
        services.save_room(_organizer(), key, form.values, seen=form.revision)
    except ChangedMeanwhile as clash:
        form.seen.data = str(clash.revision)
        return _room_page(found, form, key=key, clash=clash), clash.status
    return _saved(edition, _("Saved. All editions have it."))


@pages.own("/desk/<edition>/new-room")
@signed_in.needed
def new_room_page(edition: str) -> str:
    return _room_page(_house(edition), _new_room_form(formdata=None))


@pages.post("/desk/<edition>/new-room", keeps_typed=True)
@signed_in.needed
def add_room(edition: str) -> Answer:
    found, form = _house(edition), _new_room_form()
    if not form.validate_on_submit():
        return _room_page(found, form), 422
    key, building = form.key.data or "", form.building.data
    try:
        services.add_room(_organizer(), building, key, form.values, confidence=_confidence())
    except TakenKey as refusal:
        form.blame("key", languages.say(refusal.sentence))
        return _room_page(found, form), refusal.status
    return _saved(edition, _("Added. All editions have it."))


@pages.own("/desk/<edition>/new-building")
@signed_in.needed
def new_building_page(edition: str) -> str:
    return _new_building(_house(edition), forms.NewBuildingForm(formdata=None))


@pages.post("/desk/<edition>/new-building", keeps_typed=True)
@signed_in.needed
def add_building(edition: str) -> Answer:
    found, form = _house(edition), forms.NewBuildingForm()
    if not form.validate_on_submit():
        return _new_building(found, form), 422
    try:
        services.add_building(_organizer(), form.key.data or "", form.values, confidence=_confidence())
    except TakenKey as refusal:
        form.blame("key", languages.say(refusal.sentence))
        return _new_building(found, form), refusal.status
    return _saved(edition, _("Added. All editions have it."))


@pages.own("/desk/<edition>/buildings/<key>")
@signed_in.needed
def edit_building_page(edition: str, key: str) -> str:
    found, reads = editions.desk_of(edition, signed_in.account_id())
    return _building_page(found, queries.house(key), reads=reads)


@pages.post("/desk/<edition>/buildings/<key>", keeps_typed=True)
@signed_in.needed
def save_building(edition: str, key: str) -> Answer:
    found, house = _house(edition), queries.house(key)
    form = forms.with_walks(house.others)()
    if not form.validate_on_submit():
        return _building_page(found, house, form=form), 422
    try:
        services.save_building(_organizer(), key, form.values, confidence=_confidence(), seen=form.revision)
    except ChangedMeanwhile as clash:
        form.seen.data = str(clash.revision)
        return _building_page(found, queries.house(key), form=form, clash=clash), clash.status
    return _saved(edition, _("Saved. All editions have it."))


@pages.post("/desk/<edition>/buildings/<key>/hours", keeps_typed=True)
@signed_in.needed
def save_hours(edition: str, key: str) -> Answer:
    found, house = _edition(edition), queries.house(key)
    hours = forms.HoursForm(prefix="hours-")
    if not hours.validate_on_submit():
        return _building_page(found, house, hours=hours), 422
    try:
        services.save_hours(_organizer(), edition, key, hours.values, confidence=_confidence(), seen=hours.revision)
    except ChangedMeanwhile as clash:
        hours.seen.data = str(clash.revision)
        return _building_page(found, queries.house(key), hours=hours, hours_clash=clash), clash.status
    return _saved(edition, _("Saved. The rules look at it from now on."))


def _organizer() -> services.Organizer:
    return services.Organizer(signed_in.account_id(), clock.now(), clock.wire_now())


def _confidence() -> Confidence:
    return Confidence.ILLUSTRATIVE if clock.is_demonstration() else Confidence.SURE


def _saved(edition: str, words: str) -> Response:
    flash(words)
    return redirect(url_for(".rooms_page", edition=edition), 303)


def _house(edition: str) -> Edition:
    """The edition at whose desk an organizer of the house changes what all editions share."""
    access.demand(signed_in.account_id(), (ORGANIZER,))
    return editions.edition(edition)


def _edition(key: str) -> Edition:
    """The edition at whose desk its organizers change what is its own."""
    found = editions.edition(key)
    access.demand(signed_in.account_id(), ORGANIZERS, Scope("edition", found.id))
    return found


def _rooms_page(found: Edition, form: forms.ClosureForm, *, reads: bool = False) -> str:
    places = queries.places(found.id)
    form.offer(places.buildings)
    may_change = access.may(signed_in.account_id(), (ORGANIZER,))
    shown: dict[str, Any] = {"places": places, "may_change": may_change, "reads": reads}
    return render_template("events/venues/desk_rooms.html", edition=found, form=form, **shown)


def _closure_form() -> forms.ClosureForm:
    form = forms.ClosureForm()
    form.offer(queries.buildings_with_rooms())
    return form


def _new_room_form(**options: Any) -> forms.NewRoomForm:
    form = forms.NewRoomForm(**options)
    form.building.choices = offered((house.key, house.name) for house in queries.buildings_with_rooms())
    return form


def _room_page(found: Edition, form: forms.RoomForm, *, key: str | None = None, **more: Any) -> str:
    return render_template("events/venues/desk_room.html", edition=found, form=form, key=key, **more)


def _new_building(found: Edition, form: forms.NewBuildingForm) -> str:
    return render_template("events/venues/desk_new_building.html", edition=found, form=form)


def _building_page(found: Edition, house: queries.House, **sent: Any) -> str:
    """A building's page; a form that was sent stands on it as it came."""
    revision = house.building.revision
    form = forms.with_walks(house.others)(formdata=None)
    form.take(house.standing, revision)
    hours = forms.HoursForm(formdata=None, prefix="hours-")
    hours.take(queries.hours_standing(found.id, house.building), revision)
    may_change = access.may(signed_in.account_id(), (ORGANIZER,))
    shown = {"form": form, "hours": hours, "may_change": may_change, **sent}
    return render_template("events/venues/desk_building.html", edition=found, house=house.building, **shown)
