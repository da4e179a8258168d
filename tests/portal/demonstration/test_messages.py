"""The messages of a demonstration: read on a page while no mail server is named, and links into this house only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from foundation import clock
from foundation.db import atomic, db
from foundation.outbox import Letter, OutboxMessage, post
from portal.demonstration.rules import PAGE, Piece, paragraphs
from tests.support.pages import text_of

ORIGIN = "http://127.0.0.1:8000"
LETTER = Letter(
    "ana@example.org",
    "Your link to sign in",
    f"Open this link:\n\n{ORIGIN}/my/links/abc-DEF_1\n\nIt works once.\n",
    "sign_in",
)


@atomic
def send(*letters: Letter) -> None:
    for letter in letters:
        post(letter, domain="linkage.example", stamped_at=clock.wire_now())


def only_number() -> int:
    return db.session.scalars(db.select(OutboxMessage.id)).one()


def test_the_newest_message_stands_first_with_its_subject_and_what_it_is_about(app: Flask):
    send(LETTER, replace(LETTER, subject="Deux places changent", language="fr", kind="digest"))

    page = app.test_client().get("/demonstration/messages")

    words = text_of(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    assert "These would be mail. Nothing leaves the house." in words
    assert words.index("Deux places changent") < words.index("Your link to sign in")
    assert "changes of the programme" in words
    assert 'lang="fr" dir="ltr">Deux places changent' in page.text


def test_the_list_tells_no_address(app: Flask):
    send(LETTER)

    assert "example.org" not in app.test_client().get("/demonstration/messages").text


def test_a_message_is_read_with_its_links(app: Flask):
    send(LETTER)

    page = app.test_client().get(f"/demonstration/messages/{only_number()}")

    assert "It works once." in text_of(page.text)
    assert f'<a href="/my/links/abc-DEF_1"><bdi dir="ltr">{ORIGIN}/my/links/abc-DEF_1</bdi></a>' in page.text


def test_what_stands_in_a_message_is_text_and_no_markup(app: Flask):
    send(replace(LETTER, subject="<b>Hello</b>", text='<script>x</script>\n"quoted"'))

    page = app.test_client().get(f"/demonstration/messages/{only_number()}").text

    assert "&lt;b&gt;Hello&lt;/b&gt;" in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("no link", [Piece("no link")]),
        (f"{ORIGIN}/fr/my/", [Piece(f"{ORIGIN}/fr/my/", "/fr/my/")]),
        (
            f"See {ORIGIN}/2027/?day=2027-05-25.",
            [Piece("See "), Piece(f"{ORIGIN}/2027/?day=2027-05-25", "/2027/?day=2027-05-25"), Piece(".")],
        ),
        (f"{ORIGIN}//evil.example/", [Piece(f"{ORIGIN}//evil.example/")]),
        (f"{ORIGIN}/\\evil.example/", [Piece(f"{ORIGIN}/\\evil.example/")]),
        (f"{ORIGIN}@evil.example/", [Piece(f"{ORIGIN}@evil.example/")]),
        (f"{ORIGIN}.evil.example/", [Piece(f"{ORIGIN}.evil.example/")]),
        (f"{ORIGIN}0/my/", [Piece(f"{ORIGIN}0/my/")]),
        ("https://evil.example/my/", [Piece("https://evil.example/my/")]),
        ("javascript:alert(1)", [Piece("javascript:alert(1)")]),
    ],
)
def test_only_an_address_of_this_house_becomes_a_link(line: str, pieces: list[Piece]):
    assert paragraphs(line, origin=ORIGIN) == [[pieces]]


def test_blank_lines_part_paragraphs():
    told = paragraphs("One\nand more.\n\n\nTwo.\n", origin=ORIGIN)

    assert told == [[[Piece("One")], [Piece("and more.")]], [[Piece("Two.")]]]


def test_older_messages_stand_on_the_next_page(app: Flask):
    send(*(replace(LETTER, subject=f"Number {number}.") for number in range(PAGE + 1)))
    client = app.test_client()

    first, second = (text_of(client.get(f"/demonstration/messages?page={page}").text) for page in (1, 2))

    assert ("Number 0." in first, "Number 50." in first, "Older messages" in first) == (False, True, True)
    assert ("Number 0." in second, "Number 50." in second, "Newer messages" in second) == (True, False, True)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", ""])
def test_a_page_that_is_none_is_answered(app: Flask, page: str):
    assert app.test_client().get(f"/demonstration/messages?page={page}").status_code == 200


def test_where_no_message_was_written_the_page_says_what_makes_one(app: Flask):
    db.session.execute(db.delete(OutboxMessage))

    assert "No message stands here." in text_of(app.test_client().get("/demonstration/messages").text)


@pytest.mark.parametrize("path", ["/demonstration/messages", "/demonstration/messages/1"])
def test_with_a_mail_server_or_outside_a_demonstration_nobody_reads_messages(app: Flask, empty_app: Flask, path: str):
    with app.app_context():
        send(LETTER)
    app.config["SMTP"] = "smtp://mail.example"

    answers = [each.test_client().get(path) for each in (app, empty_app)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Your link to sign in" not in answers[0].text


def test_a_message_that_is_not_there_is_missing(app: Flask):
    assert app.test_client().get("/demonstration/messages/999999").status_code == 404


def test_a_list_of_many_costs_what_a_list_of_one_costs(app: Flask, count_queries):
    client = app.test_client()
    send(LETTER)
    client.get("/demonstration/messages")
    with count_queries() as with_one:
        client.get("/demonstration/messages")
    send(*[LETTER] * 40)
    with count_queries() as with_many:
        client.get("/demonstration/messages")

    assert len(with_many) == len(with_one)


def test_the_page_of_the_demonstration_leads_to_them_unless_mail_goes_out(app: Flask):
    link = 'href="/demonstration/messages"'
    before = link in app.test_client().get("/demonstration").text
    app.config["SMTP"] = "smtp://mail.example"

    assert (before, link in app.test_client().get("/demonstration").text) == (True, False)
