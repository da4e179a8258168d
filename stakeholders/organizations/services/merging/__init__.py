"""Merging two records of one organization, taking that back, and sweeping up what came to the old record meanwhile."""

from stakeholders.organizations.services.merging.following import settled_by
from stakeholders.organizations.services.merging.merging import MERGED, Undone, merge, sweep, undo

__all__ = ["MERGED", "Undone", "merge", "settled_by", "sweep", "undo"]
