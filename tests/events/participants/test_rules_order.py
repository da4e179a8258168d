"""The order of the list: protocol first, then the alphabet, then rank; the same for the same people, whoever asks first."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.participants.rules.order import (
    LAST,
    PROTOCOL,
    RANKS,
    Delegation,
    Entry,
    Group,
    Section,
    Sender,
    arranged,
    everybody,
    fitting,
    standing,
)

KEYS = (*PROTOCOL, "NGO-ECOSOC", "BUSINESS", "EXPERT", "SECRETARIAT", "PRESS")
GROUPS = [Group(number, key, number) for number, key in enumerate(KEYS, 1)]
SENDERS = [None, *(Sender(number, name) for number, name in enumerate(["Zed", "Åland", "aland", "Peru", "Égypte"], 1))]
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
MEMBER, OBSERVER, ENTITY, IGO, NGO, BUSINESS, EXPERT, STAFF, PRESS = GROUPS

entries = st.builds(
    Entry,
    number=st.integers(1, 10_000),
    name=st.sampled_from(["Ann", "ann", "Àn", "Bo", "示例", "سلمى", ""]),
    group=st.sampled_from(GROUPS),
    sender=st.sampled_from(SENDERS),
    latin=st.sampled_from(["", "Salma", "Shili"]),
    rank=st.sampled_from(RANKS),
    position=st.integers(0, 3),
)
lists = st.lists(entries, unique_by=lambda entry: entry.number)


@given(lists, st.sampled_from(LANGUAGES), st.randoms(use_true_random=False))
def test_each_person_stands_once_in_the_same_order_however_they_were_read(
    people: list[Entry], language: str, rng: random.Random
):
    shuffled = rng.sample(people, len(people))

    assert arranged(shuffled, language) == arranged(people, language)
    assert sorted(entry.number for entry in everybody(arranged(people, language))) == sorted(
        entry.number for entry in people
    )


@given(lists, st.sampled_from(LANGUAGES))
def test_no_two_people_stand_in_the_same_place(people: list[Entry], language: str):
    assert len({standing(entry, language) for entry in people}) == len(people)


@given(lists, entries, st.sampled_from(LANGUAGES))
def test_who_comes_later_moves_nobody_past_anybody(people: list[Entry], late: Entry, language: str):
    before = [entry for entry in everybody(arranged(people, language)) if entry.number != late.number]
    after = everybody(arranged([*before, late], language))

    assert [entry for entry in after if entry != late] == before


@given(lists, st.sampled_from(LANGUAGES))
def test_every_delegation_stands_together_with_its_ranks_in_order(people: list[Entry], language: str):
    found = [
        (section.group, delegation.sender)
        for section in arranged(people, language)
        for delegation in section.delegations
    ]
    ranks = [
        [RANKS.index(entry.rank) for entry in delegation.people]
        for section in arranged(people, language)
        for delegation in section.delegations
    ]

    assert len(found) == len(set(found))
    assert ranks == [sorted(each) for each in ranks]


@given(lists)
def test_members_come_first_then_observers_then_the_united_nations_and_the_secretariat_last(people: list[Entry]):
    keys = [section.group.key for section in arranged(people, "en")]

    assert keys == sorted(keys, key=lambda key: (key == LAST, KEYS.index(key)))


def test_a_list_as_a_whole():
    peru, egypt = Sender(1, "Peru"), Sender(2, "Egypt")
    head = Entry(5, "Zoe", MEMBER, peru, rank="head")
    adviser = Entry(4, "Ann", MEMBER, peru, rank="adviser")
    second, first = (
        Entry(3, "Abe", MEMBER, peru, rank="member", position=2),
        Entry(9, "Yan", MEMBER, peru, rank="member"),
    )
    other = Entry(1, "Ben", MEMBER, peru)
    of_egypt, alone = Entry(2, "Dina", MEMBER, egypt), Entry(6, "Edith", EXPERT)
    staff, press = Entry(7, "Vera", STAFF, Sender(3, "UNCTAD")), Entry(8, "Tove", PRESS, Sender(4, "Gazette"))

    found = arranged([staff, press, other, adviser, head, second, alone, of_egypt, first], "en")

    assert found == [
        Section(MEMBER, [Delegation(egypt, [of_egypt]), Delegation(peru, [head, first, second, adviser, other])]),
        Section(EXPERT, [Delegation(None, [alone])]),
        Section(PRESS, [Delegation(Sender(4, "Gazette"), [press])]),
        Section(STAFF, [Delegation(Sender(3, "UNCTAD"), [staff])]),
    ]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Aland", "Åland", "Côte d’Ivoire", "Cuba", "Zambia"]),
        ("fr", ["Afrique du Sud", "Égypte", "Émirats arabes unis", "Équateur", "Espagne"]),
        ("es", ["Nepal", "Nicaragua", "Nzz", "Ñandú", "Omán"]),
        ("ru", ["Индия", "Испания", "Йемен", "Кабо-Верде"]),
        ("ar", ["إثيوبيا", "أذربيجان", "الأرجنتين", "البرازيل", "تونس"]),
        ("zh", ["Peru", "阿富汗", "巴西", "加拿大", "中国"]),
    ],
)
def test_delegations_stand_in_the_alphabet_of_the_language(language: str, names: list[str]):
    senders = [Sender(number, name) for number, name in enumerate(reversed(names), 1)]

    found = arranged([Entry(each.id, "Ann", MEMBER, each) for each in senders], language)

    assert [delegation.sender.name for delegation in found[0].delegations if delegation.sender] == names


def test_russian_yo_stands_as_ye():
    senders = [Sender(1, "Жук"), Sender(2, "Ёж"), Sender(3, "Ель"), Sender(4, "Енот")]

    found = arranged([Entry(each.id, "Ann", MEMBER, each) for each in senders], "ru")

    assert [each.sender.name for each in found[0].delegations if each.sender] == ["Ёж", "Ель", "Енот", "Жук"]


def test_a_search_finds_every_word_in_name_function_or_organization_whatever_the_marks():
    first = Entry(1, "Moussa Échantillon", MEMBER, Sender(1, "Observer State 3"), function="Conseiller")
    second = Entry(2, "سلمى مثال", MEMBER, Sender(2, "African State 3"), latin="Salma Mithal")

    assert fitting([first, second], "echantillon state") == [first]
    assert fitting([first, second], "STATE 3") == [first, second]
    assert fitting([first, second], "mithal") == [second]
    assert fitting([first, second], "conseiller mithal") == []
