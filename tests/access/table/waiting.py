"""The places of meetings and segments: their desk, one's own, and those behind mailed links."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, MISSING, OPEN, REFUSED, Door, Form, everybody, get, only, people, post

WRITERS = ("registrar", "programme_organizer", "organizer")
READERS = (*WRITERS, "auditor")
IN_SEGMENTS = ("segment_registrar", "segment_programme_organizer")
DESK = "/desk/2027/places"
QUOTA: Form = {"constituency": "IGO", "organization": "", "mode": "", "places": "4"}


def doors() -> Iterator[Door]:
    """The desk opens to those who organize or register; a link to whoever has it."""
    yield from get(only(OPEN, *READERS, *IN_SEGMENTS), DESK)
    yield from get(only(OPEN, "organizer"), "/desk/2007/places")
    yield from get(people(MISSING), "/desk/1066/places")
    yield from _of_one()
    yield from _deeds()
    yield from _own()


def _of_one() -> Iterator[Door]:
    yield from get(only(OPEN, *READERS, "segment_registrar"), f"{DESK}/meetings/S04", f"{DESK}/segments/SESSION")
    yield from get(only(OPEN, *READERS, "segment_programme_organizer"), f"{DESK}/segments/CLUSTER")
    yield from get(only(OPEN, *READERS), f"{DESK}/meetings/X02", f"{DESK}/segments/SIDE")
    yield from get(only(MISSING, *READERS, *IN_SEGMENTS), f"{DESK}/meetings/D999", f"{DESK}/segments/NONE")


def _deeds() -> Iterator[Door]:
    session, side = f"{DESK}/segments/SESSION", f"{DESK}/meetings/X02"
    yield from post(only(REFUSED, *WRITERS, "segment_registrar"), f"{session}/quotas", f"{session}/list")
    yield from post(only(DONE, *WRITERS, "segment_registrar"), f"{session}/quotas", **QUOTA)
    yield from post(only(REFUSED, *WRITERS), f"{side}/quotas/{{quota}}", f"{side}/waiting/{{waits}}")
    yield from post(only(DONE, *WRITERS), f"{side}/quotas", **QUOTA)
    yield from post(only(DONE, *WRITERS), f"{side}/quotas/{{quota}}", places="9", seen="8")
    yield from post(only(DONE, *WRITERS), f"{side}/quotas/{{quota}}/drop")
    yield from post(only(DONE, *WRITERS), f"{side}/list", offer_hours="2", seen="1:24")
    yield from post(only(DONE, *WRITERS), f"{side}/waiting/{{waits}}", deed="off", reason="R")
    yield from post(only(REFUSED, *WRITERS), f"{side}/waiting/{{waits}}", deed="offer", reason="R")
    yield from post(only(MISSING, *WRITERS), f"{side}/quotas/999999/drop")
    yield from post(only(MISSING, *WRITERS), f"{side}/quotas/999999", places="9", seen="8")
    yield from post(only(REFUSED, *WRITERS), f"{side}/waiting/999999", deed="off", reason="R")
    yield from post(only(MISSING, *WRITERS, "segment_registrar"), f"{session}/quotas/{{quota}}/drop")


def _own() -> Iterator[Door]:
    yield from get(everybody(OPEN), "/places/{place}")
    yield from get(everybody(MISSING), "/places/of-no-use")
    yield from post(everybody(DONE), "/places/{place}", answer="leave")
    yield from post(everybody(REFUSED), "/places/{place}", answer="take")
    yield from post(everybody(MISSING), "/places/of-no-use", answer="take")
    yield from post(people(MISSING, stakeholder=DONE), "/my/registrations/{RG-135}/place", answer="leave")
    yield from post(people(MISSING), "/my/registrations/999999/place", answer="leave")
    # Two of them sit there: nothing is other than before.
    yield from post(people(REFUSED, stakeholder=OPEN, other_focal_point=OPEN), "/2027/meetings/S03/seat/wait")
    yield from post(people(MISSING), "/2027/meetings/D999/seat/wait")
