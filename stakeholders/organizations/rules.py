"""The refusals of this room."""

from __future__ import annotations

from foundation.errors import Missing
from foundation.sentences import Sentence


class UnknownBody(Missing):
    sentence = Sentence("There is no body {key} in the directory.")
    next_step = Sentence("The list of bodies shows all of them, with their acronyms in six languages.")
