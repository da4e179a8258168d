"""What is done after a publication and after an urgent notice, and when an affiliation is gone: letters to those whom it concerns."""

from __future__ import annotations

from typing import Any

from events.programme.services.noticing import NOTICED
from events.programme.services.publishing import PUBLISHED
from events.registration.services.standing import hold_what_rests_on
from events.registration.services.telling import tell_of_notice, tell_of_version
from foundation import clock
from foundation.jobs import work
from foundation.letters import house


@work(PUBLISHED)
def tell_readers(facts: dict[str, Any]) -> None:
    """One letter a person for what a version changes for them."""
    tell_of_version(facts["edition"], facts["number"], house=house(), stamped_at=clock.wire_now())


@work(NOTICED)
def tell_at_once(facts: dict[str, Any]) -> None:
    """A letter to everyone whom an urgent notice concerns."""
    tell_of_notice(facts["notice"], house=house(), stamped_at=clock.wire_now())


@work("affiliation.ended")
def hold_registrations(facts: dict[str, Any]) -> None:
    """What rests on an affiliation that was declined or has ended is put on hold."""
    capacity = {"organization_id": facts["organization"], "constituency_id": facts["constituency"]}
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    hold_what_rests_on(facts["account"], **capacity, house=house(), **times)
