"""What both records of an organization have of one thing: what becomes of it, and that it comes back when the merge is undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from events.delegations.models import Delegation, Member
from events.editions.models import Edition, Segment
from events.programme.models import HostAnswer, Meeting, MeetingBody
from events.registration.models import Quota, Registration, Seat
from events.registration.queries import books
from events.registration.services import sweeping
from foundation import seals
from foundation.confidence import Confidence
from foundation.db import atomic, db
from stakeholders.organizations.models import Affiliation, Merge, Organization
from stakeholders.organizations.queries import carrying
from tests.stakeholders.accounts.post import NOON, an_account
from tests.stakeholders.organizations.people import an_organizer
from tests.stakeholders.organizations.records import a_record, all_rows, merged, other_than, put, undone, value

LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def organizer(any_app: Any) -> int:
    return an_organizer().id


@pytest.fixture
def gone(organizer: int) -> int:
    return a_record("O-GONE", "Gone Ltd")


@pytest.fixture
def kept(organizer: int) -> int:
    return a_record("O-KEPT", "Kept Ltd")


def segment_id(key: str = "CLUSTER") -> int:
    return db.session.scalars(select(Segment.id).join(Edition).where(Segment.key == key, Edition.key == "2027")).one()


def meeting_id(key: str = "D07") -> int:
    return db.session.scalars(select(Meeting.id).where(Meeting.key == key)).one()


def rows(*columns: Any, gone: int, kept: int) -> list[tuple[Any, ...]]:
    """These columns of the rows that hang on either, as another transaction finds them; whose they are comes first."""
    db.session.rollback()
    whose = columns[0].class_.organization_id
    found = db.session.execute(select(whose, *columns).where(whose.in_((gone, kept))).order_by(columns[0].class_.id))
    told = [("kept" if number == kept else "gone", *others) for number, *others in found]
    db.session.rollback()
    return told


def answered(organization: int, state: str, at: Any, note: str = "") -> int:
    said = {"answered_at": at, "answered_by": f"account:{organization}" if at else "", "seen": 3 if at else None}
    told = {"meeting_id": meeting_id(), "asked_at": NOON, "asked_by": "test"}
    return put(HostAnswer(**told, **said, organization_id=organization, state=state, note=note))


@pytest.mark.parametrize(
    ("gone_says", "kept_says", "stands"),
    [
        (("confirmed", NOON, ""), ("asked", None, ""), ("confirmed", NOON, "")),
        (("asked", None, ""), ("declined", NOON, "Full"), ("declined", NOON, "Full")),
        (("declined", LATER, "Full"), ("confirmed", NOON, ""), ("declined", LATER, "Full")),
        (("declined", NOON, "Full"), ("confirmed", LATER, ""), ("confirmed", LATER, "")),
        (("asked", None, ""), ("asked", None, ""), ("asked", None, "")),
    ],
)
def test_of_two_answers_about_one_meeting_the_last_word_stands(
    organizer: int, gone: int, kept: int, gone_says: Any, kept_says: Any, stands: Any
):
    answered(gone, *gone_says)
    answered(kept, *kept_says)
    before = all_rows()

    merge = merged(organizer, gone, kept)
    standing = rows(HostAnswer.state, HostAnswer.answered_at, HostAnswer.note, gone=gone, kept=kept)
    told = undone(organizer, merge)

    assert standing == [("kept", *stands)]
    assert (told.left, other_than(before)) == (0, [])


@pytest.mark.parametrize(
    ("gone_is", "kept_is", "becomes"),
    [
        ([("organizer", 1)], [("co", 2)], [("organizer", 1)]),
        ([("co", 2)], [("organizer", 1)], [("organizer", 1)]),
        ([("co", 2)], [("co", 3)], [("co", 3)]),
        ([("partner", 2)], [("organizer", 1)], [("organizer", 1), ("partner", 2)]),
        ([("organizer", 1)], [("co", 2), ("partner", 3)], [("organizer", 1), ("partner", 3)]),
    ],
)
def test_a_meeting_that_both_host_has_one_host_in_the_place_of_the_first(
    organizer: int, gone: int, kept: int, gone_is: Any, kept_is: Any, becomes: Any
):
    for number, roles in ((gone, gone_is), (kept, kept_is)):
        for role, position in roles:
            put(MeetingBody(meeting_id=meeting_id(), organization_id=number, role=role, position=position))
    before = all_rows()

    merge = merged(organizer, gone, kept)
    hosts = sorted(rows(MeetingBody.role, MeetingBody.position, gone=gone, kept=kept))
    told = undone(organizer, merge)

    assert hosts == [("kept", *each) for each in becomes]
    assert (told.left, other_than(before)) == (0, [])


def quota(organization: int, places: int, **told: Any) -> int:
    bound = told if "meeting_id" in told else {"segment_id": segment_id(), **told}
    return put(Quota(**bound, organization_id=organization, places=places))


def test_two_quotas_for_one_thing_become_one_with_the_places_of_both(organizer: int, gone: int, kept: int):
    quota(gone, 3)
    quota(gone, 5, mode="online")
    quota(gone, 1, meeting_id=meeting_id())
    quota(kept, 2)
    quota(kept, 4, meeting_id=meeting_id())
    before = all_rows()

    merge = merged(organizer, gone, kept)
    bounds = rows(Quota.places, Quota.mode, Quota.segment_id, gone=gone, kept=kept)
    told = undone(organizer, merge)

    here = segment_id()
    assert bounds == [("kept", 5, "online", here), ("kept", 5, None, here), ("kept", 5, None, None)]
    assert (told.left, other_than(before)) == (0, [])


def registered(name: str, organization: int, state: str = "approved") -> int:
    person = an_account(f"{name}@people.example")
    told = {"mode": "on_site", "registered_at": NOON, "confidence": Confidence.SURE}
    under = db.session.get_one(Organization, organization).constituency_id
    return put(
        Registration(
            account_id=person.id,
            segment_id=segment_id(),
            constituency_id=under,
            organization_id=organization,
            state=state,
            **told,
        )
    )


def seat(registration: int, state: str, position: int | None = None) -> int:
    db.session.rollback()
    row = db.session.get_one(Registration, registration)
    told = {"segment_id": row.segment_id, "account_id": row.account_id, "changed_at": NOON}
    return put(Seat(**told, state=state, position=position, confidence=Confidence.SURE))


def delegation(organization: int, *people: tuple[int, str], group: str = "") -> int:
    number = put(Delegation(segment_id=segment_id(), organization_id=organization, begun_at=NOON, group=group))
    for position, (registration, rank) in enumerate(people, 1):
        put(Member(delegation_id=number, registration_id=registration, rank=rank, position=position))
    return number


def test_two_delegations_to_one_segment_become_one_with_one_head_and_come_apart_again(
    organizer: int, gone: int, kept: int
):
    theirs = [registered(f"g{number}", gone) for number in range(3)]
    ours = [registered(f"k{number}", kept) for number in range(2)]
    delegation(gone, (theirs[0], "head"), (theirs[1], "alternate"), (theirs[2], "adviser"), group="G77")
    number = delegation(kept, (ours[0], "member"), (ours[1], "head"))
    before = all_rows()

    merge = merged(organizer, gone, kept)
    stood = rows(Delegation.id, Delegation.group, gone=gone, kept=kept)
    wanted = select(Member.registration_id, Member.rank).where(Member.delegation_id == number)
    members = [tuple(row) for row in db.session.execute(wanted.order_by(Member.position))]
    told = undone(organizer, merge)

    assert stood == [("kept", number, "G77")]
    assert members == [
        (ours[0], "member"),
        (ours[1], "head"),
        (theirs[0], "member"),
        (theirs[1], "alternate"),
        (theirs[2], "adviser"),
    ]
    assert (told.left, other_than(before)) == (0, [])


def test_who_stands_in_the_delegations_of_both_stands_once_in_the_one(organizer: int, gone: int, kept: int):
    both = registered("both", gone)
    delegation(gone, (both, "head"))
    number = delegation(kept, (both, "adviser"))
    before = all_rows()

    merge = merged(organizer, gone, kept)
    members = [tuple(row) for row in db.session.execute(select(Member.rank).where(Member.delegation_id == number))]
    told = undone(organizer, merge)

    assert members == [("adviser",)]
    assert (told.left, other_than(before)) == (0, [])


def test_who_holds_a_place_keeps_it_and_who_waits_keeps_the_order(organizer: int, gone: int, kept: int):
    quota(gone, 1)
    quota(kept, 1)
    seated = [seat(registered("g0", gone), "seated"), seat(registered("k0", kept), "seated")]
    waiting = [
        seat(registered("k1", kept, "on_hold"), "waiting", 2),
        seat(registered("g1", gone, "on_hold"), "waiting", 1),
    ]
    before = all_rows()

    merge = merged(organizer, gone, kept)
    db.session.rollback()
    book = books.of_segments([segment_id()], now=NOON)[segment_id()].book
    wanted = select(Seat.id, Seat.state, Seat.position).where(Seat.id.in_(seated + waiting)).order_by(Seat.id)
    seats = [tuple(row) for row in db.session.execute(wanted)]
    [bound] = [each for each in book.bounds if each.organization == kept]
    taken = book.held_in(bound)
    sweeping.sweep(now=NOON)
    swept = [tuple(row) for row in db.session.execute(wanted)]
    told = undone(organizer, merge)

    assert (bound.places, taken) == (2, 2)
    assert seats == [
        (seated[0], "seated", None),
        (seated[1], "seated", None),
        (waiting[0], "waiting", 2),
        (waiting[1], "waiting", 1),
    ]
    assert swept == seats
    assert (told.left, other_than(before)) == (0, [])


@pytest.mark.parametrize("is_erased", [False, True])
def test_what_was_typed_as_a_name_comes_back_unless_the_person_was_erased(
    organizer: int, gone: int, kept: int, is_erased: bool
):
    both = registered("both", gone)
    person = db.session.get_one(Registration, both).account_id
    under, told = db.session.get_one(Organization, kept).constituency_id, {"since": NOON.date(), "declared_at": NOON}
    for number in (gone, kept):
        delegation(number, (both, "member"))
        whose = {"account_id": person, "organization_id": number, "constituency_id": under}
        put(Affiliation(**whose, **told, confidence=Confidence.SURE))
    typed = "Ada Typed"
    for model in (Affiliation, Member):
        db.session.execute(
            update(model).where(model.typed_name == "", _of(model, person, both)).values(typed_name=typed)
        )
    seals.seal(person, {}, now=NOON)
    db.session.commit()
    before = all_rows()

    merge = merged(organizer, gone, kept)
    recorded = str(value(Merge, merge, "moved"))
    if is_erased:
        atomic(seals.destroy)(person, now=NOON)
    undone(organizer, merge)

    changed = [(table, row.get("typed_name")) for table, row in other_than(before) if table != "person_keys"]
    there, lost = (
        [("affiliations", typed), ("affiliations", "")],
        [("delegation_members", ""), ("delegation_members", typed)],
    )
    assert typed not in recorded
    assert sorted(changed) == (sorted(there + lost) if is_erased else [])


def _of(model: Any, person: int, registration: int) -> Any:
    return model.account_id == person if model is Affiliation else model.registration_id == registration


def test_nothing_hangs_on_the_record_that_went(organizer: int, gone: int, kept: int):
    for number in (gone, kept):
        answered(number, "confirmed", NOON)
        quota(number, 1)
        row = registered(f"o{number}", number)
        delegation(number, (row, "head"))
        seat(row, "seated")

    merged(organizer, gone, kept)

    assert carrying.counts(gone) == {}
