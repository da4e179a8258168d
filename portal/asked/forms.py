"""The answers that a focal point gives on the page itself."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField

from events.programme.rules.answers import MOST_NOTE, Answer
from events.registration.rules.deciding import MOST_REASON, MOST_STEP, OF_FOCAL_POINTS, Verdict
from foundation.fields import Choice, offered
from foundation.forms import Form, LongText, SeenForm, Text
from stakeholders.organizations.rules import MOST_REASON as MOST_DECLINING

LONGEST_NUMBER = 9


class AnswerForm(SeenForm):
    """A host's word on a meeting, as it was shown at a revision."""

    answer = Choice(choices=offered([(Answer.CONFIRMED, ""), (Answer.DECLINED, "")]))
    note = LongText(_("What is wrong, or what you want to add"), most=MOST_NOTE)


class ConfirmAllForm(Form):
    """The meetings that wait, each as "number.revision" of what was shown."""

    seen = SelectMultipleField(validate_choice=False)

    @property
    def revisions(self) -> dict[int, int]:
        """By the number of the meeting, the revision that was seen; what can't be read was never shown."""
        pairs = [text.partition(".") for text in self.seen.data or []]
        return {int(number): int(seen) for number, _, seen in pairs if _is_number(number) and _is_number(seen)}


class DeclaredForm(Form):
    """A word on an affiliation that somebody has declared."""

    verdict = Choice(choices=offered([("confirm", ""), ("decline", "")]))
    reason = Text(_("Reason, for the person"), most=MOST_DECLINING)


class PeopleForm(Form):
    """A word on registrations, one or many."""

    number = SelectMultipleField(validate_choice=False)
    verdict = Choice(choices=offered((verdict, "") for verdict in sorted(OF_FOCAL_POINTS)))
    reason = LongText(_("Reason, for the person"), most=MOST_REASON)
    next_step = Text(_("What the person can do"), most=MOST_STEP)

    @property
    def numbers(self) -> list[int]:
        """The registrations that were ticked; what is no number is nobody's."""
        ticked: list[Any] = self.number.data or []
        return [int(text) for text in ticked if _is_number(text)]

    @property
    def decided(self) -> Verdict:
        return Verdict(self.verdict.data)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
