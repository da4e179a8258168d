"""The registrar's filter out of an address, and what is decided there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectChoice, SelectField

from events.registration.rules.deciding import MOST_REASON, MOST_STEP, Verdict, Words, missing_words
from events.registration.rules.desk import MISSING, MOST_NAME, SIZES, SORTS, Filter
from events.registration.rules.registering import MODE_WORDS, READY_REASONS, READY_STEPS, State
from foundation.forms import Form, LongText, SeenForm, Text
from foundation.languages import say
from foundation.sentences import Sentence

MOST_TICKED = 500


def read_filter(args: Mapping[str, str]) -> Filter:
    """The filter out of a query; what is no choice, no day or no page is left out."""
    page, size = _number(args.get("page", "")) or 1, _number(args.get("size", ""))
    return Filter(
        state=_one_of(args.get("state", ""), set(State)),
        segment=args.get("segment", "").strip()[:20],
        constituency=args.get("constituency", "").strip()[:40],
        organization=" ".join(args.get("organization", "").split())[:80],
        mode=_one_of(args.get("mode", ""), MODE_WORDS),
        only=_one_of(args.get("only", ""), MISSING),
        since=_day(args.get("from", "")),
        until=_day(args.get("to", "")),
        words=" ".join(args.get("q", "").split())[:80],
        sort=_one_of(args.get("sort", ""), SORTS) or "-date",
        size=size if size in SIZES else SIZES[0],
        page=page,
    )


def read_numbers(texts: Iterable[str]) -> list[int]:
    """The numbers that were ticked, each once; several may stand in one text, with commas between them."""
    found = (each for text in texts for each in text.split(",") if each.isascii() and each.isdigit() and len(each) < 10)
    return list(dict.fromkeys(map(int, found)))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _one_of(text: str, known: Iterable[str]) -> str:
    return text if text in set(known) else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


class _Decision(Form):
    """A verdict with its words: typed, or chosen from ready ones."""

    verdict = HiddenField()
    ready = SelectField(_("Ready reason"), validate_choice=False)
    reason = LongText(_("Reason, for the person"), most=MOST_REASON)
    ready_step = SelectField(_("Ready next step"), validate_choice=False)
    next_step = LongText(_("What the person can do next"), most=MOST_STEP)

    def fill(self) -> None:
        """Put the ready sentences into their lists."""
        for field, sentences in ((self.ready, READY_REASONS), (self.ready_step, READY_STEPS)):
            field.choices = [
                SelectChoice("", _("in my own words")),
                *(SelectChoice(str(each), say(each)) for each in sentences),
            ]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether all is well, and all is said that the person is to read."""
        valid = super().validate(*args, **kwargs)
        missing = missing_words(self.asked, self.words) if self.asked else {}
        for name, sentence in missing.items():
            self.blame(name, say(sentence))
        return valid and not missing

    @property
    def asked(self) -> Verdict | None:
        """What is to be decided; None for what is no verdict."""
        return next((each for each in Verdict if each == self.verdict.data), None)

    @property
    def words(self) -> Words:
        """The words as they are kept: a ready sentence in the form that speaks every language."""
        return Words(
            _kept(self.reason.data or "", self.ready.data or "", READY_REASONS),
            _kept(self.next_step.data or "", self.ready_step.data or "", READY_STEPS),
        )


def _kept(typed: str, chosen: str, ready: Iterable[Sentence]) -> str:
    said = {say(each): str(each) for each in ready} | {str(each): str(each) for each in ready}
    return said.get(typed, typed) or said.get(chosen, "")


class VerdictForm(_Decision, SeenForm):
    """What is decided on one registration."""


class BulkForm(_Decision):
    """What is decided on many: on those ticked, those of the page, or all that fit."""

    whom = RadioField(
        _("On which registrations"),
        choices=[SelectChoice(each, each) for each in ("ticked", "page", "all")],
        default="ticked",
        validate_choice=False,
    )


class FilterForm(Form):
    """The name of a filter that is kept."""

    name = Text(_("Name of this filter"), most=MOST_NAME)
