"""A stranger's way through the house: from the front page to a calendar, to another language, to another year."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.eye import Eye
from tests.journeys.walking import DESK, PHONE, Town, follow, founded, path, words
from tests.support import databases

ORIGIN = "https://linkage.example"


@pytest.fixture(scope="module")
def read_town() -> Iterator[Town]:
    """A house that nobody changes."""
    with founded(LINKAGE_URL=ORIGIN) as town:
        yield town


@pytest.fixture
def town() -> Iterator[Town]:
    """A house of one's own."""
    with founded(LINKAGE_URL=ORIGIN) as town:
        yield town


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`stranger(town, width)` sits down before the house; what breaks on the way fails the journey."""
    eyes: list[Eye] = []

    def sit_down(town: Town, window: dict[str, int]) -> Page:
        page = browser.new_context(base_url=town.base, viewport=window).new_page()  # type: ignore[arg-type]
        eyes.append(Eye(page))
        return page

    yield sit_down
    for eye in eyes:
        eye.page.context.close()
    assert [each for eye in eyes for each in eye.broken] == []


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_stranger_finds_the_weeks_and_what_they_hold(
    read_town: Town, stranger: Callable[..., Page], window: dict[str, int]
):
    page = stranger(read_town, window)
    page.goto("/")
    follow(page, "See the weeks of 2027")
    twin = page.get_by_role("table", name="The weeks of 2027").filter(visible=True)
    picture = page.get_by_role("img", name="The weeks of 2027").filter(visible=True)

    assert path(page) == "/2027/"
    assert (picture.count(), twin.count()) == ((1, 0) if window is DESK else (0, 1))
    if window is DESK:
        assert picture.locator("desc").text_content() == (
            "Two strands run from 10 May to 28 May: implementation, with the meetings on the action lines, "
            "and follow-up, with the Commission. They cross 2 times, in the interactive dialogues."
        )
        page.get_by_text("The same as a table").click()
    assert "2 dialogues 10:00, 15:00" in " ".join(twin.inner_text().split())


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_stranger_filters_the_programme_looks_at_it_three_ways_and_subscribes(
    read_town: Town, stranger: Callable[..., Page], window: dict[str, int]
):
    page = stranger(read_town, window)
    page.goto("/2027/")
    follow(page, "Programme, 82 meetings")
    page.get_by_label("C5", exact=True).check()
    page.get_by_role("button", name="Show").click()
    listed = words(page, "main [role=status]")
    follow(page, "Rooms and hours")
    follow(page, "13 Thu")
    on_grid = path(page), words(page, "h1"), page.locator(".blk").filter(visible=True).count()
    follow(page, "Week by action line")
    in_week = path(page), words(page, "h1")
    if window is PHONE:
        follow(page, "2 meetings of C5 on 13 May")
    follow(page, "Facilitation meeting C5, day one: national strategies")
    meeting = path(page), words(page, "h1")
    page.goto(f"/2027/programme{'?view=week&' if window is DESK else '?'}action-line=C5")
    follow(page, "This selection as a calendar")

    assert listed == "6 meetings of 82. C5 This selection as a calendar"
    assert on_grid == ("/2027/programme?view=grid&day=2027-05-13&action-line=C5", "Thursday 13 May", 2)
    assert in_week == ("/2027/programme?view=week&action-line=C5", "Week by action line")
    assert meeting == ("/2027/meetings/D07", "Facilitation meeting C5, day one: national strategies")
    assert page.get_by_label("Address to copy").input_value() == f"{ORIGIN}/feeds/2027/action-line/C5.ics"
    assert page.get_by_role("link", name="Open in my calendar").get_attribute("href") == (
        "webcal://linkage.example/feeds/2027/action-line/C5.ics"
    )


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_stranger_reads_on_in_french_and_finds_a_meeting_of_2007_without_a_day(
    read_town: Town, stranger: Callable[..., Page], window: dict[str, int]
):
    page = stranger(read_town, window)
    page.goto("/2027/meetings/D07")
    follow(page, "Français", within="footer")
    in_french = path(page), page.locator("html").get_attribute("lang"), words(page, "main .when time")
    page.locator("footer a[href='/fr/editions']").click()
    page.locator("main a[href='/fr/2007/']").first.click()
    page.locator("main a[href='/fr/2007/programme']").first.click()
    page.locator("#undated").get_by_role("link").first.click()

    assert in_french == ("/fr/2027/meetings/D07", "fr", "jeudi 13 mai 2027, 09:30–12:30")
    assert path(page) == "/fr/2007/meetings/C07-04"
    assert words(page, "h1") == "Second facilitation meeting on action lines C1, C7 e-government and C11"
    assert page.locator("main .when time").count() == 0


def test_a_stranger_sees_what_the_second_version_changed_while_the_house_stands(
    town: Town, stranger: Callable[..., Page]
):
    page = stranger(town, DESK)
    page.goto("/2027/programme")
    before = page.get_by_role("link", name="What changed").count()
    with databases.application(town.database) as app:
        result = app.test_cli_runner().invoke(args=["programme", "publish-second-version"])
    page.reload()
    follow(page, "What changed")
    rows = [" ".join(row.split()) for row in page.locator("main tbody tr").all_inner_texts()]
    cancelled, moved, added = (
        next(row for row in rows if key in row).partition(key)[0] + key for key in ("D59", "D34", "D69")
    )
    follow(page, "Safe skies, shared data")

    assert (before, result.exit_code) == (0, 0), result.output
    assert cancelled == "cancelled reworded Safe skies, shared data D59"
    assert moved == "moved in time Bibliothèques publiques et accès au savoir D34"
    assert added == "added From the cluster to the dialogues: how to ask for the floor D69"
    assert len(rows) == 4
    assert words(page, "main .head .st") == "cancelled"


def test_a_stranger_moves_the_demonstrations_time_forward_and_never_back(town: Town, stranger: Callable[..., Page]):
    page = stranger(town, DESK)
    page.goto("/")
    at_first = words(page, ".strip p + p"), words(page, "#next-name")
    follow(page, "Move the time", within="header")
    page.get_by_label("Five minutes before the first dialogue").check()
    page.get_by_label("I know that the time moves for everyone").check()
    page.get_by_role("button", name="Move the time").click()
    moved_to = words(page, ".head .when")
    behind = [page.get_by_label(name).is_disabled() for name in ("Where the demonstration starts", "first Tuesday")]
    ahead = page.get_by_label("After the session").is_disabled()
    # The form of somebody who still looks at the old page is refused.
    page.locator("input[value=start]").evaluate("field => { field.disabled = false; field.checked = true }")
    page.get_by_label("I know that the time moves for everyone").check()
    with page.expect_response(lambda answer: answer.request.method == "POST") as refused:
        page.get_by_role("button", name="Move the time").click()
    page.goto("/")

    assert at_first == ("The demonstration’s time is Tuesday 20 April 2027. Move the time", "Main meetings ahead")
    assert moved_to == "Tuesday 25 May 2027, 09:55"
    assert (behind, ahead) == ([True, True], False)
    assert refused.value.status == 409
    assert words(page, ".strip p + p") == "The demonstration’s time is Tuesday 25 May 2027. Move the time"
    assert words(page, "#next-name") == "Today and next"
    assert "Interactive dialogue with the regional commissions" in words(page, "#next")
