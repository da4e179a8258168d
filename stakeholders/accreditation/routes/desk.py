"""The doors of the secretariat: the list of applications, one whole file, and what is decided on it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from foundation import clock, signed_in
from foundation.errors import Invalid, Refusal
from foundation.languages import say
from foundation.letters import house
from stakeholders.accreditation import services
from stakeholders.accreditation.forms.desk import DecideForm, read_filter
from stakeholders.accreditation.queries import desk as queries
from stakeholders.accreditation.routes.pages import pages
from stakeholders.accreditation.rules import applying as rules
from stakeholders.accreditation.rules import bases
from stakeholders.accreditation.rules.lists import SORTS

BESIDE: tuple[tuple[str, tuple[type[Refusal], ...]], ...] = (
    ("reason", (rules.ReasonNeeded,)),
    ("basis", (bases.NoSuchBasis,)),
    ("from_session", (bases.NotWithin, bases.DoesNotCover, bases.IntoThePast, bases.SessionOutOfReach)),
    ("to_session", (bases.BackToFront,)),
)
REFUSALS = (Invalid, rules.ChangedSince, rules.NotPossible, rules.NotConfirmed, bases.BeyondReach)


@pages.own("/desk/accreditation")
@signed_in.needed
def desk_page() -> str:
    """The applications, a page at a time."""
    wish = read_filter(request.args)
    desk = queries.desk(signed_in.account_id(), wish)
    return render_template(
        "stakeholders/accreditation/desk.html", desk=desk, wish=wish, states=list(rules.State), sorts=SORTS
    )


@pages.own("/desk/accreditation/<int(max=999999999):number>")
@signed_in.needed
def desk_application_page(number: int) -> str:
    """One application, all of it."""
    return _file_page(number)


@pages.post("/desk/accreditation/<int(max=999999999):number>/decide", keeps_typed=True)
@signed_in.needed
def decide(number: int) -> Any:
    file = queries.whole_file(signed_in.account_id(), number)
    if not file.may_decide:
        raise rules.MayNotDecide
    form = DecideForm(file.application, file.bases)
    if not form.validate_on_submit():
        return _file_page(number, form), 422
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    try:
        services.decide(signed_in.account_id(), number, form.decided, seen=form.revision, house=house(), **times)
    except REFUSALS as refusal:
        _blame(form, refusal)
        return _file_page(number, form), refusal.status
    flash(_("Decided. Letters are on their way."))
    return redirect(url_for(".desk_application_page", number=number), 303)


def _file_page(number: int, form: DecideForm | None = None) -> str:
    file = queries.whole_file(signed_in.account_id(), number)
    form = form or DecideForm(file.application, file.bases, formdata=None)
    # Whoever was told that it changed meanwhile decides on what stands here now.
    form.seen.data = file.application.revision
    return render_template("stakeholders/accreditation/file.html", file=file, form=form)


def _blame(form: DecideForm, refusal: Refusal) -> None:
    for name, kinds in BESIDE:
        if isinstance(refusal, kinds):
            form.blame(name, say(refusal.sentence))
            return
    form.tell(refusal)
