"""The refusals of this room and the words of its windows and orders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from foundation.errors import Missing
from foundation.sentences import Sentence

CHAIR, RAPPORTEUR, DIALOGUE_SECRETARY = "chair", "rapporteur", "dialogue_secretary"
"""The roles of who leads a meeting, who writes down what comes of it, and who serves a dialogue."""


class UnknownDialogue(Missing):
    sentence = Sentence("There is no dialogue {key} in {edition}.")
    next_step = Sentence("The list of dialogues shows those of this year.")


WINDOW_WORDS: Mapping[str, Sentence] = {
    "seats": Sentence("Places in the room"),
    "questions_before_dialogue": Sentence("Questions before the dialogue"),
    "written_statements": Sentence("Written statements"),
    "list_of_speakers": Sentence("List of speakers"),
}

ORDER_WORDS: Mapping[str, tuple[Sentence, ...]] = {
    "rotation": (
        Sentence("Statements of groups come first."),
        Sentence("Then a State and another stakeholder take the floor in turn."),
        Sentence("The other slot goes to the floor group that was served least recently."),
        Sentence("If one side alone waits, it is served: the floor is never idle."),
    ),
    "protocol": (
        Sentence("Statements of groups come first, then members of the Commission, then observer States."),
        Sentence("United Nations entities and intergovernmental organizations follow, then all other stakeholders."),
        Sentence("Inside each band: first come, first served."),
    ),
}


class Opening(Protocol):
    """What the rule needs of a window."""

    meeting_keys: list[str]
    opens_at: datetime


W = TypeVar("W", bound=Opening)


def windows_of(windows: Iterable[W], meeting_key: str) -> list[W]:
    """The windows that name a meeting, by opening."""
    return sorted((each for each in windows if meeting_key in each.meeting_keys), key=lambda each: each.opens_at)
