"""The doors of organizations: affiliations, the desk of the directory, merges, who speaks for an organization."""

from __future__ import annotations

from stakeholders.organizations.routes import affiliations, deciding, desk, merging, speaking
from stakeholders.organizations.routes.pages import pages

__all__ = ["affiliations", "deciding", "desk", "merging", "pages", "speaking"]
