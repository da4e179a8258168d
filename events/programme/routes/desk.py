"""The organizer's desk by list and form: meetings of the draft, and what was done to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from itsdangerous import URLSafeSerializer
from werkzeug.wrappers import Response

from events.programme.forms import read_number
from events.programme.forms.listing import read_list_wish
from events.programme.forms.meeting import CancelForm, HostMeetingForm, MeetingForm, NewMeetingForm, SeenForm
from events.programme.queries import desk as queries
from events.programme.queries.choices import Choices, choices
from events.programme.queries.desk import DeskMeeting
from events.programme.queries.telling import told
from events.programme.routes.pages import pages
from events.programme.rules import desk as rules
from events.programme.rules.deeds import ChangedMeanwhile, Circular
from events.programme.rules.draft import AlreadyInDraft
from events.programme.rules.draft_words import DEED_MARKS, DEED_WORDS, DRAFT_FIELD_WORDS
from events.programme.rules.options import options
from events.programme.rules.snapshots import differing, fresh
from events.programme.services import drafting
from events.programme.services.drafting import Hand, Placed
from foundation import clock, languages, signed_in
from foundation.errors import Forbidden, Missing, Refusal
from foundation.sentences import Sentence

Answer = Response | str | tuple[str, int]
WORDS: dict[str, Any] = {
    "FIELDS": DRAFT_FIELD_WORDS, "DEEDS": DEED_WORDS, "DEED_MARKS": DEED_MARKS, "told": told, "differing": differing,
}  # fmt: skip


@pages.own("/desk/<edition>/meetings")
@signed_in.needed
def desk_meetings_page(edition: str) -> str:
    found = queries.desk_list(signed_in.account_id(), edition)
    offered = options([row.facts for row in found.rows], lines=(), language=languages.current().code)
    kinds = queries.kinds(found.rows)
    known = {"segment": offered.segments, "kind": dict(kinds), "body": offered.bodies, "line": offered.lines}
    wish = read_list_wish(request.args, known)
    rows = rules.fitting(found.rows, wish)
    pages_of = max(1, -(-len(rows) // rules.PAGE))
    shown = {"rows": rules.page_of(rows, wish.page), "total": len(rows), "pages": pages_of, "kinds": kinds}
    shown["lines"] = [(key, key) for key in offered.lines]
    return render_template("events/programme/desk_meetings.html", found=found, wish=wish, offered=offered, **shown)


@pages.own("/desk/<edition>/meetings/<key>")
@signed_in.needed
def edit_meeting_page(edition: str, key: str) -> Answer:
    return _meeting_page(edition, key)


@pages.post("/desk/<edition>/meetings/<key>", keeps_typed=True)
@signed_in.needed
def save_meeting(edition: str, key: str) -> Answer:
    view, offered = _view(edition, key)
    form = _form(view, offered)
    if not form.validate_on_submit():
        return _page(view, offered, form), 422
    try:
        placed = _edit(edition, view, form)
    except ChangedMeanwhile as clash:
        return _meeting_page(edition, key, clash=clash), clash.status
    except Refusal as refusal:
        return _refused(view, offered, form, refusal)
    return _saved(edition, key, _saved_words(placed))


@pages.own("/desk/<edition>/new-meeting")
@signed_in.needed
def new_meeting_page(edition: str) -> str:
    found, offered = _organized(edition)
    form = NewMeetingForm(formdata=None)
    form.offer(offered)
    form.take(fresh({"languages": ["en"]}))
    return render_template("events/programme/desk_new_meeting.html", edition=found, form=form)


@pages.post("/desk/<edition>/new-meeting", keeps_typed=True)
@signed_in.needed
def add_meeting(edition: str) -> Answer:
    found, offered = _organized(edition)
    form = NewMeetingForm()
    form.offer(offered)
    template = "events/programme/desk_new_meeting.html"
    if not form.validate_on_submit():
        return render_template(template, edition=found, form=form), 422
    try:
        _add(edition, form)
    except Refusal as refusal:
        _blame(form, refusal)
        return render_template(template, edition=found, form=form), refusal.status
    return _saved(edition, form.key.data, _("Added to the draft."))


@pages.post("/desk/<edition>/meetings/<key>/cancel", keeps_typed=True)
@signed_in.needed
def cancel_meeting(edition: str, key: str) -> Answer:
    form = CancelForm()
    if not form.validate_on_submit():
        return _meeting_page(edition, key, cancel=form), 422
    reason = form.reason.data or ""
    deed = lambda: drafting.cancel_meeting(_hand(), edition, key, reason, seen=form.revision)  # noqa: E731
    return _done(edition, key, deed, _("Cancelled in the draft. Publish to tell people."), cancel=form)


@pages.post("/desk/<edition>/meetings/<key>/restore")
@signed_in.needed
def restore_meeting(edition: str, key: str) -> Answer:
    form = SeenForm()
    deed = lambda: drafting.restore_meeting(_hand(), edition, key, seen=form.revision)  # noqa: E731
    return _done(edition, key, deed, _("It takes place after all."))


@pages.post("/desk/<edition>/meetings/<key>/remove")
@signed_in.needed
def remove_meeting(edition: str, key: str) -> Answer:
    form = SeenForm()
    deed = lambda: drafting.remove_meeting(_hand(), edition, key, seen=form.revision)  # noqa: E731
    return _done(edition, key, deed, _("{key} is out of the draft. Undo brings it back.").format(key=key))


@pages.own("/desk/<edition>/history")
@signed_in.needed
def history_page(edition: str) -> str:
    page = max(1, read_number(request.args, "page") or 1)
    found = queries.history(signed_in.account_id(), edition, page)
    names = choices(found.edition).names
    return render_template("events/programme/desk_history.html", history=found, names=names, **WORDS)


def _hand() -> Hand:
    return Hand(signed_in.account_id(), clock.now(), clock.wire_now())


def _view(edition: str, key: str) -> tuple[DeskMeeting, Choices]:
    view = queries.desk_meeting(signed_in.account_id(), edition, key)
    if request.method == "POST" and not view.may_change:
        # Who only reads is told so whatever the form says.
        raise Forbidden
    return view, choices(view.edition, view.right if view.is_organizer else None)


def _form(view: DeskMeeting, offered: Choices, **options: Any) -> HostMeetingForm:
    sees_all = view.is_organizer or not view.may_change
    form = MeetingForm(**options) if sees_all else HostMeetingForm(**options)
    form.offer(offered)
    if not view.may_place:
        form.keep_in_place()
    return form


def _edit(edition: str, view: DeskMeeting, form: HostMeetingForm) -> Placed:
    """Save a form over what it was drawn from; others' changes since stand beside it."""
    base = _drawn().loads_unsafe(form.base.data or "")
    known = base[1] if base[0] and base[1].get("uid") == view.standing["uid"] else None
    values = form.values(known or view.standing)
    return drafting.edit_meeting(_hand(), edition, view.key, values, seen=form.revision, base=known)


