"""Affiliations: declared, confirmed or declined, ended; and the organizations that people name for them."""

from stakeholders.organizations.services.affiliating import ENDED, confirm, declare, decline, end
from stakeholders.organizations.services.naming import Declared

__all__ = ["ENDED", "Declared", "confirm", "declare", "decline", "end"]
