"""Letters in the words of their reader: sentences become plain text, a blank line between paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from foundation.languages import BY_CODE, ENGLISH, say, speaking
from foundation.sentences import Sentence


@dataclass(frozen=True)
class House:
    """Where letters come from: `origin`, the address that people reach this house under, and `domain`, which ends their Message-ID."""

    origin: str
    domain: str

    def address(self, path: str, *, language: str) -> str:
        """The full address of a page in a language; `path` begins with a slash and bears no language."""
        spoken = BY_CODE.get(language, ENGLISH)
        return self.origin + ("" if spoken is ENGLISH else f"/{spoken.code}") + path


def house() -> House:
    """This house, by its settings."""
    return House(current_app.config["PUBLIC_URL"], current_app.config["UID_DOMAIN"])


def in_words(language: str, subject: Sentence, *paragraphs: Sentence | str) -> tuple[str, str]:
    """Subject and text of a letter in a language; what is no sentence (an address) stands as it is."""
    with speaking(BY_CODE.get(language, ENGLISH)):
        told = [say(each) if isinstance(each, Sentence) else each for each in paragraphs]
        return say(subject), "\n\n".join(told) + "\n"
