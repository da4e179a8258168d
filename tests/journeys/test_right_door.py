"""Everybody at the right door: five organizations come and are answered, one is accredited, a State sends its delegation."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from foundation.printed import pdf
from tests.journeys.door import REGISTRAR, Comer, ask, come, confirm_all, decide, stands
from tests.journeys.walking import Town, follow, follow_letter, open_letter, press, register, sign_in_by_mail, words

SUMMIT = "Civil society entities accredited to the World Summit"
NGO = Comer("Ingeborg Mustermann", "Demonstration women engineers (invented)")
ACCREDITED = Comer("Tendai Mfano", "Demonstration community network (invented)")
COMPANY = Comer("Bruno Esempio", "Demonstration small-firm association (invented)")
UNIVERSITY = Comer("Saoirse Sampla", "Demonstration University (invented)")
UNKNOWN = Comer("Kofi Nhwesoo", "Lake keepers’ association", SUMMIT)
COMERS = (NGO, ACCREDITED, COMPANY, UNIVERSITY, UNKNOWN)

YES = "Yes You may come to session 30. Basis: {basis}."
OPEN = "Yes It is open to every stakeholder of the Summit; no basis is needed."
ON_CONDITION = (
    "Yes, on a condition Session 30 needs a basis. You may come if your organization is covered by Demonstration decision A "
    "(invented). What you can do: Choose your organization above to see whether it is covered."
)
NOT_COVERED = (
    "No No decision or status is on record for your organization; session 30 needs one. Apply to the secretariat for "
    "accreditation until 23 April 2027, 24:00. “The cluster” is open to you without it."
)
SPEAK = "You may come and ask for the floor."
LOOKED_AT = "new What you can do: The secretariat or your focal point looks at it. Nothing is asked of you."
TAKEN = ("Five people come for it already.", "Follow the session on the web.")
MISSING = ("The letter of the institution’s head is missing.", "Send it until 30 April.")


def test_five_organizations_ask_come_and_read_their_answer(town: Town, arrive: Callable[..., Page]):
    pages = {comer: arrive() for comer in COMERS}
    asked = [ask(pages[comer], comer) for comer in COMERS]
    came = [come(pages[comer], comer) for comer in COMERS]
    registrar = arrive()
    sign_in_by_mail(registrar, REGISTRAR)
    confirm_all(registrar, [comer.name for comer in COMERS])
    decided = [
        decide(registrar, NGO.name, "Approve"),
        decide(registrar, ACCREDITED.name, "Approve"),
        decide(registrar, COMPANY.name, "Refuse", reason=TAKEN[0], next_step=TAKEN[1]),
        decide(registrar, UNIVERSITY.name, "Put on hold", reason=MISSING[0], next_step=MISSING[1]),
    ]
    then = [stands(pages[comer]) for comer in COMERS]
    letters = [open_letter(registrar, "Your registration", to=comer.name) for comer in (NGO, COMPANY, UNIVERSITY)]

    bases = ["ECOSOC resolution 1996/31", *(f"Demonstration decision {each} (invented)" for each in "ABC")]
    assert asked == [*([YES.format(basis=basis), OPEN, SPEAK] for basis in bases), [ON_CONDITION, OPEN, SPEAK]]
    assert [rows[1:] for rows in came] == [*[["approved", LOOKED_AT]] * 4, ["approved"]]
    assert came[4][0].startswith(NOT_COVERED)
    assert decided == ["approved", "approved", f"refused {TAKEN[0]}", f"on hold {MISSING[0]}"]
    assert then == [
        ["approved", f"approved On the basis of: {bases[0]}"],
        ["approved", f"approved On the basis of: {bases[1]}"],
        ["approved", f"refused {TAKEN[0]} What you can do: {TAKEN[1]}"],
        ["approved", f"on hold {MISSING[0]} What you can do: {MISSING[1]}"],
        ["approved"],
    ]
    part = "Thirtieth session of the Commission (demonstration)"
    assert f"{part}: approved." in letters[0]
    assert f"{part}: refused. {' '.join(TAKEN)}" in letters[1]
    assert f"{part}: on hold. {' '.join(MISSING)}" in letters[2]


LEAGUE = Comer("Sefu Mfano", "River wardens’ league", SUMMIT)


def apply_with_a_paper(page: Page) -> str:
    """From the form of registration to the application, with a letter as PDF; what is said then."""
    page.goto("/2027/register")
    follow(page, "Apply for accreditation")
    page.get_by_label("Why your organization takes part").fill("It keeps the river’s gauges, and publishes them.")
    paper = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": pdf("= A letter")}
    page.get_by_label("Papers").set_input_files(paper)  # type: ignore[arg-type]
    press(page, "Send the application")
    return words(page, "main")


def accredit(registrar: Page, organization: str, *, reason: str) -> None:
    """Give an organization the demonstration's decision A for the session."""
    registrar.goto("/desk/accreditation")
    follow(registrar, organization)
    registrar.get_by_label("Approve").check()
    registrar.get_by_label("On which basis").select_option(label="Demonstration decision A (invented) (19–31)")
    registrar.get_by_label("Reason").fill(reason)
    press(registrar, "Decide")


