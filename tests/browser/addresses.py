"""Which addresses the eye visits: examples for every page of the URL map, full and empty, and what is no page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest
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
    "/organizations/": (
        "/organizations/",
        "/organizations/?q=CCI",
        "/organizations/?country=CH&page=9",
        "/organizations/?q=nobody+at+all",
    ),
    "/organizations/<key>": ("/organizations/OR-GUILD", "/organizations/OR-ARAB", "/organizations/ST-AF1"),
    "/style": ("/style",),
}
"""Each page's rule with examples: the first stands for its template."""

EXAMPLES = [example for known in PAGES.values() for example in known]

OTHER_TEMPLATES = ("/2027/programme?view=grid&day=2027-05-13", "/2027/programme?view=week", "/2027/dialogues/S04")
"""Examples whose template, or a great part of it, is another than that of the first."""


def first_ones(pages: Mapping[str, tuple[str, ...]], also: Collection[str] = ()) -> list[Any]:
    """The first example of each rule and those named; `make prove` tries the others, too."""
    return [
        example if at == 0 or example in also else pytest.param(example, marks=pytest.mark.prove)
        for known in pages.values()
        for at, example in enumerate(known)
    ]


OWN: Mapping[str, tuple[str, ...]] = {
    "/<edition>/meetings/<key>/join": ("/2027/meetings/S03/join", "/2027/meetings/D59/join"),
    "/<edition>/participants": (
        "/2027/participants",
        "/2027/participants?segment=SESSION&q=mfano",
        "/2027/participants?q=nobody+at+all",
        "/2007/participants",
    ),
    "/desk/<edition>/meetings/<key>/join-link": ("/desk/2027/meetings/S03/join-link",),
    "/desk/<edition>/needs": (
        "/desk/2027/needs",
        "/desk/2027/needs?kind=documents&state=asked&segment=SESSION",
        "/desk/2027/needs?q=nobody",
    ),
    "/desk/<edition>/needs/<int(max=999999999):number>": ("/desk/2027/needs/1",),
    "/desk/<edition>/participants": ("/desk/2027/participants", "/desk/2007/participants"),
    "/desk/<edition>/delegations": (
        "/desk/2027/delegations",
        "/desk/2027/delegations?part=SESSION&q=african",
        "/desk/2027/delegations?q=nobody+at+all",
        "/desk/2007/delegations",
    ),
    "/desk/<edition>/delegations/<segment>/<int(max=999999999):organization>": (
        "/desk/2027/delegations/SESSION/6",
        "/desk/2027/delegations/SESSION/63",
    ),
    "/desk/<edition>/delegations/<segment>/<int(max=999999999):organization>/members/<int(max=999999999):number>": (
        "/desk/2027/delegations/SESSION/63/members/4",
    ),
    "/desk/<edition>/imports": ("/desk/2027/imports", "/desk/2007/imports"),
    "/desk/<edition>/imports/<int(max=999999999):number>": ("/desk/2027/imports/1",),
    "/desk/<edition>/register-somebody": ("/desk/2027/register-somebody",),
    "/desk/<edition>/changes": ("/desk/2027/changes",),
    "/desk/<edition>/changes/<int(max=999999999):number>": ("/desk/2027/changes/1",),
    "/my/registrations/<int(max=999999999):number>/change": (
        "/my/registrations/74/change",
        "/my/registrations/75/change",
    ),
    "/invitations/<token>": ("/invitations/an-invitation-that-stands",),
    "/my/invitations/<edition>": ("/my/invitations/2027",),
    "/my/needs/<edition>": ("/my/needs/2027", "/my/needs/2007"),
    "/<edition>/meetings/<key>/seat": ("/2027/meetings/S03/seat", "/2027/meetings/X02/seat", "/2027/meetings/D07/seat"),
    "/<edition>/register": ("/2027/register",),
    "/desk/<edition>/registrations": (
        "/desk/2027/registrations",
        "/desk/2027/registrations?state=refused&q=quayside",
        "/desk/2027/registrations?q=nobody",
    ),
    "/desk/<edition>/registrations/<int(max=999999999):number>": (
        "/desk/2027/registrations/118?state=new",
        "/desk/2027/registrations/112",
    ),
    "/desk/<edition>/decisions/<int(max=999999999):number>": ("/desk/2027/decisions/1",),
    "/desk/<edition>/extensions": ("/desk/2027/extensions",),
    "/my/": ("/my/",),
    "/desk/<edition>/places": ("/desk/2027/places", "/desk/2007/places"),
    "/desk/<edition>/places/<any(meetings, segments):kind>/<key>": (
        "/desk/2027/places/meetings/X02",
        "/desk/2027/places/meetings/S04",
        "/desk/2027/places/segments/SIDE",
    ),
    "/places/<token>": ("/places/a-place-that-is-offered",),
    "/my/asked": ("/my/asked",),
    "/my/asked/<int(max=999999999):number>": (),
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
    "/desk/<edition>/roles": ("/desk/2027/roles", "/desk/2027/roles?q=mei", "/desk/2027/roles?q=nobody"),
    "/desk/<edition>/roles/<int(max=999999999):number>/revoke": ("/desk/2027/roles/3/revoke",),
    "/desk/<edition>/journal": (
        "/desk/2027/journal",
        "/desk/2027/journal?verb=grant",
        "/desk/2027/journal?person=nobody&from=2027-05-01",
    ),
    "/desk/journal": ("/desk/journal", "/desk/journal?kind=account&before=9"),
    "/desk/roles": ("/desk/roles", "/desk/roles?q=mei"),
    "/desk/roles/<int(max=999999999):number>/revoke": ("/desk/roles/9/revoke",),
    "/desk/accreditation": (
        "/desk/accreditation",
        "/desk/accreditation?state=refused&q=guild&sort=organization",
        "/desk/accreditation?q=nobody",
    ),
    "/desk/accreditation/<int(max=999999999):number>": ("/desk/accreditation/1", "/desk/accreditation/4"),
    "/desk/bases": ("/desk/bases",),
    "/desk/bases/<int(max=999999999):number>/extend": ("/desk/bases/14/extend", "/desk/bases/3/extend"),
    "/my/accreditation": ("/my/accreditation",),
    "/my/accreditation/<int(max=999999999):number>": (),
    "/my/accreditation/new": ("/my/accreditation/new", "/my/accreditation/new?organization=999999&session=30"),
    "/desk/new": ("/desk/new",),
    "/desk/affiliations": ("/desk/affiliations",),
    "/desk/organizations": (
        "/desk/organizations",
        "/desk/organizations?q=CCI&sort=people",
        "/desk/organizations?q=none+such",
    ),
    "/desk/organizations/<int(max=999999999):number>": ("/desk/organizations/5", "/desk/organizations/60"),
    "/desk/organizations/<int(max=999999999):number>/merge": (
        "/desk/organizations/60/merge?q=ITU",
        "/desk/organizations/60/merge?into=61",
        "/desk/organizations/65/merge?into=62",
    ),
    "/desk/organizations/alike": ("/desk/organizations/alike",),
    "/desk/organizations/new": ("/desk/organizations/new",),
    "/desk/focal-points": ("/desk/focal-points",),
    "/desk/merges/<int(max=999999999):number>/undo": ("/desk/merges/1/undo",),
    "/desk/messages": ("/desk/messages", "/desk/messages?page=9"),
    "/my/affiliations": ("/my/affiliations",),
    "/my/calendar": ("/my/calendar",),
    "/my/affiliations/<int(max=999999999):affiliation_id>/end": (),
    "/my/focal-points": ("/my/focal-points",),
    "/my/links/<token>": (),
    "/my/organizations/<int(max=999999999):number>": (),
    "/my/organizations/<int(max=999999999):number>/hand-over": (),
    "/my/password": ("/my/password",),
    "/my/profile": ("/my/profile",),
}
"""Pages of a person, each rule with examples that an organizer may open after `deeds.done`.

Those without one open to others (`OWN_OF`), or by a link whose secret nobody knows beforehand."""

