"""The door of an edition's front page."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template

from foundation import clock, languages
from foundation.pages import Pages
from portal.front import queries
from portal.front.rules import dates, picture, sheet, weeks, words
from stakeholders.mandates.rules import LEAD, holding

pages = Pages("front", __name__)


@pages.get("/<edition>/")
def edition_page(edition: str) -> str:
    """An edition in ten seconds, and then in full."""
    front = queries.front(edition)
    return render_template(
        "portal/front/edition.html",
        front=front,
        edition=front.edition,
        banner=front.edition.banner or None,
        plain_note=dates.plain_note,
        **_in_words(front),
        **_in_pictures(front),
    )


def _in_words(front: queries.Front) -> dict[str, Any]:
    """The head, the dates, the day of 17 May, who leads the lines at the edition's beginning."""
    edition, meetings = front.edition, front.meetings
    spans = weeks.spans(edition.segments, meetings)
    dialogues = weeks.dialogues(meetings, [dialogue.meeting.key for dialogue in front.dialogues])
    has_session = any(segment.session for segment in edition.segments)
    zone, today = ZoneInfo(edition.zone), clock.today(edition.zone)
    return {
        "headline": words.headline(
            edition.starts_on, edition.ends_on, dialogues=len(dialogues), has_session=has_session
        ),
        "lead": words.lead(spans, dialogues=len(dialogues)),
        "figures": words.figures(meetings, dialogues=len(dialogues)),
        "the_day": words.the_day(front.marks, meetings),
        "dialogues": dialogues,
        "leads": {line.key: holding(line.mandates, LEAD, edition.starts_on) for line in front.lines},
        "dates": dates.dates(
            [(each, each.opens_at.astimezone(zone), each.closes_at.astimezone(zone)) for each in edition.windows],
            segments={segment.key: segment.name for segment in edition.segments},
            titles={facts.key: facts.title for facts in meetings},
            today=today,
        ),
        "is_past": edition.ends_on < today,
        "undated": sum(facts.starts is None for facts in meetings),
    }


def _in_pictures(front: queries.Front) -> dict[str, Any]:
    """The weeks as a picture and as a sheet."""
    edition, meetings = front.edition, front.meetings
    first, last = edition.starts_on, edition.ends_on
    records = [dialogue.meeting.key for dialogue in front.dialogues]
    drawn = weeks.Drawn(
        meetings=meetings,
        spans=weeks.spans(edition.segments, meetings),
        named=weeks.named_days(front.marks, first, last),
        crossings=weeks.crossings(weeks.dialogues(meetings, records), first, last),
    )
    return {
        "picture": picture.picture(first, last, drawn, direction=languages.current().direction),
        "sheet": sheet.sheet(first, last, drawn),
    }
