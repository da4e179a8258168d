"""The people of the demonstration: who they are, what they hold, and what a file of them may not say."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from events.editions.models import Segment
from events.programme.models import Meeting
from events.registration.models import Registration, Seat
from foundation.access import Grant, Held, Scope, held_by
from foundation.confidence import Confidence
from foundation.db import db
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis, BasisHeld
from stakeholders.organizations.models import Affiliation, Organization
from tests.support.people import account

FILE = "participants_demo.yaml"


def organization(key: str) -> Organization:
    return db.session.scalars(
        select(Organization).where(Organization.key == key).options(joinedload(Organization.constituency))
    ).one()


def affiliation(key: str) -> Affiliation:
    return db.session.scalars(
        select(Affiliation)
        .where(Affiliation.account_id == account(key).id)
        .options(joinedload(Affiliation.organization), joinedload(Affiliation.constituency))
    ).one()


def seat(key: str) -> Seat:
    return db.session.scalars(select(Seat).where(Seat.key == key).options(joinedload(Seat.meeting))).one()


def registration(key: str) -> Registration:
    return db.session.scalars(
        select(Registration).where(Registration.key == key).options(joinedload(Registration.basis))
    ).one()


def test_a_person_comes_in_as_the_file_says(app):
    person = account("AC-47")

    assert (person.name, person.name_latin, person.email) == ("هدى نموذج", "Huda Namudhaj", "ac47@people.example")
    assert (person.languages, person.zone, person.access_needs) == (
        ["ar"], "Asia/Amman", "seat near the screen, large print",
    )  # fmt: skip
    assert (person.confidence, person.epoch) == (Confidence.ILLUSTRATIVE, 1)
    assert person.created_at == person.verified_at == datetime(2027, 2, 4, 9, 22, tzinfo=UTC)


def test_all_come_in_and_five_of_them_can_sign_in(app):
    accounts = db.session.scalars(select(Account).order_by(Account.id)).all()

    assert [each.key for each in accounts] == [f"AC-{number:02}" for number in range(1, 62)]
    assert [each.key for each in accounts if each.password_hash] == ["AC-01", "AC-11", "AC-35", "AC-37", "AC-61"]
    assert len({each.password_hash for each in accounts}) == 6


@pytest.mark.parametrize(
    ("key", "of", "kind", "constituency", "rank", "stands_for"),
    [
        ("AC-06", "ST-LA1", "state", "GOV-MEMBER", "minister", ""),
        ("AC-12", "ST-OB1", "state", "GOV-OBSERVER", "", ""),
        ("AC-35", "UNESCO", "specialized_agency", "UN-ENTITY", "", "R-UNE-CI"),
        ("AC-40", "ITU", "specialized_agency", "SECRETARIAT", "", ""),
        ("AC-61", "OR-NETWORK", "participant", "CSO-WSIS", "", ""),
    ],
)
def test_a_person_is_with_a_state_or_an_organization(app, key, of, kind, constituency, rank, stands_for):
    found = affiliation(key)

    assert found.organization is not None
    assert (found.organization.key, found.organization.kind, found.constituency.key) == (of, kind, constituency)
    assert (found.rank, found.stands_for, found.since, found.until) == (rank, stands_for, date(2027, 1, 1), None)
    assert found.confirmed_at == account(key).created_at


def test_an_invited_expert_stands_alone(app):
    found = affiliation("AC-57")

    assert (found.organization, found.constituency.key) == (None, "EXPERT")
    assert db.session.scalar(select(Organization).where(Organization.key == "OR-NONE")) is None


def test_a_state_stands_under_its_own_constituency(app):
    member, observer = organization("ST-AF1"), organization("ST-OB1")

    assert (member.names, member.acronym, member.region) == ({"en": "African State 1"}, "ST-AF1", "african")
    assert (member.constituency.key, observer.constituency.key) == ("GOV-MEMBER", "GOV-OBSERVER")


def test_a_listed_basis_is_held_once_and_one_of_a_constituency_by_nobody(app):
    rows = db.session.execute(
        select(Organization.key, Basis.key)
        .select_from(BasisHeld)
        .join(Organization, BasisHeld.organization_id == Organization.id)
        .join(Basis, BasisHeld.basis_id == Basis.id)
        .where(Organization.key.in_(["CONGO", "OR-NETWORK", "OR-GUILD", "OR-PATIENTS", "UPU"]))
        .order_by(Organization.key)
    )

    assert [tuple(row) for row in rows] == [
        ("CONGO", "B-NGO-STATUS"), ("OR-GUILD", "B-BUS-TRIAL"), ("OR-NETWORK", "B-CSO-DEMO"),
    ]  # fmt: skip


def test_roles_are_held_where_they_count(app):
    edition = db.session.scalar(select(Meeting.edition_id).where(Meeting.key == "S03"))
    assert edition is not None
    roles = {key: held_by(account(key).id) for key in ("AC-37", "AC-38", "AC-11", "AC-35", "AC-36", "AC-06")}

    assert roles == {
        "AC-37": [Held("organizer", Scope("house"))],
        "AC-38": [Held("registrar", Scope("edition", edition))],
        "AC-11": [Held("chair", Scope("edition", edition))],
        "AC-35": [Held("focal_point", Scope("organization", organization("UNESCO").id))],
        "AC-36": [],
        "AC-06": [],
    }


def test_registrations_come_in_as_they_stand(app):
    refused, awaited = registration("RG-085"), registration("RG-091")

    assert refused.basis is not None
    assert (refused.state, refused.basis.key, refused.mode) == ("refused", "B-BUS-TRIAL", "on_site")
    assert refused.reason.startswith("Missing basis: the only one held")
    assert refused.organization_id == organization("OR-GUILD").id
    assert (awaited.state, awaited.basis, awaited.decided_at) == ("on_hold", None, None)


def test_seats_come_in_with_the_offer_and_the_waiting_list(app):
    offered, waiting = seat("SE-049"), seat("SE-051")

    assert (offered.meeting.key, offered.state, offered.position) == ("X02", "offered", None)
    assert offered.offer_ends_at == datetime(2027, 5, 24, 10, tzinfo=UTC)
    assert offered.note == "holds the eighth place until the offer ends"
    assert (waiting.state, waiting.position, waiting.offer_ends_at) == ("waiting", 2, None)


def test_a_load_does_not_undo_what_people_have_changed_since(app, load):
    person = account("AC-61")
    person.name, person.email, person.languages, person.zone = "Wanjiru", "w@example.org", ["sw", "en"], "Africa/Lagos"
    person.password_hash = "of their own"
    registration("RG-135").state = "withdrawn"
    seat("SE-022").state = "cancelled"
    affiliation("AC-61").until = date(2027, 4, 1)
    grant = db.session.scalars(select(Grant).where(Grant.account_id == account("AC-38").id)).one()
    grant.revoked_at = datetime(2027, 4, 21, tzinfo=UTC)
    db.session.commit()
    before = db.session.scalar(select(func.count(Grant.id)))

    report = load()

    assert not report.has_changes
    person = account("AC-61")
    assert (person.name, person.email, person.languages, person.zone, person.password_hash) == (
        "Wanjiru", "w@example.org", ["sw", "en"], "Africa/Lagos", "of their own",
    )  # fmt: skip
    assert (registration("RG-135").state, seat("SE-022").state) == ("withdrawn", "cancelled")
    assert affiliation("AC-61").until == date(2027, 4, 1)
    assert held_by(account("AC-38").id) == []
    assert db.session.scalar(select(func.count(Grant.id))) == before


def test_a_registration_that_a_person_has_made_is_not_made_again(app, load, edit):
    segment = db.session.scalars(select(Segment).where(Segment.key == "SIDE")).one()
    own = registration("RG-134")
    copied = {name: getattr(own, name) for name in ("account_id", "constituency_id", "organization_id", "confidence")}
    db.session.add(
        Registration(
            **copied,
            segment_id=segment.id,
            mode="online",
            state="approved",
            registered_at=own.registered_at,
            confidences={},
        )
    )
    db.session.commit()
    file = edit(
        FILE,
        "seat_limits:",
        '  - {id: RG-136, account: AC-61, segment: SIDE, mode: on_site, state: new, registered_at: "2027-04-01T08:00:00Z"}\n'
        "seat_limits:",
    )

    assert not load(file).has_changes


WRONG = {
    "an account that is not there": (
        "RG-001, account: AC-01", "RG-001, account: AC-99", ["RG-001: account: there is no account in the files “AC-99”"],
    ),
    "a State that is not there": (
        "constituency: GOV-MEMBER, state: ST-AF3", "constituency: GOV-MEMBER, state: ST-XX",
        ["AC-03: state: there is no State in the files “ST-XX”"],
    ),
    "an organization that is not there": (
        "organization: OR-IGO, function", "organization: OR-XX, function",
        ["AC-21: organization: there is no organization in the files “OR-XX”"],
    ),
    "a meeting that is not there": (
        "SE-001, meeting: S03", "SE-001, meeting: S99", ["SE-001: meeting: there is no meeting of the edition “S99”"],
    ),
    "a segment that is not there": (
        "RG-001, account: AC-01, segment: CLUSTER", "RG-001, account: AC-01, segment: CLUSTRE",
        ["RG-001: segment: there is no segment of the edition “CLUSTRE”"],
    ),
    "a basis that is not there": (
        'registered_at: "2027-03-03T08:00:00Z", basis: B-MEMBER', 'registered_at: "2027-03-03T08:00:00Z", basis: B-X',
        ["RG-002: basis: there is no basis of participation “B-X”"],
    ),
    "the same id twice": (
        "{id: RG-002,", "{id: RG-001,", ["RG-001: id: another entry of the file bears the same"],
    ),
    "the same address twice": (
        "email: ac03@", "email: ac02@", ["AC-03: email: another entry of the file bears the same"],
    ),
    "an address in capitals": (
        "email: ac03@", "email: AC03@", ["AC-03: email: “AC03@people.example” does not look as it should (^[^@\\sA-Z]+@[^@\\sA-Z]+$)"],
    ),
    "a person with a State and an organization": (
        "state: ST-AF3, function", "state: ST-AF3, organization: OR-UNI, function",
        ["AC-03: organization: a person is with a State or an organization, one of the two"],
    ),
    "a partner who stands for nobody": (
        "role: partner, stands_for: R-ECA-1", "role: partner", [
            "AC-29: role: a partner stands for a role holder of the programme, and none is named",
        ],
    ),
    "a role holder that is not there": (
        "stands_for: R-ECA-1", "stands_for: R-ECA-9",
        ["AC-29: stands_for: there is no role holder of the edition “R-ECA-9”"],
    ),
    "a capacity that the organization does not have": (
        "constituency: IGO, organization: OR-IGO", "constituency: PRESS, organization: OR-IGO",
        [
            "AC-21: constituency: OR-IGO is of another, IGO",
            "RG-042: basis: “B-IGO” is no basis of PRESS",
        ],
    ),
    "a focal point of another organization": (
        "bases: [B-CSO-DEMO], focal_point: AC-18", "bases: [B-CSO-DEMO], focal_point: AC-15",
        [
            "OR-NETWORK: focal_point: AC-15 is no focal point of it",
            "AC-18: role: OR-NETWORK has another focal point, or none",
        ],
    ),
    "a sign-in with another address": (
        "id: chair, account: AC-11, email: chair@", "id: chair, account: AC-11, email: seat@",
        ["chair: email: AC-11 has another address"],
    ),
    "a basis of another constituency": (
        "OR-IGO, name: \"Demonstration intergovernmental organization (invented)\", invented: true, constituency: IGO, bases: [B-IGO]",
        "OR-IGO, name: \"Demonstration intergovernmental organization (invented)\", invented: true, constituency: IGO, bases: [B-PRESS]",
        [
            "OR-IGO: bases, no. 1: “B-PRESS” is no basis of IGO",
        ],
    ),
    "an approval without a basis": (
        'registered_at: "2027-03-03T08:00:00Z", basis: B-MEMBER', 'registered_at: "2027-03-03T08:00:00Z"',
        ["RG-002: basis: an approval for SESSION rests on a basis, and none is named"],
    ),
    "an approval on a basis of others": (
        'registered_at: "2027-03-03T08:00:00Z", basis: B-MEMBER', 'registered_at: "2027-03-03T08:00:00Z", basis: B-STATE',
        ["RG-002: basis: “B-STATE” is no basis of GOV-MEMBER"],
    ),
    "an approval on a basis that has ended": (
        'state: refused, registered_at: "2027-03-20T09:31:00Z"', 'state: approved, registered_at: "2027-03-20T09:31:00Z"',
        ["RG-085: basis: “B-BUS-TRIAL” is not valid for session 30"],
    ),
    "a basis where none is asked for": (
        'segment: CLUSTER, mode: on_site, state: approved, registered_at: "2027-02-02T08:00:00Z"',
        'segment: CLUSTER, basis: B-MEMBER, mode: on_site, state: approved, registered_at: "2027-02-02T08:00:00Z"',
        ["RG-001: basis: CLUSTER asks for none"],
    ),
    "a second registration for a segment": (
        "{id: RG-045, account: AC-22, segment: SIDE", "{id: RG-045, account: AC-22, segment: CLUSTER",
        [
            "RG-045: segment: AC-22 is registered for this segment already",
            "RG-045: id: it stands in the house for another person or segment",
        ],
    ),
    "a decision that is missing": (
        'registered_at: "2027-02-02T08:00:00Z", decided_at: "2027-02-05T09:00:00Z"', 'registered_at: "2027-02-02T08:00:00Z"',
        ["RG-001: decided_at: a registration that is approved tells when that was decided"],
    ),
    "a refusal without a reason": (
        ', reason: "Missing basis: no decision or status on record for this organization."', "",
        ["RG-109: reason: a refusal tells its reason"],
    ),
    "an offer without an end": (
        ', offer_ends: "2027-05-24T10:00:00Z"', "", ["SE-049: offer_ends: a seat that is offered has it, and no other"],
    ),
    "a place of who does not wait": (
        'SE-053, meeting: X02, account: AC-53, state: cancelled', "SE-053, meeting: X02, account: AC-53, place: 4, state: cancelled",
        ["SE-053: place: a seat that is waiting has it, and no other"],
    ),
    "a seat of who takes part online": (
        "{id: SE-001, meeting: S03, account: AC-15", "{id: SE-001, meeting: S03, account: AC-18",
        [
            "SE-001: id: it stands in the house for another person or meeting",
            "SE-001: account: AC-18 is not approved for SESSION on site",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_named(app, problems, edit, old, new, words):
    assert problems(edit(FILE, old, new)) == [f"{FILE}: {each}" for each in words]


FIRST = {
    "an approval on a basis that is not held": (
        'routing laboratory (invented)", invented: true, constituency: ACADEMIC-TECH, bases: [B-ACA-DEMO]',
        'routing laboratory (invented)", invented: true, constituency: ACADEMIC-TECH, bases: []',
        ["RG-115: basis: OR-LAB does not hold “B-ACA-DEMO”"],
    ),
    "a limit that the meeting does not have": (
        "meeting: S04, seats: 50", "meeting: S04, seats: 49", ["S04: seats: the meeting itself has 50 for observers"],
    ),
    "a limit for others than the meeting has": (
        "meeting: S04, seats: 50, for: observers", "meeting: S04, seats: 50, for: all",
        ["S04: seats: the meeting itself has 50 for observers"],
    ),
    "a limit that is missing": (
        "  - {meeting: S04, seats: 50, for: observers}\n", "", ["S04: seat_limits: it has seats here, and its limit is not told"],
    ),
    "more seats than there are": (
        'account: AC-43, state: waiting, at: "2027-04-12T08:10:00Z", place: 1', 'account: AC-43, state: seated, at: "2027-04-12T08:10:00Z"',
        ["X02: seats: 9 are taken of 8", "X02: seats: who waits stands at 1, 2, 3 and so on, each place once"],
    ),
    "a second seat in a meeting": (
        "{id: SE-002, meeting: S03, account: AC-16", "{id: SE-002, meeting: S03, account: AC-15",
        ["SE-002: meeting: AC-15 has a seat in this meeting already"],
    ),
    "a constituency that the directory does not have": (
        "body: UPU, constituency: UN-ENTITY, bases: [B-UN]", "body: UPU, constituency: IGO, bases: []",
        [
            "OR-UPU: constituency: the directory has UPU under another",
            "AC-17: constituency: OR-UPU is of another, IGO",
        ],
    ),
}  # fmt: skip
"""What is wrong only while nothing of it stands in the house."""


@pytest.mark.parametrize(("old", "new", "words"), FIRST.values(), ids=FIRST.keys())
def test_what_is_wrong_is_named_at_the_first_load(empty_app, problems, edit, old, new, words):
    edit(FILE, old, new)

    assert problems() == [f"{FILE}: {each}" for each in words]


def test_an_address_that_another_person_has_is_refused_for_a_new_account_only(app, problems, load, edit):
    account("AC-02").email = "ac62@people.example"
    db.session.commit()
    assert not load().has_changes

    file = edit(
        FILE,
        "sign_ins:",
        "  - {id: AC-62, name: N, email: ac62@people.example, language: en, time_zone: Europe/Zurich, constituency: EXPERT, "
        "organization: OR-NONE, confidence: illustrative}\nsign_ins:",
    )

    assert problems(file) == [f"{FILE}: AC-62: email: another account of the house has this address"]


def test_an_organization_that_is_named_is_no_body_of_the_directory(app, problems, edit):
    file = edit(FILE, "{id: OR-LAB, name", "{id: WMO, name")
    file.write_text(file.read_text().replace("organization: OR-LAB", "organization: WMO"))

    assert problems(file) == [f"{FILE}: WMO: id: a body of the directory bears the same"]
