"""What templates may call: texts in the reader's language, days and hours on the wall, addresses of languages and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone_location
from flask import Flask, current_app
from flask_babel import get_locale
from markupsafe import Markup, escape

from foundation import clock, languages
from foundation import countries as states


def t(texts: Mapping[str, str], original: str = "en") -> Markup:
    """A text in the reader's language; another language is marked by lang and dir."""
    return marked(languages.pick(texts, original=original))


def marked(shown: languages.Shown) -> Markup:
    """A shown text as HTML: plain in the reader's language, in a span with lang and dir in another."""
    if shown.is_readers:
        return escape(shown.text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(shown.language, shown.direction, shown.text)


_AFTER_WEEKDAY = {"ar": "، ", "es": ", ", "ru": ", "}


def english(text: str) -> Markup:
    """A text that the data holds in English only: marked as such for readers of other languages."""
    return t({"en": text}) if text else Markup("")


def day(value: date | datetime, *, year: bool = True) -> str:
    """A day in full: "Tuesday 25 May 2027" (without the year: "Tuesday 25 May")."""
    name, rest = format_date(value, "EEEE", locale=_locale()), day_month(value, year=year)
    if _locale().language == "zh":
        return f"{rest}{name}"
    return f"{name}{_AFTER_WEEKDAY.get(_locale().language, ' ')}{rest}"


def short_day(value: date | datetime) -> str:
    """A day in short: "Tue 25 May"."""
    return _skeleton("MMMEd", value)


_DAY_MONTH = {"es": "d 'de' MMMM", "zh": "M月d日"}


def day_month(value: date | datetime, *, year: bool = False) -> str:
    """A day of a month in full: "25 April", with the year "25 April 2027"."""
    pattern = "long" if year else _DAY_MONTH.get(_locale().language, "d MMMM")
    return format_date(value, pattern, locale=_locale())


def weekday(value: date | datetime) -> str:
    """The short name of the day of the week: "Tue"."""
    return format_date(value, "EEE", locale=_locale())


def days(first: date, last: date, *, year: bool = True) -> Markup:
    """A span of days: "10–28 May 2027"; one day when both are the same."""
    if first == last:
        return escape(day(first, year=year))
    closing = day_month(last, year=year)
    if (first.year, first.month) == (last.year, last.month) and _locale().language != "zh":
        return Markup("<bdi>{}–{}</bdi>").format(first.day, closing)
    if _locale().language == "zh":
        return Markup("<bdi>{}–{}</bdi>").format(day_month(first, year=year), day_month(last))
    return Markup("<bdi>{} – {}</bdi>").format(day_month(first, year=year and first.year != last.year), closing)


def hour(value: datetime | time) -> str:
    """An hour on the wall, 24 h: "10:00"."""
    return f"{value:%H:%M}"


def hours(start: datetime | time, end: datetime | time) -> Markup:
    """A range of hours that stays left to right in every direction of text."""
    return Markup("<bdi>{}–{}</bdi>").format(hour(start), hour(end))


def elsewhere(start: datetime, end: datetime, *, at: str, zone: str) -> Markup:
    """Hours on the wall of `at` as they are on the wall of `zone`: "13:00–16:00 (Nairobi time)"; nothing when they are the same."""
    there = [value.replace(tzinfo=ZoneInfo(at)).astimezone(ZoneInfo(zone)) for value in (start, end)]
    if [value.replace(tzinfo=None) for value in there] == [start, end]:
        return Markup("")
    told = (
        hours(*there) if there[0].date() == start.date() else Markup("{} {}").format(short_day(there[0]), hours(*there))
    )
    return Markup("{} ({})").format(told, get_timezone_location(ZoneInfo(zone), locale=_locale(), return_city=True))


def country(code: str) -> str:
    """The name of a country by its two letters: "Switzerland", in English as the UN has it; the letters where there is none."""
    locale = _locale()
    told = states.ENGLISH.get(code) if locale.language == "en" else None
    return told or str(locale.territories.get(code, code))


def countries(codes: Iterable[str] = states.STATES) -> dict[str, str]:
    """Countries by their two letters, in the order of their names: the States, where no others are asked for."""
    known = ((code, country(code)) for code in codes)
    return dict(sorted(known, key=lambda pair: (states.place(pair[1]), pair[0])))


def local(instant: datetime, zone: str | None = None) -> datetime:
    """An instant as wall-clock time of a zone (the house's own by default)."""
    return instant.astimezone(ZoneInfo(zone or current_app.config["ZONE"]))


def between(opens: datetime, closes: datetime) -> Markup:
    """From an opening to a closing, wall-clock: "25 May, 09:30–11:05", "15 March, 09:00 – 29 April, 24:00".

    What closes at midnight is open until 24:00 of the day before.
    """
    last, end = (
        (closes.date(), hour(closes)) if closes.time() != time() else (closes.date() - timedelta(days=1), "24:00")
    )
    if opens.date() == last:
        return Markup("{}, <bdi>{}–{}</bdi>").format(day_month(opens), hour(opens), end)
    return Markup("<bdi>{}, {}</bdi> – <bdi>{}, {}</bdi>").format(day_month(opens), hour(opens), day_month(last), end)


def iso(value: datetime | date) -> str:
    """A day or wall-clock time for a machine: the value of `datetime=`."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def init_app(app: Flask) -> None:
    """Give templates these functions and what every page's frame needs."""
    app.jinja_env.globals.update(
        t=t, english=english, marked=marked, day=day, short_day=short_day, day_month=day_month, weekday=weekday, days=days,
        country=country, countries=countries, hour=hour, hours=hours, between=between, elsewhere=elsewhere,
        local=local, iso=iso, say=languages.say, reader=languages.current,
    )  # fmt: skip
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    # The pseudo-language is for trying pages: it has its address, and is offered to those only who are in it.
    shown = [*languages.LANGUAGES, *([languages.PSEUDO] if languages.current() is languages.PSEUDO else [])]
    return {
        "language": languages.current(),
        "language_links": [(language, languages.same_page_in(language)) for language in shown],
        "demonstration_day": clock.today(current_app.config["ZONE"]) if clock.is_demonstration() else None,
    }


def _skeleton(pattern: str, value: date | datetime) -> str:
    return format_skeleton(pattern, value, locale=_locale())


def _locale() -> Locale:
    return get_locale() or Locale("en", "GB")
