"""Affiliations, the organizations of the directory and those that people name, merges, and who speaks for them."""

from stakeholders.organizations.services.affiliating import ENDED, confirm, declare, decline, end, end_for
from stakeholders.organizations.services.keeping import add_organization, save_organization
from stakeholders.organizations.services.merging import merge, sweep, undo
from stakeholders.organizations.services.naming import Declared
from stakeholders.organizations.services.speaking import ask, decline_term, end_term, hand_over, take_back, verify

__all__ = [
    "ENDED",
    "Declared",
    "add_organization",
    "ask",
    "confirm",
    "declare",
    "decline",
    "decline_term",
    "end",
    "end_for",
    "end_term",
    "hand_over",
    "merge",
    "save_organization",
    "sweep",
    "take_back",
    "undo",
    "verify",
]
