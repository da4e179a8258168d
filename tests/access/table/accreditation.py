"""Applications for accreditation and bases of participation: one's own, and the secretariat's for the sessions in reach."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, FORBIDDEN, MISSING, OPEN, REFUSED, Door, get, only, people, post

DECIDERS = ("registrar", "organizer", "segment_registrar")
READERS = (*DECIDERS, "auditor")
"""Of session 30: the segment is SESSION, the edition 2027."""

KEEPERS = ("organizer",)
"""Who adds and extends bases, which belong to all editions: in the house."""


def doors() -> Iterator[Door]:
    """What each address of accreditation opens to whom."""
    yield from _own()
    yield from _desk()
    yield from _bases()


def _own() -> Iterator[Door]:
    """One application is the stakeholder's, one is on hold, one is of the focal point's body."""
    theirs, focal = only(MISSING, rest=MISSING, stakeholder=OPEN), only(OPEN, "focal_point", rest=MISSING)
    done = only(DONE, "stakeholder", rest=MISSING)
    yield from get(people(OPEN), "/my/accreditation", "/my/accreditation/new")
    yield from post(people(REFUSED), "/my/accreditation/new")
    yield from get(theirs, "/my/accreditation/{application}", "/my/accreditation/papers/{paper}")
    yield from get(focal, "/my/accreditation/{of_unesco}")
    yield from get(people(MISSING), "/my/accreditation/999999", "/my/accreditation/papers/999999")
    yield from post(done, "/my/accreditation/{held_application}", letter="Now with the statutes.")
    yield from post(people(MISSING), "/my/accreditation/999999", letter="Now with the statutes.")
    yield from post(only(REFUSED, "stakeholder", rest=MISSING), "/my/accreditation/{application}/papers")
    yield from post(people(MISSING), "/my/accreditation/999999/papers")
    yield from post(done, "/my/accreditation/{application}/withdraw", "/my/accreditation/papers/{paper}/remove")
    yield from post(people(MISSING), "/my/accreditation/999999/withdraw", "/my/accreditation/papers/999999/remove")
    yield from post(only(DONE, "focal_point", rest=MISSING), "/my/accreditation/{of_unesco}/pre-approve")
    yield from post(only(FORBIDDEN, "stakeholder", rest=MISSING), "/my/accreditation/{application}/pre-approve")


def _desk() -> Iterator[Door]:
    verdict = {"verdict": "refuse", "reason": "No decision covers it."}
    page = "/desk/accreditation/{application}"
    yield from get(only(OPEN, *READERS), "/desk/accreditation", page)
    yield from get(only(OPEN, *READERS), "/desk/accreditation/decisions.csv", "/desk/accreditation/decisions.pdf")
    yield from get(only(MISSING, *READERS), "/desk/accreditation/999999")
    yield from get(only(OPEN, *READERS, rest=MISSING), "/desk/accreditation/papers/{paper}")
    yield from get(people(MISSING), "/desk/accreditation/papers/999999")
    yield from post(only(REFUSED, *DECIDERS), "/desk/accreditation/{application}/decide")
    yield from post(only(DONE, *DECIDERS), "/desk/accreditation/{application}/decide", page=page, **verdict)
    yield from post(only(MISSING, *READERS), "/desk/accreditation/999999/decide", **verdict)


def _bases() -> Iterator[Door]:
    new = {
        "key": "B-NEW",
        "constituency": "1",
        "decision": "A decision",
        "from_session": "31",
        "held_by": "listed",
    }
    yield from get(only(OPEN, "registrar", *KEEPERS, "auditor"), "/desk/bases", "/desk/bases/{basis}/extend")
    yield from get(only(MISSING, "registrar", *KEEPERS, "auditor"), "/desk/bases/999999/extend")
    yield from post(only(REFUSED, *KEEPERS), "/desk/bases")
    yield from post(only(DONE, *KEEPERS), "/desk/bases", **new)
    yield from post(only(DONE, *KEEPERS), "/desk/bases/{basis}/extend", seen="29", last="30")
    yield from post(only(MISSING, *KEEPERS), "/desk/bases/999999/extend", seen="29", last="30")
