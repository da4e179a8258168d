"""May I come? R1, case by case."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from events.registration.rules.entry import Capacity, Entry, HeldBasis, Part, decide_entry, foresee_entry
from events.registration.rules.openings import Opening

NOW = datetime(2027, 4, 20, 8, tzinfo=UTC)
APPLYING = Opening(datetime(2026, 10, 1, 7, tzinfo=UTC), datetime(2027, 4, 23, 22, tzinfo=UTC))
SESSION = Part("SESSION", "The session", is_open=False, session=30, applying=APPLYING, open_part="The cluster")
CLUSTER = Part("CLUSTER", "The cluster", is_open=True)
SIDE = Part("SIDE", "The side programme", is_open=True)

TRIAL = HeldBasis("B-BUS-TRIAL", "Demonstration decision D", 28, 29)
BUSINESS = HeldBasis("B-BUS-DEMO", "Demonstration decision B", 19, 31)
ACCREDITED = "Apply to the secretariat for accreditation until 2027-04-23 22:00:00+00:00. “The cluster” is open to you without it."


def words(entry: Entry) -> tuple[bool, str | None, str, str]:
    return entry.may, entry.basis, str(entry.reason), str(entry.next_step or "")


def test_r1_a_guild_whose_basis_ended_is_refused_and_the_refusal_names_it():
    entry = decide_entry(Capacity("BUSINESS", (TRIAL,)), SESSION, now=NOW)

    assert words(entry) == (
        False,
        "B-BUS-TRIAL",
        "Demonstration decision D covered your organization in sessions 28 and 29; session 30 needs another.",
        ACCREDITED,
    )


def test_r1_an_organization_with_nothing_on_record_is_refused_and_told_what_is_missing():
    entry = decide_entry(Capacity("CSO-WSIS"), SESSION, now=NOW)

    assert words(entry) == (
        False,
        None,
        "No decision or status is on record for your organization; session 30 needs one.",
        ACCREDITED,
    )


def test_r1_one_valid_basis_is_enough_beside_one_that_ended():
    entry = decide_entry(Capacity("BUSINESS", (TRIAL, BUSINESS)), SESSION, now=NOW)

    assert words(entry) == (True, "B-BUS-DEMO", "You may come to session 30. Basis: Demonstration decision B.", "")


@pytest.mark.parametrize(("session", "may"), [(27, False), (28, True), (29, True), (30, False)])
def test_r1_a_basis_holds_from_its_first_to_its_last_session(session: int, may: bool):
    part = Part("SESSION", "The session", is_open=False, session=session)

    assert decide_entry(Capacity("BUSINESS", (TRIAL,)), part, now=NOW).may is may


def test_r1_a_standing_basis_has_no_end():
    standing = HeldBasis("B-UN", "Charter", 1)

    assert decide_entry(Capacity("UN-ENTITY", (standing,)), SESSION, now=NOW).may


@pytest.mark.parametrize(
    ("basis", "reason"),
    [
        (HeldBasis("B", "D", 11, 11), "D covered your organization in session 11; session 30 needs another."),
        (HeldBasis("B", "D", 10, 11), "D covered your organization in sessions 10 and 11; session 30 needs another."),
        (HeldBasis("B", "D", 14, 18), "D covered your organization in sessions 14 to 18; session 30 needs another."),
        (HeldBasis("B", "D", 31), "D covers your organization from session 31 on; session 30 lies before it."),
    ],
)
def test_r1_the_sentence_names_the_sessions_that_were_covered(basis: HeldBasis, reason: str):
    assert str(decide_entry(Capacity("CSO-WSIS", (basis,)), SESSION, now=NOW).reason) == reason


def test_r1_of_several_ended_bases_the_latest_is_named():
    old = HeldBasis("B-CSO-2007", "Decision 2007/215", 10, 11)
    late = HeldBasis("B-CSO-2010", "Decision 2010/226", 14, 18)

    assert decide_entry(Capacity("CSO-WSIS", (late, old)), SESSION, now=NOW).basis == "B-CSO-2010"


@pytest.mark.parametrize("constituency", ["GOV-MEMBER", "CSO-WSIS", "BUSINESS", "EXPERT", "PRESS"])
def test_r1_the_cluster_is_open_to_every_stakeholder(constituency: str):
    entry = decide_entry(Capacity(constituency), CLUSTER, now=NOW)

    assert words(entry) == (True, None, "It is open to every stakeholder of the Summit; no basis is needed.", "")


@pytest.mark.parametrize(
    ("is_approved", "may", "on_proof"), [(None, True, True), (True, True, False), (False, False, False)]
)
def test_the_side_programme_is_for_whoever_is_approved_for_another_part(
    is_approved: bool | None, may: bool, on_proof: bool
):
    entry = decide_entry(Capacity("CSO-WSIS"), SIDE, now=NOW, is_approved=is_approved)

    assert (entry.may, entry.on_proof) == (may, on_proof)


@pytest.mark.parametrize(
    ("constituency", "reason", "step"),
    [
        ("EXPERT", "No invitation is on record for session 30.", "Ask the Chair or the secretariat for an invitation."),
        (
            "PRESS",
            "No decision or status is on record for your organization; session 30 needs one.",
            "Ask the media office of the United Nations in Geneva for accreditation.",
        ),
    ],
)
def test_experts_and_media_are_led_to_who_lets_them_in(constituency: str, reason: str, step: str):
    entry = decide_entry(Capacity(constituency), SESSION, now=NOW)

    assert words(entry) == (False, None, reason, f"{step} “The cluster” is open to you without it.")


@pytest.mark.parametrize(
    ("now", "step"),
    [
        (APPLYING.opens_at, "Apply to the secretariat for accreditation until 2027-04-23 22:00:00+00:00."),
        (APPLYING.closes_at, "Accreditation for session 30 closed on 2027-04-23 22:00:00+00:00."),
        (
            datetime(2026, 9, 1, tzinfo=UTC),
            "Apply to the secretariat for accreditation from 2026-10-01 07:00:00+00:00 on.",
        ),
    ],
)
def test_the_next_step_knows_whether_accreditation_is_open(now: datetime, step: str):
    entry = decide_entry(Capacity("CSO-WSIS"), SESSION, now=now)

    assert str(entry.next_step) == f"{step} “The cluster” is open to you without it."


def foreseen(constituency: str, *, whole: tuple[HeldBasis, ...] = (), listed: tuple[HeldBasis, ...] = ()) -> Entry:
    return foresee_entry(constituency, SESSION, whole=whole, listed=listed, now=NOW)


def test_a_constituency_that_holds_its_basis_as_a_whole_may_come():
    entry = foreseen("GOV-MEMBER", whole=(HeldBasis("B-MEMBER", "Resolution 2006/46", 10),))

    assert (entry.may, entry.on_proof, entry.basis) == (True, False, "B-MEMBER")


def test_a_constituency_of_listed_organizations_may_come_on_proof():
    entry = foreseen("BUSINESS", listed=(BUSINESS, TRIAL))

    assert (entry.may, entry.on_proof, entry.basis) == (True, True, "B-BUS-DEMO")
    assert str(entry.reason) == (
        "Session 30 needs a basis. You may come if your organization is covered by Demonstration decision B."
    )


def test_a_constituency_that_nothing_covers_may_not_come():
    entry = foreseen("BUSINESS", listed=(TRIAL,))

    assert words(entry) == (
        False,
        None,
        "No decision or status is on record that covers your constituency in session 30.",
        ACCREDITED,
    )


def test_an_expert_may_come_when_invited():
    entry = foreseen("EXPERT", listed=(HeldBasis("B-EXPERT", "Invitation", 1),))

    assert str(entry.reason) == "You may come to session 30 if the Chair or the secretariat invites you."
