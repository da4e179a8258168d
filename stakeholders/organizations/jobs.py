"""What is done after two records were merged: what came to the old one meanwhile goes along."""

from __future__ import annotations

from typing import Any

from flask import current_app

from foundation import clock
from foundation.jobs import work
from stakeholders.organizations.services.merging import MERGED, sweep


@work(MERGED)
def take_along(facts: dict[str, Any]) -> None:
    """Rows that were written for the old record while it was merged away."""
    sweep(facts["merge"], zone=current_app.config["ZONE"], now=clock.now(), stamped_at=clock.wire_now())
