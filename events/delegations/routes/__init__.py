"""The doors of delegations: their desk, tables that are sent in, the answers of those who were registered."""

from events.delegations.routes import answers, delegations, imports
from events.delegations.routes.pages import pages

__all__ = ["answers", "delegations", "imports", "pages"]
