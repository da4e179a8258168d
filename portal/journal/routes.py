"""The doors of the journal: of the house and of an edition, as pages and as a file; sealed values on a word of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import Response, current_app, render_template, request, url_for

from foundation import clock, shown, signed_in
from foundation.journal import JournalLine
from foundation.languages import say
from foundation.pages import Pages
from foundation.sentences import Sentence
from foundation.sheets import as_csv
from portal.journal import services
from portal.journal.forms import read_wish
from portal.journal.queries import reading
from portal.journal.queries.reading import Sight, Told, Value
from portal.journal.rules.telling import Word
from portal.journal.rules.values import VALUE_WORDS
from portal.journal.rules.words import FACT_WORDS, SUBJECT_WORDS, VERB_WORDS, deed_words

pages = Pages("journal", __name__)

PAGES_OF: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "meeting": ("programme.edit_meeting_page", ("edition", "key")),
    "edition": ("editions.edit_edition_page", ("edition",)),
    "segment": ("editions.edit_segment_page", ("edition", "key")),
    "window": ("editions.edit_edition_page", ("edition",)),
    "closure": ("venues.rooms_page", ("edition",)),
    "organization": ("organizations.organization_file_page", ("number",)),
    "application": ("accreditation.desk_application_page", ("number",)),
    "registration": ("registration.registration_page", ("edition", "number")),
    "decision": ("registration.decision_page", ("edition", "number")),
    "import": ("delegations.import_page", ("edition", "number")),
}
"""Where the subject of a line has its page: an endpoint, and what of the line's edition and its subject's key it takes."""

HEADING = ("number", "at", "actor", "person", "verb", "subject", "key", "edition", "field", "before", "after")
IN_WORDS = ("deed", "of", "name", "field_in_words", "before_in_words", "after_in_words")
"""What a file has for people beside the keys that it has for programs."""


@pages.own("/desk/journal")
@signed_in.needed
def house_journal_page() -> str:
    """The journal of the house."""
    return _page(None)


@pages.own("/desk/<edition>/journal")
@signed_in.needed
def journal_page(edition: str) -> str:
    """The journal of an edition."""
    return _page(edition)


@pages.own("/desk/journal.csv")
@signed_in.needed
def house_journal_file() -> Response:
    return _file(None)


@pages.own("/desk/<edition>/journal.csv")
@signed_in.needed
def journal_file(edition: str) -> Response:
    return _file(edition)


@pages.post("/desk/journal/<int(max=2000000000):number>/open")
@signed_in.needed
def open_in_house(number: int) -> str:
    return _opened(None, number)


@pages.post("/desk/<edition>/journal/<int(max=2000000000):number>/open")
@signed_in.needed
def open_sealed(edition: str, number: int) -> str:
    return _opened(edition, number)


def _page(edition: str | None) -> str:
    sight, wish = reading.sight(signed_in.account_id(), edition), read_wish(request.args)
    zone = _zone(sight)
    page = reading.lines(sight, wish, zone=zone)
    given: dict[str, Any] = {"sight": sight, "wish": wish, "zone": zone, "address": _address(edition)}
    verbs = sorted(((key, say(words)) for key, words in VERB_WORDS.items()), key=lambda pair: pair[1].casefold())
    kinds = sorted(((key, say(words)) for key, words in SUBJECT_WORDS.items()), key=lambda pair: pair[1].casefold())
    return render_template(
        "portal/journal/journal.html", page=page, edition=sight.edition, verbs=verbs, kinds=kinds, **given, **_words()
    )


def _file(edition: str | None) -> Response:
    account, wish = signed_in.account_id(), read_wish(request.args)
    zone = _zone(reading.sight(account, edition))
    lines = services.take_file(account, edition, wish, zone=zone, now=clock.now())
    rows = [row for each in lines for row in _rows(each, zone)]
    answer = Response(as_csv([(*HEADING, *IN_WORDS), *rows]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="journal-{edition or "house"}.csv"'
    return answer


def _rows(told: Told, zone: str) -> list[list[object]]:
    """A row for each field that changed, and for each other fact; one at least."""
    line, deed = told.line, deed_words(told.line.verb, told.line.subject_kind)
    start = [line.id, shown.local(line.at, zone).isoformat(timespec="seconds"), told.actor]
    start += [told.who, line.verb, line.subject_kind, line.subject_key, line.edition]
    of = SUBJECT_WORDS.get(line.subject_kind)
    words = [say(deed) if deed else line.verb, say(of) if of else line.subject_kind, told.subject or told.about]
    fields = [
        [each.name, *map(_kept, each.kept), *words, field_words(each.name, line), *_both(each, zone)]
        for each in (*told.changes, *told.facts)
    ]
    return [[*start, *field] for field in fields or [["", "", "", *words, "", "", ""]]]


def _both(value: Value, zone: str) -> list[str]:
    return [in_words(each, zone) for each in (value.was, value.is_now)]


def _kept(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _opened(edition: str | None, number: int) -> str:
    line, values = services.open_sealed(signed_in.account_id(), edition, number, now=clock.now())
    told, zone = reading.told_values(line, values or {}), _zone(reading.sight(signed_in.account_id(), edition))
    given: dict[str, Any] = {"is_erased": values is None, "edition_key": edition, "address": _address(edition)}
    return render_template("portal/journal/opened.html", told=told, zone=zone, **given, **_words())


def _words() -> dict[str, Any]:
    names = {"deed_words": deed_words, "field_words": field_words, "in_words": in_words}
    return {**names, "SUBJECTS": SUBJECT_WORDS, "page_of": page_of}


def field_words(name: str, line: JournalLine) -> str:
    """What a field or fact of a line is called."""
    words = FACT_WORDS.get(name) or VALUE_WORDS["fields"].get(line.subject_kind, {}).get(name)
    return say(words) if words else name.replace("_", " ")


def in_words(value: Word, zone: str) -> str:
    """A value in the reader’s words: a moment on the wall of a zone, a day, several with commas."""
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, datetime):
        at = shown.local(value, zone) if value.tzinfo else value
        return f"{shown.day_month(at, year=True)}, {shown.hour(at)}"
    if isinstance(value, date):
        return shown.day_month(value, year=True)
    if isinstance(value, list):
        return ", ".join(in_words(each, zone) for each in value)
    return str(value)


def page_of(line: JournalLine) -> str | None:
    """Where the subject of a line has its page on the desk, if it has one."""
    endpoint, names = PAGES_OF.get(line.subject_kind, ("", ()))
    own = line.subject_key.removeprefix(f"{line.edition}/")
    known: dict[str, Any] = {"edition": line.edition, "key": own, "number": int(own) if own.isdigit() else None}
    values = {name: known[name] for name in names}
    return url_for(endpoint, **values) if endpoint and all(values.values()) else None


def _zone(sight: Sight) -> str:
    zone: str = current_app.config["ZONE"]
    return sight.edition.zone if sight.edition else zone


def _address(edition: str | None) -> str:
    return url_for(".house_journal_page") if edition is None else url_for(".journal_page", edition=edition)
