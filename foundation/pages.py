"""Pages: a blueprint whose public pages are kept, and the headers and error pages all of them share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from foundation import clock, hidden, signed_in
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

    def get(self, rule: str, *, query: bool = False, **options: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A public page. `query` says that it reads one; without that, an address with a query is answered, not kept."""
        return self._placed(rule, "GET", keep if query else keep_without_query, options)

    def own(self, rule: str, **options: Any) -> Callable[[View], View]:
        """A page that is drawn anew for each request and stored by nobody."""
        return self._placed(rule, "GET", unstored, options)

    def post(  # type: ignore[override]
        self, rule: str, *, keeps_typed: bool = False, most_octets: int | None = None, **options: Any
    ) -> Callable[[View], View]:
        """A deed. `keeps_typed` says that its view begins by validating a Form: when that has grown old, the view
        itself answers, with what was typed; without it, the answer is a page of words. `most_octets` takes more than
        other deeds do, for files."""
        around = _typed if keeps_typed else unstored
        return self._placed(rule, "POST", around if most_octets is None else _sized(around, most_octets), options)

    def _placed(self, rule: str, method: str, around: Callable[[View], View], options: Any) -> Callable[[View], View]:
        def placed(view: View) -> View:
            # A view with several addresses is wrapped once, so that all of them lead to the same endpoint.
            wrapped = view if hasattr(view, "is_placed") else around(view)
            wrapped.is_placed = True  # type: ignore[attr-defined]
            self.add_url_rule(rule, view_func=wrapped, methods=[method], **options)
            return wrapped

        return placed


def keep(view: View) -> View:
    """Mark a view's answer to be kept under (public revision, day): what it says hangs on nothing else.

    A view whose answer does hang on something else has put "<key> <number>" into KEEP: it is kept under that as well.
    """

    @wraps(view)
    def kept(*args: Any, **kwargs: Any) -> Response:
        # The number is read before the content, so that a body is never older than its key.
        database = str(db.engine.url)
        number = clock.public_number(database)
        day = clock.day_at(database, number, current_app.config["ZONE"])
        response = make_response(view(*args, **kwargs))
        response.headers[KEEP] = " ".join([f"{number} {day}", *response.headers.getlist(KEEP)])
        response.headers.setdefault("Cache-Control", "public, no-cache")
        response.vary.add("Accept-Encoding")
        return response

    return kept


def keep_without_query(view: View) -> View:
    """As `keep`, for a page that reads no query: what a stranger hangs on its address takes no room."""
    kept_view = keep(view)

    @wraps(view)
    def kept(*args: Any, **kwargs: Any) -> Response:
        response: Response = kept_view(*args, **kwargs)
        if request.query_string:
            response.headers.pop(KEEP)
        return response

    return kept


