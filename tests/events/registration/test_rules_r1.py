"""R1 as a property: a session asks for a basis that is held and valid for it, whatever else is on record."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from events.registration.rules.entry import EXPERT, Capacity, HeldBasis, Part, Record, decide_entry, held_in
from events.registration.rules.openings import Opening

NOW = datetime(2027, 4, 20, 8, tzinfo=UTC)
OPEN_NOW = Opening(datetime(2026, 10, 1, 7, tzinfo=UTC), datetime(2027, 4, 23, 22, tzinfo=UTC))
CONSTITUENCIES = (
    "GOV-MEMBER",
    "GOV-OBSERVER",
    "UN-ENTITY",
    "IGO",
    "NGO-ECOSOC",
    "CSO-WSIS",
    "BUSINESS",
    "ACADEMIC-TECH",
)
SESSIONS = st.integers(1, 40)


@st.composite
def bases(draw: st.DrawFn) -> HeldBasis:
    first = draw(SESSIONS)
    last = draw(st.none() | st.integers(first, 40))
    name = draw(st.integers(0, 99))
    return HeldBasis(f"B-{name}", f"Decision {name}", first, last)


HELD = st.lists(bases(), max_size=6, unique_by=lambda basis: basis.key)
WHO = st.sampled_from(CONSTITUENCIES)


def session_part(session: int, *, applying: Opening | None = OPEN_NOW, open_part: str = "The cluster") -> Part:
    return Part("SESSION", "The session", is_open=False, session=session, applying=applying, open_part=open_part)


def covers(basis: HeldBasis, session: int) -> bool:
    """The sentence of the rule in other words: the session is one of those listed from the first to the last."""
    return session in range(basis.from_session, (basis.to_session or 99) + 1)


@given(who=WHO, held=HELD, session=SESSIONS)
def test_r1_one_may_come_exactly_when_a_basis_held_covers_the_session(who: str, held: list[HeldBasis], session: int):
    entry = decide_entry(Capacity(who, tuple(held)), session_part(session), now=NOW)

    assert entry.may is any(covers(basis, session) for basis in held)


@given(who=WHO, held=HELD, session=SESSIONS)
def test_r1_a_yes_names_a_basis_that_covers_and_a_no_names_one_that_does_not(
    who: str, held: list[HeldBasis], session: int
):
    entry = decide_entry(Capacity(who, tuple(held)), session_part(session), now=NOW)
    named = next((basis for basis in held if basis.key == entry.basis), None)

    assert (named is None) is (not held)
    assert named is None or covers(named, session) is entry.may


@given(who=WHO, held=HELD, session=SESSIONS, more=bases())
def test_r1_nothing_is_lost_by_one_basis_more(who: str, held: list[HeldBasis], session: int, more: HeldBasis):
    part = session_part(session)
    before = decide_entry(Capacity(who, tuple(held)), part, now=NOW)
    after = decide_entry(Capacity(who, (*held, more)), part, now=NOW)

    assert after.may or not before.may


@given(who=WHO, held=HELD, session=SESSIONS)
def test_r1_every_no_says_why_and_what_to_do_next(who: str, held: list[HeldBasis], session: int):
    entry = decide_entry(Capacity(who, tuple(held)), session_part(session), now=NOW)

    assert str(entry.reason)
    assert (entry.next_step is None) is entry.may
    assert entry.may or ("Apply to the secretariat" in str(entry.next_step) and "The cluster" in str(entry.next_step))


@given(who=WHO, held=HELD)
def test_r1_what_is_open_to_every_stakeholder_asks_for_no_basis(who: str, held: list[HeldBasis]):
    entry = decide_entry(Capacity(who, tuple(held)), Part("CLUSTER", "The cluster", is_open=True), now=NOW)

    assert (entry.may, entry.basis) == (True, None)


ORGANIZATIONS = st.none() | st.integers(1, 4)
RECORDS = st.lists(
    st.builds(Record, st.sampled_from([*CONSTITUENCIES[:3], EXPERT]), bases(), st.booleans(), ORGANIZATIONS),
    max_size=8,
    unique_by=lambda record: record.basis.key,
)
COMERS = st.sampled_from([*CONSTITUENCIES[:3], EXPERT])


@given(who=COMERS, organization=ORGANIZATIONS, on_record=RECORDS)
def test_r1_one_holds_the_bases_of_ones_own_constituency_and_of_no_other(
    who: str, organization: int | None, on_record: list[Record]
):
    held = held_in(who, organization, on_record)
    own = {record.basis.key for record in on_record if record.constituency == who}

    assert held.constituency == who
    assert {basis.key for basis in held.bases} <= own


@given(who=COMERS, organization=ORGANIZATIONS, on_record=RECORDS)
def test_r1_one_holds_what_all_of_them_hold_and_what_lists_ones_organization(
    who: str, organization: int | None, on_record: list[Record]
):
    held = {basis.key for basis in held_in(who, organization, on_record).bases}
    own = [record for record in on_record if record.constituency == who]
    of_all = {record.basis.key for record in own if record.is_whole}
    listed = {record.basis.key for record in own if organization is not None and record.holder == organization}
    invited = {record.basis.key for record in own if record.holder is None and (who, organization) == (EXPERT, None)}

    assert held == of_all | listed | invited


@given(who=WHO, session=SESSIONS, on_record=RECORDS, organization=st.integers(1, 4))
def test_r1_nobody_comes_on_the_basis_of_another_organization(
    who: str, session: int, on_record: list[Record], organization: int
):
    others = [record for record in on_record if not record.is_whole and record.holder not in (None, organization)]
    entry = decide_entry(held_in(who, organization, others), session_part(session), now=NOW)

    assert (entry.may, entry.basis) == (False, None)
