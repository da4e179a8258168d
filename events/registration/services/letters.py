"""Letters to people about their registrations, in their own language, put into the outbox in the transaction of the deed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.rules.entry import Entry
from events.registration.rules.registering import STATE_WORDS, State, reason_of, step_of
from foundation import outbox
from foundation.letters import House, in_words
from foundation.outbox import Letter
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account

SUBJECT = Sentence("Your registration for {edition}")
HEADING = Sentence("This is how your registration for {edition} stands:")
STATE_OF_PART = Sentence("{part}: {state}.")
OWN_PAGE = Sentence("All that is yours here: {address}")


_Paragraph = Sentence | str


@dataclass(frozen=True)
class Told:
    """A registration with what is said about it: why it stands so, and what to do next."""

    registration: Registration
    part: str
    reason: Sentence | str
    next_step: Sentence | str | None = None


def told(registration: Registration, part: str, entry: Entry | None = None) -> Told:
    """A registration with the words of the rule that has just decided on it, or with the reason somebody gave."""
    kept = reason_of(registration.next_step) or step_of(registration.state, registration.reason)
    step = entry.next_step if entry and not entry.may else kept
    if entry is not None and registration.state != State.NEW:
        return Told(registration, part, entry.reason, step)
    return Told(registration, part, reason_of(registration.reason), step)


def post(account: Account, edition: Edition, rows: Sequence[Told], *, house: House, stamped_at: datetime) -> None:
    """Write to a person how registrations stand, inside the caller's transaction."""
    post_all([(account, rows)], edition, house=house, stamped_at=stamped_at)


def post_all(
    letters: Iterable[tuple[Account, Sequence[Told]]], edition: Edition, *, house: House, stamped_at: datetime
) -> None:
    """One letter each to several people, inside the caller's transaction; the same words are put once a language."""
    worded: dict[tuple[str, tuple[_Paragraph, ...]], tuple[str, str]] = {}
    written = []
    for account, rows in letters:
        paragraphs = tuple(paragraph for each in rows for paragraph in _paragraphs(each))
        same = (account.language, paragraphs)
        if same not in worded:
            worded[same] = _words(account.language, edition, paragraphs, house)
        subject, text = worded[same]
        written.append(
            Letter(
                address=account.email,
                subject=subject,
                text=text,
                kind="registration",
                language=account.language,
                account_id=account.id,
            )
        )
    outbox.post_all(written, domain=house.domain, stamped_at=stamped_at)


def _words(language: str, edition: Edition, paragraphs: Sequence[_Paragraph], house: House) -> tuple[str, str]:
    return in_words(
        language,
        SUBJECT.with_values(edition=edition.name),
        HEADING.with_values(edition=edition.name),
        *paragraphs,
        OWN_PAGE.with_values(address=house.address("/my/", language=language)),
    )


def _paragraphs(each: Told) -> Iterator[Sentence | str]:
    yield STATE_OF_PART.with_values(part=each.part, state=STATE_WORDS[each.registration.state])
    if each.reason:
        yield each.reason
    if each.next_step:
        yield each.next_step
