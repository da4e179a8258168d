"""The desk of the places: all meetings and segments that have some; the quotas and the list of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.editions import queries as editions
from events.registration.forms.places import ListForm, NewQuotaForm, QuotaForm, ReasonForm
from events.registration.queries import places_desk as queries
from events.registration.queries.quota_names import constituencies
from events.registration.routes.pages import pages
from events.registration.rules.quotas import MEETING, SEGMENT
from events.registration.rules.waiting import (
    ListChanged,
    NoRoom,
    QuotaChanged,
    QuotaThere,
    SeveralOrganizations,
    TooLate,
    UnknownOrganization,
)
from events.registration.services import bounding
from events.registration.services.bounding import Hand, Whose
from foundation import access, clock, signed_in
from foundation.languages import pick, say
from foundation.sentences import Sentence

KINDS = {"meetings": MEETING, "segments": SEGMENT}
ONE = "/desk/<edition>/places/<any(meetings, segments):kind>/<key>"
SAVED = Sentence("Saved. What is free is offered to those who wait, in their order.")
OFFERED = Sentence("The place is held for the person, who is written to.")
TAKEN_OFF = Sentence("The person waits no more, and is written to.")


@pages.own("/desk/<edition>/places")
@signed_in.needed
def places_page(edition: str) -> str:
    """All meetings and segments of an edition that have places, how many are held and who waits."""
    found = editions.edition(edition)
    reach = bounding.reach_of(signed_in.account_id(), found)
    desk = queries.places_desk(found, reach, now=clock.now())
    return render_template("events/registration/desk_places.html", desk=desk, banner=found.banner)


@pages.own(ONE)
@signed_in.needed
def target_places_page(edition: str, kind: str, key: str) -> str:
    """The quotas of one meeting or segment, and the list of those who wait, in its order."""
    return _page(edition, kind, key)


@pages.post(f"{ONE}/quotas", keeps_typed=True)
@signed_in.needed
def add_quota(edition: str, kind: str, key: str) -> Any:
    form = _new_quota_form(constituencies())
    if not form.validate_on_submit():
        return _page(edition, kind, key, new=form), 422
    whose = Whose(form.constituency.data, form.organization.data, form.mode.data)
    try:
        bounding.set_quota(_hand(), edition, KINDS[kind], key, whose=whose, places=form.places.data or 0)
    except (UnknownOrganization, SeveralOrganizations) as refused:
        form.blame("organization", say(refused.sentence))
    except QuotaThere as refused:
        form.blame("constituency", say(refused.sentence))
    else:
        return _done(edition, kind, key, SAVED)
    return _page(edition, kind, key, new=form), 422


@pages.post(f"{ONE}/quotas/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def change_quota(edition: str, kind: str, key: str, number: int) -> Any:
    form = QuotaForm()
    if not form.validate_on_submit():
        return _page(edition, kind, key, wrong=number, changed=form), 422
    places = form.places.data or 0
    try:
        bounding.change_quota(_hand(), edition, KINDS[kind], key, number, places=places, seen=form.was)
    except QuotaChanged as refused:
        form.blame("places", say(refused.sentence))
        return _page(edition, kind, key, wrong=number, changed=form), refused.status
    return _done(edition, kind, key, SAVED)


@pages.post(f"{ONE}/quotas/<int(max=999999999):number>/drop")
@signed_in.needed
def drop_quota(edition: str, kind: str, key: str, number: int) -> Response:
    bounding.drop_quota(_hand(), edition, KINDS[kind], key, number)
    return _done(edition, kind, key, SAVED)


@pages.post(f"{ONE}/list", keeps_typed=True)
@signed_in.needed
def keep_list(edition: str, kind: str, key: str) -> Any:
    form = ListForm()
    if not form.validate_on_submit():
        return _page(edition, kind, key, kept=form), 422
    wanted: dict[str, Any] = {
        "is_kept": bool(form.is_kept.data),
        "offer_hours": form.offer_hours.data or 1,
        "seen": form.was,
    }
    try:
        bounding.keep_list(_hand(), edition, KINDS[kind], key, **wanted)
    except ListChanged as refused:
        form.blame("offer_hours", say(refused.sentence))
        return _page(edition, kind, key, kept=form), refused.status
    return _done(edition, kind, key, SAVED)


@pages.post(f"{ONE}/waiting/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def decide_waiting(edition: str, kind: str, key: str, number: int) -> Any:
    """Offer a place to one who waits, or take that one off the list."""
    form, offers = ReasonForm(), request.form.get("deed") == "offer"
    if not form.validate_on_submit():
        return _page(edition, kind, key, wrong=number, reason=form), 422
    deed = bounding.offer_now if offers else bounding.take_off
    try:
        deed(_hand(), edition, KINDS[kind], key, number, reason=form.reason.data)
    except (NoRoom, TooLate) as refused:
        form.blame("reason", say(refused.sentence))
        return _page(edition, kind, key, wrong=number, reason=form), refused.status
    return _done(edition, kind, key, OFFERED if offers else TAKEN_OFF)


def _hand() -> Hand:
    return Hand(signed_in.account_id(), clock.now())


def _done(edition: str, kind: str, key: str, said: Sentence) -> Response:
    flash(say(said))
    return redirect(url_for(".target_places_page", edition=edition, kind=kind, key=key), 303)


def _new_quota_form(all_of_them: Sequence[Any], **options: Any) -> NewQuotaForm:
    return NewQuotaForm([(each.key, str(pick(each.names))) for each in all_of_them], **options)


def _page(edition: str, kind: str, key: str, **forms: Any) -> str:
    """The page; `forms` are those that came in and have to be looked at again."""
    found = editions.edition(edition)
    bounding.reach_of(signed_in.account_id(), found, writes=bool(forms))
    named, segment_id = queries.named(found, KINDS[kind], key)
    bounding.demand(signed_in.account_id(), found, segment_id, writes=bool(forms))
    desk = queries.target_desk(found, named, now=clock.now())
    kept = forms.get("kept") or ListForm(formdata=None, is_kept=desk.is_kept, offer_hours=desk.offer_hours)
    kept.seen.data = kept.seen.data or f"{int(desk.is_kept)}:{desk.offer_hours}"
    writes = access.reach(signed_in.account_id(), bounding.WRITERS, found.id, [segment_id]).covers(segment_id)
    return render_template(
        "events/registration/desk_places_of.html",
        desk=desk, kind=kind, may_write=writes, wrong=forms.get("wrong"), changed=forms.get("changed"),
        new=forms.get("new") or _new_quota_form(desk.constituencies, formdata=None), kept=kept,
        reason=forms.get("reason") or ReasonForm(formdata=None), banner=found.banner, now=clock.now(),
    )  # fmt: skip
