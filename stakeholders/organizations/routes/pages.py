"""The blueprint that all doors of this room hang on."""

from __future__ import annotations

from typing import Any

from flask import current_app

from foundation import clock
from foundation.pages import Pages

pages = Pages("organizations", __name__)


def today() -> Any:
    """The present day of the house."""
    return clock.today(zone())


def zone() -> str:
    """The zone of the house, in which its days begin."""
    told: str = current_app.config["ZONE"]
    return told
