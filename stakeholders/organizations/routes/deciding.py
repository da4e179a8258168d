"""The desk of focal points: what waits to be verified, who speaks for whom."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from foundation import clock, signed_in
from foundation.errors import Invalid, Refusal
from foundation.languages import say
from foundation.letters import house
from stakeholders.organizations import services
from stakeholders.organizations.forms.directory import DecideForm
from stakeholders.organizations.forms.speaking import EndTermForm
from stakeholders.organizations.queries import desk
from stakeholders.organizations.queries import terms as reads
from stakeholders.organizations.routes.pages import pages, today, zone
from stakeholders.organizations.rules import ReasonNeeded, terms


@pages.own("/desk/focal-points")
@signed_in.needed
def focal_points_page() -> str:
    """Who asks to speak for an organization, and who does."""
    return _page(DecideForm(formdata=None), None)


@pages.post("/desk/focal-points/<int(max=999999999):number>/verify")
@signed_in.needed
def verify_term(number: int) -> Any:
    services.verify(signed_in.account_id(), number, **_times())
    flash(_("Verified. A letter is on its way."))
    return redirect(url_for(".focal_points_page"), 303)


@pages.post("/desk/focal-points/<int(max=999999999):number>/decline", keeps_typed=True)
@signed_in.needed
def decline_term(number: int) -> Any:
    """Decline, with a reason; without one the page is shown again, after it is known who asks."""
    form = DecideForm()
    times = {name: value for name, value in _times().items() if name != "zone"}
    decide = partial(services.decline_term, reason=form.reason.data or "", **times)
    return _decided(decide, number, form, _("Declined. A letter is on its way."))


@pages.post("/desk/focal-points/<int(max=999999999):number>/end", keeps_typed=True)
@signed_in.needed
def end_term(number: int) -> Any:
    """End a term with a day, today where none is named."""
    form = EndTermForm()
    end = partial(services.end_term, until=form.until.data or today(), reason=form.reason.data or "", **_times())
    return _decided(end, number, form, _("Ended. A letter is on its way."))


def _decided(decide: Any, number: int, form: DecideForm | EndTermForm, words: str) -> Any:
    if not form.validate_on_submit():
        return _page(form, number), 422
    try:
        decide(signed_in.account_id(), number)
    except (Invalid, ReasonNeeded) as refusal:
        _blame(form, refusal)
        return _page(form, number), refusal.status
    flash(words)
    return redirect(url_for(".focal_points_page"), 303)


def _blame(form: DecideForm | EndTermForm, refusal: Refusal) -> None:
    form.blame("reason" if isinstance(refusal, ReasonNeeded) else "until", say(refusal.sentence))


def _times() -> dict[str, Any]:
    return {"zone": zone(), "house": house(), "now": clock.now(), "stamped_at": clock.wire_now()}


def _page(form: DecideForm | EndTermForm, deciding: int | None) -> str:
    desk.demand_reader(signed_in.account_id())
    asked, held = reads.asked(today()), reads.held(today())
    present: dict[int, list[terms.Term]] = {}
    for each in held:
        present.setdefault(each.organization_id, []).append(each)
    shown = {"asked": asked, "held": held, "present": present, "terms": terms, "today": today()}
    may_decide = desk.may_verify(signed_in.account_id())
    page = "stakeholders/organizations/desk_terms.html"
    return render_template(page, **shown, form=form, deciding=deciding, may_decide=may_decide)
