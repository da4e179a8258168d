"""The desks of roles and of the journal, in an edition and in the house."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, MISSING, OPEN, REFUSED, Door, get, only, people, post
from tests.access.table.desks import TO_NOBODY

AUDITED = ("organizer", "auditor")
"""Who reads both of 2027; of 2007 and in the house only the organizer of the house."""

TO_NOBODY_OPEN = only(OPEN, "organizer")


def doors() -> Iterator[Door]:
    """Who gives what, and who reads what was done."""
    yield from _of_the_edition()
    yield from _of_the_house()
    yield from _journal()


def _of_the_edition() -> Iterator[Door]:
    yield from get(only(OPEN, *AUDITED), "/desk/2027/roles", "/desk/2027/roles?q=mei")
    yield from get(TO_NOBODY_OPEN, "/desk/2007/roles")
    yield from get(people(MISSING), "/desk/1066/roles")
    yield from post(only(REFUSED, "organizer"), "/desk/2027/roles", "/desk/2007/roles")
    given = {"q": "{somebody}", "person": "{stakeholder}", "role": "registrar", "scope": "segment:CLUSTER"}
    yield from post(only(DONE, "organizer"), "/desk/2027/roles", **given)
    yield from post(only(REFUSED, "organizer"), "/desk/2027/roles", **(given | {"scope": "house"}))
    yield from post(only(REFUSED, "organizer"), "/desk/2007/roles", **(given | {"scope": "segment:SIDE"}))
    revoke, elsewhere = "/desk/2027/roles/{grant}/revoke", "/desk/2007/roles/{grant}/revoke"
    yield from get(only(OPEN, "organizer"), revoke)
    yield from post(only(DONE, "organizer"), revoke)
    yield from get(TO_NOBODY, elsewhere)
    yield from post(TO_NOBODY, elsewhere)
    yield from get(only(MISSING, "organizer"), "/desk/2027/roles/{house_grant}/revoke")
    yield from post(only(MISSING, "organizer"), "/desk/2027/roles/{house_grant}/revoke")


def _of_the_house() -> Iterator[Door]:
    yield from get(only(OPEN, "organizer"), "/desk/roles")
    yield from post(only(REFUSED, "organizer"), "/desk/roles")
    given = {"q": "{somebody}", "person": "{stakeholder}", "role": "auditor", "scope": "house"}
    yield from post(only(DONE, "organizer"), "/desk/roles", **given)
    # It is the last one of the only organizer of the house.
    yield from get(only(OPEN, "organizer"), "/desk/roles/{house_grant}/revoke")
    yield from post(only(REFUSED, "organizer"), "/desk/roles/{house_grant}/revoke")
    yield from get(TO_NOBODY, "/desk/roles/{grant}/revoke")
    yield from post(TO_NOBODY, "/desk/roles/{grant}/revoke")


def _journal() -> Iterator[Door]:
    yield from get(only(OPEN, *AUDITED), "/desk/2027/journal")
    yield from get(TO_NOBODY_OPEN, "/desk/2007/journal", "/desk/journal")
    yield from get(people(MISSING), "/desk/1066/journal", "/desk/1066/journal.csv")
    yield from get(only(OPEN, *AUDITED), "/desk/2027/journal.csv", leaves_a_mark=True)
    yield from get(TO_NOBODY_OPEN, "/desk/2007/journal.csv", "/desk/journal.csv", leaves_a_mark=True)
    # Sealed values are opened by organizers, and by no auditor.
    yield from post(only(DONE, "organizer"), "/desk/2027/journal/{sealed}/open", "/desk/journal/{sealed}/open")
    yield from post(TO_NOBODY, "/desk/2007/journal/{sealed}/open", "/desk/journal/999999/open")
