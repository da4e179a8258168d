"""The pages of delegations."""

from __future__ import annotations

from events.delegations.models import Delegation  # noqa: F401
from foundation.pages import Pages

pages = Pages("delegations", __name__)
