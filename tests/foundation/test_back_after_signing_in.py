"""Who has sent a form without being signed in comes back to its page."""

from __future__ import annotations

import pytest
from flask import Flask

HOUSE = "http://localhost"


@pytest.mark.parametrize(
    ("sent_to", "sent_from", "back"),
    [
        ("/my/profile", "/my/profile", "%2Fmy%2Fprofile"),
        ("/my/address", "/my/profile", "%2Fmy%2Fprofile"),
        ("/fr/my/profile", "/fr/my/profile", "%2Ffr%2Fmy%2Fprofile"),
        ("/2027/meetings/S04/seat", "/2027/meetings/S04?from=x", "%2F2027%2Fmeetings%2FS04%3Ffrom%3Dx"),
        ("/my/address", "/my/address", "%2Fmy%2F"),
        ("/my/calendar/alarms", None, "%2Fmy%2Fcalendar"),
        ("/fr/my/calendar/alarms", None, "%2Ffr%2Fmy%2Fcalendar"),
        ("/my/profile", "http://elsewhere.example/my/", "%2Fmy%2Fprofile"),
    ],
)
@pytest.mark.parametrize("is_guarded", [False, True])
def test_a_form_leads_over_the_sign_in_page_back_to_its_page(
    app: Flask, sent_to: str, sent_from: str | None, back: str, is_guarded: bool
):
    app.config["WTF_CSRF_ENABLED"] = is_guarded
    headers = {"Referer": sent_from if "://" in sent_from else HOUSE + sent_from} if sent_from else {}
    answer = app.test_client().post(sent_to, headers=headers)
    prefix = "/fr" if sent_to.startswith("/fr/") else ""

    assert (answer.status_code, answer.location) == (303, f"{prefix}/my/sign-in?next={back}")
