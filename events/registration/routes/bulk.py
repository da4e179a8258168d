"""Deciding on many registrations, and how far that is."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.registration.forms.desk import BulkForm, read_filter, read_numbers
from events.registration.queries.bulk import at_stake, bulk
from events.registration.queries.desk import demand_deciding, sight
from events.registration.queries.hanging import Loss
from events.registration.routes.desk import list_page
from events.registration.routes.pages import pages
from events.registration.rules.deciding import ENDING, NothingTicked, OthersFit, Verdict
from events.registration.rules.desk import Filter
from events.registration.rules.registering import ReasonNeeded
from events.registration.services import bulk as services
from events.registration.services.bulk import Hand
from foundation import clock, signed_in
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence

SENT = ("whom", "fit", "page", "number", "ready", "reason", "ready_step", "next_step")
"""What an order bears besides its verdict."""

STOPPED = Sentence("Stopped. What was decided until then stands.")


@pages.post("/desk/<edition>/registrations/decide", keeps_typed=True)
@signed_in.needed
def decide_many(edition: str) -> Any:
    demand_deciding(signed_in.account_id(), edition, now=clock.now())
    form = BulkForm()
    if not form.validate_on_submit() or form.asked is None:
        return list_page(edition, form), 422
    try:
        if (loss := _unconfirmed(edition, form, form.asked)) is not None:
            return _sure_page(edition, form, loss)
        number = _decide(_hand(edition), form, form.asked)
    except (NothingTicked, OthersFit, ReasonNeeded) as refused:
        form.blame("reason", say(refused.sentence)) if isinstance(refused, ReasonNeeded) else form.tell(refused)
        return list_page(edition, form), refused.status
    return redirect(url_for(".decision_page", edition=edition, number=number, **read_filter(request.args).query), 303)


@pages.own("/desk/<edition>/decisions/<int(max=999999999):number>")
@signed_in.needed
def decision_page(edition: str, number: int) -> str:
    """How far a decision on many is, and what was passed over."""
    page = (read_numbers([request.args.get("passed", "")]) or [1])[0] or 1
    found = bulk(signed_in.account_id(), edition, number, page=page, now=clock.now())
    back = read_filter(request.args)
    banner = found.edition.banner
    return render_template("events/registration/decision.html", bulk=found, back=back, banner=banner)


@pages.post("/desk/<edition>/decisions/<int(max=999999999):number>/stop")
@signed_in.needed
def stop_decision(edition: str, number: int) -> Response:
    services.stop(_hand(edition), number)
    flash(say(STOPPED))
    return redirect(url_for(".decision_page", edition=edition, number=number, **read_filter(request.args).query), 303)


@pages.post("/desk/<edition>/decisions/<int(max=999999999):number>/undo")
@signed_in.needed
def undo_decision(edition: str, number: int) -> Response:
    undone = services.undo(_hand(edition), number)
    return redirect(url_for(".decision_page", edition=edition, number=undone, **read_filter(request.args).query), 303)


def _hand(edition: str) -> Hand:
    return Hand(signed_in.account_id(), edition, house(), clock.now(), clock.wire_now())


def _decide(hand: Hand, form: BulkForm, verdict: Verdict) -> int:
    chosen = _chosen(form)
    if isinstance(chosen, Filter):
        return services.decide_fitting(hand, chosen, expected=_expected(), verdict=verdict, words=form.words)
    return services.decide_ticked(hand, chosen, verdict, form.words)


def _chosen(form: BulkForm) -> Filter | list[int]:
    """The registrations that are meant: all that fit a filter, or those of the page, or those ticked."""
    if form.whom.data == "all":
        return read_filter(request.args)
    return read_numbers(request.form.getlist("page" if form.whom.data == "page" else "number"))


def _expected() -> int | None:
    """How many fitted when the page was made."""
    return next(iter(read_numbers([request.form.get("fit", "")])), None)


def _unconfirmed(edition: str, form: BulkForm, verdict: Verdict) -> Loss | None:
    """What would go with a verdict, where something would and nobody has said yes to just that."""
    if verdict not in ENDING:
        return None
    loss = at_stake(signed_in.account_id(), edition, _chosen(form), expected=_expected(), now=clock.now())
    return loss if loss and request.form.get("sure") != loss.key else None


def _sure_page(edition: str, form: BulkForm, loss: Loss) -> str:
    """What would go with it, and the same order once more with a yes."""
    found = sight(signed_in.account_id(), edition, now=clock.now()).edition
    return render_template(
        "events/registration/sure.html",
        edition=found,
        form=form,
        loss=loss,
        sent={name: request.form.getlist(name) for name in SENT},
        back=read_filter(request.args),
        banner=found.banner,
    )
