"""What one needs, said and taken back; and the desk of those who plan for it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.editions import queries as editions
from events.registration.forms.needs import AnswerForm, NeedFields, read_wish
from events.registration.queries import needs as queries
from events.registration.routes.pages import pages
from events.registration.rules.needs import AnswerNeeded, NeedState, NothingNeeded, NotRegistered
from events.registration.services import needs
from foundation import clock, signed_in
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence
from stakeholders.accounts import queries as accounts

SAID = Sentence("It is noted. Those who plan the meetings answer it; the answer stands here and reaches you by mail.")
TAKEN_BACK = Sentence("It is taken back, and nobody sees it any more.")
ANSWERED = Sentence("Answered; a message is on its way.")


@pages.own("/my/needs/<edition>")
@signed_in.needed
def needs_page(edition: str) -> str:
    """What one has said, how it stands, and the form to say it."""
    return _needs_page(edition)


@pages.post("/my/needs/<edition>", keeps_typed=True)
@signed_in.needed
def say_needs(edition: str) -> Any:
    form = NeedFields()
    form.offer()
    if not form.validate_on_submit():
        return _needs_page(edition, form), 422
    try:
        needs.ask(signed_in.account_id(), edition, form.wanted, now=clock.now())
    except (NothingNeeded, NotRegistered) as refused:
        form.tell(refused)
        return _needs_page(edition, form), refused.status
    flash(say(SAID))
    return redirect(url_for(".needs_page", edition=edition), 303)


@pages.post("/my/needs/<edition>/take-back")
@signed_in.needed
def take_needs_back(edition: str) -> Response:
    needs.take_back(signed_in.account_id(), edition, now=clock.now())
    flash(say(TAKEN_BACK))
    return redirect(url_for(".needs_page", edition=edition), 303)


@pages.own("/desk/<edition>/needs")
@signed_in.needed
def needs_desk_page(edition: str) -> str:
    """Who needs what, by kind and by meeting."""
    wish = read_wish(request.args)
    view = queries.needs_desk(signed_in.account_id(), edition, wish)
    return render_template(
        "events/registration/needs_desk.html", view=view, wish=wish, zone=view.edition.zone, banner=view.edition.banner
    )


@pages.own("/desk/<edition>/needs/<int(max=999999999):number>")
@signed_in.needed
def need_page(edition: str, number: int) -> str:
    return _need_page(edition, number)


@pages.post("/desk/<edition>/needs/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def answer_need(edition: str, number: int) -> Any:
    form = AnswerForm()
    if not form.validate_on_submit():
        return _need_page(edition, number, form), 422
    answer: dict[str, Any] = {"state": NeedState(form.state.data), "words": form.answer.data, "house": house()}
    try:
        needs.answer(signed_in.account_id(), edition, number, **answer, now=clock.now(), stamped_at=clock.wire_now())
    except AnswerNeeded as refused:
        form.blame("answer", say(refused.sentence))
        return _need_page(edition, number, form), refused.status
    flash(say(ANSWERED))
    return redirect(url_for(".needs_desk_page", edition=edition), 303)


def _needs_page(key: str, form: NeedFields | None = None) -> str:
    edition, account_id = editions.edition(key), signed_in.account_id()
    need = queries.need_of(account_id, edition.id)
    if form is None:
        # What the profile says is offered to begin with.
        words = need.words if need else accounts.account(account_id).access_needs
        form = NeedFields(formdata=None, data={"kinds": need.kinds if need else [], "need_words": words})
    form.offer()
    is_registered = queries.is_registered(account_id, edition.id)
    shown = {"edition": edition, "need": need, "is_registered": is_registered, "banner": edition.banner}
    return render_template("events/registration/needs.html", form=form, **shown)


def _need_page(edition: str, number: int, form: AnswerForm | None = None) -> str:
    view, row = queries.need_row(signed_in.account_id(), edition, number)
    if form is None:
        told = {"state": row.need.state, "answer": row.need.answer} if row.need.answered_at else {}
        form = AnswerForm(formdata=None, data=told)
    return render_template(
        "events/registration/need.html",
        view=view,
        row=row,
        form=form,
        zone=view.edition.zone,
        banner=view.edition.banner,
    )
