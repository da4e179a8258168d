"""The addresses at which a person finds what is theirs."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import (
    DONE,
    FORBIDDEN,
    MISSING,
    OPEN,
    REFUSED,
    SIGN_IN,
    Door,
    everybody,
    get,
    only,
    people,
    post,
)

NOT_THEIRS = people(MISSING)
THE_STAKEHOLDERS = only(DONE, "stakeholder", rest=MISSING)
"""What belongs to one person is not there for anybody else."""


def doors() -> Iterator[Door]:
    """Accounts, affiliations, the calendar, registrations, seats and what is followed."""
    yield from _entering()
    yield from _account()
    yield from _affiliations()
    yield from _calendar()
    yield from _registrations()
    yield from _meetings()


def _entering() -> Iterator[Door]:
    yield from get(everybody(OPEN), "/my/sign-in", "/my/sign-up", "/my/mailed", "/my/corner")
    yield from post(everybody(REFUSED), "/my/sign-in", "/my/sign-in/link", "/my/sign-up")
    wrong = {"email": "stakeholder@people.example", "password": "not the one"}
    yield from post({"visitor": REFUSED, "delegate": REFUSED}, "/my/sign-in", **wrong)
    yield from post(everybody(DONE), "/my/sign-in/link", email="stakeholder@people.example")
    yield from post(everybody(DONE), "/my/sign-up", name="N", email="n@example.org", language="en")
    # Whoever reads a mail may look at its link, and sign in by it; a new address is its owner's to confirm.
    yield from get(everybody(OPEN), "/my/links/{sign_in}", "/my/links/{address}")
    yield from get(everybody(MISSING), "/my/links/none")
    yield from post(everybody(DONE), "/my/links/{sign_in}")
    yield from post(everybody(FORBIDDEN) | {"stakeholder": DONE}, "/my/links/{address}")
    yield from post(everybody(MISSING), "/my/links/none")
    yield from post(people(DONE, visitor=OPEN), "/my/sign-out")
    yield from post(people(DONE), "/my/sign-out/everywhere")


def _account() -> Iterator[Door]:
    yield from get(people(OPEN), "/my/", "/my/profile", "/my/password")
    yield from post(people(REFUSED), "/my/profile", "/my/address", "/my/password")
    yield from post(people(DONE), "/my/profile", name="N", language="en", zone="Europe/Zurich")
    yield from post(people(DONE), "/my/address", email="n@example.org")
    yield from post({"visitor": SIGN_IN, "stakeholder": DONE}, "/my/password", password="four words of mine")


def _affiliations() -> Iterator[Door]:
    yield from get(people(OPEN), "/my/affiliations")
    yield from post(people(REFUSED), "/my/affiliations")
    yield from post(people(DONE), "/my/affiliations", how="sent", organization="WIPO", since="2027-04-20")
    own, gone = "/my/affiliations/{affiliation}/end", "/my/affiliations/999999/end"
    yield from get(only(OPEN, "stakeholder", rest=MISSING), own)
    yield from post(only(REFUSED, "stakeholder", rest=MISSING), own)
    yield from post(THE_STAKEHOLDERS, own, until="2027-05-30")
    yield from get(NOT_THEIRS, gone)
    yield from post(NOT_THEIRS, gone, until="2027-05-30")


def _calendar() -> Iterator[Door]:
    """Only the stakeholder has made one, so only theirs can be changed."""
    have = only(DONE, "stakeholder", rest=REFUSED)
    yield from get(people(OPEN), "/my/calendar")
    yield from post(people(DONE, stakeholder=OPEN), "/my/calendar")
    yield from post(have, "/my/calendar/renew")
    yield from post(people(REFUSED), "/my/calendar/revoke", "/my/calendar/alarms")
    yield from post(have, "/my/calendar/revoke", sure="y")
    yield from post(have, "/my/calendar/alarms", language="fr", alarm="")


def _registrations() -> Iterator[Door]:
    yield from get(people(OPEN), "/2027/register", "/2007/register")
    yield from get(people(MISSING), "/1066/register")
    yield from post(people(REFUSED), "/2027/register", "/2007/register")
    # Under an affiliation of somebody else nobody registers.
    coming: dict[str, str | list[str]] = {"segments": ["SIDE"], "mode": "online", "affiliation": "{affiliation}"}
    yield from post(only(DONE, "stakeholder", rest=REFUSED), "/2027/register", **coming)
    yield from post(people(MISSING), "/1066/register", **coming)
    yield from post(THE_STAKEHOLDERS, "/my/registrations/{RG-135}/withdraw")
    yield from post(only(DONE, "delegate", rest=MISSING), "/my/registrations/{RG-002}/withdraw")
    yield from post(NOT_THEIRS, "/my/registrations/999999/withdraw")
    yield from post(THE_STAKEHOLDERS, "/my/registrations/{RG-135}/mode", mode="online")
    yield from post(only(DONE, "delegate", rest=MISSING), "/my/registrations/{RG-002}/mode", mode="online")
    yield from post(NOT_THEIRS, "/my/registrations/999999/mode", mode="online")


def _meetings() -> Iterator[Door]:
    # The fragment of a meeting's public page says nothing to who is not signed in.
    yield from get(everybody(OPEN), "/my/meetings/2027/X02")
    yield from get(everybody(MISSING) | {"visitor": OPEN}, "/my/meetings/2007/X02")
    yield from get(people(OPEN), "/2027/meetings/X02/seat")
    yield from get(people(MISSING), "/2007/meetings/X02/seat")
    # Who may not take a seat is told why; nobody's seat is taken or given back by another.
    yield from post(people(OPEN), "/2027/meetings/X02/seat", "/2027/meetings/D05/seat")
    yield from post(people(MISSING), "/2007/meetings/X02/seat", "/2007/meetings/S03/seat/back")
    yield from post(people(OPEN, stakeholder=DONE, other_focal_point=DONE), "/2027/meetings/S03/seat/back")
    yield from post(people(DONE), "/2027/meetings/D05/follow")
    yield from post(people(OPEN), "/2027/meetings/D05/unfollow")
    yield from post(people(MISSING), "/2007/meetings/D05/follow", "/2007/meetings/D05/unfollow")
