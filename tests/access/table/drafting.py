"""The desk of the programme: the draft, its board, and publishing."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, MISSING, OPEN, REFUSED, Door, everybody, get, only, people, post
from tests.access.table.desks import ORGANIZERS, READERS, SEGMENT_ORGANIZER, TO_NOBODY

HOSTS = ("focal_point", "other_focal_point")
HOST_OF_2007 = "focal_point"
"""CONGO hosts nothing in 2007: its focal point has nothing to see there."""

PLANNERS = (*ORGANIZERS, SEGMENT_ORGANIZER)
"""Who plans the meetings of CLUSTER."""

OWN = {"D05": "focal_point", "D27": "other_focal_point"}
"""Of two meetings in the draft of 2027, whose focal point is their host's."""

PLACE = {"day": "2027-05-12", "start": "08:15", "minutes": "30", "room": "ITU-A"}


def doors() -> Iterator[Door]:
    """What may be seen of a draft and done to it."""
    yield from _draft()
    for key, host in OWN.items():
        yield from _meeting(key, host)
    yield from _meeting_of_another_segment()
    yield from _new_meeting()
    yield from _meeting_elsewhere()
    yield from _undoing()
    yield from _publishing()
    yield from _notices()


def _draft() -> Iterator[Door]:
    for name in ("board", "meetings", "history"):
        yield from get(only(OPEN, *HOSTS, *READERS, SEGMENT_ORGANIZER), f"/desk/2027/{name}")
        yield from get(only(OPEN, HOST_OF_2007, "organizer"), f"/desk/2007/{name}")
        yield from get(people(MISSING), f"/desk/1066/{name}")
    yield from get(only(OPEN, *PLANNERS), "/desk/2027/new-meeting")
    yield from get(only(OPEN, "organizer"), "/desk/2007/new-meeting")
    yield from post(only(REFUSED, *PLANNERS), "/desk/2027/new-meeting")
    new = {"key": "D99", "title_en": "T", "organizers": "ITU", "segment": "CLUSTER"}
    yield from post(only(DONE, *PLANNERS), "/desk/2027/new-meeting", page="/desk/2027/new-meeting", **new)
    elsewhere = new | {"segment": "SESSION"}
    yield from post(
        only(DONE, *ORGANIZERS, **{SEGMENT_ORGANIZER: REFUSED}),
        "/desk/2027/new-meeting",
        page="/desk/2027/new-meeting",
        **elsewhere,
    )
    yield from post(only(REFUSED, "organizer"), "/desk/2007/new-meeting", **new)


def _meeting(key: str, host: str) -> Iterator[Door]:
    """A host says what its own meeting is and moves it within its frame where it breaks no rule; the rest is the
    organizers'. What was published can't be removed.
    """
    meeting, may, seen = f"/desk/2027/meetings/{key}", (host, *PLANNERS), {"seen": f"{{seen {key}}}"}
    yield from get(only(OPEN, *may, "auditor"), meeting)
    yield from post(only(REFUSED, *may), meeting, f"{meeting}/cancel")
    yield from post(only(DONE, *may), meeting, page=meeting, title_en="Another title")
    yield from post(only(DONE, *PLANNERS), f"{meeting}/cancel", reason="R", **seen)
    yield from post(only(REFUSED, *PLANNERS), f"{meeting}/remove", **seen)
    yield from post(only(OPEN, *may), f"{meeting}/restore", **seen)
    yield from post(only(DONE, *may), f"{meeting}/unplace", **seen)
    yield from post(only(DONE, *PLANNERS), f"{meeting}/pin", pinned="y", **seen)
    yield from post(only(REFUSED, *HOSTS, *PLANNERS), f"{meeting}/place")
    yield from post(only(DONE, *PLANNERS, **{host: REFUSED}), f"{meeting}/place", **PLACE, **seen)


def _meeting_of_another_segment() -> Iterator[Door]:
    """S03 stands in SESSION: who organizes CLUSTER neither reads nor changes it."""
    meeting, seen = "/desk/2027/meetings/S03", {"seen": "{seen S03}"}
    yield from get(only(OPEN, *READERS), meeting)
    yield from post(only(DONE, *ORGANIZERS), meeting, page=meeting, title_en="Another title")
    yield from post(only(DONE, *ORGANIZERS), f"{meeting}/cancel", reason="R", **seen)
    yield from post(only(REFUSED, *ORGANIZERS), f"{meeting}/remove", **seen)
    yield from post(only(OPEN, *ORGANIZERS), f"{meeting}/restore", **seen)
    yield from post(only(DONE, *ORGANIZERS), f"{meeting}/unplace", **seen)
    # The agenda of the session fixes it.
    yield from post(only(DONE, *ORGANIZERS), f"{meeting}/pin", pinned="", **seen)
    yield from post(only(DONE, *ORGANIZERS), f"{meeting}/place", **PLACE, **seen)
    # Nor does a meeting of its own go there.
    own = "/desk/2027/meetings/D05"
    yield from post(
        only(DONE, *ORGANIZERS, focal_point=OPEN, **{SEGMENT_ORGANIZER: REFUSED}), own, page=own, segment="SESSION"
    )


