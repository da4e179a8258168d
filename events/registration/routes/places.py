"""The place behind a mailed link, and the place of a segment on one's own page."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.registration.queries import waiting as queries
from events.registration.routes.pages import pages
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
    view = queries.place_view(token, now=clock.now(), at=clock.wire_now())
    return render_template("events/registration/place.html", view=view, token=token, banner=view.place.edition.banner)


@pages.post("/places/<token>")
def answer_place(token: str) -> Response:
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    answer = waiting.answer_by_link(token, takes=_takes(), house=house(), **times)
    _say(answer)
    return redirect(url_for(".place_page", token=token), 303)


@pages.post("/my/registrations/<int(max=999999999):number>/place")
@signed_in.needed
def answer_segment_place(number: int) -> Response:
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    answer = waiting.answer_in_segment(signed_in.account_id(), number, takes=_takes(), house=house(), **times)
    _say(answer)
    return redirect(url_for("my.my_page"), 303)


def _takes() -> bool:
    return request.form.get("answer") == "take"


def _say(answer: Answer) -> None:
    if answer.is_taken:
        flash(say(TAKEN))
    else:
        flash(say(REFUSED.with_values(reason=answer.reason) if answer.reason else LEFT))
