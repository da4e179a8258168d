"""What a person needs, how it is answered, and what the desk of needs is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from events.registration.queries.needs import Wish
from events.registration.rules.needs import KIND_WORDS, MOST_ANSWER, MOST_WORDS, NeedState, Wanted, wanted
from foundation.fields import Radios, Ticks, offered
from foundation.forms import Form, LongText
from foundation.languages import say


def read_wish(args: Mapping[str, str]) -> Wish:
    """The filter of the desk out of a query; a kind or state that is none is left out."""
    kind, state = args.get("kind", ""), args.get("state", "")
    return Wish(
        kind=kind if kind in KIND_WORDS else "",
        state=state if state in set(NeedState) else "",
        segment=args.get("segment", "").strip()[:20],
        words=" ".join(args.get("q", "").split())[:80],
    )


class NeedFields(Form):
    """What a person needs, in kinds and in words."""

    kinds = Ticks(_("What do you need?"), choices=[])
    need_words = LongText(_("In your words"), most=MOST_WORDS)

    def offer(self) -> None:
        """Offer the kinds in the words of the reader."""
        self.kinds.choices = offered((key, say(words)) for key, words in KIND_WORDS.items())

    @property
    def wanted(self) -> Wanted:
        return wanted(self.kinds.data or [], self.need_words.data or "")


class AnswerForm(Form):
    """The answer to a need."""

    state = Radios(
        _("The answer"),
        choices=offered(
            [
                (NeedState.ARRANGED.value, _("It is arranged")),
                (NeedState.NOT_POSSIBLE.value, _("It is not possible")),
                (NeedState.ASKED.value, _("We ask the person back")),
            ]
        ),
    )
    answer = LongText(_("Words for the person"), most=MOST_ANSWER)
