from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.lines import rules


@dataclass
class Line:
    id: int
    kind: str = "line"
    parent_id: int | None = None


@dataclass
class Mandate:
    body: str
    role: str
    since: date
    until: date | None = None
    source: str = ""


UNDP = Mandate("UNDP", "lead", date(2007, 7, 25), source="action_lines.yaml, lead of 2007")
ITU = Mandate("ITU", "lead", date(2026, 11, 1))
NAMED = Mandate("UNESCO", "named", date(2005, 11, 18), source="Tunis Agenda, Annex")
ENDED = Mandate("GAID", "co", date(2007, 7, 25), until=date(2012, 12, 31))


def test_the_directory_gathers_applications_under_their_line_and_themes_apart():
    c7, c8, egov, theme = Line(7), Line(8), Line(70, "application", 7), Line(90, "theme")

    found = rules.directory([c7, c8, egov, theme])

    assert found.families == (rules.Family(c7, (egov,)), rules.Family(c8, ()))
    assert found.themes == (theme,)


def test_who_leads_depends_on_the_day():
    mandates = [UNDP, ITU, NAMED, ENDED]

    then, now = (rules.standing(mandates, day) for day in (date(2007, 5, 14), date(2027, 4, 20)))

    assert (then.lead, now.lead) == ((UNDP,), (ITU,))
    assert (then.co, now.co, now.named) == ((), (), (NAMED,))


def test_the_history_says_what_holds_and_gives_only_sources_a_person_can_look_up():
    steps = rules.history([NAMED, UNDP, ENDED, ITU], date(2027, 4, 20))

    assert [(step.mandate.body, step.holds, step.source) for step in steps] == [
        ("ITU", True, ""),
        ("UNDP", False, ""),
        ("GAID", False, ""),
        ("UNESCO", True, "Tunis Agenda, Annex"),
    ]
