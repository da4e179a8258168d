"""The doors of this room."""

from __future__ import annotations

from foundation.pages import Pages

pages = Pages("registration", __name__)
