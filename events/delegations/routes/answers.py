"""The answer of somebody whom others have registered, by a mailed link. Looking at the page does nothing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from events.delegations.queries.invited import invitation
from events.delegations.routes.pages import pages
from events.delegations.services import answering
from events.registration.rules.change_requests import NoPlaceInIt, NoRightInIt
from events.registration.rules.registering import NotDecidable
from events.registration.rules.standing import NotConfirmed
from foundation import clock
from foundation.forms import Form
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence

YES = Sentence("Thank you: it stands as you said. To see all that is yours, have a link mailed that signs you in.")
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
    says_no = request.form.get("answer") == "no"
    parts = set() if says_no else {int(each) for each in request.form.getlist("part") if each.isdecimal()}
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    try:
        answered = answering.answer(token, parts, house=house(), **times)
    except (NoRightInIt, NoPlaceInIt, NotDecidable, NotConfirmed) as refused:
        form.tell(refused)
        return _page(token, form), refused.status
    flash(say(YES if answered.yes else NO))
    return redirect(url_for("accounts.sign_in_page"), 303)


def _page(token: str, form: Form) -> str:
    found = invitation(token, at=clock.wire_now())
    return render_template("events/delegations/invitation.html", found=found, token=token, form=form)
