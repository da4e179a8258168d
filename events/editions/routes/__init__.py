"""The doors of editions: the public list, and the desk of an edition with its segments and windows."""

from __future__ import annotations

from events.editions.routes import desk, public
from events.editions.routes.pages import pages

__all__ = ["desk", "pages", "public"]
