"""The words of the list of participants, who may see and issue it, and when it may be the final one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from events.editions.rules import ORGANIZER, PROGRAMME_ORGANIZER
from events.registration.rules.registering import REGISTRAR
from foundation.errors import Forbidden, Missing, Refused
from foundation.sentences import Sentence
from stakeholders.organizations.rules.affiliations import AUDITOR

ISSUERS = (REGISTRAR, ORGANIZER)
"""Who issues the list: in the house, an edition or a segment."""

READERS = (*ISSUERS, PROGRAMME_ORGANIZER, AUDITOR)
"""Whose desk shows it."""


class Kind(StrEnum):
    """Whether more people may come."""

    PROVISIONAL = "provisional"
    FINAL = "final"


KIND_WORDS: Mapping[str, Sentence] = {Kind.PROVISIONAL: Sentence("provisional"), Kind.FINAL: Sentence("final")}

NAMES: Mapping[str, Sentence] = {
    Kind.PROVISIONAL: Sentence("Provisional list no. {number}"),
    Kind.FINAL: Sentence("Final list no. {number}"),
}
AS_IT_STANDS = Sentence("As it stands now, not issued")

TITLE = Sentence("List of participants")
AS_OF = Sentence("As of {day}")
COUNTED = Sentence("People in the list: {number}. Only those who agreed stand in it.")
OTHER_SCRIPTS = Sentence(
    "Some names are in scripts for which we ship no font: where none is installed, only the Latin letters show."
)
ONLINE = Sentence("online")
NOBODY = Sentence("Nobody stands in the list yet.")

_SHIPPED = ("LATIN", "GREEK", "CYRILLIC", "ARABIC")


_CHINESE = ("CJK", "BOPOMOFO", "HIRAGANA", "KATAKANA", "HANGUL")
"""What a font for Chinese has besides."""


def needs_other_fonts(text: str, *, has_chinese: bool = False) -> bool:
    """Whether a text has letters of a script for which there is no font: the house’s own, and one for Chinese if installed."""
    spoken = (*_SHIPPED, *(_CHINESE if has_chinese else ()))
    return any(sign.isalpha() and not unicodedata.name(sign, "").startswith(spoken) for sign in text)


class UnknownList(Missing):
    sentence = Sentence("There is no such list of participants.")
    next_step = Sentence("The page of the list shows those that were issued.")


class NotForYou(Forbidden):
    sentence = Sentence("The list of participants is for people whose registration for {edition} is approved.")
    next_step = Sentence("It shows people, so it is not public. Your own page tells how your registrations stand.")


class MayNotIssue(Forbidden):
    sentence = Sentence("You may read the list of participants and don’t issue it.")


class NothingNew(Refused):
    sentence = Sentence("Nothing is other than in the list issued last, no. {number}.")
    next_step = Sentence("Issue a list when somebody came, left or moved.")


class FinalAlready(Refused):
    sentence = Sentence("The final list is issued already, no. {number}.")
    next_step = Sentence("Issue another final one where something is other than in it.")


class NotOverYet(Refused):
    sentence = Sentence("“{part}” lasts until {day}: people may still come.")
    next_step = Sentence("Issue a provisional list, or tick that this one is final already.")


class NobodyListed(Refused):
    sentence = Sentence("Nobody stands in the list yet: there is nothing to issue.")


def demand_no_final(kind: Kind, *, final: int | None) -> None:
    """Go on only where no provisional list comes after a final one, whose number this is; raises FinalAlready."""
    if kind is Kind.PROVISIONAL and final is not None:
        raise FinalAlready(number=final)


def demand_over(kind: Kind, *, part: str, ends_on: date, today: date, is_early: bool) -> None:
    """Go on only where a final list is issued after the last day, or on purpose before; raises NotOverYet."""
    if kind is Kind.FINAL and today <= ends_on and not is_early:
        raise NotOverYet(part=part, day=ends_on)
