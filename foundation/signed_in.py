"""Who is signed in: Flask-Login's session, and the few facts about a person that every page may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, after_this_request, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from foundation import clock

SIGN = "linkage_in"
"""A cookie that scripts may read and that holds no secret: whether it is worth asking for the person's corner."""

View = TypeVar("View", bound=Callable[..., Any])


def needed(view: View) -> View:
    """Mark a view that only a person who is signed in may have; others are led to the sign-in page and back."""
    guarded: View = login_required(view)
    guarded.is_needed = True  # type: ignore[attr-defined]
    return guarded


@dataclass(frozen=True)
class Person(UserMixin):
    """A person who is signed in.

    `session_id` carries the account, its epoch and a random part, so that it can be ended everywhere or on its own.

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


PASSWORD, LINK = "password", "link"
"""By what somebody came in."""


def begin(session_id: str, *, stays: bool, by: str) -> None:
    """Sign a person in with this answer, in a session of its own: nothing of the one before is carried over.

    `stays` keeps it on the device for as long as the house allows, else it ends with the browser; `by` is the way in.
    """
    session.clear()
    session["_user_id"], session["_fresh"] = session_id, True
    session["signed_in_at"], session["by"] = int(clock.wire_now().timestamp()), by
    session.permanent = stays
    # The token against forged forms is there from the start: two pages that are asked for at once must not make two.
    g.pop("csrf_token", None)
    generate_csrf()
    _sign("1", stays=stays)


def end() -> None:
    """Sign a person out on this device with this answer."""
    session.clear()
    _sign("", stays=False)


def came_by_link(*, within: timedelta) -> bool:
    """Whether this session was opened by a mailed link, and not longer ago than that."""
    return session.get("by") == LINK and _age() <= within


def _age() -> timedelta:
    begun_at = session.get("signed_in_at")
    return timedelta(seconds=clock.wire_now().timestamp() - begun_at) if isinstance(begun_at, int) else timedelta.max


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

    def load_young(session_id: str) -> Person | None:
        # However often its cookie is signed anew, a session lasts no longer than the house allows: what was ended
        # need not be remembered for ever.
        return load(session_id) if _age() <= app.permanent_session_lifetime else None

    manager = _SignIns()
    manager.init_app(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(load_young)
    manager.unauthorized_handler(lead_to_sign_in)
    app.context_processor(lambda: {"person": person})


def lead_to_sign_in() -> Response:
    """To the sign-in page, and from there back."""
    back = request.full_path.rstrip("?") if request.method == "GET" else page_of_the_form()
    return redirect(url_for("accounts.sign_in_page") + "?" + urlencode({"next": own_address(back)}), 303)


def page_of_the_form() -> str:
    """Where to come back to after a form was sent: its page, or the nearest one above it that can be read.

    A form that was refused stands at the address that it is sent to; a page with a secret names no referrer.
    """
    root = request.root_path.rstrip("/")
    sent_from = _within(request.referrer or "") or root + request.path
    adapter = current_app.create_url_adapter(request)
    path = sent_from.partition("?")[0].removeprefix(root)
    if adapter is None or adapter.test(path, method="GET"):
        return sent_from
    while "/" in path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0]
        for page in (path + "/", path):
            if adapter.test(page, method="GET"):
                return root + page
    return ""


def own_address(address: str) -> str:
    """An address within this house as path and query, with the language's prefix; the person's page for any other."""
    root, path = request.root_path.rstrip("/"), _within(address)
    if not path:
        return url_for("my.my_page")
    return path if not root or path.startswith(root + "/") else root + path


def _within(address: str) -> str:
    """The path and query of an address of this house, nothing for any other."""
    path = address.removeprefix(request.host_url.rstrip("/")).removeprefix(current_app.config["PUBLIC_URL"])
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and len(path) <= 500
    return path if is_own else ""
