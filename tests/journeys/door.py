"""Steps at the right door: asking whether one may come, coming for an organization, and what the registrar decides."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.walking import press, register, sign_up, words

SESSION, CLUSTER = "Thirtieth session", "The cluster"
REGISTRAR = "ac38@people.example"


OTHERWISE = ("list of participants", "Ask for a change", "Register again")
"""What stands beside a registration whatever has become of it."""


@dataclass(frozen=True)
class Comer:
    """Somebody who comes for an organization of the directory, or for one in no list, under a constituency."""

    name: str
    organization: str
    constituency: str = ""

    @property
    def address(self) -> str:
        return f"{self.name.split()[0].lower()}@people.example"


def ask(page: Page, comer: Comer) -> list[str]:
    """What the public page answers to somebody without an account: for the session, for the cluster, what one may do."""
    page.goto("/2027/may-i-come")
    if comer.constituency:
        page.get_by_label("As what do you come?").select_option(label=comer.constituency)
    else:
        page.get_by_label("With which organization or State?").select_option(label=comer.organization)
    press(page, "Ask")
    answers = [words(page, f"#{part} .flow").partition(" Days ")[0] for part in ("session", "cluster")]
    return [*answers, words(page, "#session tr:has-text('Interactive dialogue') td:last-child")]


def come(page: Page, comer: Comer) -> list[str]:
    """Sign up, say for whom one comes, and register for all that can be ticked.

    What the form says of the session, and how the parts stand then.
    """
    sign_up(page, comer.name, comer.address)
    page.goto("/my/affiliations")
    if comer.constituency:
        page.get_by_label("My organization is not in the list").check()
        page.get_by_label("Name of your organization").fill(comer.organization)
        page.get_by_label("What it is").select_option(label=comer.constituency)
    else:
        page.get_by_label("Organization or State").select_option(label=comer.organization)
    press(page, "Declare it")
    page.goto("/2027/register")
    session = words(page, "#about-SESSION")
    register(page, *([CLUSTER] if session.startswith("No") else [CLUSTER, SESSION]))
    return [session, *stands(page)]


def stands(page: Page) -> list[str]:
    """How somebody's registrations stand on their own page, with why and what to do next."""
    page.goto("/my/")
    found = []
    for row in page.locator("#registrations li:has(> h3)").all():
        state, why = row.locator("p.row .st").first.inner_text(), row.locator("p.small:not(.row)").all_inner_texts()
        said = [" ".join(text.split()) for text in why if not any(map(text.__contains__, OTHERWISE))]
        found.append(" ".join([state, *said]).strip())
    return found


def decide(page: Page, name: str, verdict: str, *, reason: str = "", next_step: str = "") -> str:
    """The registrar finds somebody's registration for the session, and decides; what the page says of it then."""
    page.goto(f"/desk/2027/registrations?segment=SESSION&q={name.split()[0]}")
    page.locator("main tbody").get_by_role("link", name=name).click()
    if reason:
        page.get_by_text("Hold or refuse with a reason").click()
        page.get_by_label("Reason, for the person").fill(reason)
        page.get_by_label("What the person can do next").fill(next_step)
    press(page, verdict)
    page.goto(f"/desk/2027/registrations?segment=SESSION&q={name.split()[0]}")
    return words(page, "main tbody tr:first-child td:last-child")


def confirm_all(page: Page, names: list[str]) -> None:
    """The registrar confirms what people have declared."""
    page.goto("/desk/affiliations")
    for name in names:
        with page.expect_navigation():
            page.get_by_role("row", name=name).get_by_role("button", name="Confirm").click()
