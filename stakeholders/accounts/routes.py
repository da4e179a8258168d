"""The doors of accounts: signing up, in and out, mailed links, the profile, the corner of every page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from foundation import clock, languages, signed_in
from foundation.errors import Refusal
from foundation.forms import Form
from foundation.languages import say
from foundation.letters import house
from foundation.limits import TooOften
from foundation.pages import Pages
from stakeholders.accounts import forms, queries, rules
from stakeholders.accounts.services import entering, gates, profiles

pages = Pages("accounts", __name__)


@pages.own("/my/sign-in")
def sign_in_page() -> Any:
    """Sign in by password, or have a link mailed; who is signed in goes on to my page."""
    if signed_in.person():
        return redirect(signed_in.own_address(""), 303)
    return _sign_in_page(forms.SignInForm(formdata=None, next=request.args.get("next", "")))


@pages.post("/my/sign-in", keeps_typed=True)
def sign_in() -> Any:
    form = forms.SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form), 422
    try:
        with _counting_failures(form.email.data):
            session_id = entering.sign_in(form.email.data, form.password.data)
    except Refusal as refusal:
        form.tell(refusal)
        return _refused(_sign_in_page(form), refusal)
    _begin(session_id, stays=form.stays.data, by=signed_in.PASSWORD)
    return redirect(signed_in.own_address(form.next.data or ""), 303)


@pages.post("/my/sign-in/link", keeps_typed=True)
def mail_link() -> Any:
    """Mail a link that signs in; the answer is the same for every address."""
    form, stamped_at = forms.LinkForm(), clock.wire_now()
    if not form.validate_on_submit():
        return _sign_in_page(form), 422
    try:
        gates.count_link(form.email.data, _network(), stamped_at=stamped_at)
    except Refusal as refusal:
        form.tell(refusal)
        return _refused(_sign_in_page(form), refusal)
    entering.ask_for_link(form.email.data, language=_spoken(), house=house(), stamped_at=stamped_at, back=_back(form))
    return redirect(url_for(".mailed_page"), 303)


@pages.own("/my/sign-up")
def sign_up_page() -> Any:
    if signed_in.person():
        return redirect(signed_in.own_address(""), 303)
    return _sign_up_page(forms.SignUpForm(formdata=None, language=_spoken(), next=request.args.get("next", "")))


@pages.post("/my/sign-up", keeps_typed=True)
def sign_up() -> Any:
    """Make an account; the answer is the same whether there is one already or not."""
    form, stamped_at = forms.SignUpForm(), clock.wire_now()
    if not form.validate_on_submit():
        return _sign_up_page(form), 422
    try:
        gates.count_sign_up(form.email.data, _network(), stamped_at=stamped_at)
    except Refusal as refusal:
        form.tell(refusal)
        return _refused(_sign_up_page(form), refusal)
    _sign_up(form)
    return redirect(url_for(".mailed_page"), 303)


@pages.own("/my/mailed")
def mailed_page() -> str:
    """Look into your mail: the same words for everybody."""
    return render_template("stakeholders/accounts/mailed.html")


@pages.own("/my/links/<token>")
def link_page(token: str) -> str:
    """What a mailed link is for, and one button. Looking at it does nothing."""
    form = forms.FollowForm(formdata=None, next=request.args.get("next", ""))
    return _link_page(token, form)


@pages.post("/my/links/<token>", keeps_typed=True)
def follow_link(token: str) -> Any:
    form = forms.FollowForm()
    if not form.validate_on_submit():
        return _link_page(token, form), 422
    person = signed_in.person()
    by = person.id if person else None
    followed = entering.follow_link(token, by=by, now=clock.now(), stamped_at=clock.wire_now())
    if followed.session_id is None:
        flash(_("Your account has its new address."))
        return redirect(url_for(".profile_page"), 303)
    _begin(followed.session_id, stays=form.stays.data, by=signed_in.LINK)
    onward = signed_in.own_address(form.next.data or "")
    return redirect(url_for(".password_page", next=onward) if followed.purpose == rules.VERIFY else onward, 303)


@pages.post("/my/sign-out")
def sign_out() -> Any:
    """End this session for good: whoever kept its cookie has nothing of it."""
    _end_this()
    signed_in.end()
    return redirect(url_for("home.home_page"), 303)


@pages.post("/my/sign-out/everywhere")
@signed_in.needed
def sign_out_everywhere() -> Any:
    entering.sign_out_everywhere(signed_in.account_id(), now=clock.now(), stamped_at=clock.wire_now())
    signed_in.end()
    flash(_("You are signed out on all devices."))
    return redirect(url_for(".sign_in_page"), 303)


@pages.own("/my/profile")
@signed_in.needed
def profile_page() -> str:
    account = queries.account(signed_in.account_id())
    return _profile_page(forms.ProfileForm(account, formdata=None), forms.AddressForm(formdata=None))


@pages.post("/my/profile", keeps_typed=True)
@signed_in.needed
def save_profile() -> Any:
    form = forms.ProfileForm(queries.account(signed_in.account_id()))
    if not form.validate_on_submit():
        return _profile_page(form, forms.AddressForm(formdata=None)), 422
    profiles.save_profile(signed_in.account_id(), form.profile(), now=clock.now())
    flash(_("Your profile is saved."))
    return redirect(url_for(".profile_page"), 303)


@pages.post("/my/address", keeps_typed=True)
@signed_in.needed
def change_address() -> Any:
    """Mail a link to the new address; the answer is the same whether that has an account or not."""
    form, account_id = forms.AddressForm(), signed_in.account_id()
    if not form.validate_on_submit():
        return _address_page(form), 422
    try:
        _prove(account_id, form.present.data)
        _ask_to_move(account_id, form.email.data)
    except Refusal as refusal:
        _blame(form, refusal)
        return _refused(_address_page(form), refusal)
    return redirect(url_for(".mailed_page"), 303)


@pages.own("/my/password")
@signed_in.needed
def password_page() -> str:
    return _password_page(forms.PasswordForm(formdata=None, next=request.args.get("next", "")))


@pages.post("/my/password", keeps_typed=True)
@signed_in.needed
def set_password() -> Any:
    """Set a password: all other devices are signed out, this one goes on."""
    form, account_id = forms.PasswordForm(), signed_in.account_id()
    if not form.validate_on_submit():
        return _password_page(form), 422
    try:
        _prove(account_id, form.present.data)
        session_id = _set_password(account_id, form.password.data)
    except Refusal as refusal:
        _blame(form, refusal)
        return _refused(_password_page(form), refusal)
    signed_in.begin(session_id, stays=signed_in.stays(), by=signed_in.PASSWORD)
    flash(_("Your password is set. All other devices are signed out."))
    return redirect(_onward(form), 303)


@pages.own("/my/corner")
def corner() -> Any:
    """Who is signed in, for the head of pages that are the same for everyone; nothing for who is not."""
    if signed_in.person():
        return render_template("stakeholders/accounts/_corner.html")
    signed_in.end()
    return make_response("", 204)


@pages.errorhandler(rules.LinkRefused)
def offer_new_link(refusal: rules.LinkRefused) -> Any:
    """What is wrong with a mailed link, and the way to another one."""
    page = render_template("stakeholders/accounts/link_refused.html", refusal=refusal)
    return make_response(page, refusal.status, {"Cache-Control": "no-store"})


@contextmanager
def _counting_failures(email: str) -> Iterator[None]:
    """Count an attempt to give a password; when it goes well, it does not count."""
    network, stamped_at = _network(), clock.wire_now()
    gates.count_sign_in(email, network, stamped_at=stamped_at)
    yield
    gates.give_sign_in_back(email, network, stamped_at=stamped_at)


def _is_proven() -> bool:
    return signed_in.came_by_link(within=rules.RECENT)


def _prove(account_id: int, present: str | None) -> None:
    """Whether the person is there, and not only a session that was left open."""
    account = queries.account(account_id)
    if _is_proven():
        return
    if account.password_hash is None:
        raise rules.LinkNeeded
    with _counting_failures(account.email):
        entering.prove(account_id, present or "")


def _begin(session_id: str, *, stays: bool, by: str) -> None:
    _end_this()
    signed_in.begin(session_id, stays=stays, by=by)


def _end_this() -> None:
    person = signed_in.person()
    if person is not None:
        lasts = current_app.permanent_session_lifetime
        entering.sign_out(person.session_id, lasts=lasts, stamped_at=clock.wire_now())


def _set_password(account_id: int, password: str) -> str:
    stamps = {"now": clock.now(), "stamped_at": clock.wire_now()}
    return profiles.set_password(account_id, password, house=house(), **stamps)


def _ask_to_move(account_id: int, email: str) -> None:
    stamped_at = clock.wire_now()
    gates.count_move(account_id, email, _network(), stamped_at=stamped_at)
    profiles.ask_to_move(account_id, email, house=house(), stamped_at=stamped_at)


def _blame(form: Form, refusal: Refusal) -> None:
    if isinstance(refusal, rules.WrongPresent):
        form.blame("present", say(refusal.sentence))
    elif isinstance(refusal, rules.PasswordRefused):
        form.blame("password", say(refusal.sentence))
    else:
        form.tell(refusal)


def _refused(page: str, refusal: Refusal) -> Response:
    """A form's page again, with what was typed; programs are told when it is worth trying once more."""
    response = make_response(page, refusal.status)
    if isinstance(refusal, TooOften):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response


