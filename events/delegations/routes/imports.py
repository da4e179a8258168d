"""Tables of people: the template, sending one in, what was read of it, taking or dropping it."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from events.delegations.forms.imports import TableForm
from events.delegations.forms.members import read_page
from events.delegations.queries import imports as queries
from events.delegations.queries.reach import demand_reading
from events.delegations.routes.pages import pages
from events.delegations.rules import imports as rules
from events.delegations.rules.tables import COLUMNS, MOST_BYTES, MOST_ROWS, Unreadable
from events.delegations.services import importing
from events.editions import queries as editions
from events.registration.services.on_behalf import Hand
from foundation import clock, signed_in
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence
from foundation.sheets import as_csv

DROPPED = Sentence("The table is dropped; nobody was registered.")
ROOM_FOR_THE_FORM = 64 * 1024


@pages.own("/desk/<edition>/delegations/template.csv")
@signed_in.needed
def template_sheet(edition: str) -> Response:
    """A table to fill in: the columns, and below them what they mean, which is passed over when it is read."""
    found = editions.edition_in_full(edition)
    demand_reading(signed_in.account_id(), found)
    parts = ", ".join(each.key for each in found.segments)
    meanings = [str(words.with_values(parts=parts)) for words in COLUMNS.values()]
    return _sheet([list(COLUMNS), [f"# {meanings[0]}", *meanings[1:]]], f"delegations-{edition}-template.csv")


@pages.own("/desk/<edition>/imports")
@signed_in.needed
def imports_page(edition: str) -> str:
    """The tables that were sent in, and the form for another."""
    return _list_page(edition, TableForm(formdata=None))


@pages.post("/desk/<edition>/imports", keeps_typed=True, most_octets=MOST_BYTES + ROOM_FOR_THE_FORM)
@signed_in.needed
def send_table(edition: str) -> Any:
    form = TableForm()
    if not form.validate_on_submit():
        return _list_page(edition, form), 422
    told = {"name": form.called, "late_reason": form.late_reason.data}
    try:
        number = importing.read(_hand(), edition, form.content, **told)
    except Unreadable as refused:
        form.blame("table", say(refused.sentence))
        if refused.next_step:
            form.blame("table", say(refused.next_step))
        return _list_page(edition, form), 422
    return redirect(url_for(".import_page", edition=edition, number=number), 303)


@pages.own("/desk/<edition>/imports/<int(max=999999999):number>")
@signed_in.needed
def import_page(edition: str, number: int) -> str:
    """What was read: the bad rows first, each with what is wrong by column; then the result."""
    view = queries.import_view(signed_in.account_id(), edition, number, read_page(request.args.get("page", "")))
    return render_template(
        "events/delegations/import.html",
        view=view,
        faults_of=rules.faults_of,
        heed_of=rules.heed_of,
        banner=view.edition.banner,
    )


@pages.own("/desk/<edition>/imports/<int(max=999999999):number>/bad.csv")
@signed_in.needed
def bad_rows_sheet(edition: str, number: int) -> Response:
    """The rows that were not or can’t be taken, with a column that says why: to be put right and sent in again."""
    _edition, rows = queries.bad_rows(signed_in.account_id(), edition, number)
    columns = rules.columns_in(rows) or list(COLUMNS)
    lines = [[*(each["cells"].get(column, "") for column in columns), str(each["row"]), _why(each)] for each in rows]
    return _sheet([[*columns, "row", "what is wrong"], *lines], f"table-{number}-bad-rows.csv")


@pages.post("/desk/<edition>/imports/<int(max=999999999):number>")
@signed_in.needed
def confirm_import(edition: str, number: int) -> Answer:
    importing.confirm(_hand(), edition, number)
    return redirect(url_for(".import_page", edition=edition, number=number), 303)


@pages.post("/desk/<edition>/imports/<int(max=999999999):number>/drop")
@signed_in.needed
def drop_import(edition: str, number: int) -> Answer:
    importing.drop(_hand(), edition, number)
    flash(say(DROPPED))
    return redirect(url_for(".imports_page", edition=edition), 303)


def _hand() -> Hand:
    return Hand(signed_in.account_id(), house(), clock.now(), clock.wire_now())


def _why(kept: Any) -> str:
    return "; ".join(f"{fault.column}: {say(fault.words)}" for fault in rules.faults_of(kept))


def _sheet(rows: list[list[str]], name: str) -> Response:
    response = Response(as_csv(rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _list_page(edition: str, form: TableForm) -> str:
    found = queries.imports(signed_in.account_id(), edition)
    return render_template(
        "events/delegations/imports.html", found=found, form=form, most=MOST_ROWS, banner=found.edition.banner
    )
