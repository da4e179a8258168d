"""The doors of the desk: where the work is, and the messages and jobs that an organizer looks after."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from foundation import clock, signed_in
from foundation.outbox import KINDS
from foundation.pages import Pages
from portal.desk import queries, services
from portal.desk.forms import page_of
from portal.desk.rules import PAGE

pages = Pages("desk", __name__)


@pages.own("/desk/")
@signed_in.needed
def desk_page() -> str:
    """The desks that are open to the person, with what waits there."""
    today = clock.today(current_app.config["ZONE"])
    return render_template("portal/desk/desk.html", view=queries.desk(signed_in.account_id(), today, now=clock.now()))


@pages.own("/desk/messages")
@signed_in.needed
def messages_page() -> str:
    """How the outbox and the work stand, what failed and what waits."""
    queries.demand_organizer(signed_in.account_id())
    page = page_of(request.args)
    view = queries.messages(page)
    return render_template("portal/desk/messages.html", view=view, page=page, kinds=KINDS, most=PAGE)


@pages.post("/desk/messages/<int(max=999999999):number>/again")
@signed_in.needed
def send_again(number: int) -> Any:
    services.send_again(signed_in.account_id(), number, now=clock.now(), stamped_at=clock.wire_now())
    return redirect(url_for(".messages_page"), 303)


@pages.post("/desk/messages/again")
@signed_in.needed
def send_all_again() -> Any:
    services.send_all_again(signed_in.account_id(), now=clock.now(), stamped_at=clock.wire_now())
    return redirect(url_for(".messages_page"), 303)


@pages.post("/desk/messages/jobs/<int(max=999999999):number>/again")
@signed_in.needed
def do_again(number: int) -> Any:
    services.do_again(signed_in.account_id(), number, now=clock.now(), stamped_at=clock.wire_now())
    return redirect(url_for(".messages_page"), 303)