def _sign_in_page(form: forms.SignInForm) -> str:
    return render_template("stakeholders/accounts/sign_in.html", form=form)


def _sign_up_page(form: forms.SignUpForm) -> str:
    return render_template("stakeholders/accounts/sign_up.html", form=form)


def _link_page(token: str, form: forms.FollowForm) -> str:
    link = queries.standing_link(token, at=clock.wire_now())
    return render_template("stakeholders/accounts/link.html", form=form, link=link, token=token)


def _profile_page(form: forms.ProfileForm, address: forms.AddressForm) -> str:
    account = queries.account(signed_in.account_id())
    page = "stakeholders/accounts/profile.html"
    return render_template(page, form=form, address=address, account=account, is_proven=_is_proven())


def _address_page(form: forms.AddressForm) -> str:
    return _profile_page(forms.ProfileForm(queries.account(signed_in.account_id()), formdata=None), form)


def _password_page(form: forms.PasswordForm) -> str:
    account = queries.account(signed_in.account_id())
    page, onward = "stakeholders/accounts/password.html", _onward(form)
    return render_template(page, form=form, account=account, onward=onward, is_proven=_is_proven())


def _sign_up(form: forms.SignUpForm) -> None:
    entering.sign_up(
        form.email.data,
        name=form.name.data,
        language=form.language.data,
        zone=current_app.config["ZONE"],
        house=house(),
        now=clock.now(),
        stamped_at=clock.wire_now(),
        back=_back(form),
    )


def _spoken() -> str:
    spoken = languages.current()
    return spoken.code if spoken in languages.LANGUAGES else languages.ENGLISH.code


def _network() -> str:
    return request.remote_addr or ""


def _onward(form: forms.PasswordForm) -> str:
    return signed_in.own_address(form.next.data or url_for(".profile_page"))


def _back(form: Any) -> str:
    """Where the link of a letter leads on to: an address of ours, or nowhere in particular."""
    return signed_in.own_address(form.next.data) if form.next.data else ""
