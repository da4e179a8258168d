"""The registrar's list of registrations, each one with all of it, and what is decided on one."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from events.registration.forms.desk import BulkForm, FilterForm, VerdictForm, read_filter, read_numbers
from events.registration.queries.desk import demand_deciding, desk
from events.registration.queries.one import one
from events.registration.routes.pages import pages
from events.registration.rules.deciding import (
    DecidedAlready,
    DecidedMeanwhile,
    NoPlaceFree,
    OwnRegistration,
    Verdict,
)
from events.registration.rules.desk import MOST_AT_ONCE
from events.registration.rules.registering import STATE_WORDS, NoBasis, NotDecidable, ReasonNeeded
from events.registration.rules.standing import NotConfirmed
from events.registration.rules.waiting import NoRoom
from events.registration.services import deciding, keeping
from foundation import clock, signed_in
from foundation.errors import Refusal
from foundation.languages import BY_CODE, say
from foundation.letters import house
from foundation.sentences import Sentence
from foundation.sheets import as_csv

REFUSALS = (
    NoBasis,
    NotConfirmed,
    ReasonNeeded,
    NoPlaceFree,
    NoRoom,
    NotDecidable,
    DecidedAlready,
    DecidedMeanwhile,
    OwnRegistration,
)
DECIDED = Sentence("Decided: {state}. The person is written to.")
KEPT = Sentence("The filter is kept under “{name}”.")
DROPPED = Sentence("The filter is dropped.")
HEAD = (
    *("number", "name", "name in Latin letters", "e-mail", "organization", "constituency", "part", "function", "mode"),
    *("state", "basis", "reason", "next step"),
)
MOMENTS = ("registered at", "decided at")
"""Columns of moments; their heads name the zone."""


@pages.own("/desk/<edition>/registrations")
@signed_in.needed
def registrations_page(edition: str) -> str:
    """The registrations of an edition that fit, a page at a time."""
    return list_page(edition, BulkForm(formdata=None))


@pages.own("/desk/<edition>/registrations.csv")
@signed_in.needed
def registrations_sheet(edition: str) -> Response:
    """All that fit, for a spreadsheet."""
    sheet = keeping.take_sheet(signed_in.account_id(), edition, read_filter(request.args), now=clock.now())
    head = [*HEAD, *(f"{words} ({sheet.zone})" for words in MOMENTS)]
    response = Response(as_csv([head, *sheet.rows]), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="registrations-{edition}.csv"'
    return response


@pages.own("/desk/<edition>/registrations/<int(max=999999999):number>")
@signed_in.needed
def registration_page(edition: str, number: int) -> str:
    """One registration with all of it."""
    return _one_page(edition, number, VerdictForm(formdata=None))


@pages.post("/desk/<edition>/registrations/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def decide(edition: str, number: int) -> Any:
    demand_deciding(signed_in.account_id(), edition, now=clock.now())
    form = VerdictForm()
    if not form.validate_on_submit() or form.asked is None:
        return _one_page(edition, number, form), 422
    try:
        state = _decide(edition, number, form, form.asked)
    except REFUSALS as refused:
        form.blame("reason", say(refused.sentence)) if isinstance(refused, ReasonNeeded) else form.tell(refused)
        return _one_page(edition, number, form), refused.status
    flash(say(DECIDED.with_values(state=STATE_WORDS[state])))
    return redirect(
        url_for(".registration_page", edition=edition, number=number, **read_filter(request.args).query), 303
    )


@pages.post("/desk/<edition>/filters", keeps_typed=True)
@signed_in.needed
def keep_filter(edition: str) -> Any:
    form, wish = FilterForm(), read_filter(request.args)
    if not form.validate_on_submit():
        return list_page(edition, BulkForm(formdata=None), keep=form), 422
    try:
        keeping.keep_filter(signed_in.account_id(), edition, form.name.data, wish, now=clock.now())
    except Refusal as refused:
        if refused.status != 422:
            raise
        form.blame("name", say(refused.sentence))
        return list_page(edition, BulkForm(formdata=None), keep=form), 422
    flash(say(KEPT.with_values(name=form.name.data)))
    return redirect(url_for(".registrations_page", edition=edition, **wish.kept), 303)


@pages.post("/desk/<edition>/filters/<int(max=999999999):number>/drop")
@signed_in.needed
def drop_filter(edition: str, number: int) -> Any:
    keeping.drop_filter(signed_in.account_id(), edition, number, now=clock.now())
    flash(say(DROPPED))
    return redirect(url_for(".registrations_page", edition=edition), 303)


def list_page(edition: str, form: BulkForm, keep: FilterForm | None = None) -> str:
    """The list as the address asks for it, with what was typed into its forms."""
    wish = read_filter(request.args)
    found = desk(signed_in.account_id(), edition, wish, now=clock.now())
    form.fill()
    return render_template(
        "events/registration/registrations.html",
        desk=found,
        wish=wish,
        form=form,
        keep=keep or FilterForm(formdata=None),
        most=MOST_AT_ONCE,
        ticked=set(read_numbers(request.form.getlist("number"))),
        banner=found.edition.banner,
    )


def _decide(edition: str, number: int, form: VerdictForm, verdict: Verdict) -> str:
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    words = form.words
    seen = form.revision if form.seen.data else None
    how: dict[str, Any] = {
        "verdict": verdict,
        "reason": words.reason,
        "next_step": words.next_step,
        "seen": seen,
        "house": house(),
    }
    return deciding.decide(signed_in.account_id(), edition, number, **how, **times)


def _one_page(edition: str, number: int, form: VerdictForm) -> str:
    found = one(signed_in.account_id(), edition, number, now=clock.now())
    form.fill()
    form.seen.data = str(found.registration.revision)
    return render_template(
        "events/registration/registration.html",
        one=found,
        spoken=[BY_CODE[code].name if code in BY_CODE else code for code in found.account.languages],
        form=form,
        back=read_filter(request.args),
        banner=found.edition.banner,
    )
