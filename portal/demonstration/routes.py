"""The doors of the demonstration's time, and of the messages that would be mail elsewhere."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from foundation import clock
from foundation.languages import BY_CODE, ENGLISH
from foundation.outbox import KINDS
from foundation.pages import Pages
from portal.demonstration import queries, rules
from portal.demonstration.forms import MoveForm

pages = Pages("demonstration", __name__)


@pages.own("/demonstration")
def demonstration_page() -> str:
    return _page(MoveForm(formdata=None))


@pages.post("/demonstration")
def move() -> Any:
    """Move the time for everyone; the page answers with the new one."""
    form = MoveForm()
    if not clock.is_demonstration():
        raise rules.NoDemonstration
    if not form.validate_on_submit():
        return _page(form), 422
    clock.move_to(rules.moment_called(form.moment.data).at, actor="visitor")
    return redirect(url_for(".demonstration_page"), 303)


@pages.own("/demonstration/messages")
def messages_page() -> str:
    """What would be mail, the newest first."""
    _demand_messages()
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    posted, last = queries.posted(page)
    return render_template(
        "portal/demonstration/messages.html", posted=posted, page=page, last=last, kinds=KINDS, spoken=BY_CODE
    )


@pages.own("/demonstration/messages/<int(max=999999999):number>")
def message_page(number: int) -> str:
    """One message, its links into this house to be followed."""
    _demand_messages()
    message = queries.read(number)
    return render_template(
        "portal/demonstration/message.html",
        message=message,
        paragraphs=rules.paragraphs(message.text, origin=current_app.config["PUBLIC_URL"]),
        spoken=BY_CODE.get(message.language, ENGLISH),
        kinds=KINDS,
    )


def _demand_messages() -> None:
    if current_app.config["SMTP"] or not clock.is_demonstration():
        raise rules.NoMessagesHere


def _page(form: MoveForm) -> str:
    if not clock.is_demonstration():
        raise rules.NoDemonstration
    now = clock.now()
    return render_template(
        "portal/demonstration/demonstration.html",
        form=form,
        now=now,
        choices=rules.choices(now),
        zone=current_app.config["ZONE"],
    )
