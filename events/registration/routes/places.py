"""The place behind a mailed link, and the place of a segment on one's own page."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.registration.queries import waiting as queries
from events.registration.routes.pages import pages
from events.registration.rules.waiting import NoAnswer, takes_it
from events.registration.services import waiting
from events.registration.services.waiting import Answer
from foundation import clock, signed_in
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence

TAKEN = Sentence("The place is yours.")
LEFT = Sentence("You wait no more, and no place is held for you.")
REFUSED = Sentence("The place could not be yours and goes to the next. {reason}")


@pages.own("/places/<token>")
def place_page(token: str) -> str:
    """How it stands with a place, and what can be done. Looking at it does nothing."""
    return _page(token)


@pages.post("/places/<token>")
def answer_place(token: str) -> Any:
    try:
        takes = takes_it(request.form.get("answer"))
    except NoAnswer as refused:
        return _page(token, wrong=refused.sentence), refused.status
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    answer = waiting.answer_by_link(token, takes=takes, house=house(), **times)
    _say(answer)
    return redirect(url_for(".place_page", token=token), 303)


@pages.post("/my/registrations/<int(max=999999999):number>/place")
@signed_in.needed
def answer_segment_place(number: int) -> Response:
    takes = takes_it(request.form.get("answer"))
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    answer = waiting.answer_in_segment(signed_in.account_id(), number, takes=takes, house=house(), **times)
    _say(answer)
    return redirect(url_for("my.my_page"), 303)


def _page(token: str, *, wrong: Sentence | None = None) -> str:
    view = queries.place_view(token, now=clock.now(), at=clock.wire_now())
    banner = view.place.edition.banner
    return render_template("events/registration/place.html", view=view, token=token, wrong=wrong, banner=banner)


def _say(answer: Answer) -> None:
    if answer.is_taken:
        flash(say(TAKEN))
    else:
        flash(say(REFUSED.with_values(reason=answer.reason) if answer.reason else LEFT))
