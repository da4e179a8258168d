"""constituencies.yaml: constituencies, bases of participation, kinds of meeting with a right for each, time limits."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from portal.loading.forms.fields import (
    W40,
    W200,
    ConstituencyKey,
    Count,
    Form,
    Key,
    Known,
    Mark,
    Names,
    Once,
    SessionNumber,
    Text,
    Words,
    not_before,
    wrong,
)

FloorGroup = Literal[
    "state_member", "state_observer", "ngo_civil", "academic_technical", "business", "igo_un", "none"
]  # fmt: skip
RightName = Literal["decide", "speak", "attend", "silent", "closed"]


def _count_or_words(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise wrong("a number or a text is wanted")
    return value


CountOrWords = Annotated[Any, AfterValidator(_count_or_words)]


class Constituency(Form):
    later = ("rights", "seating", "speaking")

    id: Key
    name: Names
    kind: W40
    floor_group: FloorGroup
    basis_text: Words
    seats: Count | None = None
    distribution: dict[W40, Count] | None = None
    subcategories: Once[W40] | None = None
    written_statement_words: dict[W40, CountOrWords] | None = None
    note: Text | None = None
    confidence: dict[W40, Mark] = Field(min_length=1)


class Kind(Form):
    """A kind of meeting: every constituency has exactly one right in it."""

    later = ("only",)

    id: Key
    rights: dict[ConstituencyKey, RightName]
    webcast: bool
    note: Text = ""
    right_of_named: Literal["decide", "speak", "attend", "silent"] | None = None
    confidence: Mark

    @field_validator("rights")
    @classmethod
    def one_for_each(cls, rights: dict[str, str], info: ValidationInfo[Known]) -> dict[str, str]:
        missing = sorted(str(key) for key in info.context.keys["constituency"] - set(rights))
        if missing:
            raise wrong("no right is told for {constituencies}", constituencies=", ".join(missing))
        return rights


class Basis(Form):
    id: Key
    constituency: ConstituencyKey
    decision: W200
    from_session: SessionNumber
    from_confidence: Mark | None = None
    to_session: Annotated[SessionNumber, not_before("from_session")] | None
    held_by: Literal["constituency", "listed"]
    note: Text = ""
    confidence: Mark


class Limit(Form):
    later = ("shown",)

    id: Key
    seconds: Count
    who: W200
    confidence: Mark


class Limits(Form):
    later = ("unit", "warning_before_end_seconds")

    rows: list[Limit]


class ConstituenciesFile(Form):
    later = (
        "meta", "groupings", "seating_rules", "speaking_rules", "rights", "bureau", "bases_note",
        "participation_decisions", "accreditation_documents", "regional_groups",
    )  # fmt: skip

    constituencies: list[Constituency] = Field(default_factory=list)
    meeting_kinds: list[Kind] = Field(default_factory=list)
    bases: list[Basis] = Field(default_factory=list)
    time_limits: Limits | None = None
