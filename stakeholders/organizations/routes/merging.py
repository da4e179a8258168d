"""Merging two records: the choice, what would move, the deed; and taking it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation import clock, signed_in
from foundation.errors import Forbidden, Missing, Refusal
from foundation.languages import say
from stakeholders.organizations import services
from stakeholders.organizations.forms.directory import MergeForm
from stakeholders.organizations.queries import desk, history
from stakeholders.organizations.queries.directory import found, organization_named
from stakeholders.organizations.routes.pages import pages, today, zone
from stakeholders.organizations.rules import ReasonNeeded, directory, merging, searching

MOST_FOUND = 20


@pages.own("/desk/organizations/<int(max=999999999):number>/merge")
@signed_in.needed
def merge_page(number: int) -> str:
    """Into which record this one goes, and what would go with it."""
    desk.demand_secretary(signed_in.account_id())
    into = request.args.get("into", 0, type=int)
    return _chosen(number, into, MergeForm(formdata=None)) if into else _choosing(number)


@pages.post("/desk/organizations/<int(max=999999999):number>/merge", keeps_typed=True)
@signed_in.needed
def merge(number: int) -> Any:
    """Merge it into the record that the address names."""
    desk.demand_secretary(signed_in.account_id())
    into, form = request.args.get("into", 0, type=int), MergeForm()
    if not form.validate_on_submit():
        return _chosen(number, into, form), 422
    try:
        _merge(number, into, form)
    except Refusal as refusal:
        _blame(form, refusal)
        return _chosen(number, into, form), refusal.status
    flash(_("Merged. The former key leads to this record."))
    return redirect(url_for(".organization_file_page", number=into), 303)


@pages.own("/desk/merges/<int(max=999999999):number>/undo")
@signed_in.needed
def undo_merge_page(number: int) -> str:
    """What was moved, and that it can be taken back."""
    desk.demand_reader(signed_in.account_id())
    row = desk.merge_of(number)
    shown: dict[str, Any] = {"merge": row, "lines": merging.summary(map(merging.Step.of, row.moved["steps"]))}
    shown |= {"may_keep": desk.may_keep(signed_in.account_id()), "by": history.name_of(row.merged_by)}
    return render_template("stakeholders/organizations/desk_undo.html", **shown)


@pages.post("/desk/merges/<int(max=999999999):number>/undo")
@signed_in.needed
def undo_merge(number: int) -> Any:
    undone = services.undo(signed_in.account_id(), number, now=clock.now(), stamped_at=clock.wire_now())
    flash(_("Undone. Both records stand as before."))
    if undone.left:
        flash(
            ngettext(
                "%(num)d row has changed since and was left.",
                "%(num)d rows have changed since and were left.",
                undone.left,
            )
        )
    return redirect(url_for(".organization_file_page", number=undone.gone_id), 303)


def _merge(number: int, into: int, form: MergeForm) -> None:
    services.merge(
        signed_in.account_id(),
        number,
        into,
        reason=form.reason.data or "",
        seen=form.plan.data or "",
        zone=zone(),
        now=clock.now(),
        stamped_at=clock.wire_now(),
    )


def _blame(form: MergeForm, refusal: Refusal) -> None:
    if isinstance(refusal, (Missing, Forbidden)):
        raise refusal
    if isinstance(refusal, ReasonNeeded):
        form.blame("reason", say(refusal.sentence))
    else:
        form.tell(refusal)


def _choosing(number: int) -> str:
    words = " ".join(request.args.get("q", "").split())[:80]
    organization = organization_named(number)
    hits = [each for each in found(words) if each.id != number] if words else []
    shown = {"organization": organization, "words": words, "found": hits[:MOST_FOUND], "more": len(hits) > MOST_FOUND}
    page = "stakeholders/organizations/desk_merge_choice.html"
    return render_template(page, **shown, searching=searching, directory=directory)


def _chosen(number: int, into: int, form: MergeForm) -> str:
    if not 0 < into < 10**9:
        raise directory.NoSuchOrganization
    preview = desk.preview(number, into, today=today(), now=clock.now())
    form.plan.data = preview.seal
    page = "stakeholders/organizations/desk_merge.html"
    return render_template(page, preview=preview, form=form, directory=directory, searching=searching)
