"""Which addresses the eye visits: examples for every page of the URL map, full and empty, and what is no page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

PAGES: Mapping[str, tuple[str, ...]] = {
    "/": ("/",),
    "/<edition>/": ("/2027/", "/2007/"),
    "/<edition>/dialogues/": ("/2027/dialogues/", "/2007/dialogues/"),
    "/<edition>/dialogues/<key>": ("/2027/dialogues/S03", "/2027/dialogues/S04"),
    "/<edition>/for-programs": ("/2027/for-programs",),
    "/<edition>/may-i-come": (
        "/2027/may-i-come",
        "/2027/may-i-come?organization=OR-GUILD",
        "/2027/may-i-come?constituency=EXPERT&segment=SESSION",
        "/2007/may-i-come?constituency=GOV-MEMBER",
    ),
    "/<edition>/meetings/<key>": (
        "/2027/meetings/D07",
        "/2027/meetings/D34",
        "/2027/meetings/D42",
        "/2027/meetings/D59",
        "/2007/meetings/C07-01",
        "/2007/meetings/C07-03",
        "/2007/meetings/C07-04",
        "/2007/meetings/C07-14",
    ),
    "/<edition>/programme": (
        "/2027/programme",
        "/2027/programme?view=grid&day=2027-05-13",
        "/2027/programme?view=week",
        "/2027/programme?action-line=C5&building=PDN&language=fr",
        "/2027/programme?view=grid&day=2027-05-16",
        "/2027/programme?week=2027-06-07",
        "/2027/programme?action-line=C5&building=CICG&body=ECA",
        "/2027/programme?action-line=C5&building=CICG&body=ECA&view=grid",
        "/2027/programme?action-line=C5&building=CICG&body=ECA&view=week",
        "/2007/programme",
        "/2007/programme?view=grid",
        "/2007/programme?view=week",
    ),
    "/<edition>/segments/<key>": ("/2027/segments/CLUSTER", "/2027/segments/SESSION", "/2007/segments/CLUSTER"),
    "/<edition>/subscribe": ("/2027/subscribe", "/2027/subscribe?action-line=C5&language=fr", "/2007/subscribe"),
    "/<edition>/versions/": ("/2027/versions/", "/2007/versions/"),
    "/<edition>/versions/<int(max=999999):number>": ("/2027/versions/2", "/2007/versions/1"),
    "/<edition>/versions/<int(max=999999):number>/changes": (
        "/2027/versions/2/changes",
        "/2027/versions/2/changes?since=2",
    ),
    "/<edition>/versions/compare": ("/2027/versions/compare?number=2&since=1",),
    "/action-lines/": ("/action-lines/",),
    "/action-lines/<key>": ("/action-lines/C5", "/action-lines/C7", "/action-lines/C7-EHEALTH"),
    "/bodies/": ("/bodies/", "/bodies/?q=commission&role=regional_commission", "/bodies/?q=nobody+at+all"),
    "/bodies/<key>": ("/bodies/ITU", "/bodies/GAID", "/bodies/APC"),
    "/demonstration": ("/demonstration",),
    "/demonstration/messages": ("/demonstration/messages", "/demonstration/messages?page=9"),
    "/editions": ("/editions",),
    "/my/mailed": ("/my/mailed",),
    "/my/sign-in": ("/my/sign-in", "/my/sign-in?next=%2F2027%2Fprogramme"),
    "/my/sign-up": ("/my/sign-up",),
    "/style": ("/style",),
}
"""Each page's rule with examples: the first stands for its template."""

EXAMPLES = [example for known in PAGES.values() for example in known]

OTHER_TEMPLATES = ("/2027/programme?view=grid&day=2027-05-13", "/2027/programme?view=week", "/2027/dialogues/S04")
"""Examples whose template, or a great part of it, is another than that of the first."""

