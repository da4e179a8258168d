"""The addresses that are the same for everyone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, MISSING, OPEN, REFUSED, Door, everybody, get, post, some

SHOWN = (
    *("/", "/editions", "/robots.txt", "/healthz", "/style", "/static/0/css/base.css"),
    *("/action-lines/", "/action-lines/C5", "/bodies/", "/bodies/UNESCO"),
    *("/2027/", "/2027/programme", "/2027/programme?view=grid&body=UNESCO", "/2027/meetings/D05"),
    *("/2027/segments/SESSION", "/2027/dialogues/", "/2027/dialogues/S03", "/2027/may-i-come"),
    *("/2027/versions/", "/2027/versions/1", "/2027/versions/compare?from=1&to=1"),
    *("/2027/subscribe", "/2027/for-programs", "/2027/programme.json", "/2027/schedule.xml"),
    *("/feeds/2027.ics", "/feeds/2027/body/UNESCO.ics", "/feeds/fr/2027.ics", "/feeds/fr/2027/body/UNESCO.ics"),
)

NOT_THERE = (
    *("/static/0/css/none.css", "/action-lines/C99", "/bodies/NOBODY", "/bodies/OR-GUILD", "/bodies/ST-AF1"),
    *("/1066/", "/1066/programme", "/1066/dialogues/", "/1066/may-i-come", "/1066/versions/"),
    *("/1066/subscribe", "/1066/for-programs", "/1066/programme.json", "/1066/schedule.xml"),
    *("/2007/meetings/D05", "/2027/meetings/D99", "/2007/segments/SIDE", "/2007/dialogues/S03"),
    *("/2027/versions/2", "/2027/versions/2/changes", "/1066/versions/1/changes"),
    *("/feeds/1066.ics", "/feeds/2027/body/NOBODY.ics", "/feeds/1066/f/abcdefgh.ics"),
    *("/feeds/fr/1066.ics", "/feeds/fr/2027/body/NOBODY.ics"),
    *("/feeds/fr/1066/f/abcdefgh.ics", "/feeds/p/nobody/programme.ics"),
)

WITHOUT_AN_EXAMPLE = ("/2027/versions/1/changes", "/feeds/2027/f/abcdefgh.ics", "/feeds/fr/2027/f/abcdefgh.ics")
"""Of these nothing is there at the start: a second version, a combination of filters that somebody has made."""


def doors() -> Iterator[Door]:
    """Who asks makes no difference."""
    yield from get(everybody(OPEN), *SHOWN)
    yield from get(some(MISSING), *NOT_THERE)
    yield from get(everybody(MISSING), *WITHOUT_AN_EXAMPLE)
    # It leads on to the address of the comparison, whatever that says.
    yield from get(everybody(OPEN), "/1066/versions/compare?from=1&to=1")
    # Whoever knows the address of a calendar reads it.
    yield from get(everybody(OPEN), "/feeds/p/{calendar}/programme.ics", leaves_a_mark=True)
    # The time of a demonstration is everybody's, and so is the mail that it does not send.
    yield from get(everybody(OPEN), "/demonstration", "/demonstration/messages", "/demonstration/messages/{message}")
    yield from get(everybody(MISSING), "/demonstration/messages/999999")
    yield from post(everybody(REFUSED), "/demonstration")
    yield from post(everybody(DONE), "/demonstration", moment="dialogue", understood="y")
