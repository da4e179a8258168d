"""The blueprint of feeds, and what its doors share: where and when a feed is drawn, and how it is sent."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, make_response, request

from events.feeds.rules.addresses import UnknownFeed
from events.feeds.services.drawing import Feed, House
from foundation import clock
from foundation.kept import last_modified
from foundation.pages import Pages

pages = Pages("feeds", __name__)


@pages.url_value_preprocessor
def refuse_unprintable(endpoint: str | None, values: dict[str, Any] | None) -> None:
    # PostgreSQL refuses a null in a text: what can't be printed is no key and never reaches it.
    if not all(str(value).isprintable() for value in (values or {}).values()):
        raise UnknownFeed


def refuse_prefix() -> None:
    """A feed has one address: a page's language before it would make a second one for the same bytes; raises UnknownFeed."""
    if "linkage.language" in request.environ:
        raise UnknownFeed


def house() -> House:
    zone = current_app.config["ZONE"]
    return House(origin(), zone, clock.today(zone), clock.wire_now())


def origin() -> str:
    """The address under which people reach this house."""
    told: str = current_app.config["PUBLIC_URL"]
    return told


def calendar(feed: Feed) -> Response:
    """A feed as an answer, whoever may keep it."""
    response = file(feed.octets, "text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="{feed.filename}"'
    response.headers["Last-Modified"] = last_modified(feed.changed_at)
    return response


def file(octets: bytes | str, mimetype: str) -> Response:
    """A file for programs, which no search engine lists."""
    response = make_response(octets)
    response.headers["Content-Type"] = f"{mimetype}; charset=utf-8"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def for_everyone(response: Response) -> Response:
    """What anybody may keep for five minutes and read from any page."""
    response.headers["Cache-Control"] = "public, max-age=300, must-revalidate"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
