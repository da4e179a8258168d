"""Places under quotas that overlap: never more than any of them, nobody stranded, nobody overtaken who fits."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.registration.rules.quotas import Book, Bound, Claim, Waiter, after_offers, around, next_in_line, offer_end

NOW = datetime(2027, 4, 20, 8, tzinfo=UTC)
NGO, CSO, ONLINE = Claim(1, 10), Claim(2, 20), Claim(1, 11, "online")

claims = st.builds(
    Claim, st.sampled_from([1, 2, 3]), st.sampled_from([None, 10, 11]), st.sampled_from(["on_site", "online"])
)
bounds = st.builds(
    Bound,
    st.integers(0, 6),
    st.sampled_from([None, None, 1, 2]),
    st.sampled_from([None, None, 10]),
    st.sampled_from([None, None, "on_site", "online"]),
)
lines = st.lists(st.tuples(claims, st.booleans()), max_size=20).map(
    lambda rows: [Waiter(number, number, claim, may) for number, (claim, may) in enumerate(rows)]
)
books = st.builds(Book, st.lists(bounds, max_size=4), st.lists(claims, max_size=10).map(Counter), lines)


@pytest.mark.parametrize(
    ("bound", "fitting"),
    [
        (Bound(5), [NGO, CSO, ONLINE]),
        (Bound(5, constituency=1), [NGO, ONLINE]),
        (Bound(5, organization=20), [CSO]),
        (Bound(5, mode="online"), [ONLINE]),
        (Bound(5, constituency=1, mode="on_site"), [NGO]),
        (Bound(5, constituency=1, organization=20), []),
    ],
)
def test_a_quota_fits_whom_it_names_and_one_that_names_nobody_fits_all(bound: Bound, fitting: list[Claim]):
    assert [claim for claim in (NGO, CSO, ONLINE) if bound.fits(claim)] == fitting


def test_a_place_counts_in_every_quota_that_fits():
    book = Book([Bound(10), Bound(3, constituency=1), Bound(2, mode="online")], {NGO: 1, ONLINE: 1})

    assert [book.left_for(claim) for claim in (NGO, CSO, ONLINE)] == [1, 8, 1]
    assert Book([Bound(2, constituency=1)]).left_for(CSO) is None


def test_whose_quota_is_full_is_passed_over_and_keeps_the_rank():
    line = [Waiter(1, 1, NGO), Waiter(2, 2, CSO), Waiter(3, 3, NGO)]
    book = Book([Bound(4), Bound(2, constituency=1)], {NGO: 2}, line)

    offers = next_in_line(book)
    after = after_offers(book, offers)

    assert [each.account for each in offers] == [2]
    assert [after.rank(account) for account in (1, 2, 3)] == [1, None, 2]


def test_where_more_is_held_than_there_is_it_is_told_and_nobody_new_gets_one():
    book = Book([Bound(1), Bound(5, constituency=2)], {NGO: 2}, [Waiter(1, 1, CSO)])

    assert (book.over(), next_in_line(book), book.left_for(CSO)) == ([Bound(1)], [], 0)


def test_two_places_go_to_the_first_two_of_three():
    line = [Waiter(number, number, CSO) for number in (1, 2, 3)]

    offers = next_in_line(Book([Bound(9), Bound(2, constituency=2)], {}, line))

    assert [each.account for each in offers] == [1, 2]


def test_full_is_not_over():
    assert Book([Bound(2)], {NGO: 2}).over() == []


@given(books)
def test_offers_never_go_over_any_quota(book: Book):
    after = after_offers(book, next_in_line(book))

    for bound in book.bounds:
        assert after.held_in(bound) <= max(bound.places, book.held_in(bound))


@given(books)
def test_after_the_offers_nobody_who_waits_and_may_fits(book: Book):
    after = after_offers(book, next_in_line(book))

    assert [each for each in after.line if each.may and after.has_room(each.claim)] == []
    assert next_in_line(after) == []


@given(books)
def test_an_offer_never_overtakes_an_earlier_one_who_fits(book: Book):
    offered = {each.seat for each in next_in_line(book)}

    for waiter in book.line:
        if waiter.may and waiter.seat not in offered:
            earlier = [each for each in book.line[: waiter.seat] if each.seat in offered]
            assert not after_offers(book, earlier).has_room(waiter.claim)


@given(books)
def test_nobody_is_lost_and_everybody_is_in_one_state(book: Book):
    offers = next_in_line(book)
    after = after_offers(book, offers)

    assert sorted([*offers, *after.line], key=lambda each: each.seat) == list(book.line)
    assert all(each.may for each in offers)
    assert sum(after.held.values()) == sum(book.held.values()) + len(offers)


@given(books, st.integers(0, 3), st.data())
def test_raising_a_quota_takes_no_offer_from_anybody_before(book: Book, more: int, chosen: st.DataObject):
    if not book.bounds:
        return
    number = chosen.draw(st.integers(0, len(book.bounds) - 1))
    raised = [
        replace(bound, places=bound.places + more) if at == number else bound for at, bound in enumerate(book.bounds)
    ]
    before, after = next_in_line(book), next_in_line(replace(book, bounds=raised))

    # The first in the list who got one keeps it; what comes later may change hands, for quotas overlap.
    assert before[:1] == [each for each in after if each in before[:1]]
    assert len(after) >= 1 or not before


@pytest.mark.parametrize(
    ("hours", "until", "ends"),
    [
        (24, [], NOW + timedelta(hours=24)),
        (24, [NOW + timedelta(hours=3), None], NOW + timedelta(hours=3)),
        (2, [NOW + timedelta(hours=3)], NOW + timedelta(hours=2)),
        (24, [NOW], None),
        (24, [NOW - timedelta(seconds=1), NOW + timedelta(days=9)], None),
    ],
)
def test_an_offer_never_lasts_past_the_closing_or_the_beginning(
    hours: int, until: list[datetime | None], ends: datetime | None
):
    assert offer_end(now=NOW, hours=hours, until=until) == ends


@pytest.mark.parametrize(
    ("rank", "total", "first", "last"),
    [
        (1, 1, 1, 1),
        (2, 21, 1, 21),
        (1, 90, 1, 21),
        (11, 90, 1, 21),
        (12, 90, 2, 22),
        (50, 90, 40, 60),
        (90, 90, 70, 90),
    ],
)
def test_twenty_others_are_shown_around_ones_own_place_in_the_list(rank: int, total: int, first: int, last: int):
    shown = around(rank, total)

    assert (shown[0], shown[-1], rank in shown) == (first, last, True)


def test_the_bounds_that_leave_no_place_are_those_that_count_the_person_and_are_full():
    everybody, ngos, online = Bound(8), Bound(2, constituency=1, number=1), Bound(0, mode="online", number=2)
    book = Book([everybody, ngos, online], {NGO: 2, CSO: 3})

    assert [book.full_for(claim) for claim in (NGO, CSO, ONLINE)] == [[ngos], [], [ngos, online]]
