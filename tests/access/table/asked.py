"""What is asked of a body, and the organizer’s question to hosts: each body’s own people, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, FORBIDDEN, MISSING, OPEN, REFUSED, Door, get, only, people, post
from tests.access.table.desks import ORGANIZERS

PAGE = "/my/asked/{body UNESCO}"
"""The page of UNESCO, which is asked about its meeting D05, about a person and about a registration."""


def doors() -> Iterator[Door]:
    """What the page of one body opens to whom."""
    yield from get(people(OPEN), "/my/asked")
    yield from get(only(OPEN, "focal_point"), PAGE)
    yield from get(people(FORBIDDEN), "/my/asked/999999")
    yield from _meetings()
    yield from _people()
    yield from _asking()


def _meetings() -> Iterator[Door]:
    meeting, seen = f"{PAGE}/meetings/{{meeting D05}}", {"seen": "{seen D05}"}
    yield from post(only(DONE, "focal_point"), meeting, answer="confirmed", **seen)
    yield from post(only(DONE, "focal_point"), meeting, answer="declined", note="The hour is wrong", **seen)
    yield from post(only(REFUSED, "focal_point"), meeting)
    yield from post(only(REFUSED, "focal_point"), meeting, answer="declined", **seen)
    yield from post(only(MISSING, "focal_point"), f"{PAGE}/meetings/999999", answer="confirmed", **seen)
    yield from post(people(FORBIDDEN), "/my/asked/999999/meetings/{meeting D05}", answer="confirmed", **seen)
    yield from post(only(DONE, "focal_point"), f"{PAGE}/meetings", seen="{meeting D05}.{seen D05}")
    yield from post(people(FORBIDDEN), "/my/asked/999999/meetings", seen="{meeting D05}.{seen D05}")


def _people() -> Iterator[Door]:
    some = f"{PAGE}/registrations"
    yield from post(only(DONE, "focal_point"), some, number="{new of UNESCO}", verdict="pre_approve")
    yield from post(only(DONE, "focal_point"), some, number="{new of UNESCO}", verdict="hold", reason="R")
    yield from post(only(REFUSED, "focal_point"), some)
    yield from post(only(REFUSED, "focal_point"), some, number="{RG-118}", verdict="pre_approve")
    yield from post(
        people(FORBIDDEN), "/my/asked/999999/registrations", number="{new of UNESCO}", verdict="pre_approve"
    )
    person = f"{PAGE}/people/{{declared}}"
    yield from post(only(DONE, "focal_point"), person, verdict="confirm")
    yield from post(only(DONE, "focal_point"), person, verdict="decline", reason="Not one of ours")
    yield from post(only(REFUSED, "focal_point"), person, verdict="decline")
    yield from post(only(MISSING, "focal_point"), f"{PAGE}/people/999999", verdict="confirm")
    yield from post(people(FORBIDDEN), "/my/asked/999999/people/{declared}", verdict="confirm")


def _asking() -> Iterator[Door]:
    """Who organizes the cluster's programme asks the hosts of its meetings, and no others."""
    within = (*ORGANIZERS, "segment_programme_organizer")
    yield from post(only(DONE, *within), "/desk/2027/meetings/D06/ask-hosts", "/desk/2027/ask-hosts")
    yield from post(only(DONE, *within), "/desk/2027/ask-hosts", segment="CLUSTER")
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/ask-hosts", segment="SESSION")
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/meetings/S03/ask-hosts")
    yield from post(people(MISSING), "/desk/2027/ask-hosts", segment="NONE")
    yield from post(people(MISSING), "/desk/2027/meetings/D999/ask-hosts")
    yield from post(people(MISSING), "/desk/1066/ask-hosts", "/desk/1066/meetings/D05/ask-hosts")
    yield from post(only(DONE, "organizer"), "/desk/2007/ask-hosts")
