"""The door of the health page: plain words for programs, never kept."""

from __future__ import annotations

from flask import Response

from foundation.pages import Pages
from portal.health import queries

pages = Pages("health", __name__)


@pages.own("/healthz")
def health() -> Response:
    """200 once a programme can be shown; until then, or without a database, 503 and when to ask again."""
    if queries.has_a_programme():
        return Response("ok\n", mimetype="text/plain")
    return Response("not yet: no programme is published\n", 503, {"Retry-After": "5"}, mimetype="text/plain")
