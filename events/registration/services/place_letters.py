"""Letters about places: that somebody waits, that one is offered, that an offer has passed on. Written by the worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import update

from events.registration.models import Seat
from events.registration.queries import waiting as queries
from events.registration.queries.waiting import Named
from events.registration.rules.places import MOVED_AWAY, PLACE_STEPS, PLACE_WORDS, Place
from events.registration.rules.waiting import PLACE
from events.registration.services.offering import ENDED, LEFT_BEHIND, OFFERED, TAKEN_OFF, WAITS
from foundation import languages, outbox
from foundation.db import atomic, db
from foundation.letters import House, in_words
from foundation.outbox import Letter
from foundation.sentences import Sentence
from stakeholders.accounts.models import MailedLink
from stakeholders.accounts.queries import hash_of

LONGEST_WAIT = timedelta(days=60)
"""For how long one can leave a list by the link of its letter."""

SUBJECTS = {
    WAITS: Sentence("You wait for a place: {what}"),
    OFFERED: Sentence("A place is held for you: {what}"),
    ENDED: Sentence("Your offer has ended: {what}"),
    TAKEN_OFF: Sentence("You wait no more: {what}"),
    LEFT_BEHIND: Sentence("You have no seat any more: {what}"),
}
WAITS_WORDS = Sentence(
    "Every place in “{what}” is taken. You are number {rank} of {total} who wait. When a place is free for you, it is "
    "held for you, and you are written to."
)
LEAVE_WORDS = Sentence("If you want to wait no more, this link leads to a page with a button for it:")
OFFERED_WORDS = Sentence("A place in “{what}” is held for you until {ends}. Take it, or leave it to the next, here:")
THEN = Sentence("If you do nothing, it is offered to the next when that time has passed.")
ENDED_WORDS = Sentence(
    "A place in “{what}” was held for you until {ends}. It was not taken, and is offered to the next."
)
TAKEN_OFF_WORDS = Sentence(
    "The secretariat has taken you off the list of those who wait for a place in “{what}”: {reason}"
)
AGAIN = Sentence("You can join the list again, at its end, on this page:")
AGAIN_BY_SECRETARIAT = Sentence(
    "If you still want to come, write to the secretariat: it puts you at the end of the list."
)


@atomic
def tell(seat_id: int, what: str, *, turn: str, house: House, now: datetime, stamped_at: datetime) -> bool:
    """Write to a person what became of their place, unless it is so no more; once for a turn. False when not."""
    place = queries.named(seat_id)
    if place is None or {WAITS: "waiting", OFFERED: "offered"}.get(what, place.seat.state) != place.seat.state:
        return False
    account = place.seat.account
    token = token_urlsafe(32)
    title = str(languages.pick(place.titles, original=place.title_language, reader=account.language))
    paragraphs = list(_paragraphs(place, what, title, token, house))
    subject, text = in_words(account.language, SUBJECTS[what].with_values(what=title), *paragraphs)
    letter = Letter(
        account.email, subject, text, "seat", account.language, account.id, key=f"place:{what}:{seat_id}:{turn}"
    )
    if not outbox.post(letter, domain=house.domain, stamped_at=stamped_at):
        return False
    if what in (WAITS, OFFERED):
        _make_link(place.seat, token, now=now, stamped_at=stamped_at)
    return True


def _paragraphs(place: Named, what: str, title: str, token: str, house: House) -> Iterator[Sentence | str]:
    seat, language = place.seat, place.seat.account.language
    way = house.address(f"/places/{token}", language=language)
    if what == WAITS:
        rank, total = queries.ranks([seat.id]).get(seat.id, (1, 1))
        yield WAITS_WORDS.with_values(what=title, rank=rank, total=total)
        yield from (LEAVE_WORDS, way)
    elif what == OFFERED:
        yield OFFERED_WORDS.with_values(what=title, ends=seat.offer_ends_at)
        yield from (way, THEN)
    elif what == LEFT_BEHIND:
        yield MOVED_AWAY
        yield PLACE_WORDS[Place.NEEDS_REGISTRATION].with_values(part=place.facts.segment_name if place.facts else "")
        yield from (PLACE_STEPS[Place.NEEDS_REGISTRATION], _page_of(place, house, language))
    else:
        words = ENDED_WORDS if what == ENDED else TAKEN_OFF_WORDS
        yield words.with_values(what=title, ends=seat.offer_ends_at or seat.changed_at, reason=seat.note)
        yield from _again(place, house, language)


def _again(place: Named, house: House, language: str) -> Iterator[Sentence | str]:
    if place.meeting is None:
        yield AGAIN_BY_SECRETARIAT
    else:
        yield AGAIN
        yield _page_of(place, house, language)


def _page_of(place: Named, house: House, language: str) -> str:
    """Where one's seat in a meeting stands."""
    key = place.meeting.key if place.meeting else ""
    return house.address(f"/{place.edition.key}/meetings/{key}/seat", language=language)


def _make_link(seat: Seat, token: str, *, now: datetime, stamped_at: datetime) -> None:
    """One link of a place works at a time, and no longer than the offer holds."""
    lives = seat.offer_ends_at - now if seat.state == "offered" and seat.offer_ends_at else LONGEST_WAIT
    of_seat = (MailedLink.purpose == PLACE, MailedLink.about == seat.id, MailedLink.used_at.is_(None))
    db.session.execute(
        update(MailedLink).where(*of_seat).values(used_at=stamped_at).execution_options(synchronize_session=False)
    )
    db.session.add(
        MailedLink(
            account_id=seat.account_id,
            purpose=PLACE,
            about=seat.id,
            token_hash=hash_of(token),
            email=seat.account.email,
            made_at=stamped_at,
            expires_at=stamped_at + lives,
        )
    )
