"""How a person's calendar takes a feed's address, and how soon it looks again."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from foundation.sentences import Sentence


@dataclass(frozen=True)
class Ways:
    """One feed as the different calendars want its address."""

    address: str

    @property
    def webcal(self) -> str:
        """For programs on this device: the scheme asks them to subscribe instead of importing."""
        return "webcal://" + self.address.partition("://")[2]

    @property
    def google(self) -> str:
        """Google's own page for adding a calendar by its address."""
        return "https://calendar.google.com/calendar/r?cid=" + quote(self.webcal, safe="")


@dataclass(frozen=True)
class Calendar:
    """A calendar program, and how often it looks at an address again."""

    name: str
    looks: Sentence


CALENDARS = (
    Calendar("Apple", Sentence("every 5 minutes to once a week, as you set it")),
    Calendar("Thunderbird", Sentence("every 30 minutes, if you leave it so")),
    Calendar("Fastmail", Sentence("about every hour")),
    Calendar("Outlook, Microsoft 365", Sentence("about every 3 to 24 hours")),
    Calendar("Google", Sentence("about every 4 to 24 hours; we can’t hasten it")),
)
