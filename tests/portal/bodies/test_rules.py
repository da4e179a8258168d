from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from events.programme.rules.timetable import by_edition
from portal.bodies import rules


@dataclass
class Body:
    key: str
    acronym: str
    names: dict[str, str]
    acronyms: dict[str, str] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)


ITU = Body(
    "ITU",
    "ITU",
    {"en": "International Telecommunication Union", "ar": "الاتحاد الدولي للاتصالات", "zh": "国际电信联盟"},
    {"fr": "UIT", "es": "UIT", "ru": "МСЭ"},
    ["LEAD", "ALF"],
)
ITC = Body(
    "ITC",
    "ITC",
    {"en": "International Trade Centre", "fr": "Centre du commerce international"},
    {"fr": "CCI", "es": "CCI"},
)
ICC = Body("ICC", "ICC", {"en": "International Chamber of Commerce"}, {"fr": "CCI", "es": "CCI"})
ECA = Body(
    "ECA",
    "ECA",
    {"en": "Economic Commission for Africa", "fr": "Commission économique pour l'Afrique", "es": "Comisión"},
    {"fr": "CEA"},
)
APC = Body("APC", "APC", {"en": "Association for Progressive Communications", "es": "Asociación, acción"})
DESA = Body("UNDESA", "UN DESA", {"en": "Department"})
ALL = [ITU, ITC, ICC, ECA, APC, DESA]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("UIT", ["ITU"]),
        ("CCI", ["ITC", "ICC"]),
        ("мсэ", ["ITU"]),
        ("undesa", ["UNDESA"]),
        ("un desa", ["UNDESA"]),
        ("economique", ["ECA"]),
        ("commission afrique", ["ECA"]),
        ("commission economique", ["ECA"]),
        ("دولي", ["ITU"]),
        ("电信", ["ITU"]),
        ("", ["ITU", "ITC", "ICC", "ECA", "APC", "UNDESA"]),
        ("nothing", []),
    ],
)
def test_words_find_acronyms_and_names_in_every_language(words: str, found: list[str]):
    assert [body.key for body in ALL if rules.answers(body, words)] == found


def test_the_directory_is_sorted_by_the_acronym_of_the_reader():
    pairs = [(body, "UN") for body in (ITU, ITC, ECA)]

    assert [body.key for body in rules.fitting(pairs, rules.Wish(), language="en")] == ["ECA", "ITC", "ITU"]
    assert [body.key for body in rules.fitting(pairs, rules.Wish(), language="fr")] == ["ITC", "ECA", "ITU"]


def test_role_and_constituency_narrow_together():
    pairs = [(ITU, "UN"), (APC, "CSO")]

    assert rules.fitting(pairs, rules.Wish(role="LEAD"), language="en") == [ITU]
    assert rules.fitting(pairs, rules.Wish(constituency="CSO"), language="en") == [APC]
    assert rules.fitting(pairs, rules.Wish(role="LEAD", constituency="CSO"), language="en") == []


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (1, None, "from session 1 on, standing"),
        (10, 11, "sessions 10 to 11: ended"),
        (19, 31, "sessions 19 to 31: valid"),
        (31, 33, "sessions 31 to 33: not begun"),
        (29, 29, "session 29: ended"),
        (30, 30, "session 30: valid"),
        (31, 31, "session 31: not begun"),
    ],
)
def test_a_basis_says_what_it_is_for_the_session_at_hand(first: int, last: int | None, said: str):
    assert str(rules.validity(first, last, session=30)) == said


def test_names_in_six_languages_have_their_own_marks():
    named = rules.names_in_six(ITU, confidence="sure", confidences={"names": "likely"})

    assert [(each.language, each.acronym, each.confidence) for each in named] == [
        ("ar", "", "likely"),
        ("zh", "", "likely"),
        ("en", "ITU", "sure"),
        ("fr", "UIT", "likely"),
        ("ru", "МСЭ", "likely"),
        ("es", "UIT", "likely"),
    ]
    assert named[3].name == ""


def test_roles_are_told_in_their_order():
    assert [str(role) for role in rules.roles_in_words(["ALF", "LEAD", "NEW"])] == [
        "leading facilitating agency",
        "action line facilitator",
        "NEW",
    ]


@dataclass
class Mandate:
    organization_id: int
    role: str
    since: date
    until: date | None = None


def test_a_lead_that_another_has_taken_over_holds_no_more():
    undp, itu = Mandate(1, "lead", date(2007, 7, 25)), Mandate(2, "lead", date(2026, 11, 1))
    beside = Mandate(1, "co", date(2026, 11, 1))

    now = rules.mandates_of(1, [undp, itu, beside], date(2027, 4, 20))
    then = rules.mandates_of(1, [undp, itu, beside], date(2007, 8, 1))

    assert [(each.mandate, each.holds) for each in now] == [(beside, True), (undp, False)]
    assert [(each.mandate, each.holds) for each in then] == [(beside, False), (undp, True)]


def test_pairs_are_gathered_by_edition():
    later, earlier = object(), object()

    assert by_edition([(later, 1), (later, 2), (earlier, 3)]) == [(later, [1, 2]), (earlier, [3])]
