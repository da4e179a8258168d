"""Changes of a registration by request: asked by the person, decided by the registrar."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.registration.forms.changes import AnswerForm, ChangeForm
from events.registration.queries import change_requests as queries
from events.registration.routes.pages import pages
from events.registration.rules import change_requests as rules
from events.registration.rules.standing import NotConfirmed
from events.registration.services import change_requests as services
from foundation import clock, signed_in
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence

ASKED = Sentence("Your request is in. Your registration stays as it is until the registrar has answered.")
BACK = Sentence("The request is taken back.")
MADE = Sentence("The change is made, and the person is told.")
REFUSED = Sentence("The registration stays as it is, and the person is told why.")
REFUSALS = (
    rules.NoRightInIt,
    rules.NoPlaceInIt,
    rules.ChangedUnderneath,
    rules.DecidedBefore,
    NotConfirmed,
    rules.ReasonForNo,
)


@pages.own("/my/registrations/<int(max=999999999):number>/change")
@signed_in.needed
def change_page(number: int) -> str:
    """What may be changed about an approved registration, and the request that waits."""
    view = queries.own_change(signed_in.account_id(), number)
    return _change_page(view, ChangeForm(view, formdata=None))


@pages.post("/my/registrations/<int(max=999999999):number>/change", keeps_typed=True)
@signed_in.needed
def ask_for_change(number: int) -> Any:
    view = queries.own_change(signed_in.account_id(), number)
    form = ChangeForm(view)
    if not form.validate_on_submit():
        return _change_page(view, form), 422
    try:
        services.ask(signed_in.account_id(), number, form.wanted, now=clock.now())
    except (rules.NothingToChange, rules.NotApproved, rules.AskedAlready, rules.PartOver) as refused:
        form.tell(refused)
        return _change_page(queries.own_change(signed_in.account_id(), number), form), refused.status
    flash(say(ASKED))
    return redirect(url_for(".change_page", number=number), 303)


@pages.post("/my/changes/<int(max=999999999):number>/take-back")
@signed_in.needed
def take_change_back(number: int) -> Response:
    services.take_back(signed_in.account_id(), number, now=clock.now())
    flash(say(BACK))
    return redirect(url_for("my.my_page"), 303)


@pages.own("/desk/<edition>/changes")
@signed_in.needed
def changes_page(edition: str) -> str:
    """The requests for a change in an edition."""
    found = queries.changes(signed_in.account_id(), edition)
    return render_template("events/registration/changes.html", listed=found, banner=found.edition.banner, **_words())


@pages.own("/desk/<edition>/changes/<int(max=999999999):number>")
@signed_in.needed
def desk_change_page(edition: str, number: int) -> str:
    """One request: what is, and what would be."""
    return _desk_page(edition, number, AnswerForm(formdata=None))


@pages.post("/desk/<edition>/changes/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def decide_change(edition: str, number: int) -> Any:
    form, makes = AnswerForm(), request.form.get("verdict") == "make"
    hand = services.Hand(signed_in.account_id(), house(), clock.now(), clock.wire_now())
    if not form.validate_on_submit():
        return _desk_page(edition, number, form), 422
    try:
        if makes:
            services.make(hand, edition, number, seen=form.revision)
        else:
            services.refuse(hand, edition, number, reason=form.reason.data)
    except REFUSALS as refused:
        form.blame("reason", say(refused.sentence)) if isinstance(refused, rules.ReasonForNo) else form.tell(refused)
        return _desk_page(edition, number, form), refused.status
    flash(say(MADE if makes else REFUSED))
    return redirect(url_for(".changes_page", edition=edition), 303)


def _change_page(view: queries.OwnChange, form: ChangeForm) -> str:
    form.seen.data = str(view.registration.revision)
    page = "events/registration/change.html"
    return render_template(page, view=view, form=form, banner=view.edition.banner, **_words())


def _desk_page(edition: str, number: int, form: AnswerForm) -> str:
    asked = queries.change(signed_in.account_id(), edition, number)
    form.seen.data = str(asked.registration.revision)
    page = "events/registration/desk_change.html"
    return render_template(page, asked=asked, form=form, banner=asked.edition.banner, **_words())


def _words() -> dict[str, Any]:
    return {
        "CHANGE_WORDS": rules.CHANGE_WORDS,
        "CHANGE_MARKS": rules.CHANGE_MARKS,
        "FIELD_WORDS": rules.FIELD_WORDS,
    }
