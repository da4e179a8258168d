"""Who is signed in: Flask-Login's session, and the few facts about a person that every page may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, after_this_request, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

SIGN = "linkage_in"
"""A cookie that scripts may read and that holds no secret: whether it is worth asking for the person's corner."""

View = TypeVar("View", bound=Callable[..., Any])


def needed(view: View) -> View:
    """Mark a view that only a person who is signed in may have; others are led to the sign-in page and back."""
    guarded: View = login_required(view)
    return guarded


@dataclass(frozen=True)
class Person(UserMixin):
    """A person who is signed in. `session_id` carries the account and its epoch, so that it can be ended everywhere.

    `has_desk` tells whether the account holds any role.
    """

    id: int
    name: str
    language: str
    zone: str
    session_id: str
    has_desk: bool = False

    def get_id(self) -> str:
        return self.session_id


def account_id() -> int:
    """The account of the person who is signed in; only behind `needed`."""
    number: int = current_user.id
    return number


def person() -> Person | None:
    """The person who is signed in, if there is one."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def actor() -> str:
    """How the journal names who is signed in."""
    return f"account:{account_id()}"


def begin(session_id: str, *, stays: bool) -> None:
    """Sign a person in with this answer, in a session of its own: nothing of the one before is carried over.

    `stays` keeps it on the device for as long as the house allows, else it ends with the browser.
    """
    session.clear()
    session["_user_id"], session["_fresh"] = session_id, True
    session.permanent = stays
    # The token against forged forms is there from the start: two pages that are asked for at once must not make two.
    g.pop("csrf_token", None)
    generate_csrf()
    _sign("1", stays=stays)


def end() -> None:
    """Sign a person out on this device with this answer."""
    session.clear()
    _sign("", stays=False)


def stays() -> bool:
    """Whether this session was meant to stay on the device."""
    return bool(session.permanent)


def _sign(value: str, *, stays: bool) -> None:
    @after_this_request
    def signed(response: Response) -> Response:
        lasts = 0 if not value else current_app.permanent_session_lifetime if stays else None
        response.set_cookie(
            SIGN, value, max_age=lasts, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"]
        )
        return response


class _SignIns(LoginManager):
    def _update_remember_cookie(self, response: Response) -> Response:
        # We have no such cookie, and merely asking for it would make every public page vary by cookie.
        return response


def init_app(app: Flask, *, load: Callable[[str], Person | None]) -> None:
    """Set Flask-Login up; `load` finds the person of a session id, None when it has ended."""
    manager = _SignIns()
    manager.init_app(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(load)
    manager.unauthorized_handler(_lead_to_sign_in)
    app.context_processor(lambda: {"person": person})


def _lead_to_sign_in() -> Response:
    # After a form was sent, its page is where to come back to: an address that can be read.
    back = request.full_path.rstrip("?") if request.method == "GET" else (request.referrer or "")
    return redirect(url_for("accounts.sign_in_page") + "?" + urlencode({"next": own_address(back)}), 303)


def own_address(address: str) -> str:
    """An address within this house as path and query, with the language's prefix; the person's page for any other."""
    root = request.root_path.rstrip("/")
    path = address.removeprefix(request.host_url.rstrip("/")).removeprefix(current_app.config["PUBLIC_URL"])
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and len(path) <= 500
    if not is_own:
        return url_for("my.my_page")
    return path if not root or path.startswith(root + "/") else root + path
