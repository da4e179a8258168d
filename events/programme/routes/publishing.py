"""The desk of publishing: what would be published, what stands in its way, and urgent notices."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from events.editions import queries as editions
from events.editions.rules import ORGANIZERS
from events.programme.forms import publishing as forms
from events.programme.queries import versions
from events.programme.queries.notices import noticed, rooms_to_choose
from events.programme.queries.publishing import Preview, preview
from events.programme.routes.pages import pages
from events.programme.rules.facts import NothingChanged
from events.programme.rules.publishing import DraftMoved, NothingThere, StillBroken
from events.programme.services import noticing, waiving
from events.programme.services.drafting import Hand
from events.programme.services.publishing import publish_version
from foundation import access, clock, signed_in
from foundation.access import Scope
from foundation.errors import Refusal

Answer = Response | str | tuple[str, int]


@pages.own("/desk/<edition>/publish")
@signed_in.needed
def publishing_page(edition: str) -> str:
    _found, reads = editions.desk_of(edition, signed_in.account_id())
    return _page(preview(edition), forms.PublishForm(formdata=None), reads=reads)


@pages.post("/desk/<edition>/publish", keeps_typed=True)
@signed_in.needed
def publish(edition: str) -> Answer:
    form = forms.PublishForm()
    if not form.validate_on_submit():
        return _page(_preview(edition), form), 422
    try:
        version = publish_version(
            edition, note=form.note.data, actor=signed_in.actor(), now=clock.now(), stamped_at=clock.wire_now(),
            organizer_id=signed_in.account_id(), seen=form.seen.data,
        )  # fmt: skip
    except (StillBroken, DraftMoved, NothingChanged, NothingThere) as refusal:
        return _page(_preview(edition), form, refusal), refusal.status
    return redirect(url_for(".published_page", edition=edition, number=version.number), 303)


@pages.own("/desk/<edition>/publish/<int(max=999999):number>")
@signed_in.needed
def published_page(edition: str, number: int) -> str:
    editions.desk_of(edition, signed_in.account_id())
    found = preview(edition)
    version = versions.version(found.edition, number)
    return render_template("events/programme/published.html", preview=found, edition=found.edition, version=version)


@pages.post("/desk/<edition>/waivers")
@signed_in.needed
def waive(edition: str) -> Answer:
    form = forms.WaiverForm()
    if not form.validate_on_submit():
        return _page(_preview(edition), forms.PublishForm(formdata=None), waiver=form), 422
    waiving.let_pass(signed_in.account_id(), edition, form.broken.data, reason=form.reason.data, now=clock.now())
    return redirect(url_for(".publishing_page", edition=edition, _anchor="broken"), 303)


@pages.post("/desk/<edition>/waivers/<int:number>/withdraw")
@signed_in.needed
def withdraw_waiver(edition: str, number: int) -> Answer:
    waiving.withdraw_waiver(signed_in.account_id(), edition, number, now=clock.now())
    return redirect(url_for(".publishing_page", edition=edition, _anchor="broken"), 303)


@pages.own("/desk/<edition>/meetings/<key>/notice")
@signed_in.needed
def notice_page(edition: str, key: str) -> str:
    _found, reads = editions.desk_of(edition, signed_in.account_id())
    return _notice_page(edition, key, forms.NoticeForm(formdata=None), filled=True, reads=reads)


@pages.post("/desk/<edition>/meetings/<key>/notice", endpoint="issue_notice", keeps_typed=True)
@signed_in.needed
def issue_for(edition: str, key: str) -> Answer:
    _demand(edition)
    form = forms.NoticeForm()
    form.offer(rooms_to_choose())
    if not form.validate_on_submit():
        return _notice_page(edition, key, form), 422
    hand = Hand(signed_in.account_id(), clock.now(), clock.wire_now())
    try:
        noticing.issue_notice(hand, edition, key, form.urgent)
    except Refusal as refusal:
        return _notice_page(edition, key, form, refusal=refusal), refusal.status
    return redirect(url_for(".notice_page", edition=edition, key=key, _anchor="issued"), 303)


@pages.post("/desk/<edition>/notices/<int:number>/end")
@signed_in.needed
def end_notice(edition: str, number: int) -> Answer:
    hand = Hand(signed_in.account_id(), clock.now(), clock.wire_now())
    key = noticing.end_notice(hand, edition, number)
    return redirect(url_for(".notice_page", edition=edition, key=key, _anchor="issued"), 303)


def _demand(edition: str) -> None:
    access.demand(signed_in.account_id(), ORGANIZERS, Scope("edition", editions.edition(edition).id))


def _preview(edition: str) -> Preview:
    # Who may not is refused before anything is reckoned.
    _demand(edition)
    return preview(edition)


def _page(found: Preview, form: forms.PublishForm, refusal: Refusal | None = None, **more: Any) -> str:
    form.seen.data = found.digest
    shown = {
        "waiver": forms.WaiverForm(formdata=None),
        "edition": found.edition,
        "banner": found.edition.banner,
        **more,
    }
    return render_template("events/programme/publishing.html", preview=found, form=form, refusal=refusal, **shown)


def _notice_page(
    edition: str,
    key: str,
    form: forms.NoticeForm,
    *,
    filled: bool = False,
    refusal: Refusal | None = None,
    reads: bool = False,
) -> str:
    view = noticed(edition, key)
    form.offer(rooms_to_choose())
    if filled:
        form.take(view.facts)
    if refusal is not None:
        form.tell(refusal)
    broken = getattr(refusal, "broken", ())
    given = {"edition": view.edition, "banner": view.edition.banner, "broken": broken, "now": clock.now()}
    given["reads"] = reads
    return render_template("events/programme/notice.html", view=view, form=form, **given)
