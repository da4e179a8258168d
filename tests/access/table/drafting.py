"""The desk of the programme: the draft, its board, and publishing."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, MISSING, OPEN, REFUSED, Door, everybody, get, only, people, post
from tests.access.table.desks import ORGANIZERS, TO_NOBODY

HOSTS = ("focal_point", "other_focal_point")
OWN = {"D05": "focal_point", "D27": "other_focal_point"}
"""Of two meetings in the draft of 2027, whose focal point is their host's."""

PLACE = {"day": "2027-05-12", "start": "08:15", "minutes": "30", "room": "ITU-A"}


def doors() -> Iterator[Door]:
    """What may be seen of a draft and done to it."""
    yield from _draft()
    for key, host in OWN.items():
        yield from _meeting(key, host)
    yield from _new_meeting()
    yield from _meeting_elsewhere()
    yield from _undoing()
    yield from _publishing()
    yield from _notices()


def _draft() -> Iterator[Door]:
    for name in ("board", "meetings", "history"):
        yield from get(only(OPEN, *HOSTS, *ORGANIZERS), f"/desk/2027/{name}")
        yield from get(only(OPEN, *HOSTS, "organizer"), f"/desk/2007/{name}")
        yield from get(people(MISSING), f"/desk/1066/{name}")
    yield from get(only(OPEN, *ORGANIZERS), "/desk/2027/new-meeting")
    yield from get(only(OPEN, "organizer"), "/desk/2007/new-meeting")
    yield from post(only(REFUSED, *ORGANIZERS), "/desk/2027/new-meeting")
    new = {"key": "D99", "title_en": "T", "organizers": "ITU", "segment": "CLUSTER"}
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/new-meeting", page="/desk/2027/new-meeting", **new)
    yield from post(only(REFUSED, "organizer"), "/desk/2007/new-meeting", **new)


def _meeting(key: str, host: str) -> Iterator[Door]:
    """A host says what its own meeting is and moves it within its frame where it breaks no rule; the rest is the
    organizers'. What was published can't be removed.
    """
    meeting, may, seen = f"/desk/2027/meetings/{key}", (host, *ORGANIZERS), {"seen": f"{{seen {key}}}"}
    yield from get(only(OPEN, *may), meeting)
    yield from post(only(REFUSED, *may), meeting, f"{meeting}/cancel")
    yield from post(only(DONE, *may), meeting, page=meeting, title_en="Another title")
    yield from post(only(DONE, *ORGANIZERS), f"{meeting}/cancel", reason="R", **seen)
    yield from post(only(REFUSED, *ORGANIZERS), f"{meeting}/remove", **seen)
    yield from post(only(OPEN, *may), f"{meeting}/restore", **seen)
    yield from post(only(DONE, *may), f"{meeting}/unplace", **seen)
    yield from post(only(DONE, *ORGANIZERS), f"{meeting}/pin", pinned="y", **seen)
    yield from post(only(REFUSED, *HOSTS, *ORGANIZERS), f"{meeting}/place")
    yield from post(only(DONE, *ORGANIZERS, **{host: REFUSED}), f"{meeting}/place", **PLACE, **seen)


def _new_meeting() -> Iterator[Door]:
    """D98 is UNESCO's, and nobody outside has heard of it."""
    meeting = "/desk/2027/meetings/D98"
    yield from get(only(OPEN, "focal_point", *ORGANIZERS), meeting)
    yield from post(only(DONE, *ORGANIZERS), f"{meeting}/remove", seen="{seen D98}")
    yield from get(everybody(MISSING), "/2027/meetings/D98")
    yield from get(people(MISSING), "/2027/meetings/D98/seat")
    yield from post(people(MISSING), "/2027/meetings/D98/seat", "/2027/meetings/D98/follow")


def _meeting_elsewhere() -> Iterator[Door]:
    """A meeting of another edition, and one that is nowhere."""
    deeds = ("cancel", "remove", "restore", "unplace", "pin", "place")
    form = {"title_en": "T", "reason": "R", "pinned": "y", "seen": "1", **PLACE}
    yield from get(only(MISSING, *HOSTS, "organizer"), "/desk/2007/meetings/D05")
    yield from post(only(MISSING, *HOSTS, "organizer"), "/desk/2007/meetings/D05", **form)
    yield from post(people(MISSING), *(f"/desk/2007/meetings/D05/{deed}" for deed in deeds), **form)
    yield from post(people(MISSING), *(f"/desk/2027/meetings/D99/{deed}" for deed in deeds), **form)
    # C07-01 is a meeting of 2007, of the International Telecommunication Union.
    yield from get(only(OPEN, "organizer"), "/desk/2007/meetings/C07-01")
    yield from post(only(DONE, "organizer"), "/desk/2007/meetings/C07-01/cancel", **form)
    yield from post(only(REFUSED, "organizer"), "/desk/2007/meetings/C07-01/remove", **form)


def _undoing() -> Iterator[Door]:
    """The programme organizer has made a change; everybody undoes their own alone."""
    yield from post(only(REFUSED, *HOSTS, "organizer", programme_organizer=DONE), "/desk/2027/undo")
    yield from post(only(REFUSED, *HOSTS, *ORGANIZERS), "/desk/2027/redo")
    for deed in ("undo", "redo"):
        yield from post(only(REFUSED, *HOSTS, "organizer"), f"/desk/2007/{deed}")
        yield from post(people(MISSING), f"/desk/1066/{deed}")


def _publishing() -> Iterator[Door]:
    yield from get(only(OPEN, *ORGANIZERS), "/desk/2027/publish", "/desk/2027/publish/1")
    yield from get(only(OPEN, "organizer"), "/desk/2007/publish", "/desk/2007/publish/1")
    yield from get(only(MISSING, *ORGANIZERS), "/desk/2027/publish/99")
    yield from post(only(REFUSED, *ORGANIZERS), "/desk/2027/publish", "/desk/2027/waivers")
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/publish", page="/desk/2027/publish", note="N")
    yield from post(only(REFUSED, "organizer"), "/desk/2007/publish", "/desk/2007/waivers")
    yield from post(only(MISSING, *ORGANIZERS), "/desk/2027/waivers", broken="nothing", reason="R")
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/waivers/{waiver}/withdraw")
    yield from post(only(MISSING, *ORGANIZERS), "/desk/2027/waivers/999999/withdraw")
    yield from post(TO_NOBODY, "/desk/2007/waivers/{waiver}/withdraw")


def _notices() -> Iterator[Door]:
    notice = "/desk/2027/meetings/D05/notice"
    words = {"what": "words", "text": "T", "understood": "y"}
    yield from get(only(OPEN, *ORGANIZERS), notice)
    yield from post(only(REFUSED, *ORGANIZERS), notice)
    yield from post(only(DONE, *ORGANIZERS), notice, **words)
    yield from get(only(OPEN, *ORGANIZERS), "/desk/2027/meetings/D05/readers")
    yield from get(only(MISSING, *ORGANIZERS), "/desk/2027/meetings/D99/readers")
    yield from get(only(MISSING, "organizer"), "/desk/2007/meetings/D05/readers")
    yield from post(only(MISSING, *ORGANIZERS), "/desk/2027/notices/999999/end")
    yield from post(only(MISSING, "organizer"), "/desk/2007/notices/{notice}/end")
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/notices/{notice}/end")
    for elsewhere, whose in (
        ("/desk/2007/meetings/D05/notice", ("organizer",)),
        ("/desk/2027/meetings/D99/notice", ORGANIZERS),
    ):
        yield from get(only(MISSING, *whose), elsewhere)
        yield from post(only(MISSING, *whose), elsewhere, **words)
