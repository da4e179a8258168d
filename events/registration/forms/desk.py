"""The filter of the desk, and what is decided there."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from events.registration.rules.desk import Filter
from events.registration.rules.registering import State
from foundation.forms import Form, LongText

MOST_REASON = 500


def read_filter(args: Mapping[str, str]) -> Filter:
    """The filter of the desk out of a query; a state or page that is none is left out."""
    state, page = args.get("state", ""), args.get("page", "")
    return Filter(
        state=state if state in set(State) else "",
        segment=args.get("segment", "").strip()[:20],
        words=" ".join(args.get("q", "").split())[:80],
        page=int(page) if page.isdecimal() and len(page) < 6 and int(page) else 1,
    )


class VerdictForm(Form):
    """What is decided on one registration."""

    reason = LongText(_("Reason, for the person"), most=MOST_REASON)
