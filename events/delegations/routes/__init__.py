"""The doors of delegations."""

from events.delegations.routes.pages import pages

__all__ = ["pages"]
