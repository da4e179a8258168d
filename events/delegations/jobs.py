"""What the background does for delegations: taking the rows of a table that was confirmed."""

from __future__ import annotations

from typing import Any

from events.delegations.services import importing
from events.delegations.services.importing import CONFIRMED
from events.registration.services.on_behalf import Hand
from foundation import clock
from foundation.jobs import work
from foundation.letters import house


@work(CONFIRMED)
def take_rows(facts: dict[str, Any]) -> None:
    """All good rows of a table, or none; twice is once."""
    now, stamped_at, here = clock.now(), clock.wire_now(), house()
    importing.take(facts["number"], lambda account_id: Hand(account_id, here, now, stamped_at))
