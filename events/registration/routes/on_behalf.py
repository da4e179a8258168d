"""The registrar registers somebody else."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for

from events.editions import queries as editions
from events.editions.models import Edition
from events.registration.forms.on_behalf import SomebodyForm
from events.registration.routes.pages import pages
from events.registration.rules.on_behalf import (
    LateNeedsReason,
    MayNotRegister,
    NoRightToCome,
    RegisteredAlready,
)
from events.registration.rules.registering import UnknownCapacity
from events.registration.services.on_behalf import Hand
from events.registration.services.registering_others import REGISTRARS, register_somebody
from foundation import access, clock, signed_in
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence
from stakeholders.organizations import queries as organizations

DONE = Sentence("{name} is registered, and is written to.")


@pages.own("/desk/<edition>/register-somebody")
@signed_in.needed
def register_somebody_page(edition: str) -> str:
    """The form: who, as what, for which parts."""
    found, within = _grounds(edition)
    return _page(found, _form(found, within, formdata=None))


@pages.post("/desk/<edition>/register-somebody", keeps_typed=True)
@signed_in.needed
def register_other(edition: str) -> Any:
    found, within = _grounds(edition)
    form = _form(found, within)
    if not form.validate_on_submit():
        return _page(found, form), 422
    hand = Hand(signed_in.account_id(), house(), clock.now(), clock.wire_now())
    try:
        register_somebody(hand, edition, form.somebody)
    except (LateNeedsReason, NoRightToCome, RegisteredAlready, UnknownCapacity) as refused:
        form.tell(refused)
        return _page(found, form), refused.status
    flash(say(DONE.with_values(name=form.name.data)))
    return redirect(url_for(".register_somebody_page", edition=edition), 303)


def _grounds(edition: str) -> tuple[Edition, access.Reach]:
    found = editions.edition_in_full(edition)
    within = access.reach(signed_in.account_id(), REGISTRARS, found.id, [each.id for each in found.segments])
    if not within:
        raise MayNotRegister
    return found, within


def _form(found: Edition, within: access.Reach, **options: Any) -> SomebodyForm:
    segments = [each for each in found.segments if within.covers(each.id)]
    return SomebodyForm(segments, organizations.organizations_to_choose(), **options)


def _page(found: Edition, form: SomebodyForm) -> str:
    page = "events/registration/register_somebody.html"
    return render_template(page, edition=found, form=form, banner=found.banner)
