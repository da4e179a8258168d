"""The doors of the demonstration's time."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, url_for

from foundation import clock
from foundation.pages import Pages
from portal.demonstration import rules
from portal.demonstration.forms import MoveForm

pages = Pages("demonstration", __name__)


@pages.own("/demonstration")
def demonstration_page() -> str:
    return _page(MoveForm(formdata=None))


@pages.post("/demonstration")
def move() -> Any:
    """Move the time for everyone; the page answers with the new one."""
    form = MoveForm()
    if not clock.is_demonstration():
        raise rules.NoDemonstration
    if not form.validate_on_submit():
        return _page(form), 422
    clock.move_to(rules.moment_called(form.moment.data).at, actor="visitor")
    return redirect(url_for(".demonstration_page"), 303)


def _page(form: MoveForm) -> str:
    if not clock.is_demonstration():
        raise rules.NoDemonstration
    now = clock.now()
    return render_template(
        "portal/demonstration/demonstration.html",
        form=form,
        now=now,
        choices=rules.choices(now),
        zone=current_app.config["ZONE"],
    )
