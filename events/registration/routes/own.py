"""One's own registration: registering and withdrawing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.registration.forms.registering import RegisterForm, read_number
from events.registration.queries.register import register_view
from events.registration.routes.pages import pages
from events.registration.rules.registering import MODE_WORDS, NothingChosen, RegistrationClosed, UnknownCapacity
from events.registration.services import changing, listing, registering
from foundation import clock, signed_in
from foundation.languages import say
from foundation.letters import house
from foundation.sentences import Sentence

SENT = Sentence("Your registration is in. Each part says how it stands; a message with the same is on its way.")
CHANGED = Sentence("You take part {mode}.")
LISTED = Sentence("You stand in the list of participants once your registration is approved.")
NOT_LISTED = Sentence("You stand in no list of participants any more, in those issued before neither.")
GONE = Sentence("The registration is withdrawn.")


@pages.own("/<edition>/register")
@signed_in.needed
def register_page(edition: str) -> Any:
    """The form: as what, for which parts, on site or online."""
    return _form_page(edition, _offered(RegisterForm(formdata=None)), read_number(request.args.get("as", "")))


@pages.post("/<edition>/register", keeps_typed=True)
@signed_in.needed
def register(edition: str) -> Any:
    form, affiliation = _offered(RegisterForm()), read_number(request.form.get("affiliation", ""))
    if not form.validate_on_submit():
        return _form_page(edition, form, affiliation), 422
    how = {"affiliation_id": affiliation, "mode": form.mode.data, "house": house(), "besides": form.besides}
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    try:
        registering.register(signed_in.account_id(), edition, form.segments.data, **how, **times)
    except (NothingChosen, RegistrationClosed, UnknownCapacity) as refused:
        form.blame("segments", say(refused.sentence))
        return _form_page(edition, form, affiliation), 422
    flash(say(SENT))
    return redirect(url_for("my.my_page"), 303)


@pages.post("/my/registrations/<int(max=999999999):number>/withdraw")
@signed_in.needed
def withdraw(number: int) -> Response:
    registering.withdraw(signed_in.account_id(), number, house=house(), now=clock.now(), stamped_at=clock.wire_now())
    flash(say(GONE))
    return redirect(url_for("my.my_page"), 303)


@pages.post("/my/registrations/<int(max=999999999):number>/mode")
@signed_in.needed
def change_mode(number: int) -> Response:
    mode = "online" if request.form.get("mode") == "online" else "on_site"
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    changing.change_mode(signed_in.account_id(), number, mode=mode, **times)
    flash(say(CHANGED.with_values(mode=MODE_WORDS[mode])))
    return redirect(url_for("my.my_page"), 303)


@pages.post("/my/registrations/<int(max=999999999):number>/listing")
@signed_in.needed
def agree(number: int) -> Response:
    """Agree to stand in the list of participants, or take that back."""
    is_listed = bool(request.form.get("is_listed"))
    listing.agree(signed_in.account_id(), number, is_listed=is_listed, now=clock.now())
    flash(say(LISTED if is_listed else NOT_LISTED))
    return redirect(url_for("my.my_page") + "#registrations", 303)


def _offered(form: RegisterForm) -> RegisterForm:
    form.offer()
    return form


def _form_page(edition: str, form: RegisterForm, affiliation: int | None) -> str:
    view = register_view(signed_in.account_id(), edition, affiliation_id=affiliation, now=clock.now())
    return render_template("events/registration/register.html", view=view, form=form, banner=view.edition.banner)
