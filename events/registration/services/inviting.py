"""The letter to somebody whom another has registered: by whom, for what, and how to say no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from events.editions.models import Edition
from events.registration.rules.on_behalf import NAMED_SUBJECT, SUBJECT, Become
from events.registration.rules.registering import STATE_WORDS, State
from events.registration.services.on_behalf import Hand, Taken
from foundation import outbox
from foundation.db import db
from foundation.languages import pick
from foundation.letters import in_words
from foundation.outbox import Letter
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.accounts.rules import INVITED, LIVES
from stakeholders.accounts.services.inviting import make_links
from stakeholders.organizations.models import Constituency, Organization

BY_FOCAL_POINT = Sentence("{name}, who speaks for {organization}, has registered you for {edition}:")
NAMED_BY_FOCAL_POINT = Sentence("{name}, who speaks for {organization}, names you for {edition}:")
BY_SECRETARIAT = Sentence("{name}, for the secretariat, has registered you for {edition}:")
PLAIN = Sentence("{part}: you come for {capacity}; {state}.")
IN_DELEGATION = Sentence("{part}: you come in the delegation of {capacity}, as {rank}; {state}.")
ELSEWHERE = Sentence(
    "{part}: the delegation of {capacity} names you as {rank}. You are registered in another capacity; that stays so "
    "unless you say yes."
)
NAMED = Sentence(
    "{part}: the delegation of {capacity} names you as {rank}. You are not registered for it before you say yes."
)
ANSWER = Sentence(
    "Say whether that is right. The page has one button for yes and one for no, and nothing happens before:"
)
UNTIL = Sentence(
    "The link works once, within {days} days, and signs nobody in. Without an answer what is told above stays so."
)
NO_ACCOUNT = Sentence("To see all that is yours here, have a link mailed that signs you in: {address}")


@dataclass(frozen=True)
class Invited:
    """One part that somebody was registered for; `rank` in words where it is in a delegation."""

    taken: Taken
    rank: Sentence | None = None


def invite_all(hand: Hand, edition: Edition, invited: Sequence[Invited], *, speaks_for: Organization | None) -> int:
    """Write to all who were registered, one letter a person, inside the caller's transaction; how many letters.

    `speaks_for` is the organization of the focal point who did it; None for the secretariat.
    """
    by_account: dict[int, list[Invited]] = {}
    accounts: dict[int, Account] = {}
    for each in invited:
        if each.taken.account and each.taken.become in _TOLD:
            accounts[each.taken.account.id] = each.taken.account
            by_account.setdefault(each.taken.account.id, []).append(each)
    tokens = make_links(list(accounts.values()), about=edition.id, stamped_at=hand.stamped_at)
    called = _called(invited)
    who = db.session.scalars(select(Account.name).where(Account.id == hand.account_id)).one()
    letters = (
        _letter(hand, edition, accounts[number], rows, tokens[number], called, who, speaks_for)
        for number, rows in by_account.items()
    )
    return outbox.post_all(letters, domain=hand.house.domain, stamped_at=hand.stamped_at)


_TOLD = (Become.MADE, Become.RAISED, Become.STOOD, Become.NAMED, Become.ELSEWHERE)
_ONLY_NAMED = (Become.NAMED, Become.ELSEWHERE)

_BY_BECOME = {Become.NAMED: NAMED, Become.ELSEWHERE: ELSEWHERE}

Called = Mapping[tuple[int | None, int], Mapping[str, str]]
"""The names of capacities, by organization and constituency."""


def _called(invited: Sequence[Invited]) -> Called:
    wanted = {(each.taken.wanted.organization_id, each.taken.wanted.constituency_id) for each in invited}
    organizations = dict(
        db.session.execute(
            select(Organization.id, Organization.names).where(Organization.id.in_({each for each, _ in wanted if each}))
        ).all()
    )
    constituencies = dict(
        db.session.execute(
            select(Constituency.id, Constituency.names).where(Constituency.id.in_({each for _, each in wanted}))
        ).all()
    )
    return {each: organizations[each[0]] if each[0] else constituencies[each[1]] for each in wanted}


def _letter(
    hand: Hand,
    edition: Edition,
    account: Account,
    rows: Sequence[Invited],
    token: str,
    called: Called,
    who: str,
    speaks_for: Organization | None,
) -> Letter:
    language = account.language
    is_only_named = all(each.taken.become in _ONLY_NAMED for each in rows)
    by = (NAMED_BY_FOCAL_POINT if is_only_named else BY_FOCAL_POINT) if speaks_for else BY_SECRETARIAT
    organization = pick(speaks_for.names, reader=language).text if speaks_for else ""
    subject, text = in_words(
        language,
        (NAMED_SUBJECT if is_only_named else SUBJECT).with_values(edition=edition.name),
        by.with_values(name=who, organization=organization, edition=edition.name),
        *_lines(rows, called, language),
        ANSWER,
        hand.house.address(f"/invitations/{token}", language=language),
        UNTIL.with_values(days=LIVES[INVITED] // timedelta(days=1)),
        NO_ACCOUNT.with_values(address=hand.house.address("/my/sign-in", language=language)),
    )
    return Letter(account.email, subject, text, INVITED, language, account.id)


def _lines(rows: Sequence[Invited], called: Called, language: str) -> Iterator[Sentence]:
    for each in rows:
        taken = each.taken
        names = called[taken.wanted.organization_id, taken.wanted.constituency_id]
        words = PLAIN if each.rank is None else _BY_BECOME.get(taken.become, IN_DELEGATION)
        state = STATE_WORDS[taken.registration.state] if taken.registration else STATE_WORDS[State.NEW]
        yield words.with_values(
            part=taken.part.segment.name,
            capacity=pick(names, reader=language).text,
            rank=each.rank or "",
            state=state,
        )
