"""What a door is: an address with a method and a form, and what each role meets there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

OPEN = "open"
"""It is shown; of a deed: it is answered, and nothing is other than before."""

DONE = "done"
"""It is done, and written down."""

REFUSED = "refused"
"""409 or 422: somebody who may, but not so or not now."""

SIGN_IN, FORBIDDEN, MISSING = "sign in", "forbidden", "missing"
"""Led to the sign-in page; 403; 404 or 410."""

ROLES: Mapping[str, str | None] = {
    "visitor": None,
    "stakeholder": "AC-61",
    "delegate": "AC-01",
    "focal_point": "AC-35",
    "other_focal_point": "AC-15",
    "registrar": "AC-38",
    "programme_organizer": "AC-40",
    "organizer": "AC-37",
    "chair": "AC-11",
    "segment_registrar": "ONE-REGISTRAR",
    "segment_programme_organizer": "ONE-ORGANIZER",
    "auditor": "ONE-AUDITOR",
}
"""Who asks. The focal points are UNESCO's and CONGO's; the organizer holds the role in the house; registrar, programme
organizer, chair and auditor theirs in the edition of 2027; the registrar of a segment theirs in its SESSION, the
programme organizer of a segment in its CLUSTER."""

Outcomes = Mapping[str, str]
Form = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Door:
    """An address (`{names}` stand for ids) and what becomes of who asks there, with that form.

    What the organizer finds filled in on `page` is sent along. `leaves_a_mark` is of a page that remembers it was read.
    """

    method: str
    address: str
    outcomes: Outcomes
    form: Form = field(default_factory=dict)
    page: str = ""
    leaves_a_mark: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.address}{' with a form' if self.form or self.page else ''}"


def get(outcomes: Outcomes, *addresses: str, leaves_a_mark: bool = False) -> Iterator[Door]:
    """Pages on which the same becomes of everyone."""
    for address in addresses:
        yield Door("GET", address, outcomes, leaves_a_mark=leaves_a_mark)


def post(outcomes: Outcomes, *addresses: str, page: str = "", **form: str | list[str]) -> Iterator[Door]:
    """Deeds with a form, by which the same becomes of everyone."""
    for address in addresses:
        yield Door("POST", address, outcomes, form, page)


def everybody(outcome: str) -> Outcomes:
    """The same for all, also for who is not signed in."""
    return dict.fromkeys(ROLES, outcome)


def some(outcome: str) -> Outcomes:
    """The same for all, tried by a few: enough where nothing that is there hangs on who asks."""
    return dict.fromkeys(("visitor", "stakeholder", "organizer"), outcome)


def people(outcome: str, **others: str) -> Outcomes:
    """The same for all who are signed in, but for those named."""
    return everybody(outcome) | {"visitor": SIGN_IN} | others


def only(outcome: str, *roles: str, rest: str = FORBIDDEN, **others: str) -> Outcomes:
    """For these roles alone; the rest of who is signed in is turned away."""
    return people(rest) | dict.fromkeys(roles, outcome) | others
