"""Who facilitates a line on a day: dated assignments, never constants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from foundation.errors import Missing
from foundation.sentences import Sentence

REPORT_AUTHOR, ANNUAL_REPORT_DRAFTER = "report_author", "annual_report_drafter"
"""The roles of who writes an organization’s reports, and of who drafts the Secretary-General’s."""


class UnknownLine(Missing):
    sentence = Sentence("There is no action line {key}.")
    next_step = Sentence("The action lines run from C1 to C11; C7 has eight e-applications.")


class Dated(Protocol):
    """What the rule needs of a mandate."""

    role: str
    since: date
    until: date | None


D = TypeVar("D", bound=Dated)

NAMED, LEAD, CO = "named", "lead", "co"
"""Roles: named in the annex of the Tunis Agenda; leading the line; facilitating beside the lead."""


def holding(mandates: Iterable[D], role: str, on: date) -> list[D]:
    """The mandates of a role that hold on a day: begun by then and not ended.

    A line has one lead at a time, so of several leads the latest begun holds. Before the first
    date known the first one is given, for the record says no more.
    """
    begun = [each for each in mandates if each.role == role and (each.until is None or on <= each.until)]
    held = [each for each in begun if each.since <= on]
    if role != LEAD:
        return held
    if held:
        return [max(held, key=lambda each: each.since)]
    return sorted(begun, key=lambda each: each.since)[:1]
