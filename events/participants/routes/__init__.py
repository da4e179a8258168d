"""The doors of participants."""

from events.participants.routes.pages import pages

__all__ = ["pages"]
