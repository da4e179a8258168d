"""The desk of later closings: who may register longer, and why."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from events.registration.forms.extensions import ExtensionForm
from events.registration.queries.desk import demand_deciding
from events.registration.queries.extensions import Extensions, extensions
from events.registration.routes.pages import pages
from events.registration.rules.extensions import ForNobody, NeverOpens, NobodyThere, NotLater, TooLate
from events.registration.services import extending
from events.registration.services.extending import ForWhom
from foundation import clock, signed_in
from foundation.errors import Refusal
from foundation.languages import pick, say
from foundation.sentences import Sentence
from stakeholders.organizations.queries import choices_in_groups

FIELDS: dict[type[Refusal], str] = {
    ForNobody: "constituency",
    NobodyThere: "email",
    NeverOpens: "segment",
    NotLater: "closes_at",
    TooLate: "closes_at",
}
GRANTED = Sentence("Registration closes later for them.")
REVOKED = Sentence("Registration closes for them as for everybody.")


@pages.own("/desk/<edition>/extensions")
@signed_in.needed
def extensions_page(edition: str) -> str:
    """The later closings that stand, and a form for a new one."""
    found = _found(edition)
    form = ExtensionForm(formdata=None)
    return _page(found, form)


@pages.post("/desk/<edition>/extensions", keeps_typed=True)
@signed_in.needed
def extend(edition: str) -> Any:
    demand_deciding(signed_in.account_id(), edition, now=clock.now())
    found, form = _found(edition), ExtensionForm()
    _offer(form, found)
    if not form.validate_on_submit():
        return _page(found, form), 422
    try:
        _extend(found, form)
    except tuple(FIELDS) as refused:
        form.blame(FIELDS[type(refused)], say(refused.sentence))
        # Read anew: what was read before went with the deed that was refused.
        return _page(_found(edition), form), 422
    flash(say(GRANTED))
    return redirect(url_for(".extensions_page", edition=edition), 303)


@pages.post("/desk/<edition>/extensions/<int(max=999999999):number>/revoke")
@signed_in.needed
def revoke_extension(edition: str, number: int) -> Response:
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    extending.revoke(signed_in.account_id(), edition, number, **times)
    flash(say(REVOKED))
    return redirect(url_for(".extensions_page", edition=edition), 303)


def _extend(found: Extensions, form: ExtensionForm) -> None:
    whom = ForWhom(form.constituency.data or "", form.organization.data or "", form.email.data or "")
    what = {"closes_at": form.closes_at.at(found.edition.zone), "reason": form.reason.data}
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    extending.extend(signed_in.account_id(), found.edition.key, form.segment.data, whom, **what, **times)


def _found(edition: str) -> Extensions:
    return extensions(signed_in.account_id(), edition, now=clock.now())


def _offer(form: ExtensionForm, found: Extensions) -> None:
    form.offer(
        [(each.segment.key, each.segment.name) for each in found.parts],
        [(each.key, pick(each.names).text) for each in found.constituencies],
        [(each.key, told) for _words, rows in choices_in_groups(found.organizations) for each, told in rows],
    )


def _page(found: Extensions, form: ExtensionForm) -> str:
    _offer(form, found)
    return render_template("events/registration/extensions.html", found=found, form=form, banner=found.edition.banner)
