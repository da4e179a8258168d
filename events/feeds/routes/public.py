"""The public addresses of feeds and of the files for programs, and the page on which one subscribes."""

from __future__ import annotations

import json
from typing import Any

import segno
from flask import Response, render_template, request, url_for

from events.feeds.forms import asked_selection, read_selection
from events.feeds.queries import held, programmes
from events.feeds.routes.pages import calendar, file, for_everyone, house, origin, pages, refuse_prefix
from events.feeds.rules import programme_json as as_json
from events.feeds.rules import schedule_xml as as_xml
from events.feeds.rules.addresses import UnknownFeed, all_years, feed_path, single
from events.feeds.rules.codes import strokes
from events.feeds.rules.ways import CALENDARS, Ways
from events.feeds.services.drawing import draw_feed
from events.feeds.services.keeping import keep_selection
from events.programme.queries import versions, views
from events.programme.rules.selection import Selection
from foundation import languages
from foundation.languages import BY_CODE, LANGUAGES, PSEUDO, say


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
    shown = {"edition": found, "version": version, "origin": origin(), "banner": found.banner}
    return render_template("events/feeds/for_programs.html", **shown)


@pages.get("/<edition>/programme.json", query=True)
def programme_json(edition: str) -> Response:
    found = views.programme(edition)
    selection = read_selection(request.args, programmes.known(found))
    told = as_json.programme_json(*programmes.for_programs(found, selection, origin=origin()))
    return for_everyone(file(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", "application/json"))


@pages.get("/<edition>/schedule.xml", query=True)
def schedule_xml(edition: str) -> Response:
    found = views.programme(edition)
    selection = read_selection(request.args, programmes.known(found))
    told = programmes.for_programs(found, selection, origin=origin())
    return for_everyone(file(as_xml.schedule_xml(*told, language=_language(), say=say), "application/xml"))


def _calendar(edition: str, selection: Selection, code: str) -> Response:
    spoken = BY_CODE.get(code)
    # The language stands in a feed's own path.
    refuse_prefix()
    if spoken is None or spoken is PSEUDO:
        raise UnknownFeed
    return for_everyone(calendar(draw_feed(edition, selection, spoken, house=house())))


def _subscription(found: views.Programme, selection: Selection) -> dict[str, Any]:
    """What the page of a selection shows: what it holds, and the addresses of its feed."""
    key, language, query = found.edition.key, _language(), selection.query
    entries = programmes.fitting(found, selection)
    dated = sum(entry.facts.starts is not None for entry in entries)
    rolling = all_years(selection, language=language)
    page = origin() + url_for(".subscribe_page", edition=key, **query)  # type: ignore[arg-type]
    code = segno.make(page, error="m", micro=False).matrix
    return {
        "programme": found,
        "edition": found.edition,
        "banner": found.edition.banner,
        "selection": selection,
        "words": ", ".join(programmes.names(found, selection)),
        "dated": dated,
        "undated": len(entries) - dated,
        "ways": Ways(origin() + feed_path(key, selection, language=language)),
        "rolling": Ways(origin() + rolling) if rolling else None,
        "variants": [(each, Ways(origin() + feed_path(key, selection, language=each.code))) for each in LANGUAGES],
        "calendars": CALENDARS,
        "code": strokes(code),
        "code_size": len(code),
    }


def _language() -> str:
    """The language of the page as a feed can have it."""
    spoken = languages.current()
    return "en" if spoken is PSEUDO else spoken.code
