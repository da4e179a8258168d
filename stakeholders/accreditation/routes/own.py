"""The doors of the applicant: one's own applications, a new one, and what can be done with one."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from foundation import clock, files, signed_in
from foundation.errors import Refusal
from foundation.languages import say
from foundation.letters import house
from foundation.limits import TooOften
from stakeholders.accreditation import services
from stakeholders.accreditation.forms.applying import ApplyForm, EvidenceForm, PapersForm
from stakeholders.accreditation.queries import own
from stakeholders.accreditation.routes.pages import pages
from stakeholders.accreditation.rules import applying as rules
from stakeholders.accreditation.rules.bases import NoSuchBasis

OF_PAPERS = (files.UnknownKind, files.HasMacros, files.LooksLocked, files.TooLarge, files.IsEmpty, rules.TooManyPapers)
BESIDE: tuple[tuple[str, tuple[type[Refusal], ...]], ...] = (
    ("papers", OF_PAPERS),
    ("letter", (rules.LetterNeeded,)),
    ("basis", (NoSuchBasis,)),
    ("organization", (rules.NotWithThem, rules.NobodyApplies)),
    ("session", (rules.UnknownSession, rules.NotOpenYet, rules.TooLate, rules.HeldAlready, rules.OpenAlready)),
)
"""Beside which field a refusal stands."""

REFUSALS: tuple[type[Refusal], ...] = (
    *(kind for _name, kinds in BESIDE for kind in kinds),
    TooOften,
    rules.NotPossible,
)


@pages.own("/my/accreditation")
@signed_in.needed
def my_applications_page() -> str:
    """One's own applications, and those of the organizations one speaks for."""
    rows = own.applications_of(signed_in.account_id())
    return render_template("stakeholders/accreditation/mine.html", rows=rows, now=clock.now())


@pages.own("/my/accreditation/new")
@signed_in.needed
def apply_page() -> str:
    """A new application, for an organization and a session that may be named."""
    return _apply_page(None)


@pages.post("/my/accreditation/new", keeps_typed=True)
@signed_in.needed
def apply() -> Any:
    form = ApplyForm(_view())
    if not form.validate_on_submit():
        return _apply_page(form), 422
    try:
        number = services.apply(signed_in.account_id(), _case(form), house=house(), **_times())
    except REFUSALS as refusal:
        _blame(form, refusal)
        return _apply_page(form), refusal.status
    flash(_("Sent. A letter tells you what becomes of it."))
    return redirect(url_for(".application_page", number=number), 303)


@pages.own("/my/accreditation/<int(max=999999999):number>")
@signed_in.needed
def application_page(number: int) -> str:
    """One application: how it stands, what comes next, what can be added."""
    return _application_page(number)


@pages.post("/my/accreditation/<int(max=999999999):number>", keeps_typed=True)
@signed_in.needed
def put_forward(number: int) -> Any:
    form = EvidenceForm()
    if not form.validate_on_submit():
        return _application_page(number, form), 422
    said = {"letter": form.letter.data, "status_number": form.status_number.data, "papers": form.papers.read}
    try:
        services.put_forward(signed_in.account_id(), number, **said, house=house(), **_times())
    except REFUSALS as refusal:
        _blame(form, refusal)
        return _application_page(number, form), refusal.status
    flash(_("Put forward again."))
    return redirect(url_for(".application_page", number=number), 303)


@pages.post("/my/accreditation/<int(max=999999999):number>/papers", keeps_typed=True)
@signed_in.needed
def add_papers(number: int) -> Any:
    form = PapersForm()
    if not form.validate_on_submit():
        return _application_page(number, papers=form), 422
    try:
        services.add_papers(signed_in.account_id(), number, form.papers.read, **_times())
    except REFUSALS as refusal:
        _blame(form, refusal)
        return _application_page(number, papers=form), refusal.status
    return redirect(url_for(".application_page", number=number) + "#kept-papers", 303)


@pages.post("/my/accreditation/papers/<int(max=999999999):number>/remove")
@signed_in.needed
def remove_paper(number: int) -> Any:
    application = services.remove_paper(signed_in.account_id(), number, now=clock.now())
    return redirect(url_for(".application_page", number=application) + "#kept-papers", 303)


@pages.post("/my/accreditation/<int(max=999999999):number>/withdraw")
@signed_in.needed
def withdraw(number: int) -> Any:
    services.withdraw(signed_in.account_id(), number, house=house(), **_times())
    return redirect(url_for(".application_page", number=number), 303)


@pages.post("/my/accreditation/<int(max=999999999):number>/pre-approve")
@signed_in.needed
def pre_approve(number: int) -> Any:
    services.pre_approve(signed_in.account_id(), number, house=house(), **_times())
    return redirect(url_for(".application_page", number=number), 303)


def _times() -> dict[str, Any]:
    return {"now": clock.now(), "stamped_at": clock.wire_now()}


def _view() -> own.Applying:
    return own.applying_view(signed_in.account_id(), today=clock.today(current_app.config["ZONE"]), now=clock.now())


def _case(form: ApplyForm) -> services.Case:
    return services.Case(
        int(form.organization.data),
        int(form.session.data),
        form.letter.data,
        form.status_number.data,
        int(form.basis.data) or None,
        form.papers.read,
    )


def _apply_page(form: ApplyForm | None) -> str:
    view = _view()
    organization = request.args.get("organization", type=int)
    wanted = {"organization": organization, "session": request.args.get("session", type=int)}
    # Who is led here from an answer that names an organization which they are not with is told so.
    is_stranger = bool(organization) and not view.affiliation(organization)
    return render_template(
        "stakeholders/accreditation/apply.html",
        view=view,
        form=form or ApplyForm(view, formdata=None, data={key: str(value) for key, value in wanted.items() if value}),
        is_stranger=is_stranger,
        most=rules.MOST_PAPERS,
    )


def _application_page(number: int, form: EvidenceForm | None = None, papers: PapersForm | None = None) -> str:
    file = own.own_file(signed_in.account_id(), number)
    row = file.application
    standing = {"letter": row.letter, "status_number": row.status_number}
    return render_template(
        "stakeholders/accreditation/application.html",
        file=file,
        form=form or EvidenceForm(formdata=None, data=standing),
        papers=papers or PapersForm(formdata=None, prefix=""),
        most=rules.MOST_PAPERS,
    )


def _blame(form: Any, refusal: Refusal) -> None:
    """Put a refusal beside the field that it is about, or on top of the form."""
    for name, kinds in BESIDE:
        if isinstance(refusal, kinds) and name in form:
            told = [refusal.sentence, *([refusal.next_step] if refusal.next_step else [])]
            form.blame(name, " ".join(say(each) for each in told))
            return
    form.tell(refusal)
