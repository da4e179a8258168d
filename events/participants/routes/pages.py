"""The pages of participants."""

from __future__ import annotations

from events.participants.models import ParticipantList  # noqa: F401
from foundation.pages import Pages

pages = Pages("participants", __name__)
