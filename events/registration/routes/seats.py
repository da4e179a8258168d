"""Seats and followed meetings: a page, a part of the public page of a meeting, and the deeds."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.registration.queries import seats as queries
from events.registration.queries.floor import floor_answer
from events.registration.routes.pages import pages
from events.registration.rules.openings import seats_words
from events.registration.services import following, seating
from foundation import clock, signed_in


@pages.own("/<edition>/meetings/<key>/seat")
@signed_in.needed
def seat_page(edition: str, key: str) -> str:
    """The places of a meeting as one person sees them."""
    shown = _shown(edition, key)
    floor = floor_answer(signed_in.account_id(), shown["view"].placed)
    return render_template("events/registration/seat.html", floor=floor, **shown)


@pages.own("/my/meetings/<edition>/<key>")
def own_part(edition: str, key: str) -> Any:
    """The part of a meeting's public page that is one's own; nothing for who is not signed in."""
    if signed_in.person() is None:
        return "", 204
    return render_template("events/registration/_own_part.html", **_shown(edition, key))


@pages.post("/<edition>/meetings/<key>/seat")
@signed_in.needed
def take_seat(edition: str, key: str) -> Response:
    seating.take_seat(signed_in.account_id(), edition, key, now=clock.now(), stamped_at=clock.wire_now())
    return redirect(url_for(".seat_page", edition=edition, key=key), 303)


@pages.post("/<edition>/meetings/<key>/seat/wait")
@signed_in.needed
def join_list(edition: str, key: str) -> Response:
    seating.join_list(signed_in.account_id(), edition, key, now=clock.now(), stamped_at=clock.wire_now())
    return redirect(url_for(".seat_page", edition=edition, key=key), 303)


@pages.post("/<edition>/meetings/<key>/seat/back")
@signed_in.needed
def give_seat_back(edition: str, key: str) -> Response:
    seating.give_seat_back(signed_in.account_id(), edition, key, now=clock.now(), stamped_at=clock.wire_now())
    return _back()


@pages.post("/<edition>/meetings/<key>/follow")
@signed_in.needed
def follow(edition: str, key: str) -> Response:
    following.follow(signed_in.account_id(), edition, key, now=clock.now(), stamped_at=clock.wire_now())
    return _back()


@pages.post("/<edition>/meetings/<key>/unfollow")
@signed_in.needed
def unfollow(edition: str, key: str) -> Response:
    following.unfollow(signed_in.account_id(), edition, key, stamped_at=clock.wire_now())
    return _back()


def _back() -> Response:
    """To the page where the button stood."""
    return redirect(signed_in.own_address(request.referrer or ""), 303)


def _shown(edition: str, key: str) -> dict[str, Any]:
    now = clock.now()
    view = queries.seat_view(signed_in.account_id(), edition, key, now=now)
    times = seats_words(view.placed.limit.opening, now)
    return {"view": view, "times": times, "now": now, "banner": view.edition.banner}
