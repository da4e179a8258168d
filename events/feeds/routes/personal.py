"""A person's own calendar: the page on which they make its address, and the feed behind that."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, redirect, render_template, url_for

from events.feeds.forms import RevokeForm, WishesForm
from events.feeds.queries import personal as queries
from events.feeds.routes.pages import calendar, house, origin, pages, refuse_prefix
from events.feeds.rules.personal import last_read, personal_path, token, token_hash
from events.feeds.rules.ways import CALENDARS, Ways
from events.feeds.services import personal as services
from events.feeds.services.drawing import rolling_since
from foundation import clock, signed_in
from foundation.kept import KEEP


@pages.get("/feeds/p/<token>/programme.ics")
def personal_feed(token: str) -> Response:
    refuse_prefix()
    drawn = services.draw_calendar(token, house=house())
    response = calendar(drawn.feed)
    response.headers[KEEP] = f"{drawn.asked.key} {drawn.asked.number}"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@pages.own("/my/calendar")
@signed_in.needed
def my_calendar_page() -> str:
    return _page()


@pages.post("/my/calendar")
@signed_in.needed
def make_calendar() -> Any:
    person = signed_in.person()
    services.make_calendar(_hand(), language=person.language if person else "en")
    return _back()


@pages.post("/my/calendar/renew")
@signed_in.needed
def renew_calendar() -> Any:
    services.renew_calendar(_hand())
    return _back()


@pages.post("/my/calendar/revoke", keeps_typed=True)
@signed_in.needed
def revoke_calendar() -> Any:
    form = RevokeForm()
    if not form.validate_on_submit():
        return _page(revoking=form), 422
    services.revoke_calendar(_hand())
    return _back()


@pages.post("/my/calendar/alarms", keeps_typed=True)
@signed_in.needed
def set_alarms() -> Any:
    form = WishesForm()
    if not form.validate_on_submit():
        return _page(wishes=form), 422
    services.set_wishes(_hand(), language=form.language.data, alarm_minutes=form.minutes)
    return _back()


def _back() -> Any:
    return redirect(url_for(".my_calendar_page"), 303)


def _hand() -> services.Hand:
    return services.Hand(signed_in.account_id(), current_app.config["SECRET_KEY"], clock.now(), clock.wire_now())


def _page(wishes: WishesForm | None = None, revoking: RevokeForm | None = None) -> str:
    today = clock.today(current_app.config["ZONE"])
    feed = queries.live_feed(signed_in.account_id())
    shown: dict[str, Any] = {
        "feed": feed,
        "held": queries.calendar_of(signed_in.account_id(), ended_after=rolling_since(today)),
        "calendars": CALENDARS,
        "wishes": wishes,
        "revoking": revoking or RevokeForm(formdata=None),
    }
    if feed is not None:
        told = token(current_app.config["SECRET_KEY"], feed.seed)
        # Under another secret than the one it was made with, an address works on, and can't be shown any more.
        shown["ways"] = Ways(origin() + personal_path(told)) if token_hash(told) == feed.token_hash else None
        shown["read"] = last_read(feed.last_read_on, today=today)
        shown["wishes"] = wishes or WishesForm.of(feed.language, feed.alarm_minutes)
    return render_template("events/feeds/my_calendar.html", **shown)
