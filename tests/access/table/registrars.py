"""The registrar's desk beside its list: one registration, many at once, filters, the sheet, later closings."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, MISSING, OPEN, REFUSED, Door, get, only, post
from tests.access.table.desks import DECIDERS, READERS, SEGMENT_ORGANIZER, TO_NOBODY

LIST, DECISIONS, EXTENSIONS = "/desk/2027/registrations", "/desk/2027/decisions", "/desk/2027/extensions"
ALL_DECIDERS = (*DECIDERS, "segment_registrar")
ALL_READERS = ("registrar", *READERS, "segment_registrar", SEGMENT_ORGANIZER)
KEEPERS = tuple(role for role in ALL_READERS if role != "auditor")
LATER = {"segment": "SESSION", "constituency": "BUSINESS", "closes_at": "2027-05-28T23:00", "reason": "A late letter"}


def doors() -> Iterator[Door]:
    """What the registrar's desk opens to whom."""
    yield from _lists()
    yield from _decisions()
    yield from _extensions()


def _lists() -> Iterator[Door]:
    # Of SESSION: who has another segment is told that it is not there.
    yield from get(only(OPEN, *ALL_READERS) | {SEGMENT_ORGANIZER: MISSING}, LIST + "/{RG-118}")
    yield from get(only(MISSING, *ALL_READERS), LIST + "/999999")
    yield from get(TO_NOBODY, "/desk/2007/registrations/{RG-118}")
    yield from get(only(DONE, *ALL_DECIDERS), LIST + ".csv", leaves_a_mark=True)
    yield from get(only(DONE, "organizer"), "/desk/2007/registrations.csv", leaves_a_mark=True)
    yield from post(only(DONE, *KEEPERS), "/desk/2027/filters?state=new", name="Mine")
    yield from post(only(REFUSED, *KEEPERS), "/desk/2027/filters")
    yield from post(only(MISSING, *KEEPERS, registrar=DONE), "/desk/2027/filters/{filter}/drop")
    yield from post(only(MISSING, *KEEPERS), "/desk/2027/filters/999999/drop")


def _decisions() -> Iterator[Door]:
    many = {"whom": "ticked", "number": "{RG-118}", "verdict": "approve"}
    yield from post(only(DONE, *ALL_DECIDERS), f"{LIST}/decide", **many)
    yield from post(only(REFUSED, *ALL_DECIDERS), f"{LIST}/decide")
    # It is noted that one was passed over: another edition's is decided on by nobody.
    yield from post(only(DONE, "organizer"), "/desk/2007/registrations/decide", **many)
    # What somebody has decided is read by who reads all, and stopped or taken back by nobody else.
    whole = only(MISSING, *ALL_READERS) | dict.fromkeys(("registrar", *READERS), OPEN)
    own = only(MISSING, *ALL_READERS) | {"registrar": DONE}
    for number in ("{going}", "{held}"):
        yield from get(whole, f"{DECISIONS}/{number}")
    yield from post(own, DECISIONS + "/{going}/stop", DECISIONS + "/{held}/undo")
    yield from post(only(MISSING, *ALL_READERS), DECISIONS + "/999999/stop", DECISIONS + "/999999/undo")
    yield from get(TO_NOBODY, "/desk/2007/decisions/{held}")


def _extensions() -> Iterator[Door]:
    yield from get(only(OPEN, *ALL_READERS), EXTENSIONS)
    yield from get(only(OPEN, "organizer"), "/desk/2007/extensions")
    yield from post(only(DONE, *ALL_DECIDERS), EXTENSIONS, **LATER)
    yield from post(only(REFUSED, *ALL_DECIDERS), EXTENSIONS)
    yield from post(only(REFUSED, "organizer"), "/desk/2007/extensions", **LATER)
    yield from post(only(DONE, *ALL_DECIDERS), EXTENSIONS + "/{extension}/revoke")
    yield from post(only(MISSING, *ALL_READERS), EXTENSIONS + "/999999/revoke")
    yield from post(TO_NOBODY, "/desk/2007/extensions/{extension}/revoke")
