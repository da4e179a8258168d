"""The addresses of feeds and of the files for programs, and the page on which one subscribes."""

from __future__ import annotations

import json
from typing import Any

import segno
from flask import Response, current_app, make_response, render_template, request, url_for

from events.feeds.forms import asked_selection, read_selection
from events.feeds.queries import held, programmes
from events.feeds.rules import programme_json as as_json
from events.feeds.rules import schedule_xml as as_xml
from events.feeds.rules.addresses import UnknownFeed, all_years, feed_path, single
from events.feeds.rules.codes import strokes
from events.feeds.rules.ways import CALENDARS, Ways
from events.feeds.services.drawing import Feed, House, draw_feed
from events.feeds.services.keeping import keep_selection
from events.programme.queries import versions, views
from events.programme.rules.selection import Selection
from foundation import clock, languages
from foundation.kept import last_modified
from foundation.languages import BY_CODE, LANGUAGES, PSEUDO, say
from foundation.pages import Pages

pages = Pages("feeds", __name__)


@pages.url_value_preprocessor
def refuse_unprintable(endpoint: str | None, values: dict[str, Any] | None) -> None:
    # PostgreSQL refuses a null in a text: what can't be printed is no key and never reaches it.
    if not all(str(value).isprintable() for value in (values or {}).values()):
        raise UnknownFeed


@pages.get("/feeds/<edition>.ics")
@pages.get("/feeds/<language>/<edition>.ics")
def edition_feed(edition: str, language: str = "en") -> Response:
    return _calendar(edition, Selection(), language)


@pages.get("/feeds/<edition>/<kind>/<key>.ics")
@pages.get("/feeds/<language>/<edition>/<kind>/<key>.ics")
def narrowed_feed(edition: str, kind: str, key: str, language: str = "en") -> Response:
    return _calendar(edition, single(kind, key), language)


@pages.get("/feeds/<edition>/f/<letters>.ics")
@pages.get("/feeds/<language>/<edition>/f/<letters>.ics")
def combined_feed(edition: str, letters: str, language: str = "en") -> Response:
    return _calendar(edition, held.kept_selection(edition, letters), language)


@pages.get("/<edition>/subscribe", query=True)
def subscribe_page(edition: str) -> str:
    found = views.programme(edition)
    selection = read_selection(request.args, programmes.known_by_name(found, asked_selection(request.args)))
    shown = _subscription(found, selection)
    if selection and not selection.single:
        keep_selection(edition, selection)
    return render_template("events/feeds/subscribe.html", **shown)


@pages.get("/<edition>/for-programs")
def for_programs_page(edition: str) -> str:
    found, version = versions.published(edition)
    shown = {"edition": found, "version": version, "origin": _origin(), "banner": found.banner}
    return render_template("events/feeds/for_programs.html", **shown)


@pages.get("/<edition>/programme.json", query=True)
def programme_json(edition: str) -> Response:
    found = views.programme(edition)
    selection = read_selection(request.args, programmes.known(found))
    told = as_json.programme_json(*programmes.for_programs(found, selection, origin=_origin()))
    return _file(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", "application/json")


@pages.get("/<edition>/schedule.xml", query=True)
def schedule_xml(edition: str) -> Response:
    found = views.programme(edition)
    selection = read_selection(request.args, programmes.known(found))
    told = programmes.for_programs(found, selection, origin=_origin())
    return _file(as_xml.schedule_xml(*told, language=_language(), say=say), "application/xml")


def _calendar(edition: str, selection: Selection, code: str) -> Response:
    spoken = BY_CODE.get(code)
    # The language stands in a feed's own path; a page's prefix before it would make a second address for the same bytes.
    if spoken is None or spoken is PSEUDO or "linkage.language" in request.environ:
        raise UnknownFeed
    zone = current_app.config["ZONE"]
    return _sent(
        draw_feed(edition, selection, spoken, house=House(_origin(), zone, clock.today(zone), clock.wire_now()))
    )


def _sent(feed: Feed) -> Response:
    response = _file(feed.octets, "text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="{feed.filename}"'
    response.headers["Last-Modified"] = last_modified(feed.changed_at)
    return response


def _file(octets: bytes | str, mimetype: str) -> Response:
    response = make_response(octets)
    headers = response.headers
    headers["Content-Type"] = f"{mimetype}; charset=utf-8"
    headers["Cache-Control"] = "public, max-age=300, must-revalidate"
    headers["X-Robots-Tag"] = "noindex"
    headers["Access-Control-Allow-Origin"] = "*"
    return response


def _subscription(found: views.Programme, selection: Selection) -> dict[str, Any]:
    """What the page of a selection shows: what it holds, and the addresses of its feed."""
    key, language, query = found.edition.key, _language(), selection.query
    entries = programmes.fitting(found, selection)
    dated = sum(entry.facts.starts is not None for entry in entries)
    rolling = all_years(selection, language=language)
    page = _origin() + url_for(".subscribe_page", edition=key, **query)  # type: ignore[arg-type]
    code = segno.make(page, error="m", micro=False).matrix
    return {
        "programme": found,
        "edition": found.edition,
        "banner": found.edition.banner,
        "selection": selection,
        "words": ", ".join(programmes.names(found, selection)),
        "dated": dated,
        "undated": len(entries) - dated,
        "ways": Ways(_origin() + feed_path(key, selection, language=language)),
        "rolling": Ways(_origin() + rolling) if rolling else None,
        "variants": [(each, Ways(_origin() + feed_path(key, selection, language=each.code))) for each in LANGUAGES],
        "calendars": CALENDARS,
        "code": strokes(code),
        "code_size": len(code),
    }


def _language() -> str:
    """The language of the page as a feed can have it."""
    spoken = languages.current()
    return "en" if spoken is PSEUDO else spoken.code


def _origin() -> str:
    origin: str = current_app.config["PUBLIC_URL"]
    return origin
