"""What becomes of everything that hangs on an organization when its record is merged into another, and which may go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from foundation.errors import Missing, Refused
from foundation.fingerprints import fingerprint
from foundation.sentences import Sentence
from stakeholders.organizations.rules.affiliations import STATE, overlap
from stakeholders.organizations.rules.directory import MOST_NAME, MOST_OTHERS, is_body
from stakeholders.organizations.rules.searching import Named, acronyms_of, letters

MOST_GROUND = 1000

CARRIED: Mapping[str, Sentence] = {
    "accreditation_applications": Sentence("applications for accreditation"),
    "affiliations": Sentence("affiliations of people"),
    "bases_held": Sentence("bases held"),
    "delegation_members": Sentence("members of delegations"),
    "delegations": Sentence("delegations"),
    "dialogue_partners": Sentence("partnerships in dialogues"),
    "extensions": Sentence("extended deadlines"),
    "focal_point_terms": Sentence("terms of focal points"),
    "grants": Sentence("roles"),
    "host_answers": Sentence("answers about meetings"),
    "imports": Sentence("imports of people"),
    "mandates": Sentence("mandates"),
    "meeting_bodies": Sentence("meetings of the draft"),
    "organization_groups": Sentence("groups of bodies"),
    "organizations": Sentence("records that point to it"),
    "organizer_limits": Sentence("limits of meetings at once"),
    "quotas": Sentence("quotas"),
    "registrations": Sentence("registrations"),
    "segments": Sentence("segments hosted"),
}
"""What hangs on an organization, by table. A table that is not here fails a test until it has words."""

HISTORY = frozenset({("merges", "gone_id"), ("merges", "kept_id")})
"""What says which record a merge was about: it never moves."""

BARRED = frozenset({"mandates"})
"""What bars its organization from going."""

BY_KEY = (("organizations", "parent_key"), ("organization_groups", "member_keys"), ("segments", "co_host_keys"))
"""Columns that name an organization by its key, alone or in a list."""

BY_SCOPE = ("grants", "scope_id", "scope_kind", "organization")
"""A column that names one without a foreign key: table, column, and the column and value that say so."""

YIELDING: Mapping[str, Mapping[str, Any]] = {"uq_delegation_members_head": {"rank": "member"}}
"""What a row takes that would clash in a unique index, so that it need not go: of two heads, the kept one's leads."""

APPENDED: Mapping[str, str] = {"delegation_members": "position"}
"""Rows that come after those that are there, by this column."""

UNRECORDED: Mapping[str, str] = {"delegation_members": "typed_name", "affiliations": "typed_name"}
"""Personal values, which no record of a merge may hold but under the seal of their person."""

PERSON_BY: Mapping[str, str] = {"delegation_members": "registrations"}
"""The table through which a row with such a value names its person, where it has no account of its own."""


@dataclass(frozen=True)
class Follows:
    """Rows of a table that rest on rows of another: they belong with whom that belongs, until they are `over`.

    They are joined where `on` is the other one's `owner_on`.
    """

    table: str
    on: str
    owner: str
    owner_on: str
    over: str


FOLLOWS = (
    Follows("bases_held", "application_id", "accreditation_applications", "id", "ended_at"),
    Follows("grants", "id", "focal_point_terms", "grant_id", "revoked_at"),
)
"""A basis is held by an application, a role by a term: nobody keeps one whose ground belongs to another."""


class NoSuchMerge(Missing):
    sentence = Sentence("There is no such merge.")


class OneRecord(Refused):
    sentence = Sentence("Choose two records: this is one and the same.")


class StatesStay(Refused):
    sentence = Sentence("A State is never merged into another record.")
    next_step = Sentence("If the other one is the duplicate, merge it the other way round.")


class HasMandates(Refused):
    sentence = Sentence("An organization with mandates is never the one that goes.")
    next_step = Sentence("Keep this record, and merge the other one into it.")


class BodyIntoBody(Refused):
    sentence = Sentence("A body of the follow-up is merged into a body only.")
    next_step = Sentence("Keep the body, and merge the other record into it.")


class OtherConstituency(Refused):
    sentence = Sentence(
        "The two come under different constituencies: {gone} and {kept}. A merge changes nobody’s rights."
    )
    next_step = Sentence("Change the constituency of one of them first; its page says what hangs on it.")


class GoneBefore(Refused):
    sentence = Sentence("One of the two records was merged away before.")
    next_step = Sentence("Take the record that it leads to.")


class OtherThanSeen(Refused):
    sentence = Sentence("What would move has changed since you looked.")
    next_step = Sentence("Look at it once more, then confirm it.")


class UndoneBefore(Refused):
    sentence = Sentence("This merge was undone before.")


class RestsOnBoth(Refused):
    sentence = Sentence(
        "Something that the kept record had has come to rest on what would go back since: {what} ({number})."
    )
    next_step = Sentence("Decide on those anew first, so that nothing of the kept record rests on them.")


class KeptIsGone(Refused):
    sentence = Sentence("The record that was kept has been merged into another since.")
    next_step = Sentence("Undo that later merge first.")


@dataclass(frozen=True)
class Record:
    """What the rules need of a record of the directory."""

    id: int
    kind: str
    constituency_id: int
    constituency: Sentence
    is_merged: bool
    is_barred: bool