def _new_meeting() -> Iterator[Door]:
    """D98 is UNESCO's, and nobody outside has heard of it."""
    meeting = "/desk/2027/meetings/D98"
    yield from get(only(OPEN, "focal_point", *PLANNERS, "auditor"), meeting)
    yield from post(only(DONE, *PLANNERS), f"{meeting}/remove", seen="{seen D98}")
    yield from get(everybody(MISSING), "/2027/meetings/D98")
    yield from get(people(MISSING), "/2027/meetings/D98/seat")
    yield from post(people(MISSING), "/2027/meetings/D98/seat", "/2027/meetings/D98/follow")


def _meeting_elsewhere() -> Iterator[Door]:
    """A meeting of another edition, and one that is nowhere."""
    deeds = ("cancel", "remove", "restore", "unplace", "pin", "place")
    form = {"title_en": "T", "reason": "R", "pinned": "y", "seen": "1", **PLACE}
    yield from get(only(MISSING, HOST_OF_2007, "organizer"), "/desk/2007/meetings/D05")
    yield from post(only(MISSING, HOST_OF_2007, "organizer"), "/desk/2007/meetings/D05", **form)
    yield from post(people(MISSING), *(f"/desk/2007/meetings/D05/{deed}" for deed in deeds), **form)
    yield from post(people(MISSING), *(f"/desk/2027/meetings/D99/{deed}" for deed in deeds), **form)
    # C07-01 is a meeting of 2007, of the International Telecommunication Union.
    yield from get(only(OPEN, "organizer"), "/desk/2007/meetings/C07-01")
    yield from post(only(DONE, "organizer"), "/desk/2007/meetings/C07-01/cancel", **form)
    yield from post(only(REFUSED, "organizer"), "/desk/2007/meetings/C07-01/remove", **form)


def _undoing() -> Iterator[Door]:
    """The programme organizer has made a change; everybody undoes their own alone."""
    others = (*HOSTS, "organizer", SEGMENT_ORGANIZER)
    yield from post(only(REFUSED, *others, programme_organizer=DONE), "/desk/2027/undo")
    yield from post(only(REFUSED, *HOSTS, *PLANNERS), "/desk/2027/redo")
    for deed in ("undo", "redo"):
        yield from post(only(REFUSED, HOST_OF_2007, "organizer"), f"/desk/2007/{deed}")
        yield from post(people(MISSING), f"/desk/1066/{deed}")


def _publishing() -> Iterator[Door]:
    yield from get(only(OPEN, *READERS), "/desk/2027/publish", "/desk/2027/publish/1")
    yield from get(only(OPEN, "organizer"), "/desk/2007/publish", "/desk/2007/publish/1")
    yield from get(only(MISSING, *READERS), "/desk/2027/publish/99")
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
    yield from get(only(OPEN, *READERS), notice)
    yield from post(only(REFUSED, *ORGANIZERS), notice)
    yield from post(only(DONE, *ORGANIZERS), notice, **words)
    yield from get(only(OPEN, *READERS), "/desk/2027/meetings/D05/readers")
    yield from get(only(MISSING, *READERS), "/desk/2027/meetings/D99/readers")
    yield from get(only(MISSING, "organizer"), "/desk/2007/meetings/D05/readers")
    yield from post(only(MISSING, *ORGANIZERS), "/desk/2027/notices/999999/end")
    yield from post(only(MISSING, "organizer"), "/desk/2007/notices/{notice}/end")
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/notices/{notice}/end")
    for elsewhere, whose, readers in (
        ("/desk/2007/meetings/D05/notice", ("organizer",), ("organizer",)),
        ("/desk/2027/meetings/D99/notice", ORGANIZERS, READERS),
    ):
        yield from get(only(MISSING, *readers), elsewhere)
        yield from post(only(MISSING, *whose), elsewhere, **words)
