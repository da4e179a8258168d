"""Which papers a constituency brings, and what registering says about letters."""

from __future__ import annotations

from collections.abc import Mapping

from foundation.sentences import Sentence

LETTER = Sentence("a letter of the organization’s head")

PAPERS: Mapping[str, tuple[Sentence, ...]] = {
    "GOV-MEMBER": (Sentence("a note verbale of the permanent mission"),),
    "GOV-OBSERVER": (Sentence("a note verbale of the permanent mission"),),
    "UN-ENTITY": (Sentence("a letter of nomination"),),
    "IGO": (Sentence("a letter of nomination by the executive head"),),
    "NGO-ECOSOC": (
        Sentence("a letter of the organization’s head or main representative"),
        Sentence("the number of the consultative status"),
    ),
    "CSO-WSIS": (LETTER, Sentence("the organization’s entry in the list of those accredited to the Summit")),
    "BUSINESS": (LETTER, Sentence("the entry in the Summit’s list, or an endorsement by the business focal point")),
    "ACADEMIC-TECH": (
        Sentence("a letter of the institution’s head"),
        Sentence("a short account of its work on the action lines"),
    ),
    "EXPERT": (Sentence("the letter of invitation"),),
    "PRESS": (Sentence("a press card or letter of assignment"),),
    "SECRETARIAT": (),
}
"""What the secretariat asks of each constituency for a session of the Commission."""
