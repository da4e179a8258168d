"""Facilitators come in as dated mandates; nothing is dated more exactly than the record tells."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from foundation.db import atomic, db
from stakeholders.mandates.models import ActionLine, Mandate
from stakeholders.mandates.rules import holding
from stakeholders.organizations.models import Organization


def mandates(line: str, role: str) -> list[tuple[str, str, str | None, str]]:
    """Who holds a role on a line: body, since, until, confidence."""
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.execute(
        select(Organization.key, Mandate.since, Mandate.until, Mandate.confidence)
        .join(Mandate.organization)
        .join(Mandate.line)
        .where(ActionLine.key == line, Mandate.role == role)
        .order_by(Mandate.id)
    )
    return [(key, str(since), str(until) if until else None, mark.value) for key, since, until, mark in rows]


def test_the_annex_names_bodies_since_tunis_and_groups_stand_for_their_members(site):
    with site.app_context():
        assert mandates("C1", "named") == [
            (key, "2005-11-18", None, "sure") for key in ("ECOSOC", "ECA", "ECE", "ECLAC", "ESCAP", "ESCWA", "ITU")
        ]


def test_a_lead_that_has_changed_is_two_mandates(site):
    with site.app_context():
        assert mandates("C4", "lead") == [
            ("UNDP", "2007-07-25", None, "sure"),
            ("ITU", "2026-11-01", None, "sure"),
        ]
        held = db.session.scalars(select(Mandate).join(Mandate.line).where(ActionLine.key == "C4")).all()
        names = {each.id: each.key for each in db.session.scalars(select(Organization))}

        assert [names[each.organization_id] for each in holding(held, "lead", date(2010, 1, 1))] == ["UNDP"]
        assert [names[each.organization_id] for each in holding(held, "lead", date(2027, 4, 20))] == ["ITU"]


def test_a_lead_that_has_lasted_is_one_mandate_as_sure_as_its_weaker_end(site):
    with site.app_context():
        assert mandates("C2", "lead") == [("ITU", "2007-07-25", None, "sure")]
        assert mandates("C7-EENV", "lead") == [("WMO", "2007-07-25", None, "likely")]


def test_cofacilitators_are_known_from_the_day_of_the_files_own_statement(site):
    with site.app_context():
        assert mandates("C3", "co") == [("ITU", "2026-11-01", None, "sure")]


def test_the_first_facilitator_of_a_theme_leads_and_ends_with_its_body(site):
    with site.app_context():
        assert mandates("T-FIN", "lead") == [("DSF", "2007-07-25", "2009-12-31", "likely")]
        assert mandates("T-FIN", "co") == [("UNDP", "2007-07-25", None, "likely")]


def test_themes_come_after_all_lines(site):
    with site.app_context():
        keys = db.session.scalars(select(ActionLine.key).order_by(ActionLine.position)).all()

    assert list(keys[:3]) == ["C1", "C2", "C3"]
    assert list(keys[6:9]) == ["C7", "C7-EGOV", "C7-EBUS"]
    assert list(keys[-4:]) == ["T-FIN", "T-IG", "T-EC", "T-MEAS"]


def test_a_later_statement_ends_who_is_told_no_more_and_keeps_since_when_the_others_hold(app, load, edit):
    edit("action_lines.yaml", "current_as_of: 2026-11-01", "current_as_of: 2027-11-01")
    file = edit("action_lines.yaml", "    cofacilitators: [UNDP, UNESCO, UNCTAD]", "    cofacilitators: [UNESCO, ITC]")

    report = load(file)

    assert report.changes == {"action_lines.yaml": {"mandate": {"added": 1, "changed": 2}}}
    assert mandates("C4", "co") == [
        ("UNDP", "2026-11-01", "2027-10-31", "likely"),
        ("UNESCO", "2026-11-01", None, "likely"),
        ("UNCTAD", "2026-11-01", "2027-10-31", "likely"),
        ("ITC", "2027-11-01", None, "likely"),
    ]
    assert not load(file).has_changes


def test_a_correction_of_the_same_statement_takes_the_wrong_mandate_away(app, load, edit):
    file = edit("action_lines.yaml", "    cofacilitators: [UNDP, UNESCO, UNCTAD]", "    cofacilitators: [UNDP, UNESCO]")

    report = load(file)

    assert report.changes == {"action_lines.yaml": {"mandate": {"removed": 1}}}
    assert [body for body, *_ in mandates("C4", "co")] == ["UNDP", "UNESCO"]


def test_a_mandate_from_another_source_is_left_alone(app, load, edit):
    @atomic
    def appoint() -> None:
        line = db.session.scalars(select(ActionLine).where(ActionLine.key == "C4")).one()
        body = db.session.scalars(select(Organization).where(Organization.key == "WIPO")).one()
        db.session.add(
            Mandate(
                line_id=line.id, organization_id=body.id, role="co", since=date(2027, 1, 1), until=None,
                source="letter of 1 January 2027", confidence="sure",
            )
        )  # fmt: skip

    appoint()

    assert not load().has_changes
    assert ("WIPO", "2027-01-01", None, "sure") in mandates("C4", "co")
