"""The desk of the directory: its list, what looks alike, the whole file of an organization, adding one."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from foundation import clock, languages, signed_in
from foundation.confidence import Confidence
from foundation.errors import ChangedMeanwhile, Forbidden, Missing, Refusal
from foundation.languages import say
from stakeholders.organizations import queries, services
from stakeholders.organizations.forms.directory import NewOrganizationForm, OrganizationForm, by_field
from stakeholders.organizations.queries import desk, history
from stakeholders.organizations.routes.pages import pages, today, zone
from stakeholders.organizations.rules import directory, searching, terms
from stakeholders.organizations.rules.directory import ConstituencyCarries, TakenKey, TakenName, Wish
from stakeholders.organizations.services.keeping import standing


@pages.own("/desk/organizations")
@signed_in.needed
def organizations_page() -> str:
    """All organizations, those too that are not shown in public."""
    desk.demand_reader(signed_in.account_id())
    wish = Wish.read(request.args)
    listed = desk.listed(wish, language=languages.current().code, today=today())
    page = "stakeholders/organizations/desk_list.html"
    return render_template(
        page, listed=listed, wish=wish, may_keep=_may_keep(), directory=directory, searching=searching
    )


@pages.own("/desk/organizations/alike")
@signed_in.needed
def alike_page() -> str:
    """Records that look like one organization, side by side."""
    desk.demand_reader(signed_in.account_id())
    wish = Wish.read(request.args)
    pairs, last_page = desk.pairs(wish.page, today=today())
    shown = {"pairs": pairs, "page": wish.page, "last_page": last_page, "may_keep": _may_keep()}
    return render_template("stakeholders/organizations/desk_alike.html", **shown, directory=directory)


@pages.own("/desk/organizations/new")
@signed_in.needed
def new_organization_page() -> str:
    desk.demand_secretary(signed_in.account_id())
    return _new_page(_new_form(formdata=None))


@pages.post("/desk/organizations/new", keeps_typed=True)
@signed_in.needed
def add_organization() -> Any:
    """Put one in by hand."""
    desk.demand_secretary(signed_in.account_id())
    form = _new_form()
    if not form.validate_on_submit():
        return _new_page(form), 422
    try:
        number = _add(form)
    except Refusal as refusal:
        return _new_page(form, taken=_blamed(form, refusal)), refusal.status
    flash(_("Added. Public pages show it now."))
    return redirect(url_for(".organization_file_page", number=number), 303)


@pages.own("/desk/organizations/<int(max=999999999):number>")
@signed_in.needed
def organization_file_page(number: int) -> str:
    """The whole file."""
    desk.demand_reader(signed_in.account_id())
    file = desk.file_of(number, today())
    form = _form(file, formdata=None)
    form.take(standing(file.organization), file.organization.revision)
    return _file_page(file, form)


@pages.post("/desk/organizations/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def save_organization(number: int) -> Any:
    desk.demand_secretary(signed_in.account_id())
    file = desk.file_of(number, today())
    form = _form(file)
    if not form.validate_on_submit():
        return _file_page(file, form), 422
    try:
        _save(number, form)
    except Refusal as refusal:
        # What was read before is let go of with the deed that was refused.
        file = desk.file_of(number, today())
        return _file_page(file, form, clash=_clash(form, refusal), refusal=refusal), refusal.status
    flash(_("Saved. Public pages show it now."))
    return redirect(url_for(".organization_file_page", number=number), 303)


def _may_keep() -> bool:
    return desk.may_keep(signed_in.account_id())


def _new_form(**options: Any) -> NewOrganizationForm:
    form = NewOrganizationForm(**options)
    form.offer(queries.constituencies())
    return form


def _form(file: desk.File, **options: Any) -> OrganizationForm:
    form = OrganizationForm(**options)
    form.offer(file.constituencies, country=file.organization.country)
    form.keep(file.organization.acronyms)
    return form


def _add(form: NewOrganizationForm) -> int:
    return services.add_organization(
        signed_in.account_id(),
        form.key.data or "",
        form.values,
        kind=form.kind.data,
        confidence=Confidence.ILLUSTRATIVE if clock.is_demonstration() else Confidence.SURE,
        is_another=bool(form.another.data),
        now=clock.now(),
        stamped_at=clock.wire_now(),
    )


def _save(number: int, form: OrganizationForm) -> None:
    services.save_organization(
        signed_in.account_id(),
        number,
        form.values,
        seen=form.revision,
        is_sure=bool(form.sure.data),
        zone=zone(),
        now=clock.now(),
        stamped_at=clock.wire_now(),
    )


def _blamed(form: NewOrganizationForm, refusal: Refusal) -> bool:
    """Whether the name is taken, after the words stand where they belong."""
    if isinstance(refusal, (Missing, Forbidden)):
        raise refusal
    if isinstance(refusal, TakenKey):
        form.blame("key", say(refusal.sentence))
    elif isinstance(refusal, TakenName):
        form.blame("name_en", say(refusal.sentence))
    else:
        form.tell(refusal)
    return isinstance(refusal, TakenName)


def _clash(form: OrganizationForm, refusal: Refusal) -> ChangedMeanwhile | None:
    """What a page shows of a refusal: two values side by side, or words beside the field or on top."""
    if isinstance(refusal, (Missing, Forbidden)):
        raise refusal
    if isinstance(refusal, ChangedMeanwhile):
        form.seen.data = str(refusal.revision)
        both = {"current": by_field(refusal.current), "mine": by_field(refusal.mine)}
        return ChangedMeanwhile(**both, revision=refusal.revision, who=directory.SOMEBODY)
    if isinstance(refusal, ConstituencyCarries):
        form.blame("constituency", say(refusal.sentence))
    else:
        form.tell(refusal)
    return None


def _new_page(form: NewOrganizationForm, *, taken: bool = False) -> str:
    return render_template("stakeholders/organizations/desk_new.html", form=form, taken=taken)


def _file_page(
    file: desk.File,
    form: OrganizationForm,
    *,
    clash: ChangedMeanwhile | None = None,
    refusal: Refusal | None = None,
) -> str:
    shown = {"file": file, "form": form, "clash": clash, "carries": isinstance(refusal, ConstituencyCarries)}
    rooms = {"directory": directory, "searching": searching, "terms": terms, "may_keep": _may_keep()}
    rooms |= {"named": {each.key: each.names for each in file.constituencies}}
    rooms |= {"reads_journal": history.reads_journal(signed_in.account_id())}
    return render_template("stakeholders/organizations/desk_file.html", **shown, **rooms)
