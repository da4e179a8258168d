"""The secretariat's list of registrations, and what is decided there."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from events.editions import queries as editions
from events.editions.rules import ORGANIZER, PROGRAMME_ORGANIZER
from events.registration.forms.desk import VerdictForm, read_filter
from events.registration.queries.desk import desk
from events.registration.routes.pages import pages
from events.registration.rules.registering import REGISTRAR, NoBasis, ReasonNeeded
from events.registration.rules.standing import NotConfirmed
from events.registration.services import deciding
from events.registration.services.deciding import DECIDERS, Verdict
from foundation import access, clock, signed_in
from foundation.access import Scope
from foundation.errors import Refusal
from foundation.languages import say
from foundation.letters import house

READERS = (REGISTRAR, ORGANIZER, PROGRAMME_ORGANIZER)


@pages.own("/desk/<edition>/registrations")
@signed_in.needed
def registrations_page(edition: str) -> str:
    """The registrations of an edition, a page at a time."""
    return _list_page(edition)


@pages.post("/desk/<edition>/registrations/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def decide(edition: str, number: int) -> Any:
    form = VerdictForm()
    verdict = Verdict.APPROVE if request.form.get("verdict") == "approve" else Verdict.REFUSE
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    if not form.validate_on_submit():
        return _list_page(edition, number, form), 422
    what = {"verdict": verdict, "reason": form.reason.data, "house": house()}
    try:
        deciding.decide(signed_in.account_id(), edition, number, **what, **times)
    except (NoBasis, NotConfirmed, ReasonNeeded) as refused:
        return _told(edition, number, form, refused), refused.status
    return redirect(url_for(".registrations_page", edition=edition, **_query()) + f"#r{number}", 303)


def _told(edition: str, number: int, form: VerdictForm, refused: Refusal) -> str:
    form.blame("reason", say(refused.sentence))
    return _list_page(edition, number, form)


def _list_page(edition: str, number: int | None = None, form: VerdictForm | None = None) -> str:
    found = editions.edition(edition)
    scope = Scope("edition", found.id)
    access.demand(signed_in.account_id(), READERS, scope)
    wish = read_filter(request.args)
    return render_template(
        "events/registration/registrations.html",
        desk=desk(edition, wish, now=clock.now()),
        wish=wish,
        query=_query(),
        may_decide=access.may(signed_in.account_id(), DECIDERS, scope),
        wrong=number,
        form=form or VerdictForm(formdata=None),
        banner=found.banner,
    )


def _query() -> dict[str, Any]:
    return {name: value for name, value in request.args.items() if name in ("state", "segment", "q", "page") and value}
