"""Languages: the address's prefix chooses one, gettext speaks it, a pseudo-language tries every page first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, Domain, force_locale
from flask_babel import gettext as _

from foundation.sentences import Sentence


@dataclass(frozen=True)
class Language:
    """A language pages can be read in: address code, own name, BCP 47 tag, direction, Babel locale."""

    code: str
    name: str
    tag: str
    direction: str
    locale: str


PSEUDO = Language("xb", "⟦Pseudo⟧", "en-x-pseudo", "rtl", "en_GB")
LANGUAGES = (
    Language("ar", "العربية", "ar", "rtl", "ar"),
    Language("zh", "中文", "zh", "ltr", "zh"),
    Language("en", "English", "en", "ltr", "en_GB"),
    Language("fr", "Français", "fr", "ltr", "fr"),
    Language("ru", "Русский", "ru", "ltr", "ru"),
    Language("es", "Español", "es", "ltr", "es"),
)
BY_CODE = {language.code: language for language in (*LANGUAGES, PSEUDO)}
ENGLISH = BY_CODE["en"]
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}

_ACCENTS = str.maketrans("aeiouyAEIOUYcnCNsS", "áéíóúýÁÉÍÓÚÝçñÇÑšŠ")


class PseudoTranslations(NullTranslations):
    """English made longer and marked, so that a page shows what was forgotten and what does not fit."""

    def ugettext(self, message: str) -> str:
        return pseudo(message)

    def ungettext(self, singular: str, plural: str, n: int) -> str:
        return pseudo(singular if n == 1 else plural)

    def upgettext(self, context: str, message: str) -> str:
        return pseudo(message)


def pseudo(message: str) -> str:
    """The message with accents, two fifths longer, in brackets; values in braces or %(…)s stay as they are."""
    out, depth = [], 0
    for index, letter in enumerate(message):
        opens = letter == "{" or (letter == "%" and message[index + 1 : index + 2] == "(")
        depth += opens
        out.append(letter if depth else letter.translate(_ACCENTS))
        if depth and (letter == "}" or (letter in "sd" and message[index - 1] == ")")):
            depth -= 1
    padding = "~" * max(1, len(message) * 2 // 5)
    return f"⟦{''.join(out)} {padding}⟧"


class LanguagePrefix:
    """WSGI: takes `/fr` off the path into SCRIPT_NAME, so that every address built on the page keeps it."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], codes: Iterable[str]) -> None:
        self.inner = inner
        self.codes = frozenset(codes) - {ENGLISH.code}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        first, _, rest = path[1:].partition("/")
        if first in self.codes:
            environ = {
                **environ,
                "linkage.language": first,
                "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + "/" + first,
                "PATH_INFO": "/" + rest,
            }
        return self.inner(environ, start_response)


_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for a while, whatever the address says: for feeds and messages."""
    token = _spoken.set(language)
    try:
        with force_locale(language.locale):
            yield
    finally:
        _spoken.reset(token)


def current() -> Language:
    """The language being spoken, else that of the request; English outside one."""
    spoken = _spoken.get()
    if spoken is not None or not has_request_context():
        return spoken or ENGLISH
    return BY_CODE[request.environ.get("linkage.language", ENGLISH.code)]


def same_page_in(language: Language) -> str:
    """The address of the page being shown, in another language."""
    prefix = "" if language is ENGLISH else f"/{language.code}"
    query = request.query_string.decode()
    if getattr(current_app.view_functions.get(request.endpoint or ""), "is_own", False):
        # What a stranger hangs on the address of a form is not handed on; where it leads back to is.
        onward = request.args.get("next")
        query = urlencode({"next": onward}) if onward else ""
    return prefix + request.path + (f"?{query}" if query else "")


def say(sentence: Sentence) -> str:
    """A sentence in the language of the request."""
    words: str = _(sentence.text)
    return words.format(**{key: in_words(value, opens=key == "opens") for key, value in sentence.values.items()})


def in_words(value: object, *, opens: bool = False) -> object:
    """A value inside a sentence: sentences speak for themselves, an instant is told on the house's wall, a day in full.

    Midnight is the end of the day before, but for what opens then.
    """
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(current_app.config["ZONE"]))
        if local.time() == time(0) and not opens:
            return format_date(local.date() - timedelta(days=1), "d MMMM y", locale=current().locale) + ", 24:00"
        return format_datetime(local, "d MMMM y, HH:mm", locale=current().locale)
    if isinstance(value, date):
        # The long form of Russian ends in a full stop, which a sentence has of its own.
        return format_date(value, "d MMMM y" if current().code == "ru" else "long", locale=current().locale)
    return say(value) if isinstance(value, Sentence) else value


@dataclass(frozen=True)
class Shown:
    """A text as it is shown: the words, their language, and whether that is the reader's own."""

    text: str
    language: str
    direction: str
    is_readers: bool

    def __str__(self) -> str:
        return self.text


def pick(texts: Mapping[str, str], *, original: str = "en", reader: str | None = None) -> Shown:
    """The text in the reader's language, else in English, else in the original, marked as what it is."""
    wanted = reader or current().code
    for code in (wanted, "en", original, *texts):
        if texts.get(code):
            direction = "rtl" if code in RIGHT_TO_LEFT else "ltr"
            return Shown(texts[code], code, direction, code == wanted or (wanted == PSEUDO.code and code == "en"))
    return Shown("", wanted, current().direction, True)


class SpokenDomain(Domain):
    """The catalogues below translations/, and the pseudo-language, which needs none."""

    def get_translations(self) -> Any:
        spoken = current()
        return _pseudo if spoken is PSEUDO else catalogue(spoken.code)


CATALOGUES = Path(__file__).parent.parent / "translations"


@cache
def catalogue(code: str) -> NullTranslations:
    """What is said in a language, read from its .po file at first need: there is no compiled copy that could be stale."""
    place = CATALOGUES / code / "LC_MESSAGES" / "messages.po"
    if not place.exists():
        return Translations()
    compiled = BytesIO()
    with place.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return Translations(compiled)


def init_app(app: Flask) -> None:
    """Set up Flask-Babel with the address as selector, and the pseudo-language where it is switched on."""
    babel = Babel(app, locale_selector=lambda: current().locale)
    babel.domain_instance = SpokenDomain()
    codes = [language.code for language in LANGUAGES] + ([PSEUDO.code] if app.config["PSEUDO_LANGUAGE"] else [])
    app.wsgi_app = LanguagePrefix(app.wsgi_app, codes)  # type: ignore[method-assign]


_pseudo = PseudoTranslations()
