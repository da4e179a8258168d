"""What is done after a publication and after an urgent notice, and when an affiliation is gone: letters to those whom it concerns."""

from __future__ import annotations

from typing import Any

from events.programme.services.noticing import NOTICED
from events.programme.services.publishing import PUBLISHED
from events.registration.queries import accredited as _accredited  # noqa: F401  (tells accreditation of sessions)
from events.registration.services import bulk, place_letters
from events.registration.services.accredited import tell_who_may_register
from events.registration.services.left_behind import end_left_behind
from events.registration.services.offering import TELL
from events.registration.services.standing import hold_what_rests_on
from events.registration.services.sweeping import sweep
from events.registration.services.telling import tell_of_notice, tell_of_version
from foundation import clock
from foundation.jobs import every, work
from foundation.letters import house
from stakeholders.accreditation.services import APPROVED


@work(PUBLISHED)
def tell_readers(facts: dict[str, Any]) -> None:
    """One letter a person for what a version changes for them; then seats end in what went to another segment."""
    tell_of_version(facts["edition"], facts["number"], house=house(), stamped_at=clock.wire_now())
    end_left_behind(facts["edition"], facts["number"], now=clock.now(), stamped_at=clock.wire_now())


@work(NOTICED)
def tell_at_once(facts: dict[str, Any]) -> None:
    """A letter to everyone whom an urgent notice concerns."""
    tell_of_notice(facts["notice"], house=house(), stamped_at=clock.wire_now())


@work(APPROVED)
def tell_of_basis(facts: dict[str, Any]) -> None:
    """People of an organization that was refused for want of a basis learn that they can register now."""
    tell_who_may_register(
        facts["application"],
        facts["organization"],
        facts["session"],
        house=house(),
        now=clock.now(),
        stamped_at=clock.wire_now(),
    )


@work("affiliation.ended")
def hold_registrations(facts: dict[str, Any]) -> None:
    """What rests on an affiliation that was declined or has ended is put on hold."""
    capacity = {"organization_id": facts["organization"], "constituency_id": facts["constituency"]}
    times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
    hold_what_rests_on(facts["account"], **capacity, house=house(), **times)


@work(bulk.JOB)
def decide_on_all(facts: dict[str, Any]) -> None:
    """A decision on many, some people at a time; what is done of it stands, whatever becomes of the worker."""
    while bulk.go_on(facts["decision"], house=house(), now=clock.now(), stamped_at=clock.wire_now()):
        pass


@work(TELL)
def tell_of_places(facts: dict[str, Any]) -> None:
    """A letter to each whose place has changed."""
    for seat_id, what in facts["seats"]:
        times: dict[str, Any] = {"now": clock.now(), "stamped_at": clock.wire_now()}
        place_letters.tell(seat_id, what, turn=facts["turn"], house=house(), **times)


@every(2)
def pass_places_on() -> None:
    """Offers end by the house's time, and what is free goes to who is next."""
    sweep(now=clock.now())
