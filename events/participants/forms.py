"""What is asked of the list of participants, and what its desk sends."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField

from events.participants.queries.lists import Wish
from events.participants.rules.lists import Kind
from foundation.fields import Radios, offered
from foundation.forms import Form

MOST_WORDS = 80


def read_wish(args: Mapping[str, str]) -> Wish:
    """The list that is asked for, out of a query: `segment`, `number` ("now" for none issued), `q`."""
    return Wish(
        segment=args.get("segment", "").strip()[:20],
        number=args.get("number", "").strip()[:9],
        words=" ".join(args.get("q", "").split())[:MOST_WORDS],
    )


class IssueForm(Form):
    """A list to be issued: of which segment, provisional or final; `early` says that a final one is meant before the end."""

    segment = HiddenField()
    kind = Radios(
        _("Which list?"),
        choices=offered([(Kind.PROVISIONAL.value, _("Provisional")), (Kind.FINAL.value, _("Final"))]),
        default=Kind.PROVISIONAL.value,
    )
    early = BooleanField(_("It is final although the part is not over"))
