"""A basis that is put on record, and one that is extended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from foundation.fields import Choice, Radios, Whole, offered
from foundation.forms import LongText, SeenForm, Text, needed
from foundation.languages import pick, say
from stakeholders.accreditation.rules.bases import (
    FIRST_SESSION,
    HELD_WORDS,
    LAST_SESSION,
    LISTED,
    MOST_DECISION,
    MOST_KEY,
    MOST_NOTE,
    Span,
)
from stakeholders.accreditation.services.bases import NewBasis
from stakeholders.organizations.models import Constituency


class BasisForm(SeenForm):
    """A decision or status, whom it is for, and for which sessions."""

    key = Text(_("Key"), most=MOST_KEY, validators=[needed()])
    constituency = Choice(_("Constituency"))
    decision = Text(_("Decision or status, as it is cited"), most=MOST_DECISION, validators=[needed()])
    from_session = Whole(_("From session"), [needed()], least=FIRST_SESSION, most=LAST_SESSION)
    to_session = Whole(_("To session"), least=FIRST_SESSION, most=LAST_SESSION)
    held_by = Radios(_("Held by"), default=LISTED)
    note = LongText(_("Note"), most=MOST_NOTE)

    def __init__(self, constituencies: Sequence[Constituency], **options: Any) -> None:
        super().__init__(**options)
        self.constituency.choices = offered((str(each.id), pick(each.names).text) for each in constituencies)
        self.held_by.choices = offered((key, say(words)) for key, words in HELD_WORDS.items())

    @property
    def basis(self) -> NewBasis:
        """The basis that was filled in."""
        return NewBasis(
            self.key.data or "",
            int(self.constituency.data),
            self.decision.data or "",
            Span(self.from_session.data or 0, self.to_session.data),
            self.held_by.data,
            self.note.data or "",
        )


class ExtendForm(SeenForm):
    """To which session a basis is extended; what was seen is its last one."""

    last = Whole(_("Last session"), [needed()], least=FIRST_SESSION, most=LAST_SESSION)
