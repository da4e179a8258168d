"""The answer of somebody whom others have registered, by a mailed link. Looking at the page does nothing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from events.delegations.queries.invited import invitation, own_invitation
from events.delegations.routes.pages import pages
from events.delegations.rules.answers import SaidNeither, SpentInvitation, YesToNothing
from events.delegations.services import answering
from events.registration.rules.change_requests import NoPlaceInIt, NoRightInIt
from events.registration.rules.standing import NotConfirmed
from foundation import clock, signed_in
from foundation.forms import Form
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence

YES = Sentence("Thank you: it stands as you said. To see all that is yours, have a link mailed that signs you in.")
OWN_YES = Sentence("Your answer is kept.")
REFUSALS = (NoRightInIt, NoPlaceInIt, NotConfirmed, SaidNeither, YesToNothing)
NO = Sentence("You are taken off. A letter with the same is on its way.")


@pages.own("/invitations/<token>")
def invitation_page(token: str) -> str:
    """What one was registered for, by whom, and the buttons for yes and no."""
    return _page(token, Form(formdata=None))


@pages.post("/invitations/<token>", keeps_typed=True)
def answer_invitation(token: str) -> Any:
    form = Form()
    if not form.validate_on_submit():
        return _page(token, form), 422
    try:
        answered = answering.answer(token, _said(), **_told())
    except REFUSALS as refused:
        form.tell(refused)
        return _page(token, form), refused.status
    flash(say(YES if answered.yes else NO))
    return redirect(url_for("accounts.sign_in_page"), 303)


@pages.own("/my/invitations/<edition>")
@signed_in.needed
def own_invitation_page(edition: str) -> str:
    """What delegations ask of who is signed in."""
    return _own_page(edition, Form(formdata=None))


@pages.post("/my/invitations/<edition>", keeps_typed=True)
@signed_in.needed
def answer_own_invitation(edition: str) -> Any:
    form = Form()
    if not form.validate_on_submit():
        return _own_page(edition, form), 422
    try:
        answered = answering.answer_own(signed_in.account_id(), edition, _said(), **_told())
    except REFUSALS as refused:
        form.tell(refused)
        return _own_page(edition, form), refused.status
    flash(say(OWN_YES if answered.yes else NO))
    return redirect(url_for("my.my_page"), 303)


@pages.errorhandler(SpentInvitation)
def show_way_on(refusal: SpentInvitation) -> Any:
    """An answered invitation is changed where one is signed in."""
    return render_template("events/delegations/answered.html", refusal=refusal), refusal.status


def _said() -> set[int] | None:
    """The parts that somebody says yes to; None for a no to everything. Raises SaidNeither."""
    answer = request.form.get("answer")
    if answer not in ("yes", "no"):
        raise SaidNeither
    parts = {int(each) for each in request.form.getlist("part") if each.isascii() and each.isdigit() and len(each) < 10}
    return None if answer == "no" else parts


def _told() -> dict[str, Any]:
    return {"house": house(), "now": clock.now(), "stamped_at": clock.wire_now()}


def _page(token: str, form: Form) -> str:
    found = invitation(token, at=clock.wire_now())
    way = url_for(".answer_invitation", token=token)
    return render_template("events/delegations/invitation.html", found=found, way=way, form=form)


def _own_page(edition: str, form: Form) -> str:
    found = own_invitation(signed_in.account_id(), edition)
    way = url_for(".answer_own_invitation", edition=edition)
    return render_template("events/delegations/invitation.html", found=found, way=way, form=form)
