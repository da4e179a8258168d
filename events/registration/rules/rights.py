"""What one may do in a meeting: by its kind and the constituency, or because the meeting names the constituency."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from foundation.sentences import Sentence

YOUR_RIGHT: Mapping[str, Sentence] = {
    "decide": Sentence("You may come, you have the floor and take part in decisions."),
    "speak": Sentence("You may come and ask for the floor."),
    "attend": Sentence("You may come; the floor only when the Chair invites you."),
    "silent": Sentence("You may come, without the floor."),
    "closed": Sentence("Closed to you."),
}
NAMED_ONLY = Sentence("Closed to you, unless the meeting names your constituency.")
RIGHT_MARKS: Mapping[str, tuple[str, str]] = {
    "decide": ("full", "inf"),
    "speak": ("full", "inf"),
    "attend": ("part", "mut"),
    "silent": ("none", "mut"),
    "closed": ("shut", "mut"),
}


def right_in(
    constituency: str, rights: Mapping[str, str], *, open_for: Collection[str] = (), right_of_named: str | None = None
) -> str:
    """The right of a constituency in a meeting: that of those it names, else that of its kind; closed where none is told."""
    if right_of_named and constituency in open_for:
        return right_of_named
    return rights.get(constituency, "closed")


def right_words(right: str, *, right_of_named: str | None = None) -> Sentence:
    """A right in words to the person who has it."""
    return NAMED_ONLY if right == "closed" and right_of_named else YOUR_RIGHT[right]
