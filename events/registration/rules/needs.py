"""What people need so as to take part: what can be asked, how it stands, what is said to them; personal throughout."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from events.editions.rules import ORGANIZER, PROGRAMME_ORGANIZER
from events.registration.rules.registering import REGISTRAR
from foundation.errors import Invalid, Missing, Refused
from foundation.sentences import Sentence

PLANNERS = (REGISTRAR, ORGANIZER, PROGRAMME_ORGANIZER)
"""Who sees the needs of people and answers them, in the house, an edition or a segment. An auditor doesn’t: they are personal."""

MOST_WORDS, MOST_ANSWER = 1000, 1000

KIND_WORDS: Mapping[str, Sentence] = {
    "step_free": Sentence("step-free way"),
    "wheelchair": Sentence("a place for a wheelchair"),
    "sign_language": Sentence("sign-language interpretation"),
    "captions": Sentence("captioning"),
    "hearing_loop": Sentence("hearing loop"),
    "assistant": Sentence("an assistant comes along"),
    "documents": Sentence("documents in an accessible format"),
    "other": Sentence("something else"),
}
"""What can be ticked, in the order of the form."""


class NeedState(StrEnum):
    """How a need stands. One that was taken back is not there any more."""

    ASKED = "asked"
    ARRANGED = "arranged"
    NOT_POSSIBLE = "not_possible"


STATE_WORDS: Mapping[str, Sentence] = {
    NeedState.ASKED: Sentence("to be answered"),
    NeedState.ARRANGED: Sentence("arranged"),
    NeedState.NOT_POSSIBLE: Sentence("not possible"),
}
QUESTION_WORDS = Sentence("We ask the person back")
QUESTION_WORDS_TO_PERSON = Sentence("a question to you")
"""How a need stands while the planners have asked: to them, and to its person."""

STATE_MARKS: Mapping[str, tuple[str, str]] = {
    NeedState.ASKED: ("wait", "warn"),
    NeedState.ARRANGED: ("ok", "ok"),
    NeedState.NOT_POSSIBLE: ("can", "err"),
}

ANSWER_WORDS: Mapping[str, Sentence] = {
    NeedState.ARRANGED: Sentence("What you need for {edition} is arranged."),
    NeedState.NOT_POSSIBLE: Sentence("What you need for {edition} can’t be arranged."),
    NeedState.ASKED: Sentence("We have a question about what you need for {edition}."),
}
"""What the letter begins with, by the state that the answer leaves."""


@dataclass(frozen=True)
class Wanted:
    """What a person says that they need: kinds, and words of their own."""

    kinds: tuple[str, ...] = ()
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.kinds or self.words)


@dataclass(frozen=True)
class Besides:
    """What is said beside a registration: the title for the list of participants, whether to stand in it, what is needed."""

    function: str = ""
    is_listed: bool = False
    wanted: Wanted = Wanted()


class Answered(Protocol):
    """A need with how it stands and what was said to it."""

    @property
    def state(self) -> str: ...
    @property
    def answer(self) -> str: ...


NOTHING_BESIDES = Besides()


class NothingNeeded(Invalid):
    sentence = Sentence("Tick what you need, or say it in words.")
    next_step = Sentence("If you need nothing any more, take it back.")


class NotRegistered(Refused):
    sentence = Sentence("What you need is planned for people who are registered for {edition}.")
    next_step = Sentence("Register first; the form asks for it, too.")


class UnknownNeed(Missing):
    sentence = Sentence("There is no such need here.")
    next_step = Sentence("Its person may have taken it back.")


class AnswerNeeded(Invalid):
    sentence = Sentence("Say it in words: the person reads them.")


def wanted(kinds: Collection[str], words: str) -> Wanted:
    """What was ticked, in the order of the form and each once, and said."""
    return Wanted(tuple(kind for kind in KIND_WORDS if kind in kinds), words.strip())


def is_question(need: Answered) -> bool:
    """Whether what the planners have said is a question, which its person answers by saying what they need again."""
    return need.state == NeedState.ASKED and bool(need.answer)


def standing(need: Answered, *, to_person: bool = False) -> Sentence:
    """How a need stands, in words, to its person or to the planners."""
    if is_question(need):
        return QUESTION_WORDS_TO_PERSON if to_person else QUESTION_WORDS
    return STATE_WORDS[need.state]


def counted(needs: Collection[Collection[str]]) -> dict[str, int]:
    """How many people need each kind, in the order of the form; kinds that nobody needs are left out."""
    found = {kind: sum(kind in kinds for kinds in needs) for kind in KIND_WORDS}
    return {kind: number for kind, number in found.items() if number}
