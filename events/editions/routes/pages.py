"""The blueprint that the doors of editions hang on."""

from __future__ import annotations

from foundation.pages import Pages

pages = Pages("editions", __name__)
