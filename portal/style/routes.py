"""The door of the style page."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import render_template

from foundation.pages import Pages

pages = Pages("style", __name__)

# The days of the sample edition and the hours of its meetings; the meetings themselves are drawn, not loaded.
FIRST = date(2027, 5, 10)
LAST = date(2027, 5, 28)
DAY = date(2027, 5, 13)
MORNING = datetime.combine(DAY, time(9, 30))
NOON = datetime.combine(DAY, time(12, 30))
LUNCH = datetime.combine(DAY, time(13, 15))
AFTER_LUNCH = datetime.combine(DAY, time(14, 45))
EVENING = datetime.combine(DAY, time(18, 0))


@pages.get("/style")
def style_page() -> str:
    """Every part once."""
    return render_template(
        "portal/style/style.html",
        first=FIRST,
        last=LAST,
        morning=MORNING,
        noon=NOON,
        lunch=LUNCH,
        after_lunch=AFTER_LUNCH,
        evening=EVENING,
    )