def test_an_association_that_nobody_knows_is_accredited_and_comes(town: Town, arrive: Callable[..., Page]):
    page, registrar = arrive(), arrive()
    came = come(page, LEAGUE)
    applied = apply_with_a_paper(page)
    sign_in_by_mail(registrar, REGISTRAR)
    confirm_all(registrar, [LEAGUE.name])
    accredit(registrar, LEAGUE.organization, reason="Its work bears on action line C7.")
    letter = open_letter(registrar, "Accreditation of", to=LEAGUE.name)
    register(page, "Thirtieth session")
    then = stands(page)

    assert came[0].startswith(NOT_COVERED)
    assert "Sent. A letter tells you what becomes of it." in applied
    assert "letter.pdf" in applied
    assert "The application of River wardens’ league for session 30 is approved." in letter
    assert "Its work bears on action line C7." in letter
    assert then == ["approved", "approved On the basis of: Demonstration decision A (invented)"]


def become_focal_point(page: Page, registrar: Page, name: str) -> None:
    """Ask to speak for the State that one is with; the registrar verifies it."""
    page.goto("/my/focal-points")
    page.get_by_label("On what ground").fill("Note verbale 12 of the mission.")
    press(page, "Ask for it")
    registrar.goto("/desk/focal-points")
    with registrar.expect_navigation():
        registrar.get_by_role("row", name=name).get_by_role("button", name="Verify").click()


def put(page: Page, name: str, rank: str) -> None:
    """Put somebody into the delegation whose page is open."""
    page.locator("#name").fill(name)
    page.get_by_label("E-mail address").fill(f"{name.split()[0].lower()}@people.example")
    page.get_by_label("Rank").select_option(rank)
    press(page, "Put into the delegation")


def test_a_state_sends_its_delegation_by_its_focal_point(town: Town, arrive: Callable[..., Page]):
    page, registrar, head = arrive(), arrive(), arrive()
    sign_in_by_mail(page, "ac59@people.example")
    sign_in_by_mail(registrar, REGISTRAR)
    become_focal_point(page, registrar, "Abena Mfano")
    page.goto("/my/asked")
    first = words(page, "#delegation")
    follow(page, "Thirtieth session")
    put(page, "Esi Mfano", "member")
    page.goto("/my/asked")
    headless = words(page, "#delegation")
    follow(page, "Thirtieth session")
    put(page, "Kwame Mfano", "head")
    page.goto("/my/asked")
    then = words(page, "#delegation")
    follow_letter(head)
    press(head, "Yes, that is right")
    registrar.goto("/desk/2027/registrations?segment=SESSION&q=Kwame")
    row = words(registrar, "main tbody tr:first-child")

    session = "Thirtieth session of the Commission (demonstration) 2027"
    assert f"{session} nobody yet" in first
    assert f"{session} no head is named 1 person" in headless
    assert f"{session} 2 people" in then
    assert "Kwame Mfano" in row
    assert "African State 2" in row
    assert row.endswith("approved")
