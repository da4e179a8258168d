"""Pages: a blueprint whose public pages are kept, and the headers and error pages all of them share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from foundation import clock
from foundation.db import db
from foundation.errors import Missing, Refusal
from foundation.kept import KEEP
from foundation.languages import say
from foundation.sentences import Sentence

View = Callable[..., Any]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class Pages(Blueprint):
    """A room's addresses. `get` makes a public page, the same for everyone and kept; `own` one that is not; `post` a deed."""

    def get(self, rule: str, **options: Any) -> Callable[[View], View]:  # type: ignore[override]
        return self._placed(rule, "GET", keep, options)

    def own(self, rule: str, **options: Any) -> Callable[[View], View]:
        """A page that is drawn anew for each request and stored by nobody."""
        return self._placed(rule, "GET", unstored, options)

    def post(self, rule: str, **options: Any) -> Callable[[View], View]:  # type: ignore[override]
        return self._placed(rule, "POST", unstored, options)

    def _placed(self, rule: str, method: str, around: Callable[[View], View], options: Any) -> Callable[[View], View]:
        def placed(view: View) -> View:
            # A view with several addresses is wrapped once, so that all of them lead to the same endpoint.
            wrapped = view if hasattr(view, "__wrapped__") else around(view)
            self.add_url_rule(rule, view_func=wrapped, methods=[method], **options)
            return wrapped

        return placed


def keep(view: View) -> View:
    """Mark a view's answer to be kept under (public revision, day): what it says hangs on nothing else."""

    @wraps(view)
    def kept(*args: Any, **kwargs: Any) -> Response:
        # The number is read before the content, so that a body is never older than its key.
        database = str(db.engine.url)
        number = clock.public_number(database)
        day = clock.day_at(database, number, current_app.config["ZONE"])
        response = make_response(view(*args, **kwargs))
        response.headers[KEEP] = f"{number} {day}"
        response.headers.setdefault("Cache-Control", "public, no-cache")
        response.vary.add("Accept-Encoding")
        return response

    return kept


def unstored(view: View) -> View:
    """Mark a view's answer as nobody's to store."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> Response:
        response = make_response(view(*args, **kwargs))
        response.headers["Cache-Control"] = "no-store"
        return response

    return answered


def init_app(app: Flask) -> None:
    """Put the headers and error pages on the application."""
    app.after_request(_guard)
    app.register_error_handler(Refusal, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)


def _guard(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if response.mimetype == "text/html":
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("X-Frame-Options", "DENY")
    return response


def _refuse(refusal: Refusal) -> Response:
    next_step = say(refusal.next_step) if refusal.next_step else None
    return _words(refusal.status, say(refusal.sentence), next_step)


HTTP_WORDS = {
    400: Sentence("The request can’t be read."),
    404: Missing.sentence,
    405: Sentence("This address can be read, but nothing can be sent to it in this way."),
    413: Sentence("What was sent is too large."),
    500: Sentence("Something broke on our side. It has been noted; nothing you sent was kept half-done."),
}


def _refuse_http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    words = HTTP_WORDS.get(error.code)
    response = _words(error.code, say(words) if words else str(error.description), None)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _words(status: int, sentence: str, next_step: str | None) -> Response:
    g.refused = True
    if request.path.endswith((".ics",)):
        response = make_response(sentence + "\n", status)
        response.mimetype = "text/plain"
    elif request.path.endswith((".json", ".xml")):
        problem = {"type": "about:blank", "title": sentence, "status": status, "instance": request.path}
        response = make_response(jsonify({**problem, **({"detail": next_step} if next_step else {})}), status)
        response.mimetype = "application/problem+json"
    else:
        page = render_template("errors/error.html", status=status, sentence=sentence, next_step=next_step)
        response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