def unstored(view: View) -> View:
    """Mark a view's answer as nobody's to store."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> Response:
        response = make_response(view(*args, **kwargs))
        response.headers["Cache-Control"] = "no-store"
        return response

    answered.is_own = True  # type: ignore[attr-defined]
    return answered


def _typed(view: View) -> View:
    answered = unstored(view)
    answered.keeps_typed = True  # type: ignore[attr-defined]
    return answered


def _sized(around: Callable[[View], View], most_octets: int) -> Callable[[View], View]:
    """As `around`, for a view to which so much may be sent."""

    def sized(view: View) -> View:
        answered = around(view)
        answered.most_octets = most_octets  # type: ignore[attr-defined]
        return answered

    return sized


def init_app(app: Flask) -> None:
    """Put the headers and error pages on the application, and keep secret addresses out of its log."""
    app.logger.addFilter(hidden.conceal)
    app.after_request(_guard)
    app.register_error_handler(Refusal, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(CSRFError, _refuse_stale)
    for trouble in (OperationalError, InterfaceError):
        app.register_error_handler(trouble, _refuse_for_now)
    app.before_request(_refuse_unaskable)
    app.url_value_preprocessor(_take_more)


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


MOST_OCTETS = 2000
"""The longest query: every filter of a programme fits into it several times."""

STALE = Sentence("This form has grown old: nothing was changed.")
LOAD_AGAIN = Sentence("Load its page again and send it once more.")
NOT_NOW = Sentence("The records can’t be read just now. Try again in half a minute.")
AT_MOST_MB = Sentence("At most {most} MB can be sent here at once. Go back to the form, and send less.")
AT_MOST_KB = Sentence("At most {most} KB of text can be sent here at once. Go back to the form, and send less.")
TOO_LONG = Sentence("The address asks for too much at once.")

HTTP_WORDS = {
    400: Sentence("The request can’t be read."),
    404: Missing.sentence,
    405: Sentence("This address can be read, but nothing can be sent to it in this way."),
    413: Sentence("What was sent is too large."),
    500: Sentence("Something broke on our side. It has been noted; nothing you sent was kept half-done."),
}


def _take_more(endpoint: str | None, values: Any) -> None:
    """Let a deed that takes files have them; here, before the token against forged forms is looked for among them."""
    most = getattr(current_app.view_functions.get(endpoint or ""), "most_octets", None)
    if most is not None:
        request.max_content_length = most


def _refuse_stale(error: CSRFError) -> Any:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "keeps_typed", False):
        # Its form finds the same fault, and shows itself again with all that was typed.
        try:
            return view(**(request.view_args or {}))  # type: ignore[misc]
        except (Refusal, HTTPException) as refused:
            return current_app.handle_user_exception(refused)
    if getattr(view, "is_needed", False) and not signed_in.person():
        # The session has ended, and the token with it.
        return signed_in.lead_to_sign_in()
    return _words(400, say(STALE), say(LOAD_AGAIN), back=signed_in.own_address(signed_in.page_of_the_form()))


def _refuse_for_now(trouble: Exception) -> Response:
    current_app.logger.error("the database can’t be read: %s", trouble)
    # In plain words only: a page would ask the database for its frame.
    response = make_response(str(NOT_NOW) + "\n", 503)
    response.mimetype = "text/plain"
    if request.path.endswith((".json", ".xml")):
        response = make_response(jsonify(type="about:blank", title=str(NOT_NOW), status=503), 503)
        response.mimetype = "application/problem+json"
    response.headers.update({"Retry-After": "30", "Cache-Control": "no-store"})
    return response


def _refuse_unaskable() -> Response | None:
    if "\0" in request.path:
        # PostgreSQL refuses even to be asked for it.
        return _words(404, say(Missing.sentence), None)
    return _words(414, say(TOO_LONG), None) if len(request.query_string) > MOST_OCTETS else None


def _refuse_http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    words = HTTP_WORDS.get(error.code)
    sentence = say(words) if words else str(error.description)
    if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _words(error.code, sentence, say(_at_most()), back=signed_in.own_address(signed_in.page_of_the_form()))
    response = _words(error.code, sentence, None)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _at_most() -> Sentence:
    """How much can be sent: in all, or in the fields of a form where what was sent is less than that."""
    most, text = request.max_content_length, request.max_form_memory_size
    if most is not None and (text is None or (request.content_length or most) >= most):
        return AT_MOST_MB.with_values(most=most // 1024**2)
    return AT_MOST_KB.with_values(most=(text or 0) // 1024)


def _words(status: int, sentence: str, next_step: str | None, *, back: str | None = None) -> Response:
    g.refused = True
    if request.path.endswith((".ics",)):
        response = make_response(sentence + "\n", status)
        response.mimetype = "text/plain"
    elif request.path.endswith((".json", ".xml")):
        problem = {"type": "about:blank", "title": sentence, "status": status, "instance": request.path}
        response = make_response(jsonify({**problem, **({"detail": next_step} if next_step else {})}), status)
        response.mimetype = "application/problem+json"
    else:
        said = {"sentence": sentence, "next_step": next_step, "back": back}
        response = make_response(render_template("errors/error.html", status=status, **said), status)
    response.headers["Cache-Control"] = "no-store"
    return response
