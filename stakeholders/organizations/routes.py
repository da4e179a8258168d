"""The doors of affiliations: one's own, and those that a focal point confirms."""

from __future__ import annotations

from foundation.pages import Pages

pages = Pages("organizations", __name__)
