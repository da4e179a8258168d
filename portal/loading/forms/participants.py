"""participants_demo.yaml: States, organizations and accounts of the demonstration, their registrations and seats."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from portal.loading.forms.cluster import OfEdition
from portal.loading.forms.fields import (
    W40,
    W80,
    W120,
    W160,
    W200,
    BasisKey,
    BodyKey,
    ConstituencyKey,
    Count,
    Form,
    Key,
    Known,
    Language,
    Mark,
    MeetingKey,
    Moment,
    Once,
    PersonKey,
    SegmentKey,
    SessionKey,
    Text,
    Words,
    Zone,
    after,
    names,
    not_before,
    wrong,
)

RegionalGroup = Literal[
    "african", "asia_pacific", "eastern_european", "latin_america_caribbean", "western_european_other"
]  # fmt: skip
Role = Literal[
    "organizer", "registrar", "dialogue_secretary", "programme_organizer", "check_in", "chair", "focal_point",
    "partner", "minister",
]  # fmt: skip
RegistrationState = Literal["new", "pre_approved", "approved", "on_hold", "refused", "withdrawn"]
NeedKind = Literal[
    "step_free", "wheelchair", "sign_language", "captions", "hearing_loop", "assistant", "documents", "other"
]  # fmt: skip
SeatState = Literal["seated", "offered", "waiting", "cancelled"]

Address = Annotated[Words, Field(max_length=254, pattern=r"^[^@\sA-Z]+@[^@\sA-Z]+$")]
AccountKey = Annotated[str, names("account")]
StateKey = Annotated[str, names("state")]
ParticipantKey = Annotated[str, names("participant")]
Note = Annotated[Text, Field(max_length=1000)]

ALONE = "OR-NONE"
"""The entry that stands for no organization: whoever it is told of takes part alone."""


class State(Form):
    """A State, a member of the Commission or an observer."""

    id: Key
    label: W160
    regional_group: RegionalGroup
    member: bool
    focal_point: AccountKey | None = None
    confidence: Mark

    @property
    def key(self) -> str:
        """Under which the house keeps it."""
        return self.id

    @property
    def constituency(self) -> str:
        return "GOV-MEMBER" if self.member else "GOV-OBSERVER"


class Participant(Form):
    """An organization that sends people: a body of the directory, or one that is only named here."""

    later = ("invented",)

    id: Key
    body: BodyKey | None = None
    name: W160 | None = Field(default=None, validate_default=True)
    constituency: ConstituencyKey
    bases: Once[BasisKey] = Field(default_factory=list)
    focal_point: AccountKey | None = None
    confidence: Mark

    @property
    def key(self) -> str:
        """Under which the house keeps it."""
        return self.body or self.id

    @field_validator("name")
    @classmethod
    def a_body_or_a_name(cls, name: str | None, info: ValidationInfo[Known]) -> str | None:
        if "body" in info.data and (name is None) == (info.data["body"] is None):
            raise wrong("an organization is a body of the directory or has a name, one of the two")
        return name


class Account(Form):
    id: Key
    name: W120
    name_latin: W120 = ""
    email: Address
    language: Language
    time_zone: Zone
    constituency: ConstituencyKey
    state: StateKey | None = None
    organization: ParticipantKey | None = Field(default=None, validate_default=True)
    stands_for: Annotated[PersonKey, Field(max_length=40)] | None = None
    role: Role | None = None
    access_needs: Note = ""
    needs: Once[NeedKind] = Field(default_factory=list)
    function: W120 = ""
    listed: bool = False
    confidence: Mark

    @field_validator("organization")
    @classmethod
    def of_one(cls, organization: str | None, info: ValidationInfo[Known]) -> str | None:
        if "state" in info.data and (organization is None) == (info.data["state"] is None):
            raise wrong("a person is with a State or an organization, one of the two")
        return organization

    @field_validator("role")
    @classmethod
    def partners_stand_for_somebody(cls, role: str | None, info: ValidationInfo[Known]) -> str | None:
        if role == "partner" and info.data.get("stands_for", "") is None:
            raise wrong("a partner stands for a role holder of the programme, and none is named")
        return role

    @property
    def of(self) -> str:
        """The entry of the State or organization."""
        return self.state or self.organization or ALONE


class SignIn(Form):
    """One of the accounts with which a visitor of the demonstration may sign in."""

    id: W40
    account: AccountKey
    email: Address
    shows: W200


class Accreditation(Form):
    id: Key
    organization: ParticipantKey
    session: SessionKey
    applied: Moment
    state: Literal["approved", "on_hold", "refused"]
    decided: Annotated[Moment, not_before("applied")] | None = Field(default=None, validate_default=True)
    basis: BasisKey | None = None
    reason: Note | None = Field(default=None, validate_default=True)
    confidence: Mark

    @field_validator("decided")
    @classmethod
    def decided_when_it_is(cls, decided: object, info: ValidationInfo[Known]) -> object:
        if decided is None and info.data.get("state") in ("approved", "refused"):
            raise wrong("an application that is {state} tells when that was decided", state=info.data["state"])
        return decided

    @field_validator("reason")
    @classmethod
    def told_why(cls, reason: str | None, info: ValidationInfo[Known]) -> str | None:
        if not reason and info.data.get("state") in ("on_hold", "refused"):
            raise wrong("an application that is {state} tells the reason", state=info.data["state"])
        return reason


class Registration(Form):
    """A registration for a segment. `basis` is told where entry asks for one, and may be none there."""

    id: Key
    account: AccountKey
    segment: SegmentKey
    mode: Literal["on_site", "online"]
    state: RegistrationState
    registered_at: Moment
    decided_at: Annotated[Moment, not_before("registered_at")] | None = Field(default=None, validate_default=True)
    basis: BasisKey | None = None
    reason: Note | None = Field(default=None, validate_default=True)

    @field_validator("decided_at")
    @classmethod
    def decided_when_it_is(cls, decided: object, info: ValidationInfo[Known]) -> object:
        state = info.data.get("state")
        if decided is None and state in ("approved", "refused"):
            raise wrong("a registration that is {state} tells when that was decided", state=state)
        if decided is not None and state == "new":
            raise wrong("a new registration has not been decided")
        return decided

    @field_validator("reason")
    @classmethod
    def refused_for_a_reason(cls, reason: str | None, info: ValidationInfo[Known]) -> str | None:
        if not reason and info.data.get("state") == "refused":
            raise wrong("a refusal tells its reason")
        return reason


class Limit(Form):
    meeting: MeetingKey
    seats: Count
    for_: Literal["observers", "all"] = Field(alias="for")


class Seat(Form):
    id: Key
    meeting: MeetingKey
    account: AccountKey
    state: SeatState
    at: Moment
    offer_ends: Annotated[Moment, after("at")] | None = Field(default=None, validate_default=True)
    place: Count | None = Field(default=None, validate_default=True)
    note: Note = ""

    @field_validator("offer_ends", "place")
    @classmethod
    def as_its_state_asks(cls, value: object, info: ValidationInfo[Known]) -> object:
        wanted = {"offer_ends": "offered", "place": "waiting"}[info.field_name or ""]
        state = info.data.get("state", wanted if value else None)
        if (value is not None) != (state == wanted):
            raise wrong("a seat that is {wanted} has it, and no other", wanted=wanted)
        return value


class DelegationMember(Form):
    """Somebody of a delegation; the account is registered for the segment, with the State or organization."""

    account: AccountKey
    rank: Literal["head", "member", "alternate", "adviser"]
    may_speak: bool = False
    speaks_for: W80 | None = None


class Delegation(Form):
    """Those who come to a segment for a State or another organization, in their order."""

    id: Key
    segment: SegmentKey
    of: Key
    group: W80 | None = None
    members: Annotated[list[DelegationMember], Field(min_length=1)]

    @field_validator("members")
    @classmethod
    def one_head(cls, members: list[DelegationMember]) -> list[DelegationMember]:
        if sum(each.rank == "head" for each in members) > 1:
            raise wrong("a delegation has one head at most")
        return members


class Meta(Form):
    later = ("banner", "names", "states", "registration_states", "seat_states", "R1", "listing", "seats", "passwords")

    confidence: Mark


class ParticipantsFile(OfEdition):
    edition = "2027"

    meta: Meta
    states: list[State] = Field(default_factory=list)
    organizations: list[Participant] = Field(default_factory=list)
    accounts: list[Account] = Field(default_factory=list)
    sign_ins: list[SignIn] = Field(default_factory=list)
    accreditations: list[Accreditation] = Field(default_factory=list)
    registrations: list[Registration] = Field(default_factory=list)
    seat_limits: list[Limit] = Field(default_factory=list)
    seats: list[Seat] = Field(default_factory=list)
    delegations: list[Delegation] = Field(default_factory=list)

    @property
    def senders(self) -> list[State | Participant]:
        """All that send people."""
        return [*self.states, *self.organizations]
