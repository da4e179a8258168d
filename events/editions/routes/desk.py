"""The desk of an edition: its name and days, its segments, and when its windows open and close."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from events.editions import forms, queries, services
from events.editions.models import Edition
from events.editions.routes.pages import pages
from events.editions.rules import ORGANIZER, ORGANIZERS, WINDOW_WORDS, OutsideTheEdition, TakenKey, WindowThere
from foundation import access, clock, languages, signed_in
from foundation.access import Scope
from foundation.confidence import Confidence
from foundation.errors import ChangedMeanwhile, Forbidden, Missing, Refusal
from foundation.forms import SeenForm
from stakeholders.organizations import queries as organizations

Answer = Response | str | tuple[str, int]


@pages.own("/desk/new")
@signed_in.needed
def new_edition_page() -> str:
    form = forms.NewEditionForm(formdata=None)
    form.city.data, form.zone.data = "Geneva", "Europe/Zurich"
    return _new_edition(form)


@pages.post("/desk/new", keeps_typed=True)
@signed_in.needed
def add_edition() -> Answer:
    form = forms.NewEditionForm()
    if not form.validate_on_submit():
        return _new_edition(form), 422
    key = form.key.data or ""
    try:
        services.add_edition(_organizer(), key, form.values, confidence=_confidence())
    except TakenKey as refusal:
        form.blame("key", languages.say(refusal.sentence))
        return _new_edition(form), refusal.status
    flash(_("Added. Give it segments now."))
    return redirect(url_for(".new_segment_page", edition=key), 303)


@pages.own("/desk/<edition>/")
@signed_in.needed
def edit_edition_page(edition: str) -> str:
    found, reads = queries.desk_of(edition, signed_in.account_id())
    form = forms.EditionForm(formdata=None)
    form.take(found)
    return _edition_page(found, form, reads=reads)


@pages.post("/desk/<edition>/", keeps_typed=True)
@signed_in.needed
def save_edition(edition: str) -> Answer:
    found, form = _edition(edition), forms.EditionForm()
    if not form.validate_on_submit():
        return _edition_page(found, form), 422
    try:
        services.save_edition(_organizer(), edition, form.values, seen=form.revision)
    except Refusal as refusal:
        return _edition_page(found, form, clash=_clash(form, refusal)), refusal.status
    flash(_("Saved. Public pages show it now."))
    return redirect(url_for(".edit_edition_page", edition=edition), 303)


@pages.own("/desk/<edition>/new-segment")
@signed_in.needed
def new_segment_page(edition: str) -> str:
    found = _edition(edition)
    form = _offered(forms.NewSegmentForm(formdata=None))
    form.starts_on.data, form.ends_on.data, form.entry.data = found.starts_on, found.ends_on, "open"
    return _segment_page(found, form)


@pages.post("/desk/<edition>/new-segment", keeps_typed=True)
@signed_in.needed
def add_segment(edition: str) -> Answer:
    found, form = _edition(edition), _offered(forms.NewSegmentForm())
    if not form.validate_on_submit():
        return _segment_page(found, form), 422
    try:
        services.add_segment(_organizer(), edition, form.key.data or "", form.values, confidence=_confidence())
    except Refusal as refusal:
        return _segment_page(found, form, clash=_clash(form, refusal)), refusal.status
    flash(_("Added. Public pages show it now."))
    return redirect(url_for(".edit_edition_page", edition=edition), 303)


@pages.own("/desk/<edition>/segments/<key>")
@signed_in.needed
def edit_segment_page(edition: str, key: str) -> str:
    found, reads = queries.desk_of(edition, signed_in.account_id())
    form = _offered(forms.SegmentForm(formdata=None))
    form.take(queries.segment(found, key))
    return _segment_page(found, form, key=key, reads=reads)


@pages.post("/desk/<edition>/segments/<key>", keeps_typed=True)
@signed_in.needed
def save_segment(edition: str, key: str) -> Answer:
    found, form = _edition(edition), _offered(forms.SegmentForm())
    if not form.validate_on_submit():
        return _segment_page(found, form, key=key), 422
    try:
        services.save_segment(_organizer(), edition, key, form.values, seen=form.revision)
    except Refusal as refusal:
        return _segment_page(found, form, key=key, clash=_clash(form, refusal)), refusal.status
    flash(_("Saved. Public pages show it now."))
    return redirect(url_for(".edit_edition_page", edition=edition), 303)


@pages.post("/desk/<edition>/windows/<key>", keeps_typed=True)
@signed_in.needed
def save_window(edition: str, key: str) -> Answer:
    found, form = _edition(edition), forms.WindowForm(prefix=f"{key}-")
    queries.window(found, key)
    if not form.validate_on_submit():
        return _windows_page(found, window_key=key, window=form), 422
    try:
        services.save_window(_organizer(), edition, key, form.moments(found.zone), seen=form.seen)
    except ChangedMeanwhile as refusal:
        form.tell(refusal)
        return _windows_page(found, window_key=key, window=form), refusal.status
    return _to_windows(edition, _("Saved. Public pages show it now."))


@pages.post("/desk/<edition>/windows", keeps_typed=True)
@signed_in.needed
def add_window(edition: str) -> Answer:
    found = _edition(edition)
    form = _new_window(found)
    if not form.validate_on_submit():
        return _windows_page(found, new_window=form), 422
    what, values = form.what.data, form.values(found.zone)
    try:
        services.add_window(_organizer(), edition, what, values, confidence=_confidence())
    except WindowThere as refusal:
        form.tell(refusal)
        return _windows_page(found, new_window=form), refusal.status
    return _to_windows(edition, _("Added. Public pages show it now."))


@pages.post("/desk/<edition>/windows/<key>/remove")
@signed_in.needed
def remove_window(edition: str, key: str) -> Response:
    services.remove_window(_organizer(), edition, key)
    return _to_windows(edition, _("Removed. Public pages show it now."))


def _organizer() -> services.Organizer:
    return services.Organizer(signed_in.account_id(), clock.now(), clock.wire_now())


def _confidence() -> Confidence:
    return Confidence.ILLUSTRATIVE if clock.is_demonstration() else Confidence.SURE


def _edition(key: str) -> Edition:
    found = queries.edition(key)
    access.demand(signed_in.account_id(), ORGANIZERS, Scope("edition", found.id))
    return found


def _clash(form: SeenForm, refusal: Refusal) -> ChangedMeanwhile | None:
    """What a page shows of a refusal: two values side by side, or words beside a field or on top."""
    if isinstance(refusal, (Missing, Forbidden)):
        raise refusal
    if isinstance(refusal, ChangedMeanwhile):
        form.seen.data = str(refusal.revision)
        return refusal
    if isinstance(refusal, (TakenKey, OutsideTheEdition)):
        form.blame("key" if isinstance(refusal, TakenKey) else "ends_on", languages.say(refusal.sentence))
    else:
        form.tell(refusal)
    return None


def _new_edition(form: forms.NewEditionForm) -> str:
    access.demand(signed_in.account_id(), (ORGANIZER,))
    return render_template("events/editions/desk_new_edition.html", form=form)


def _edition_page(found: Edition, form: forms.EditionForm, **more: Any) -> str:
    """The edition's page; each window with a form of its own, and a form for one more."""
    windows = []
    for window in queries.windows(found):
        own = forms.WindowForm(formdata=None, prefix=f"{window.key}-")
        own.take(window, found.zone)
        windows.append((window, more["window"] if more.get("window_key") == window.key else own))
    shown = {
        "edition": found,
        "segments": queries.segments(found.id),
        "windows": windows,
        "new_window": _new_window(found, formdata=None),
        "WINDOW_WORDS": WINDOW_WORDS,
        **more,
    }
    may_add = access.may(signed_in.account_id(), (ORGANIZER,))
    return render_template("events/editions/desk_edition.html", form=form, may_add=may_add, **shown)


def _windows_page(found: Edition, **more: Any) -> str:
    """The edition's page with one of the forms of its windows as it was sent."""
    form = forms.EditionForm(formdata=None)
    form.take(found)
    return _edition_page(found, form, **more)


def _new_window(found: Edition, **options: Any) -> forms.NewWindowForm:
    form = forms.NewWindowForm(prefix="new-", **options)
    form.offer(queries.segments(found.id))
    return form


def _to_windows(edition: str, words: str) -> Response:
    flash(words)
    return redirect(url_for(".edit_edition_page", edition=edition, _anchor="windows"), 303)


def _segment_page(found: Edition, form: forms.SegmentForm, *, key: str | None = None, **more: Any) -> str:
    shown = {"edition": found, "key": key, **more}
    return render_template("events/editions/desk_segment.html", form=form, **shown)


def _offered(form: Any) -> Any:
    bodies = organizations.bodies()
    named = [(body.key, body.acronyms.get(languages.current().code, body.acronym)) for body in bodies]
    spellings = {
        each.lower(): body.key for body in bodies for each in (body.acronym, *body.acronyms.values(), body.key)
    }
    form.offer(bodies=named, sessions=[each.number for each in queries.commission_sessions()], spellings=spellings)
    return form
