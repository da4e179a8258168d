"""The doors of participants: the list for its readers, as page and as paper, and its desk."""

from events.participants.routes import desk, lists
from events.participants.routes.pages import pages

__all__ = ["desk", "lists", "pages"]
