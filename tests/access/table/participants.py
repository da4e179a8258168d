"""The list of participants, what people need, and the links by which they join: personal, and public to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, MISSING, OPEN, REFUSED, Door, get, only, people, post

APPROVED = only(
    OPEN,
    *("stakeholder", "delegate", "focal_point", "other_focal_point", "registrar", "programme_organizer"),
    *("organizer", "chair"),
)
"""Who is approved for a part of the edition."""

READERS = ("registrar", "programme_organizer", "organizer", "segment_registrar", "segment_programme_organizer")
WITHOUT_DESKS = ("stakeholder", "delegate", "focal_point", "other_focal_point", "chair")
"""Who comes and keeps no list."""

UNREGISTERED = ("segment_registrar", "segment_programme_organizer", "auditor")
"""Who works here and comes to nothing."""


def doors() -> Iterator[Door]:
    """The list for its readers and its desk, one's own needs and those of others, joining."""
    yield from _list()
    yield from _list_desk()
    yield from _own()
    yield from _needs_desk()
    yield from _joining()


def _list() -> Iterator[Door]:
    # A desk shows it to who comes to nothing, that of one segment its own alone.
    of_session = "/2027/participants?segment=SESSION"
    session = {"segment_registrar": OPEN, "segment_programme_organizer": MISSING, "auditor": OPEN}
    all_desks = APPROVED | dict.fromkeys(UNREGISTERED, OPEN)
    only_the_house = only(OPEN, "organizer")
    # None is issued yet: the page says so, and only desks have files of the one as it stands.
    no_files = all_desks | dict.fromkeys(WITHOUT_DESKS, MISSING)
    for kind, told in (("", all_desks), (".pdf", no_files), (".docx", no_files)):
        yield from get(told, f"/2027/participants{kind}")
        yield from get(only_the_house, f"/2007/participants{kind}")
    yield from get(APPROVED | session | dict.fromkeys(WITHOUT_DESKS, MISSING), f"{of_session}&number=now")
    yield from get(APPROVED | session, of_session)
    yield from get(people(MISSING), "/1066/participants")


def _list_desk() -> Iterator[Door]:
    yield from get(only(OPEN, *READERS, "auditor"), "/desk/2027/participants")
    yield from get(only(OPEN, "organizer"), "/desk/2007/participants")
    issued = {"kind": "provisional"}
    issuers = ("registrar", "organizer", "segment_registrar")
    yield from post(only(DONE, *issuers), "/desk/2027/participants", segment="SESSION", **issued)
    yield from post(only(DONE, "registrar", "organizer"), "/desk/2027/participants", segment="CLUSTER", **issued)
    # Before the last day a final one is meant twice.
    yield from post(only(REFUSED, *issuers), "/desk/2027/participants", segment="SESSION", kind="final")
    yield from post(only(REFUSED, *READERS, "auditor"), "/desk/2027/participants", kind="another")
    yield from post(only(REFUSED, "organizer"), "/desk/2007/participants", segment="CLUSTER", **issued)


def _own() -> Iterator[Door]:
    yield from get(people(OPEN), "/my/needs/2027", "/my/needs/2007")
    yield from get(people(MISSING), "/my/needs/1066")
    unregistered = dict.fromkeys(UNREGISTERED, REFUSED)
    yield from post(people(DONE, **unregistered), "/my/needs/2027", kinds=["hearing_loop"], need_words="Near it.")
    yield from post(people(REFUSED), "/my/needs/2007", kinds=["hearing_loop"])
    yield from post(people(REFUSED), "/my/needs/2027")
    yield from post(people(OPEN, stakeholder=DONE), "/my/needs/2027/take-back")
    yield from post(people(OPEN), "/my/needs/2007/take-back")
    yield from post(only(DONE, "stakeholder", rest=MISSING), "/my/registrations/{RG-135}/listing", is_listed="")
    yield from post(only(DONE, "delegate", rest=MISSING), "/my/registrations/{RG-002}/listing", is_listed="")
    yield from post(people(MISSING), "/my/registrations/999999/listing", is_listed="y")


def _needs_desk() -> Iterator[Door]:
    """Not for the auditor: what people need is nobody’s to audit. Who plans one segment meets its people alone."""
    yield from get(only(OPEN, *READERS), "/desk/2027/needs", "/desk/2027/needs?kind=sign_language&state=asked&q=noor")
    yield from get(only(OPEN, "organizer"), "/desk/2007/needs")
    of_all, of_some = "/desk/2027/needs/{need AC-47}", "/desk/2027/needs/{need AC-51}"
    yield from get(only(OPEN, *READERS), of_all)
    yield from get(only(OPEN, *READERS, segment_registrar=MISSING), of_some)
    yield from get(only(MISSING, *READERS), "/desk/2027/needs/999999")
    yield from get(only(MISSING, "organizer"), "/desk/2007/needs/{need AC-47}")
    arranged = {"state": "arranged", "answer": "A sign-language interpreter comes."}
    yield from post(only(DONE, *READERS), of_all, **arranged)
    yield from post(only(DONE, *READERS, segment_registrar=MISSING), of_some, **arranged)
    yield from post(only(REFUSED, *READERS), of_all, state="not_possible")
    yield from post(only(REFUSED, *READERS), of_all)
    yield from post(only(MISSING, *READERS), "/desk/2027/needs/999999", **arranged)
    yield from post(only(MISSING, "organizer"), "/desk/2007/needs/{need AC-47}", **arranged)


def _joining() -> Iterator[Door]:
    yield from get(APPROVED, "/2027/meetings/S03/join")
    yield from get(people(MISSING), "/2027/meetings/D999/join", "/2007/meetings/S03/join")
    of_session, of_cluster = "/desk/2027/meetings/S03/join-link", "/desk/2027/meetings/D05/join-link"
    organizers = ("programme_organizer", "organizer")
    link = {"address": "https://join.example/another"}
    yield from get(only(OPEN, *organizers), of_session)
    yield from get(only(OPEN, *organizers, "segment_programme_organizer"), of_cluster)
    yield from get(only(MISSING, *organizers), "/desk/2027/meetings/D999/join-link")
    yield from post(only(DONE, *organizers), of_session, **link)
    yield from post(only(DONE, *organizers, "segment_programme_organizer"), of_cluster, **link)
    yield from post(only(REFUSED, *organizers), of_session, address="http://join.example/")
    yield from post(only(MISSING, *organizers), "/desk/2027/meetings/D999/join-link", **link)
    yield from post(only(DONE, *organizers), f"{of_session}/drop")
    yield from post(only(OPEN, *organizers, "segment_programme_organizer"), f"{of_cluster}/drop")
    yield from post(only(MISSING, *organizers), "/desk/2027/meetings/D999/join-link/drop")
