"""The desk of venues and rooms."""

from __future__ import annotations

from foundation.pages import Pages

pages = Pages("venues", __name__)
