"""One paper is one row, however often the files tell it; what is unverified never comes in."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from events.documents.models import Document
from foundation.db import db
from portal.loading.services.documents import slug


def papers() -> dict[str, Document]:
    return {paper.key: paper for paper in db.session.scalars(select(Document))}


def test_papers_are_of_sessions_meetings_bodies_and_the_founding(site):
    with site.app_context():
        assert Counter(paper.subject_kind for paper in papers().values()) == {
            "session": 22,
            "founding": 10,
            "body": 10,
            "meeting": 1,
        }


def test_a_paper_told_twice_belongs_to_its_session_and_takes_what_the_other_place_adds(site):
    with site.app_context():
        note, report = papers()["E/CN.16/2007/CRP.2"], papers()["E/2007/31-E/CN.16/2007/4"]

    assert (note.subject_kind, note.subject_key, str(note.dated), note.year, note.languages) == (
        "session",
        "10",
        "2007-05-16",
        2007,
        ["en"],
    )
    assert (report.subject_key, report.languages) == ("10", ["ar", "zh", "en", "fr", "ru", "es"])


def test_a_paper_of_a_meeting_stands_under_its_edition_and_key(site):
    with site.app_context():
        paper = papers()["ALC5/2007 meeting report v2.0"]

    assert (paper.subject_kind, paper.subject_key, str(paper.dated)) == ("meeting", "2007/C07-01", "2007-05-17")


def test_what_is_unverified_never_comes_in(site):
    with site.app_context():
        assert "A/62/66-E/2007/13" not in papers()


def test_a_title_becomes_a_key():
    assert slug("WSIS+5: ITU's five-year contribution (2005-2010)") == "wsis-5-itu-s-five-year-contribution-2005-2010"
    assert slug("Stratégies numériques") == "strategies-numeriques"
    assert len(slug("long " * 100)) <= 200