def _drawn() -> URLSafeSerializer:
    """Signs the meeting that a form was drawn from, so that it comes back as it went."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="meeting-form")


def _saved_words(placed: Placed) -> str:
    if not placed.beside:
        return str(_("Saved in the draft."))
    fields = ", ".join(languages.say(DRAFT_FIELD_WORDS[name]) for name in placed.beside if name in DRAFT_FIELD_WORDS)
    words = Sentence("Saved together with what {who} changed: {fields}.", who=placed.who, fields=fields)
    return languages.say(words)


def _meeting_page(edition: str, key: str, **more: Any) -> str:
    """The page of a meeting; after a clash its form holds both, and mine where they differ."""
    view, offered = _view(edition, key)
    clash: ChangedMeanwhile | None = more.get("clash")
    form = _form(view, offered, formdata=None)
    form.take(clash.merged if clash and clash.merged else view.standing)
    form.seen.data, form.base.data = str(view.revision), _drawn().dumps(view.standing)
    return _page(view, offered, form, **more)


def _page(view: DeskMeeting, offered: Choices, form: HostMeetingForm, **more: Any) -> str:
    cancel = more.pop("cancel", None) or CancelForm(formdata=None)
    cancel.seen.data = str(view.revision)
    shown = {"edition": view.edition, "names": offered.names, "cancel": cancel, **WORDS, **more}
    return render_template("events/programme/desk_meeting.html", view=view, form=form, **shown)


def _refused(view: DeskMeeting, offered: Choices, form: HostMeetingForm, refusal: Refusal) -> Answer:
    if isinstance(refusal, Missing):
        raise refusal
    _blame(form, refusal)
    return _page(view, offered, form), refusal.status


def _blame(form: HostMeetingForm, refusal: Refusal) -> None:
    if isinstance(refusal, AlreadyInDraft | Circular):
        form.blame(refusal.field, languages.say(refusal.sentence))
    else:
        form.tell(refusal)


def _done(edition: str, key: str, deed: Callable[[], Placed], words: str, **more: Any) -> Answer:
    try:
        placed = deed()
    except ChangedMeanwhile as clash:
        return _meeting_page(edition, key, clash=clash, **more), clash.status
    except (Missing, Forbidden):
        raise
    except Refusal as refusal:
        return _meeting_page(edition, key, refusal=refusal, **more), refusal.status
    return _saved(edition, key if placed.revision is not None else None, words)


def _saved(edition: str, key: str | None, words: str) -> Response:
    flash(words)
    if key is None:
        return redirect(url_for(".desk_meetings_page", edition=edition), 303)
    return redirect(url_for(".edit_meeting_page", edition=edition, key=key), 303)


def _organized(edition: str) -> tuple[Any, Choices]:
    found, right = queries.organized(signed_in.account_id(), edition)
    return found, choices(found, right)


def _add(edition: str, form: NewMeetingForm) -> None:
    domain = current_app.config["UID_DOMAIN"]
    drafting.add_meeting(_hand(), edition, form.key.data or "", form.values(fresh({})), uid_domain=domain)
