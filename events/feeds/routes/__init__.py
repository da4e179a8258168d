"""The doors of feeds: public ones with the page on which one subscribes, and a person's own calendar."""

from __future__ import annotations

from events.feeds.routes import personal, public
from events.feeds.routes.pages import pages

__all__ = ["pages", "personal", "public"]
