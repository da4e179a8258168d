"""The question "May I come?": as what, with whom, to which part."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.errors import Invalid
from foundation.sentences import Sentence


class UnknownChoice(Invalid):
    sentence = Sentence("“{choice}” stands in none of the lists of this page.")
    next_step = Sentence("Choose from the lists: a constituency or an organization, and a part of the edition.")


@dataclass(frozen=True)
class Question:
    """What was asked; an empty text leaves it open."""

    constituency: str = ""
    organization: str = ""
    segment: str = ""
