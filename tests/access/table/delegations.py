"""Delegations, tables of people, on-behalf registrations, and changes after approval."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import (
    DONE,
    FORBIDDEN,
    MISSING,
    OPEN,
    REFUSED,
    Door,
    everybody,
    get,
    only,
    people,
    post,
    some,
)

REGISTRARS = ("registrar", "organizer")
OF_SESSION = (*REGISTRARS, "segment_registrar")
LOOKERS = (*OF_SESSION, "focal_point")
"""Who looks after UNESCO's delegation to the session."""

SENDERS = (*LOOKERS, "other_focal_point")
"""Who sends in tables: registrars and focal points of any organization."""

ADA = {"name": "Ada", "email": "ada@people.example", "rank": "adviser", "mode": "on_site", "language": "en"}
MINE, SESSION = "/desk/2027/delegations/SESSION/{unesco}", "/desk/2027/delegations/SESSION/{unesco}/members"


def doors() -> Iterator[Door]:
    """What each of them opens to whom."""
    yield from _lists()
    yield from _one()
    yield from _tables()
    yield from _changes()
    yield from _answers()


def _lists() -> Iterator[Door]:
    reads = only(OPEN, *SENDERS, "auditor")
    yield from get(reads, "/desk/2027/delegations", "/desk/2027/delegations/template.csv", "/desk/2027/imports")
    of_all = only(OPEN, "organizer", "focal_point", "other_focal_point")
    yield from get(of_all, "/desk/2007/delegations", "/desk/2007/delegations/template.csv", "/desk/2007/imports")
    yield from post(
        people(OPEN), "/desk/2027/delegations", "/desk/2007/delegations", organization="1", segment="SESSION"
    )
    page = "/desk/2027/register-somebody"
    yield from get(only(OPEN, *OF_SESSION), page)
    yield from get(only(OPEN, "organizer"), "/desk/2007/register-somebody")
    yield from post(only(REFUSED, *OF_SESSION), page)
    yield from post(only(REFUSED, "organizer"), "/desk/2007/register-somebody")
    somebody = {**ADA, "how": "sent", "organization": "UNESCO", "segments": ["SESSION"], "late_reason": "late"}
    yield from post(only(DONE, *OF_SESSION), page, **somebody)
    yield from post(only(DONE, *REGISTRARS, segment_registrar=REFUSED), page, **somebody | {"segments": ["CLUSTER"]})


def _one() -> Iterator[Door]:
    cluster, guild = MINE.replace("SESSION", "CLUSTER"), MINE.replace("{unesco}", "{guild}")
    yield from get(only(OPEN, *LOOKERS, "auditor"), MINE, SESSION + "/{member}")
    yield from get(only(OPEN, *REGISTRARS, "focal_point", "auditor"), cluster)
    yield from get(only(OPEN, *OF_SESSION, "auditor"), guild)
    yield from get(only(OPEN, "organizer", "focal_point"), "/desk/2007/delegations/SESSION/{unesco}")
    yield from get(only(MISSING, *LOOKERS, "auditor"), SESSION + "/999999")
    yield from post(only(DONE, *LOOKERS), MINE, group="European Union")
    yield from post(only(DONE, *OF_SESSION), guild, group="Another group")
    yield from post(only(REFUSED, *LOOKERS, auditor=REFUSED), SESSION)
    yield from post(only(DONE, *LOOKERS), SESSION, **ADA, late_reason="late")
    yield from post(only(REFUSED, *OF_SESSION), guild + "/members", **ADA, late_reason="late")
    is_now = {"rank": "adviser", "function": "Director"}
    yield from post(only(DONE, *LOOKERS), SESSION + "/{member}", **is_now)
    yield from post(only(MISSING, *LOOKERS, auditor=MISSING), SESSION + "/999999", **is_now)
    yield from post(only(DONE, *LOOKERS), SESSION + "/{member}/remove")
    yield from post(only(MISSING, *LOOKERS, auditor=MISSING), SESSION + "/999999/remove")
    yield from post(only(DONE, *LOOKERS), MINE + "/order", move="up {member}")
    yield from post(only(MISSING, *LOOKERS), MINE + "/order", move="up 999999")
    yield from post(only(MISSING, *OF_SESSION), guild + "/order", move="up {member}")


def _tables() -> Iterator[Door]:
    table = "/desk/2027/imports/{table}"
    own = only(OPEN, "focal_point", "registrar", "organizer", "auditor")
    yield from get(own, table, table + "/bad.csv")
    missing = people(MISSING)
    missing |= dict.fromkeys(("stakeholder", "delegate", "programme_organizer", "chair"), MISSING)
    yield from get(missing, "/desk/2027/imports/999999", "/desk/2027/imports/999999/bad.csv")
    yield from post(only(DONE, "focal_point"), table, table + "/drop")
    yield from post(missing, "/desk/2027/imports/999999", "/desk/2027/imports/999999/drop")
    yield from post(only(REFUSED, *SENDERS, "auditor"), "/desk/2027/imports")
    yield from post(only(REFUSED, "organizer", "focal_point", "other_focal_point"), "/desk/2007/imports")


def _changes() -> Iterator[Door]:
    mine, request = "/my/registrations/{RG-135}/change", "/desk/2027/changes/{change}"
    yield from get(people(MISSING, stakeholder=OPEN), mine)
    yield from get(people(MISSING, delegate=OPEN), "/my/registrations/{RG-001}/change")
    yield from post(people(MISSING, stakeholder=REFUSED), mine)
    wish = {"capacity": "0", "function": "Director", "listed_name": ""}
    yield from post(people(MISSING, delegate=DONE), "/my/registrations/{RG-001}/change", **wish)
    yield from post(people(MISSING, stakeholder=DONE), "/my/changes/{change}/take-back")
    yield from post(people(MISSING), "/my/changes/999999/take-back")
    yield from get(only(OPEN, *OF_SESSION, "auditor"), "/desk/2027/changes", request)
    yield from get(only(OPEN, "organizer"), "/desk/2007/changes")
    yield from get(only(MISSING, *OF_SESSION, "auditor"), "/desk/2027/changes/999999")
    yield from post(only(REFUSED, *OF_SESSION, auditor=FORBIDDEN), request)
    yield from post(only(DONE, *OF_SESSION), request, verdict="refuse", reason="No")
    yield from post(only(MISSING, *OF_SESSION), "/desk/2027/changes/999999", verdict="refuse", reason="No")


def _answers() -> Iterator[Door]:
    yield from get(everybody(OPEN), "/invitations/{invitation}")
    yield from get(some(MISSING) | everybody(MISSING), "/invitations/of-no-use")
    yield from post(everybody(DONE), "/invitations/{invitation}", answer="no")
    yield from post(everybody(MISSING), "/invitations/of-no-use", answer="no")
    yield from post(everybody(REFUSED), "/invitations/{invitation}")
    yield from get(people(OPEN), "/my/invitations/2027", "/my/invitations/2007")
    yield from post(people(DONE), "/my/invitations/2027", "/my/invitations/2007", answer="no")
    yield from post(people(REFUSED), "/my/invitations/2027")
    yield from get(people(MISSING), "/my/invitations/1999")
    yield from post(people(MISSING), "/my/invitations/1999", answer="no")
