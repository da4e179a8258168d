"""reports.yaml: the documents of record; what is unverified is never loaded, and reports have no place yet."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portal.loading.forms.fields import BodyKey, Day, Form, Language, Mark, Once, SessionKey, Text, Words, Year

Symbol = Annotated[Words, Field(max_length=120)]


class SeriesReport(Form):
    """A yearly report of the Secretary-General on the follow-up."""

    later = ("covers", "contributors")

    year: Year
    symbol: Symbol
    session: SessionKey
    dated: Day | None = None
    note: Text = ""
    e_number_confidence: Mark | None = None
    confidence: Mark


class Founding(Form):
    symbol: Symbol
    title: Words
    date: Day | None = None
    confidence: Mark


class BodyReport(Form):
    body: BodyKey
    symbol: Symbol | None = None
    title: Words
    title_confidence: Mark | None = None
    year: Year | None = None
    language: Language | None = None
    languages: Once[Language] = Field(default_factory=list)
    note: Text = ""
    confidence: Mark


class ReportsFile(Form):
    later = (
        "meta", "cycle_change", "unverified", "real_calls", "cycle_meaning", "cycle_2027", "inputs_2027",
        "missing_2027", "annual_report_2027",
    )  # fmt: skip

    secretary_general_reports: list[SeriesReport] = Field(default_factory=list)
    founding_documents: list[Founding] = Field(default_factory=list)
    other_real_reports: list[BodyReport] = Field(default_factory=list)
