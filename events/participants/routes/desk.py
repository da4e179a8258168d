"""The desk of the list of participants: how each segment's stands, what is other than in the last one, and issuing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for

from events.participants.forms import IssueForm
from events.participants.queries.lists import list_desk
from events.participants.routes.pages import pages
from events.participants.rules.lists import (
    ISSUERS,
    NAMES,
    FinalAlready,
    Kind,
    NobodyListed,
    NothingNew,
    NotOverYet,
)
from events.participants.services import issuing
from foundation import access, clock, signed_in
from foundation.languages import say
from foundation.sentences import Sentence

ISSUED = Sentence("Issued: {name}.")


@pages.own("/desk/<edition>/participants")
@signed_in.needed
def list_desk_page(edition: str) -> str:
    return _desk_page(edition, IssueForm(formdata=None))


@pages.post("/desk/<edition>/participants", keeps_typed=True)
@signed_in.needed
def issue(edition: str) -> Any:
    form = IssueForm()
    if not form.validate_on_submit():
        return _desk_page(edition, form), 422
    what: dict[str, Any] = {"kind": Kind(form.kind.data), "is_early": form.early.data, "now": clock.now()}
    try:
        issued = issuing.issue(signed_in.account_id(), edition, form.segment.data, **what)
    except (NotOverYet, FinalAlready, NobodyListed, NothingNew) as refused:
        form.tell(refused)
        return _desk_page(edition, form), refused.status
    name = NAMES[issued.kind].with_values(number=issued.number)
    flash(say(ISSUED.with_values(name=name)))
    return redirect(url_for(".list_desk_page", edition=edition), 303)


def _desk_page(edition: str, form: IssueForm) -> str:
    view = list_desk(signed_in.account_id(), edition)
    ids = [each.segment.id for each in view.drafted]
    return render_template(
        "events/participants/desk.html",
        view=view,
        form=form,
        may_issue=access.reach(signed_in.account_id(), ISSUERS, view.edition.id, ids),
        banner=view.edition.banner,
    )
