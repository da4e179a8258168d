"""The doors of registration: the public question, one's own registrations and seats, the secretariat's list."""

from events.registration.routes import desk, digest, own, public, seats
from events.registration.routes.pages import pages

__all__ = ["desk", "digest", "own", "pages", "public", "seats"]
