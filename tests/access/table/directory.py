"""The directory of organizations: its public pages, its desk, merges, and who speaks for an organization."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, FORBIDDEN, MISSING, OPEN, REFUSED, Door, everybody, get, only, people, post, some

KEEPERS = ("organizer",)
"""Who keeps what belongs to all editions: in the house."""

VERIFIERS = ("registrar", "organizer")
"""Who says who speaks for whom: in the house, or in an edition that is not over."""

READERS = (*VERIFIERS, "auditor")
OF_UNESCO = "focal_point"


def doors() -> Iterator[Door]:
    """What the directory opens to whom."""
    yield from get(everybody(OPEN), "/organizations/", "/organizations/?q=UIT", "/organizations/OR-GUILD")
    yield from get(some(MISSING), "/organizations/NOBODY")
    yield from _records()
    yield from _merges()
    yield from _terms()
    yield from _own()


def _records() -> Iterator[Door]:
    yield from get(only(OPEN, *READERS), "/desk/organizations", "/desk/organizations/alike")
    yield from get(only(OPEN, *KEEPERS), "/desk/organizations/new")
    yield from post(only(REFUSED, *KEEPERS), "/desk/organizations/new")
    new = {"kind": "participant", "key": "O-NEW", "name_en": "N", "constituency": "PRESS", "status": ""}
    yield from post(only(DONE, *KEEPERS), "/desk/organizations/new", **new, country="", region="")
    one = "/desk/organizations/{record}"
    yield from get(only(OPEN, *READERS), one)
    yield from post(only(REFUSED, *KEEPERS), one)
    yield from post(only(DONE, *KEEPERS), one, page=one, name_en="Another name")
    yield from get(only(MISSING, *READERS), "/desk/organizations/999999")
    yield from post(only(MISSING, *KEEPERS), "/desk/organizations/999999")


def _merges() -> Iterator[Door]:
    choice, look = "/desk/organizations/{record}/merge", "/desk/organizations/{record}/merge?into={other_record}"
    yield from get(only(OPEN, *KEEPERS), choice, look)
    yield from post(only(REFUSED, *KEEPERS), look)
    yield from post(only(DONE, *KEEPERS), look, page=look, reason="One and the same")
    yield from get(only(MISSING, *KEEPERS), "/desk/organizations/999999/merge")
    yield from post(only(MISSING, *KEEPERS), "/desk/organizations/999999/merge?into={record}", reason="One")
    undo = "/desk/merges/{merge}/undo"
    yield from get(only(OPEN, *READERS), undo)
    yield from post(only(DONE, *KEEPERS), undo)
    yield from get(only(MISSING, *READERS), "/desk/merges/999999/undo")
    yield from post(only(MISSING, *KEEPERS), "/desk/merges/999999/undo")


def _terms() -> Iterator[Door]:
    yield from get(only(OPEN, *READERS), "/desk/focal-points")
    yield from post(only(DONE, *VERIFIERS), "/desk/focal-points/{asked_term}/verify")
    yield from post(only(REFUSED, *VERIFIERS), "/desk/focal-points/{asked_term}/decline")
    yield from post(only(DONE, *VERIFIERS), "/desk/focal-points/{asked_term}/decline", reason="No letter came")
    yield from post(only(DONE, *VERIFIERS), "/desk/focal-points/{held_term}/end", until="2027-05-30", reason="Left")
    yield from post(only(REFUSED, *VERIFIERS), "/desk/focal-points/{asked_term}/end", until="2027-05-30", reason="Left")
    for deed in ("verify", "decline", "end"):
        yield from post(only(MISSING, *VERIFIERS), f"/desk/focal-points/999999/{deed}", reason="No")


def _own() -> Iterator[Door]:
    yield from get(people(OPEN), "/my/focal-points")
    yield from post(people(REFUSED), "/my/focal-points")
    asking = {"organization": "{theirs}", "since": "2027-05-01", "ground": "A letter"}
    yield from post(only(DONE, "stakeholder", rest=REFUSED), "/my/focal-points", **asking)
    yield from post(only(DONE, "delegate", rest=MISSING), "/my/focal-points/{asked_term}/take-back")
    yield from post(people(MISSING), "/my/focal-points/999999/take-back")
    # What an organization's own page shows is for who speaks for it: of others nobody learns even that it is there.
    page = "/my/organizations/{body UNESCO}"
    yield from get(only(OPEN, OF_UNESCO), page, f"{page}/hand-over")
    yield from get(people(FORBIDDEN), "/my/organizations/999999", "/my/organizations/999999/hand-over")
    yield from post(only(DONE, OF_UNESCO), f"{page}/people/{{declared}}/confirm")
    yield from post(only(DONE, OF_UNESCO), f"{page}/people/{{declared}}/decline", reason="Not one of ours")
    yield from post(only(REFUSED, OF_UNESCO), f"{page}/people/{{declared}}/decline")
    yield from post(only(DONE, OF_UNESCO), f"{page}/people/{{one_of_theirs}}/end", until="2027-05-30")
    for deed in ("confirm", "decline", "end"):
        yield from post(only(MISSING, OF_UNESCO), f"{page}/people/{{affiliation}}/{deed}", until="2027-05-30")
        yield from post(people(FORBIDDEN), f"/my/organizations/999999/people/999999/{deed}", until="2027-05-30")
    handing = {"to": "{one_of_them}", "since": "2027-06-01", "ground": "A letter"}
    yield from post(only(REFUSED, OF_UNESCO), f"{page}/hand-over")
    yield from post(only(DONE, OF_UNESCO), f"{page}/hand-over", **handing)
    yield from post(people(FORBIDDEN), "/my/organizations/999999/hand-over", **handing)
