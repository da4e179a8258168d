"""The doors of what is asked of a body: the choice, the page, and the answers given on it."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from events.programme.rules.answers import Answer, MeetingChanged
from events.programme.services import answering
from events.registration.services.deciding import Decided
from foundation import clock, signed_in
from foundation.asked import Asking
from foundation.errors import Invalid, Refusal
from foundation.languages import say
from foundation.letters import house
from foundation.pages import Pages
from portal.asked import forms, queries, services
from portal.asked.rules import UNTIL, only_one
from stakeholders.organizations import queries as organizations

pages = Pages("asked", __name__)

Shown = Response | str | tuple[str, int]


@pages.own("/my/asked")
@signed_in.needed
def asked_page() -> Shown:
    """The bodies to choose from; where there is one, its page at once."""
    found = queries.bodies(_who())
    if (only := only_one([body.id for body, _number in found])) is not None:
        return redirect(url_for(".body_page", number=only), 303)
    return render_template("portal/asked/bodies.html", bodies=found)


@pages.own("/my/asked/<int(max=999999999):number>")
@signed_in.needed
def body_page(number: int) -> Shown:
    """All that is asked of one body."""
    return _page(number)


@pages.post("/my/asked/<int(max=999999999):number>/meetings/<int(max=999999999):meeting>", keeps_typed=True)
@signed_in.needed
def answer_meeting(number: int, meeting: int) -> Shown:
    """A host's word on one of its meetings."""
    form = forms.AnswerForm()
    if not form.validate_on_submit():
        return _page(number, meetings=(meeting, form)), 422
    try:
        _answer(number, meeting, form)
    except (Invalid, MeetingChanged) as refusal:
        _say(form, refusal, "note")
        return _page(number, meetings=(meeting, form)), refusal.status
    flash(_("Your answer is kept. The organizer sees it."))
    return redirect(url_for(".body_page", number=number, _anchor="meetings"), 303)


@pages.post("/my/asked/<int(max=999999999):number>/meetings")
@signed_in.needed
def confirm_meetings(number: int) -> Shown:
    """A host's yes to all meetings that wait for it, as the page showed them."""
    form = forms.ConfirmAllForm()
    confirmed = answering.confirm_for_host(signed_in.account_id(), number, form.revisions, now=clock.now())
    flash(ngettext("%(num)d meeting is confirmed.", "%(num)d meetings are confirmed.", confirmed))
    return redirect(url_for(".body_page", number=number, _anchor="meetings"), 303)


@pages.post("/my/asked/<int(max=999999999):number>/registrations", keeps_typed=True)
@signed_in.needed
def answer_registrations(number: int) -> Shown:
    """A focal point's word on registrations, one or many."""
    form = forms.PeopleForm()
    if not form.validate_on_submit():
        return _page(number, registrations=(0, form)), 422
    try:
        decided = _decide(number, form)
    except Invalid as refusal:
        _say(form, refusal, "reason" if form.numbers else "number")
        return _page(number, registrations=(0, form)), refusal.status
    _flash_decided(decided)
    return redirect(url_for(".body_page", number=number, _anchor="registrations"), 303)


@pages.post("/my/asked/<int(max=999999999):number>/people/<int(max=999999999):affiliation>", keeps_typed=True)
@signed_in.needed
def answer_person(number: int, affiliation: int) -> Shown:
    """A focal point's word on an affiliation that somebody has declared."""
    form = forms.DeclaredForm()
    if not form.validate_on_submit():
        return _page(number, people=(affiliation, form)), 422
    try:
        _confirm_or_decline(number, affiliation, form)
    except Invalid as refusal:
        _say(form, refusal, "reason")
        return _page(number, people=(affiliation, form)), refusal.status
    confirmed, declined = _("Confirmed. A letter is on its way."), _("Declined. A letter is on its way.")
    flash(confirmed if form.verdict.data == "confirm" else declined)
    return redirect(url_for(".body_page", number=number, _anchor="people"), 303)


def _who() -> Asking:
    today = clock.today(current_app.config["ZONE"])
    return organizations.asking(signed_in.account_id(), today=today, now=clock.now())


def _page(number: int, **sent: tuple[int, Any]) -> str:
    """The page of a body; `sent` is by part the form that came back, and what it is about."""
    view = queries.body_page(_who(), number)
    return render_template("portal/asked/body.html", view=view, sent=sent, number=number, UNTIL=UNTIL)


def _say(form: Any, refusal: Refusal, field: str) -> None:
    if isinstance(refusal, Invalid):
        form.blame(field, say(refusal.sentence))
    else:
        form.tell(refusal)


def _answer(number: int, meeting: int, form: forms.AnswerForm) -> None:
    answering.answer_for_host(
        signed_in.account_id(), number, meeting,
        answer=Answer(form.answer.data), note=form.note.data or "", seen=form.revision, now=clock.now(),
    )  # fmt: skip


def _decide(number: int, form: forms.PeopleForm) -> Decided:
    return services.decide_on_people(
        signed_in.account_id(), number, form.numbers, verdict=form.decided, reason=form.reason.data or "",
        next_step=form.next_step.data or "", house=house(), now=clock.now(), stamped_at=clock.wire_now(),
    )  # fmt: skip


def _confirm_or_decline(number: int, affiliation: int, form: forms.DeclaredForm) -> None:
    services.answer_for_person(
        signed_in.account_id(), number, affiliation,
        decline=None if form.verdict.data == "confirm" else form.reason.data or "",
        house=house(), now=clock.now(), stamped_at=clock.wire_now(),
    )  # fmt: skip


def _flash_decided(decided: Decided) -> None:
    done = len(decided.done) + len(decided.stood)
    if done:
        flash(ngettext("%(num)d registration is passed on.", "%(num)d registrations are passed on.", done))
    for words in dict.fromkeys(decided.passed_over.values()):
        flash(say(words))
