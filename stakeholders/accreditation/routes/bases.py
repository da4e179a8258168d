"""The doors of the bases: the list by constituency, one more, one extended."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from foundation import clock, signed_in
from foundation.errors import Invalid, Refusal
from foundation.languages import say
from stakeholders.accreditation import services
from stakeholders.accreditation.forms.bases import BasisForm, ExtendForm
from stakeholders.accreditation.queries import bases as queries
from stakeholders.accreditation.queries.sessions import session_ahead
from stakeholders.accreditation.routes.pages import pages
from stakeholders.accreditation.rules import bases as rules
from stakeholders.organizations import queries as organizations

BESIDE: tuple[tuple[str, tuple[type[Refusal], ...]], ...] = (
    ("key", (rules.KeyTaken, rules.KeyUnreadable)),
    ("decision", (rules.DecisionNeeded,)),
    ("from_session", (rules.SessionOutOfReach,)),
    ("to_session", (rules.BackToFront,)),
)


@pages.own("/desk/bases")
@signed_in.needed
def bases_page() -> str:
    """The bases by constituency, with their sessions and how many hold each."""
    return _bases_page(None)


@pages.post("/desk/bases", keeps_typed=True)
@signed_in.needed
def add_basis() -> Any:
    queries.demand_change(signed_in.account_id())
    form = BasisForm(organizations.constituencies())
    if not form.validate_on_submit():
        return _bases_page(form), 422
    try:
        services.add_basis(signed_in.account_id(), form.basis, now=clock.now(), stamped_at=clock.wire_now())
    except Invalid as refusal:
        name = next((name for name, kinds in BESIDE if isinstance(refusal, kinds)), "constituency")
        form.blame(name, say(refusal.sentence))
        return _bases_page(form), refusal.status
    flash(_("Added."))
    return redirect(url_for(".bases_page"), 303)


@pages.own("/desk/bases/<int(max=999999999):number>/extend")
@signed_in.needed
def extend_page(number: int) -> str:
    """To which session a basis is extended."""
    return _extend_page(number, None)


@pages.post("/desk/bases/<int(max=999999999):number>/extend", keeps_typed=True)
@signed_in.needed
def extend_basis(number: int) -> Any:
    queries.demand_change(signed_in.account_id())
    form = ExtendForm()
    if not form.validate_on_submit():
        return _extend_page(number, form), 422
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    try:
        services.extend_basis(signed_in.account_id(), number, form.last.data or 0, seen=form.revision, **times)
    except (Invalid, rules.NothingToExtend, rules.HasGap, rules.ExtendedMeanwhile) as refusal:
        form.tell(refusal)
        return _extend_page(number, form), refusal.status
    flash(_("Extended. What was decided before stays as it is."))
    return redirect(url_for(".bases_page"), 303)


def _bases_page(form: BasisForm | None) -> str:
    view = queries.bases(signed_in.account_id())
    form = form or BasisForm(organizations.constituencies(), formdata=None)
    return render_template("stakeholders/accreditation/bases.html", view=view, form=form)


def _extend_page(number: int, form: ExtendForm | None) -> str:
    row = queries.basis(signed_in.account_id(), number)
    may_change = queries.may_change(signed_in.account_id())
    form = form or ExtendForm(formdata=None)
    form.seen.data = row.span.last
    ahead = session_ahead(clock.now())
    return render_template(
        "stakeholders/accreditation/extend.html", row=row, form=form, ahead=ahead, may_change=may_change
    )
