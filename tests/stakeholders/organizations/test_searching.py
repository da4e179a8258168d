"""How organizations are searched, which two look like one, and how a list is narrowed and turned over."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from foundation.sentences import Sentence
from stakeholders.organizations.rules import directory, searching
from stakeholders.organizations.rules.directory import Alike, Wish


@dataclass
class Record:
    id: int
    key: str
    acronym: str
    names: dict[str, str]
    acronyms: dict[str, str] = field(default_factory=dict)
    other_names: list[str] = field(default_factory=list)
    country: str = ""
    region: str = ""
    constituency_id: int = 1


ITU = Record(
    1,
    "ITU",
    "ITU",
    {"en": "International Telecommunication Union", "ar": "الاتحاد الدولي للاتصالات"},
    {"fr": "UIT"},
    ["International Telegraph Union", "CCITT"],
    country="CH",
)
ITC = Record(2, "ITC", "ITC", {"en": "International Trade Centre"}, {"fr": "CCI"}, country="CH", constituency_id=2)
ICC = Record(3, "ICC", "ICC", {"en": "International Chamber of Commerce"}, {"fr": "CCI"}, country="FR")
GUILD = Record(4, "OR-GUILD", "OR-GUILD", {"en": "Réseau des écoles"}, region="africa")
ALL = [ITU, ITC, ICC, GUILD]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("UIT", ["ITU"]),
        ("uit", ["ITU"]),
        ("CCI", ["ITC", "ICC", "ITU"]),
        ("ccitt", ["ITU"]),
        ("telegraph union", ["ITU"]),
        ("reseau ECOLES", ["OR-GUILD"]),
        ("الدولي", ["ITU"]),
        ("OR-GUILD", []),
        ("nobody", []),
        ("", ["ITU", "ITC", "ICC", "OR-GUILD"]),
    ],
)
def test_found_by_acronym_name_and_former_name_in_any_language(words: str, keys: list[str]):
    assert [each.key for each in searching.found(ALL, words)] == keys


def test_whose_acronym_it_is_comes_first():
    longer = Record(5, "CCIR", "CCIR", {"en": "Consultative committee"})

    assert [each.key for each in searching.found([longer, ITC, ICC], "cci")] == ["ITC", "ICC", "CCIR"]


def test_a_key_that_stands_in_for_an_acronym_is_none():
    assert [searching.has_acronym(each) for each in (ITU, GUILD)] == [True, False]


def test_records_that_share_a_name_or_an_acronym_look_like_one():
    twin = Record(6, "P-1", "P-1", {"en": "RESEAU, des Écoles"})
    former = Record(7, "P-2", "P-2", {"en": "International Telegraph Union"})

    assert directory.alike([*ALL, twin, former]) == [
        Alike((1, 7), Sentence("the same name"), "International Telegraph Union"),
        Alike((4, 6), Sentence("the same name"), "Réseau des écoles"),
        Alike((2, 3), Sentence("the same acronym"), "CCI"),
    ]


@pytest.mark.parametrize(
    ("wish", "keys"),
    [
        (Wish(place="CH"), ["ITU", "ITC"]),
        (Wish(place="africa"), ["OR-GUILD"]),
        (Wish(place="CH", words="trade"), ["ITC"]),
        (Wish(constituency="NOBODY"), []),
    ],
)
def test_a_wish_narrows_the_list(wish: Wish, keys: list[str]):
    assert [each.key for each in directory.fitting(ALL, wish, None)] == keys


def test_a_wish_is_read_out_of_an_address_within_bounds():
    assert Wish.read({"q": "  a   b ", "page": "3"}) == Wish(words="a b", page=3)
    assert Wish.read({"page": "x"}) == Wish.read({"page": "-1"}) == Wish.read({"page": "9" * 50}) == Wish()
    assert Wish.read({"page": "0"}).page == 1
    assert len(Wish.read({"q": "w" * 999}).words) == 80
    assert Wish.read({"q": "a", "country": "CH", "page": "2"}).query == {"q": "a", "country": "CH"}


def test_a_list_is_turned_over_by_pages():
    rows = list(range(120))

    assert [len(directory.on_page(rows, page)) for page in (1, 2, 3, 4)] == [50, 50, 20, 0]
    assert [directory.pages_of(total) for total in (0, 50, 51)] == [1, 1, 2]


def test_names_out_of_lines_stand_once_each():
    assert directory.cleaned(" One \n\ntwo  parts\nOne\n") == ["One", "two parts"]
