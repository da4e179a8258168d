"""The doors of the programme: public pages, and the organizer's desk."""

from __future__ import annotations

from events.programme.routes import answers, board, desk, public, publishing
from events.programme.routes.pages import pages

__all__ = ["answers", "board", "desk", "pages", "public", "publishing"]
