"""How the list of applications is narrowed, and what is decided on one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from foundation.fields import Choice, Radios, Whole, offered
from foundation.forms import LongText, SeenForm
from foundation.languages import say
from stakeholders.accreditation.models import Application, Basis
from stakeholders.accreditation.queries.rights import span_of
from stakeholders.accreditation.rules.applying import MOST_REASON, MOST_STEP, VERDICT_WORDS, VERDICTS, Deed, State
from stakeholders.accreditation.rules.bases import FIRST_SESSION, LAST_SESSION, Span
from stakeholders.accreditation.rules.lists import SORTS, Filter
from stakeholders.accreditation.services.deciding import Verdict


def read_filter(args: Mapping[str, str]) -> Filter:
    """The filter of the list out of a query; what is none is left out."""
    page, session = args.get("page", ""), args.get("session", "")
    return Filter(
        state=args.get("state", "") if args.get("state") in set(State) else "",
        session=int(session) if session.isdecimal() and len(session) < 4 and int(session) else None,
        constituency=args.get("constituency", "").strip()[:40],
        words=" ".join(args.get("q", "").split())[:80],
        sort=args.get("sort", "") if args.get("sort") in SORTS else "-date",
        page=int(page) if page.isdecimal() and len(page) < 6 and int(page) else 1,
    )


class DecideForm(SeenForm):
    """What is decided on an application, on what basis and for which sessions, why, and what next."""

    verdict = Radios(_("Decision"))
    basis = Choice(_("On which basis"))
    from_session = Whole(_("From session"), least=FIRST_SESSION, most=LAST_SESSION)
    to_session = Whole(_("To session"), least=FIRST_SESSION, most=LAST_SESSION)
    reason = LongText(_("Reason"), most=MOST_REASON)
    next_step = LongText(_("What they can do next"), most=MOST_STEP)

    def __init__(self, application: Application, bases: Sequence[Basis], **options: Any) -> None:
        preset = next((each.id for each in bases if _covers(each, application.session)), 0)
        super().__init__(
            data={
                "seen": application.revision,
                "basis": str(application.basis_id or preset),
                "from_session": application.from_session or application.session,
                "to_session": application.to_session if application.from_session else application.session,
                "reason": application.reason,
                "next_step": application.next_step,
            },
            **options,
        )
        self.verdict.choices = offered((str(each), say(VERDICT_WORDS[each])) for each in VERDICTS)
        named = ((str(each.id), f"{each.decision} ({span_of(each)})") for each in bases)
        self.basis.choices = [*offered([("0", _("none"))]), *offered(named)]

    @property
    def decided(self) -> Verdict:
        """The verdict that was filled in."""
        deed = Deed(self.verdict.data)
        if deed is not Deed.APPROVE:
            return Verdict(deed, self.reason.data or "", self.next_step.data or "")
        first = self.from_session.data
        span = Span(first, self.to_session.data) if first else None
        return Verdict(deed, self.reason.data or "", self.next_step.data or "", int(self.basis.data) or None, span)


def _covers(basis: Basis, session: int) -> bool:
    span = span_of(basis)
    return span is not None and span.covers(session)
