"""What is said to somebody who answers a delegation, and can’t so."""

from __future__ import annotations

from foundation.errors import Invalid, Refusal
from foundation.sentences import Sentence


class SaidNeither(Invalid):
    sentence = Sentence("Say yes or no: nothing was done.")


class YesToNothing(Invalid):
    sentence = Sentence("You said yes and ticked nothing. Tick what is right, or say no.")


class SpentInvitation(Refusal):
    status = 410
    sentence = Sentence("This invitation is answered, and the link works only once.")
    next_step = Sentence("Sign in to change it.")