OWN_OF: Mapping[str, tuple[str, ...]] = {
    "stakeholder": (
        "/2027/participants",
        "/my/needs/2027",
        "/my/",
        "/my/calendar",
        "/my/affiliations",
        "/2027/meetings/S03/seat",
        "/2027/register",
        "/desk/",
    ),
    "focal_point": (
        "/desk/",
        "/desk/affiliations",
        "/desk/2027/board",
        "/my/",
        "/desk/2027/delegations",
        "/desk/2027/delegations/SESSION/6",
        "/my/accreditation",
        "/my/accreditation/7",
        "/my/asked",
        "/my/asked/6",
        "/my/focal-points",
        "/my/organizations/6",
        "/my/organizations/6/hand-over",
    ),
}
"""What such a page shows to others: with seats and registrations, at a desk of one body, at no desk."""

OWN_REFUSED: Mapping[str, int] = {
    "/2027/participants?segment=NOWHERE": 404,
    "/2027/participants?number=99": 404,
    "/2027/meetings/X02/join": 403,
    "/desk/2027/needs/999999": 404,
    "/desk/2027/delegations/NOWHERE/6": 404,
    "/desk/2027/delegations/SESSION/999999": 404,
    "/desk/2027/imports/999999": 404,
    "/desk/2027/changes/999999": 404,
    "/my/registrations/999999/change": 404,
    "/invitations/of-no-use": 404,
    "/2027/meetings/D999/seat": 404,
    "/desk/1999/meetings": 404,
    "/desk/2027/meetings/D999": 404,
    "/desk/2027/publish/9": 404,
    "/desk/organizations/999999": 404,
    "/my/affiliations/999999/end": 404,
    "/my/organizations/999999": 403,
    "/my/asked/999999": 403,
    "/my/accreditation/999999": 404,
    "/desk/accreditation/999999": 404,
    "/desk/bases/999999/extend": 404,
}
"""Addresses that answer an organizer with a page of refusal."""

NO_PAGES = frozenset(
    [
        "/<edition>/participants.docx",
        "/<edition>/participants.pdf",
        "/desk/accreditation/decisions.csv",
        "/desk/accreditation/decisions.pdf",
        "/desk/accreditation/papers/<int(max=999999999):number>",
        "/my/accreditation/papers/<int(max=999999999):number>",
        "/feeds/<edition>.ics",
        "/feeds/<edition>/<kind>/<key>.ics",
        "/feeds/<edition>/f/<letters>.ics",
        "/feeds/<language>/<edition>.ics",
        "/feeds/<language>/<edition>/<kind>/<key>.ics",
        "/feeds/<language>/<edition>/f/<letters>.ics",
        "/desk/<edition>/registrations.csv",
        "/feeds/p/<token>/programme.ics",
        "/<edition>/programme.json",
        "/<edition>/schedule.xml",
        "/desk/<edition>/journal.csv",
        "/desk/<edition>/delegations/template.csv",
        "/desk/<edition>/imports/<int(max=999999999):number>/bad.csv",
        "/desk/journal.csv",
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
    "/organizations/NOBODY": 404,
    "/demonstration/messages/999999": 404,
}
"""Addresses that answer with a page of refusal."""

STANDING_WHEN_EMPTY = frozenset(
    [
        "/",
        "/action-lines/",
        "/bodies/",
        "/editions",
        "/my/mailed",
        "/my/sign-in",
        "/my/sign-up",
        "/organizations/",
        "/style",
    ]
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
