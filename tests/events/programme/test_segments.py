"""Who organizes one segment plans its meetings and no others; who hosts one meeting changes that one; auditors read."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.programme.models import Meeting, MeetingBody
from events.programme.queries.board import board
from events.programme.queries.desk import desk_list, desk_meeting, history
from events.programme.queries.rights import hosted, right_on
from events.programme.rules.deeds import Authority, NotYourSegment, Placement
from events.programme.services import drafting
from events.programme.services.drafting.hand import authority
from events.programme.services.publishing import publish_version
from foundation.access import Scope
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Organization
from tests.support.desk import NOW, STAMPED, an_organizer, hand, somebody
from tests.support.people import sign_in

CLUSTERS, SESSIONS = "D05", "S03"


def segment_id(key: str) -> int:
    query = select(Segment.id).join(Edition, Edition.id == Segment.edition_id)
    return db.session.scalars(query.where(Edition.key == "2027", Segment.key == key)).one()


def meeting_id(key: str) -> int:
    query = select(Meeting.id).join(Edition, Edition.id == Meeting.edition_id)
    return db.session.scalars(query.where(Edition.key == "2027", Meeting.key == key)).one()


def edition() -> Edition:
    return db.session.scalars(select(Edition).where(Edition.key == "2027")).one()


def of_cluster(role: str = "programme_organizer") -> Account:
    return somebody("Clara Cluster", role, Scope("segment", segment_id("CLUSTER")))


def an_auditor() -> Account:
    return somebody("Audra Auditor", "auditor", Scope("edition", edition().id))


def retitled(title: str) -> dict[str, dict[str, str]]:
    return {"titles": {"en": title}}


@pytest.mark.parametrize("role", ["organizer", "programme_organizer"])
def test_the_list_holds_the_meetings_of_the_segment_alone(any_app: Flask, role: str):
    found = desk_list(of_cluster(role).id, "2027")

    assert {row.facts.segment for row in found.rows} == {"CLUSTER"}
    assert len(found.rows) == len(
        [row for row in desk_list(an_organizer().id, "2027").rows if row.facts.segment == "CLUSTER"]
    )


def test_a_meeting_of_another_segment_is_neither_shown_nor_changed(app: Flask):
    clara = of_cluster()
    deeds = [
        lambda: desk_meeting(clara.id, "2027", SESSIONS),
        lambda: drafting.edit_meeting(hand(clara), "2027", SESSIONS, retitled("T"), seen=None),
        lambda: drafting.place_meeting(
            hand(clara),
            "2027",
            SESSIONS,
            Placement(NOW.replace(tzinfo=None), STAMPED.replace(tzinfo=None), None),
            seen=None,
        ),
        lambda: drafting.unplace_meeting(hand(clara), "2027", SESSIONS, seen=None),
        lambda: drafting.cancel_meeting(hand(clara), "2027", SESSIONS, "R", seen=None),
        lambda: drafting.restore_meeting(hand(clara), "2027", SESSIONS, seen=None),
        lambda: drafting.remove_meeting(hand(clara), "2027", SESSIONS, seen=None),
    ]

    for deed in deeds:
        with pytest.raises(Forbidden):
            deed()


def test_its_own_meetings_are_planned_as_by_an_organizer(any_app: Flask):
    clara = of_cluster()

    placed = drafting.edit_meeting(hand(clara), "2027", CLUSTERS, retitled("Another") | {"is_pinned": True}, seen=None)
    view = desk_meeting(clara.id, "2027", CLUSTERS)

    assert placed.change_number is not None
    assert (view.standing["titles"], view.is_organizer, view.may_place) == ({"en": "Another"}, True, True)


def test_no_meeting_is_given_away_to_another_segment_or_added_there(app: Flask):
    clara = of_cluster()
    new = {"segment": "SESSION", "kind": "panel", "organizers": ["ITU"], "titles": {"en": "T"}}

    with pytest.raises(NotYourSegment):
        drafting.edit_meeting(hand(clara), "2027", CLUSTERS, {"segment": "SESSION"}, seen=None)
    with pytest.raises(NotYourSegment):
        drafting.add_meeting(hand(clara), "2027", "D99", new, uid_domain="example.org")

    drafting.add_meeting(hand(clara), "2027", "D99", new | {"segment": "CLUSTER"}, uid_domain="example.org")


def test_what_left_the_segment_is_not_brought_back_by_undo(app: Flask):
    clara = of_cluster()
    drafting.edit_meeting(hand(clara), "2027", CLUSTERS, retitled("Another"), seen=None)
    drafting.edit_meeting(hand(an_organizer()), "2027", CLUSTERS, {"segment": "SESSION"}, seen=None)

    with pytest.raises(Forbidden):
        drafting.undo(hand(clara), "2027")


def test_the_history_tells_of_the_segment_alone_and_of_what_left_it(any_app: Flask):
    organizer = an_organizer()
    drafting.edit_meeting(hand(organizer), "2027", SESSIONS, retitled("Of the session"), seen=None)
    drafting.edit_meeting(hand(organizer), "2027", CLUSTERS, retitled("Of the cluster"), seen=None)
    drafting.edit_meeting(hand(organizer), "2027", CLUSTERS, {"segment": "SIDE"}, seen=None)
    drafting.edit_meeting(hand(organizer), "2027", CLUSTERS, retitled("Elsewhere now"), seen=None)

    deeds = history(of_cluster().id, "2027", 1).deeds

    assert [(each.change.meeting_key, each.change.number, each.who) for each in deeds] == [
        (CLUSTERS, 3, "Ola Organizer"),
        (CLUSTERS, 2, "Ola Organizer"),
    ]


def test_on_the_board_only_its_own_meetings_move_and_wait(app: Flask):
    drafting.unplace_meeting(hand(an_organizer()), "2027", SESSIONS, seen=None)
    drafting.unplace_meeting(hand(an_organizer()), "2027", CLUSTERS, seen=None)

    found = board(of_cluster().id, "2027")
    picked = {key: board(of_cluster().id, "2027", meeting=key).meeting for key in (CLUSTERS, SESSIONS)}

    assert {item.meeting.segment for item in found.unplaced} == {"CLUSTER"}
    assert {key: item.may_move for key, item in picked.items() if item} == {CLUSTERS: True, SESSIONS: False}


def test_the_edition_is_not_published_by_who_organizes_a_segment(app: Flask):
    clara = of_cluster("organizer")

    with pytest.raises(Forbidden):
        publish_version(
            "2027", note="N", actor=f"account:{clara.id}", now=NOW, stamped_at=STAMPED, organizer_id=clara.id
        )


def test_a_segment_of_another_edition_opens_nothing_here(app: Flask):
    query = select(Segment.id).join(Edition, Edition.id == Segment.edition_id)
    other = db.session.scalars(query.where(Edition.key == "2007", Segment.key == "CLUSTER")).one()
    person = somebody("Olga Other", "programme_organizer", Scope("segment", other))

    with pytest.raises(Forbidden):
        right_on(edition(), person.id)


def test_who_hosts_one_meeting_by_name_changes_its_words_and_no_other_meeting(app: Flask):
    person = somebody("Hana Host", "host", Scope("meeting", meeting_id(CLUSTERS)))

    drafting.edit_meeting(hand(person), "2027", CLUSTERS, retitled("As the host says"), seen=None)

    assert [row.facts.key for row in desk_list(person.id, "2027").rows] == [CLUSTERS]
    assert [(each.edition.key, each.meetings) for each in hosted(person.id, NOW.date())] == [("2027", 1)]
    with pytest.raises(Forbidden):
        drafting.edit_meeting(hand(person), "2027", "D07", retitled("Not theirs"), seen=None)


def test_a_focal_point_whose_body_hosts_nothing_does_not_see_the_draft(app: Flask):
    hosting = select(MeetingBody.organization_id).join(Meeting, Meeting.id == MeetingBody.meeting_id)
    idle = select(Organization.id).where(Organization.id.not_in(hosting.where(Meeting.edition_id == edition().id)))
    person = somebody("Nadia Nothing", "focal_point", Scope("organization", db.session.scalars(idle.limit(1)).one()))

    with pytest.raises(Forbidden):
        right_on(edition(), person.id)


def test_an_auditor_reads_every_meeting_and_changes_none(app: Flask):
    audra = an_auditor()
    view = desk_meeting(audra.id, "2027", SESSIONS)
    shown = board(audra.id, "2027", meeting=CLUSTERS)

    assert len(desk_list(audra.id, "2027").rows) == len(desk_list(an_organizer().id, "2027").rows)
    assert (view.may_change, view.may_remove, view.is_organizer) == (False, False, False)
    assert shown.meeting is not None
    assert not shown.meeting.may_move
    with pytest.raises(Forbidden):
        authority(hand(audra), edition(), view.standing)
    with pytest.raises(Forbidden):
        drafting.undo(hand(audra), "2027")


def test_who_organizes_the_edition_does_so_in_every_segment(app: Flask):
    view = desk_meeting(an_organizer().id, "2027", SESSIONS)

    assert authority(hand(an_organizer()), edition(), view.standing) is Authority.ORGANIZER


def test_the_desk_of_the_segment_has_the_tabs_that_open(app: Flask):
    page = sign_in(app.test_client(), of_cluster()).get("/desk/2027/meetings").text

    assert 'href="/desk/2027/registrations"' in page
    assert 'href="/desk/2027/new-meeting"' in page
    assert 'href="/desk/2027/publish"' not in page
    assert 'href="/desk/2027/rooms"' not in page


def test_an_auditor_finds_the_form_of_a_meeting_shut(app: Flask):
    page = sign_in(app.test_client(), an_auditor()).get(f"/desk/2027/meetings/{CLUSTERS}").text

    assert "You read here; nothing can be changed." in page
    assert "disabled" in page.split('id="meeting-form"')[1].split("</form>")[0]
    assert "Save in the draft" not in page
