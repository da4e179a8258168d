"""action_lines.yaml: the action lines and e-applications, and who facilitates them, then and now."""

from __future__ import annotations

from pydantic import Field

from portal.loading.forms.fields import (
    W80,
    BodyKey,
    BodyOrGroup,
    Day,
    Form,
    Language,
    LineKey,
    Mark,
    Names,
    Once,
    ShortKey,
    Text,
    Words,
)


class Meta(Form):
    """`current_as_of` is the day of the file's own statement: who leads and co-facilitates is known from then on."""

    later = ("notes", "source_facilitators")

    source_plan: W80
    confidence: Mark
    current_as_of: Day
    title_confidence_default: dict[Language, Mark] = Field(default_factory=dict)


class LineMarks(Form):
    annex_facilitators: Mark | None = None
    lead_2007: Mark | None = None
    lead_current: Mark | None = None
    cofacilitators: Mark | None = None


class Line(Form):
    later = ("order", "colour", "children")

    id: ShortKey
    parent: LineKey | None = None
    title: Names
    short_en: W80 | None = None
    aliases_en: list[Words] = Field(default_factory=list)
    annex_facilitators: Once[BodyOrGroup]
    lead_2007: BodyKey | None
    lead_current: BodyKey | None
    cofacilitators: Once[BodyOrGroup]
    note: Text = ""
    confidence: LineMarks


class LinesFile(Form):
    meta: Meta
    action_lines: list[Line]