OWN: Mapping[str, tuple[str, ...]] = {
    "/<edition>/meetings/<key>/seat": ("/2027/meetings/S03/seat", "/2027/meetings/X02/seat", "/2027/meetings/D07/seat"),
    "/<edition>/register": ("/2027/register",),
    "/desk/<edition>/registrations": (
        "/desk/2027/registrations",
        "/desk/2027/registrations?state=refused&q=quayside",
        "/desk/2027/registrations?q=nobody",
    ),
    "/my/": ("/my/",),
    "/demonstration/messages/<int(max=999999999):number>": (),
    "/desk/": ("/desk/",),
    "/desk/<edition>/": ("/desk/2027/", "/desk/2007/"),
    "/desk/<edition>/board": (
        "/desk/2027/board?day=2027-05-13&meeting=D07",
        "/desk/2027/board?day=2027-05-16",
        "/desk/2007/board",
    ),
    "/desk/<edition>/buildings/<key>": ("/desk/2027/buildings/PDN", "/desk/2007/buildings/ONLINE"),
    "/desk/<edition>/digest": ("/desk/2027/digest", "/desk/2007/digest"),
    "/desk/<edition>/history": ("/desk/2027/history", "/desk/2007/history"),
    "/desk/<edition>/meetings": ("/desk/2027/meetings", "/desk/2007/meetings"),
    "/desk/<edition>/meetings/<key>": (
        "/desk/2027/meetings/D07",
        "/desk/2027/meetings/S03",
        "/desk/2027/meetings/D59",
        "/desk/2007/meetings/C07-04",
    ),
    "/desk/<edition>/meetings/<key>/notice": ("/desk/2027/meetings/S03/notice",),
    "/desk/<edition>/meetings/<key>/readers": ("/desk/2027/meetings/S03/readers", "/desk/2027/meetings/D05/readers"),
    "/desk/<edition>/new-building": ("/desk/2027/new-building",),
    "/desk/<edition>/new-meeting": ("/desk/2027/new-meeting",),
    "/desk/<edition>/new-room": ("/desk/2027/new-room",),
    "/desk/<edition>/new-segment": ("/desk/2027/new-segment",),
    "/desk/<edition>/publish": ("/desk/2027/publish", "/desk/2007/publish"),
    "/desk/<edition>/publish/<int(max=999999):number>": ("/desk/2027/publish/1",),
    "/desk/<edition>/rooms": ("/desk/2027/rooms", "/desk/2007/rooms"),
    "/desk/<edition>/rooms/<key>": ("/desk/2027/rooms/PDN-XIX",),
    "/desk/<edition>/segments/<key>": ("/desk/2027/segments/SIDE",),
    "/desk/new": ("/desk/new",),
    "/desk/affiliations": ("/desk/affiliations",),
    "/desk/messages": ("/desk/messages", "/desk/messages?page=9"),
    "/my/affiliations": ("/my/affiliations",),
    "/my/calendar": ("/my/calendar",),
    "/my/affiliations/<int(max=999999999):affiliation_id>/end": (),
    "/my/links/<token>": (),
    "/my/password": ("/my/password",),
    "/my/profile": ("/my/profile",),
}
"""Pages of a person, each rule with examples that an organizer may open; those without one hang on what was done before."""

OWN_OF: Mapping[str, tuple[str, ...]] = {
    "stakeholder": ("/my/", "/my/calendar", "/my/affiliations", "/2027/meetings/S03/seat", "/2027/register", "/desk/"),
    "focal_point": ("/desk/", "/desk/affiliations", "/desk/2027/board", "/my/"),
}
"""What such a page shows to others: with seats and registrations, at a desk of one body, at no desk."""

OWN_REFUSED: Mapping[str, int] = {
    "/2027/meetings/D999/seat": 404,
    "/desk/1999/meetings": 404,
    "/desk/2027/meetings/D999": 404,
    "/desk/2027/publish/9": 404,
    "/my/affiliations/999999/end": 404,
}
"""Addresses that answer an organizer with a page of refusal."""

NO_PAGES = frozenset(
    [
        "/feeds/<edition>.ics",
        "/feeds/<edition>/<kind>/<key>.ics",
        "/feeds/<edition>/f/<letters>.ics",
        "/feeds/<language>/<edition>.ics",
        "/feeds/<language>/<edition>/<kind>/<key>.ics",
        "/feeds/<language>/<edition>/f/<letters>.ics",
        "/feeds/p/<token>/programme.ics",
        "/<edition>/programme.json",
        "/<edition>/schedule.xml",
        "/healthz",
        "/my/corner",
        "/my/meetings/<edition>/<key>",
        "/robots.txt",
        "/static/<stamp>/<path:name>",
    ]
)
"""Rules that answer programs, not people."""

REFUSED: Mapping[str, int] = {
    "/nowhere/at/all": 404,
    "/1999/": 404,
    "/1999/programme": 404,
    "/1999/may-i-come": 404,
    "/2027/may-i-come?constituency=NOBODY": 422,
    "/2027/meetings/D999": 404,
    "/2027/dialogues/D07": 404,
    "/2027/versions/9": 404,
    "/2027/versions/1/changes": 404,
    "/bodies/NOBODY": 404,
    "/action-lines/C99": 404,
    "/2027/programme?view=map": 422,
    "/2027/programme?day=tomorrow": 422,
    "/2027/programme?action-line=C99": 422,
    "/2027/versions/1/changes?since=x": 422,
    "/my/links/of-no-use": 404,
    "/demonstration/messages/999999": 404,
}
"""Addresses that answer with a page of refusal."""

STANDING_WHEN_EMPTY = frozenset(
    ["/", "/action-lines/", "/bodies/", "/editions", "/my/mailed", "/my/sign-in", "/my/sign-up", "/style"]
)
"""What an empty house still has to show; all else is missing there."""

MISSING_WHEN_UNPUBLISHED = frozenset(
    [
        "/<edition>/dialogues/",
        "/<edition>/dialogues/<key>",
        "/<edition>/for-programs",
        "/<edition>/meetings/<key>",
        "/<edition>/programme",
        "/<edition>/segments/<key>",
        "/<edition>/subscribe",
        "/<edition>/versions/<int(max=999999):number>",
        "/<edition>/versions/<int(max=999999):number>/changes",
        "/<edition>/versions/compare",
    ]
)
"""What needs a published programme."""


def rules(app: Flask) -> set[str]:
    """Every rule of the URL map that can be read."""
    return {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
