"""May I come? R1: a session of the Commission asks for a basis that is held and valid for it; what is open asks for none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from events.registration.rules.openings import Opening, is_open
from foundation.sentences import Sentence
from stakeholders.accreditation.rules.applying import APPLY, APPLY_LATER, TOO_LATE

EXPERT, PRESS, SECRETARIAT = "EXPERT", "PRESS", "SECRETARIAT"
STATES = frozenset({"GOV-MEMBER", "GOV-OBSERVER"})

ACCOMPANYING = frozenset({"SIDE"})
"""Segments that go with the others: open to whoever is approved for one of those."""


@dataclass(frozen=True)
class HeldBasis:
    """A decision or status for the sessions from–to, both inclusive; no end is standing."""

    key: str
    decision: str
    from_session: int
    to_session: int | None = None

    def covers(self, session: int) -> bool:
        return self.from_session <= session and (self.to_session is None or session <= self.to_session)


@dataclass(frozen=True)
class Capacity:
    """As what somebody comes: the constituency, and the bases of it that are held."""

    constituency: str
    bases: Sequence[HeldBasis] = ()


@dataclass(frozen=True)
class Record:
    """A basis as it stands on record: of a constituency, for everybody in it (`is_whole`), or listed.

    One that lists organizations stands there once for itself, and once for each `holder`, for that one's sessions.
    """

    constituency: str
    basis: HeldBasis
    is_whole: bool = False
    holder: int | None = None


def held_in(constituency: str, organization: int | None, on_record: Iterable[Record]) -> Capacity:
    """As what somebody comes: the bases of that constituency alone, those of all of it and those that list the organization.

    Who stands alone as an expert holds what the constituency lists: the invitation is personal.
    """
    stands_alone = constituency == EXPERT and organization is None
    held: dict[str, HeldBasis] = {}
    for record in on_record:
        is_theirs = stands_alone if record.holder is None else record.holder == organization
        if record.constituency == constituency and (record.is_whole or is_theirs):
            held[record.basis.key] = record.basis
    return Capacity(constituency, tuple(held.values()))


@dataclass(frozen=True)
class Part:
    """A segment as these rules need it.

    `applying` is when one applies for a basis; `open_part` is the name of a segment that asks for none.
    """

    key: str
    name: str
    is_open: bool
    session: int | None = None
    applying: Opening | None = None
    open_part: str = ""

    @property
    def accompanies(self) -> bool:
        return self.key in ACCOMPANYING


@dataclass(frozen=True)
class Entry:
    """The answer: whether one may come, on which basis (after a no: the one that comes nearest), why, and what to do next.

    `on_proof`: yes, once it is shown that the basis is held.
    """

    may: bool
    basis: str | None
    reason: Sentence
    next_step: Sentence | None = None
    on_proof: bool = False


OPEN = Sentence("It is open to every stakeholder of the Summit; no basis is needed.")
GOES_WITH = Sentence("It is open to whoever is approved for another part of this edition.")
NO_SESSION = Sentence("It is open to those with a basis of participation.")
COVERED = Sentence("You may come to session {session}. Basis: {decision}.")
ONE = Sentence("{decision} covered your organization in session {first}; session {session} needs another.")
TWO = Sentence("{decision} covered your organization in sessions {first} and {last}; session {session} needs another.")
MORE = Sentence("{decision} covered your organization in sessions {first} to {last}; session {session} needs another.")
LATER = Sentence("{decision} covers your organization from session {first} on; session {session} lies before it.")
NONE = Sentence("No decision or status is on record for your organization; session {session} needs one.")
NONE_OF_ALL = Sentence("No decision or status is on record that covers your constituency in session {session}.")
NOT_INVITED = Sentence("No invitation is on record for session {session}.")
IF_HELD = Sentence("Session {session} needs a basis. You may come if your organization is covered by {decision}.")
IF_INVITED = Sentence("You may come to session {session} if the Chair or the secretariat invites you.")
IF_STAFF = Sentence("You may come to session {session} if you are staff servicing the meetings.")
IF_ACCREDITED = Sentence("You may come to session {session} with media accreditation.")

ASK_FOR_INVITATION = Sentence("Ask the Chair or the secretariat for an invitation.")
ASK_FOR_ACCREDITATION = Sentence("Ask the media office of the United Nations in Geneva for accreditation.")
ASK_WHICH = Sentence("Ask the secretariat which decision could cover you.")
COME_TO = Sentence("“{part}” is open to you without it.")
REGISTER_FOR_ONE = Sentence("Register for one of the other parts, too.")
CHOOSE_ORGANIZATION = Sentence("Choose your organization above to see whether it is covered.")


def decide_entry(capacity: Capacity, part: Part, *, now: datetime, is_approved: bool | None = None) -> Entry:
    """Whether a capacity may come to a segment (R1); `is_approved` for another part of the edition, None when that is not known."""
    if part.is_open:
        return _open(part, is_approved)
    if part.session is None:
        held = next(iter(capacity.bases), None)
        return Entry(
            held is not None, held.key if held else None, NO_SESSION, None if held else _next(capacity, part, now)
        )
    valid = [basis for basis in capacity.bases if basis.covers(part.session)]
    if valid:
        basis = valid[-1]
        return Entry(True, basis.key, COVERED.with_values(decision=basis.decision, session=part.session))
    nearest = max(capacity.bases, key=lambda basis: basis.to_session or 0, default=None)
    return Entry(
        False,
        nearest.key if nearest else None,
        _missing(capacity.constituency, nearest, part.session),
        _next(capacity, part, now),
    )


def foresee_entry(
    constituency: str, part: Part, *, whole: Iterable[HeldBasis], listed: Iterable[HeldBasis], now: datetime
) -> Entry:
    """As `decide_entry` for somebody of a constituency whose organization is not told.

    `whole` are the bases that everybody of the constituency holds, `listed` those that only some do.
    """
    everybody = Capacity(constituency, tuple(whole))
    entry = decide_entry(everybody, part, now=now)
    if entry.may or part.session is None:
        return entry
    covering = [basis for basis in listed if basis.covers(part.session)]
    if not covering:
        return Entry(False, None, NONE_OF_ALL.with_values(session=part.session), _next(everybody, part, now))
    basis = covering[-1]
    reason = {EXPERT: IF_INVITED, PRESS: IF_ACCREDITED}.get(constituency, IF_HELD)
    step = _next(everybody, part, now) if constituency in (EXPERT, PRESS) else CHOOSE_ORGANIZATION
    return Entry(
        True, basis.key, reason.with_values(session=part.session, decision=basis.decision), step, on_proof=True
    )


def on_condition(constituency: str, entry: Entry, part: Part) -> Entry:
    """An answer before anybody has proved who they are: staff and invited experts are a yes on a condition."""
    words = {EXPERT: IF_INVITED, SECRETARIAT: IF_STAFF}.get(constituency)
    if words is None or part.is_open or not entry.may or entry.on_proof:
        return entry
    return replace(entry, reason=words.with_values(session=part.session), on_proof=True)


def applies_for_basis(constituency: str, entry: Entry, part: Part, *, now: datetime) -> bool:
    """Whether the next step after a no is an application for a basis, now or later."""
    if entry.may or part.applying is None or constituency in (EXPERT, PRESS):
        return False
    return now < part.applying.closes_at


def _open(part: Part, is_approved: bool | None) -> Entry:
    if not part.accompanies:
        return Entry(True, None, OPEN)
    if is_approved:
        return Entry(True, None, GOES_WITH)
    return Entry(is_approved is None, None, GOES_WITH, REGISTER_FOR_ONE, on_proof=is_approved is None)


def _missing(constituency: str, nearest: HeldBasis | None, session: int) -> Sentence:
    if nearest is None:
        return (NOT_INVITED if constituency == EXPERT else NONE).with_values(session=session)
    first, last = nearest.from_session, nearest.to_session
    words = LATER if session < first or last is None else {0: ONE, 1: TWO}.get(last - first, MORE)
    return words.with_values(decision=nearest.decision, first=first, last=last, session=session)


def _next(capacity: Capacity, part: Part, now: datetime) -> Sentence:
    step = _step(capacity.constituency, part, now)
    if not part.open_part:
        return step
    return Sentence("{step} {other}", step=step, other=COME_TO.with_values(part=part.open_part))


def _step(constituency: str, part: Part, now: datetime) -> Sentence:
    if constituency == EXPERT:
        return ASK_FOR_INVITATION
    if constituency == PRESS:
        return ASK_FOR_ACCREDITATION
    if part.applying is None:
        return ASK_WHICH
    edges = {"opens": part.applying.opens_at, "closes": part.applying.closes_at, "session": part.session}
    if is_open(part.applying, now):
        return APPLY.with_values(**edges)
    return (APPLY_LATER if now < part.applying.opens_at else TOO_LATE).with_values(**edges)
