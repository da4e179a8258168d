"""The desks beside that of the programme: people, registrations, messages, editions."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, FORBIDDEN, MISSING, OPEN, REFUSED, Door, get, only, people, post

ORGANIZERS = ("programme_organizer", "organizer")
"""The organizers of 2027; of 2007 only the one who holds the role in the house."""

READERS = (*ORGANIZERS, "auditor")
"""Who reads what only organizers change."""

SEGMENT_ORGANIZER = "segment_programme_organizer"
"""Of CLUSTER; the registrar of a segment is that of SESSION."""

DECIDERS = ("registrar", "organizer")
TO_NOBODY = only(MISSING, "organizer")
"""Of an edition that is not the one they organize, the others may not even ask."""


def doors() -> Iterator[Door]:
    """What each desk opens to whom."""
    yield from get(people(OPEN), "/desk/")
    yield from _affiliations()
    yield from _registrations()
    yield from _messages()
    yield from _editions()


def _affiliations() -> Iterator[Door]:
    """One of the stakeholder's waits for UNESCO's focal point, or the secretariat."""
    yield from get(only(OPEN, "focal_point", "other_focal_point", *DECIDERS, "auditor"), "/desk/affiliations")
    yield from post(only(REFUSED, "focal_point", *DECIDERS), "/desk/affiliations/{declared}/decline")
    for deed, values in (("confirm", {}), ("decline", {"reason": "Not one of ours"})):
        yield from post(only(DONE, "focal_point", *DECIDERS), "/desk/affiliations/{declared}/" + deed, **values)
        yield from post(people(MISSING), f"/desk/affiliations/999999/{deed}")


def _registrations() -> Iterator[Door]:
    deciders = (*DECIDERS, "segment_registrar")
    readers = ("registrar", *READERS, "segment_registrar", SEGMENT_ORGANIZER)
    yield from get(only(OPEN, *readers), "/desk/2027/registrations")
    yield from get(only(OPEN, "organizer"), "/desk/2007/registrations")
    # Of SESSION; to who organizes another segment it is not there.
    yield from post(only(REFUSED, *deciders), "/desk/2027/registrations/{RG-118}")
    yield from post(only(DONE, *deciders), "/desk/2027/registrations/{RG-118}", verdict="approve")
    yield from post(only(MISSING, *deciders), "/desk/2027/registrations/999999", verdict="approve")
    yield from post(TO_NOBODY, "/desk/2007/registrations/{RG-118}", verdict="approve")
    yield from get(only(OPEN, *ORGANIZERS), "/desk/2027/digest")
    yield from get(only(OPEN, "organizer"), "/desk/2007/digest")


def _messages() -> Iterator[Door]:
    yield from get(only(OPEN, "organizer"), "/desk/messages")
    yield from post(only(DONE, "organizer"), "/desk/messages/{message}/again", "/desk/messages/again")
    yield from post(only(DONE, "organizer"), "/desk/messages/jobs/{job}/again")
    yield from post(TO_NOBODY, "/desk/messages/999999/again", "/desk/messages/jobs/999999/again")


def _editions() -> Iterator[Door]:
    yield from get(only(OPEN, "organizer"), "/desk/new")
    yield from post(only(REFUSED, "organizer"), "/desk/new")
    edition = {"key": "2029", "name": "N", "city": "C", "zone": "Europe/Zurich"}
    edition |= {"starts_on": "2029-05-07", "ends_on": "2029-05-11"}
    yield from post(only(DONE, "organizer"), "/desk/new", **edition)
    for key, may in (("2027", ORGANIZERS), ("2007", ("organizer",)), ("1066", ())):
        rest = FORBIDDEN if may else MISSING
        page, new = f"/desk/{key}/", f"/desk/{key}/new-segment"
        yield from get(only(OPEN, *may, *(["auditor"] if key == "2027" else []), rest=rest), page)
        yield from get(only(OPEN, *may, rest=rest), new)
        yield from post(only(REFUSED, *may, rest=rest), page, new)
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/", page="/desk/2027/", name="Another name")
    yield from post(only(DONE, "organizer"), "/desk/2007/", page="/desk/2007/", name="Another name")
    days = {"starts_on": "2007-05-14", "ends_on": "2007-05-25"}
    segment = {"key": "MORE", "name": "N", "host": "ITU", "entry": "open", "session": ""}
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/new-segment", page="/desk/2027/new-segment", **segment)
    side, windows = "/desk/2027/segments/SIDE", "/desk/2027/windows/W-REG-SIDE"
    yield from get(only(OPEN, *READERS), side)
    yield from post(only(REFUSED, *ORGANIZERS), side, windows)
    yield from post(only(DONE, *ORGANIZERS), side, page=side, name="Another name")
    opens: dict[str, str | list[str]] = {"W-REG-SIDE-opens": "2027-03-02T08:00"}
    yield from post(only(DONE, *ORGANIZERS), windows, page="/desk/2027/", **opens)
    yield from post(only(REFUSED, *ORGANIZERS), "/desk/2027/windows")
    new = {"new-what": "proposals", "new-segment": "SESSION"}
    new |= {"new-opens": "2027-03-02T08:00", "new-closes": "2027-05-02T08:00"}
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/windows", **new)
    yield from post(only(DONE, "organizer"), "/desk/2007/windows", **new)
    yield from post(only(DONE, *ORGANIZERS), f"{windows}/remove")
    yield from post(TO_NOBODY, "/desk/2007/windows/W-REG-SIDE/remove")
    yield from post(people(MISSING), "/desk/1066/windows/W-REG-SIDE/remove")
    yield from get(TO_NOBODY, "/desk/2007/segments/SIDE")
    yield from post(TO_NOBODY, "/desk/2007/segments/SIDE", **segment, **days)
    yield from post(TO_NOBODY, "/desk/2007/windows/W-REG-SIDE")
