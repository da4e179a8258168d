"""Who sends too much is told how much fits, and led back to the form."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.support.pages import text_of
from tests.support.people import account, sign_in

APPLY = "/my/accreditation/new"
HERE = "http://localhost"


def ways(page: str) -> list[str]:
    """Where the page leads on to, that is somebody’s own."""
    return [address for address in re.findall(r'<a class="go" href="([^"]*)"', page) if "/my/" in address]


PART = b'--b\r\nContent-Disposition: form-data; name="letter"\r\n\r\n%b\r\n--b--\r\n'


@pytest.mark.parametrize(
    ("letter", "told", "words"),
    [
        (b"x", {"CONTENT_LENGTH": str(27 * 1024**2)}, "At most 26 MB can be sent here at once."),
        (b"x" * 700_000, {}, "At most 488 KB of text can be sent here at once."),
    ],
)
def test_the_page_names_what_fits(app: Flask, letter: bytes, told: dict[str, str], words: str):
    client = sign_in(app.test_client(), account("AC-61"))
    sent = {"data": PART % letter, "content_type": "multipart/form-data; boundary=b"}

    answer = client.post(APPLY, **sent, headers={"Referer": HERE + APPLY}, environ_overrides=told)

    assert answer.status_code == 413
    assert "What was sent is too large. " + words in text_of(answer.text)
    assert ways(answer.text) == [APPLY, "/my/"]


def test_a_form_of_words_takes_one_megabyte(app: Flask):
    client = sign_in(app.test_client(), account("AC-61"))

    answer = client.post("/my/profile", data={"name": "x" * 1_100_000}, headers={"Referer": HERE + "/my/profile"})

    assert answer.status_code == 413
    assert "At most 1 MB can be sent here at once." in text_of(answer.text)
    assert ways(answer.text) == ["/my/profile", "/my/"]


@pytest.mark.parametrize("referer", ["https://elsewhere.example/my/profile", "javascript:alert(1)", ""])
def test_nobody_is_led_out_of_the_house(app: Flask, referer: str):
    client = sign_in(app.test_client(), account("AC-61"))

    answer = client.post("/my/profile", data={"name": "x" * 1_100_000}, headers={"Referer": referer} if referer else {})

    assert ways(answer.text) == ["/my/profile", "/my/"]
    assert "elsewhere" not in answer.text