def refuse(gone: Record, kept: Record) -> None:
    """Whether one record may be merged into the other.

    Raises OneRecord, GoneBefore, StatesStay, HasMandates, BodyIntoBody, OtherConstituency.
    """
    if gone.id == kept.id:
        raise OneRecord
    if gone.is_merged or kept.is_merged:
        raise GoneBefore
    if gone.kind == STATE:
        raise StatesStay
    if gone.is_barred:
        raise HasMandates
    if is_body(gone.kind) and not is_body(kept.kind):
        raise BodyIntoBody
    if gone.constituency_id != kept.constituency_id:
        raise OtherConstituency(gone=gone.constituency, kept=kept.constituency)


@dataclass(frozen=True)
class Step:
    """One thing that a merge does to a table: rows that move, a row that changes, a row that goes because both had it.

    `moved`: the numbers whose `column` goes from `old` to `new`. `changed`: a row's values `before` and `after`.
    `removed`: a row with all its values, `before`.
    """

    verb: str
    table: str
    ids: tuple[int, ...]
    column: str = ""
    old: Any = None
    new: Any = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the merge."""
        told: dict[str, Any] = {"verb": self.verb, "table": self.table, "ids": list(self.ids), "column": self.column}
        told |= {"old": self.old, "new": self.new, "before": plain(self.before), "after": plain(self.after)}
        return {name: value for name, value in told.items() if value not in (None, "")}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Step:
        """The step out of what was kept; days and hours are texts still."""
        return cls(**{**told, "ids": tuple(told["ids"])})


MOVED, CHANGED, REMOVED = "moved", "changed", "removed"


def moved(table: str, column: str, ids: Sequence[int], *, old: Any, new: Any) -> Step:
    """That rows go from one organization (or row) to another."""
    return Step(MOVED, table, tuple(ids), column, old, new)


def changed(table: str, number: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> Step:
    """That a row takes other values."""
    names = [name for name in after if before[name] != after[name]]
    return Step(
        CHANGED,
        table,
        (number,),
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
    )


def removed(table: str, row: Mapping[str, Any]) -> Step:
    """That a row goes, for the kept record has its like."""
    return Step(REMOVED, table, (row["id"],), before=dict(row))


def plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Values as JSON has them: days and hours in ISO form."""
    if values is None:
        return None
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


@dataclass(frozen=True)
class Line:
    """What happens to the rows of one table, in numbers."""

    table: str
    words: Sentence
    moved: int
    both: int


def summary(steps: Iterable[Step]) -> list[Line]:
    """The steps table by table: how many rows move, and how many both had."""
    counted: dict[str, list[int]] = {}
    for step in steps:
        row = counted.setdefault(step.table, [0, 0])
        row[0] += len(step.ids) if step.verb == MOVED else int(step.verb == CHANGED and step.table in KEYED)
        row[1] += step.verb == REMOVED
    return [
        Line(table, CARRIED.get(table, Sentence("other records")), *numbers)
        for table, numbers in sorted(counted.items())
        if any(numbers)
    ]


KEYED = frozenset(table for table, _ in BY_KEY)


def seal_of(steps: Iterable[Step]) -> str:
    """What a confirmation names, so that nothing else is done than was seen; the moment of doing it is no part of that."""
    told = [step.as_json() for step in steps]
    for each in told:
        each.get("after", {}).pop("revoked_at", None)
    return fingerprint(told)


def joined_names(gone: Named, kept: Named) -> list[str]:
    """The other names of the kept record after a merge: its own, then all that the other one was called."""
    known = {letters(name) for name in (*kept.names.values(), *acronyms_of(kept), *kept.other_names)}
    found = list(kept.other_names)
    for name in (*gone.names.values(), *acronyms_of(gone), *gone.other_names):
        if letters(name) not in known and len(found) < MOST_OTHERS:
            known.add(letters(name))
            found.append(name[:MOST_NAME])
    return found


@dataclass(frozen=True)
class Days:
    """An affiliation as a merge looks at it: whose, from when to when, since when and by whom confirmed."""

    id: int
    account_id: int
    constituency_id: int
    since: date
    until: date | None
    confirmed_at: datetime | None
    confirmed_by: str

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


def same_person(gone: Iterable[Days], kept: Sequence[Days]) -> Iterator[tuple[Days, Days]]:
    """The affiliations of one person with both records that share a day, under the same rights: each of the gone once."""
    for one in gone:
        for other in kept:
            same = (other.account_id, other.constituency_id) == (one.account_id, one.constituency_id)
            if same and overlap(one, other.since, other.until):
                yield one, other
                break


def longest(kept: Mapping[str, Any], gone: Days) -> dict[str, Any]:
    """What the kept affiliation becomes when it takes the other one's days: the confirmed one counts, else both together."""
    is_kept_confirmed = kept["confirmed_at"] is not None
    if is_kept_confirmed and not gone.is_confirmed:
        return {}
    if gone.is_confirmed and not is_kept_confirmed:
        days = {"since": gone.since, "until": gone.until}
        return {**days, "confirmed_at": gone.confirmed_at, "confirmed_by": gone.confirmed_by}
    ends = (kept["until"], gone.until)
    return {"since": min(kept["since"], gone.since), "until": None if None in ends else max(ends)}


def ends_by(since: date, today: date) -> date:
    """The last day of a term that ends now: yesterday, or its first day when it began today or begins later."""
    return max(since, today - timedelta(days=1))
