"""dialogue_demo.yaml: the interactive dialogues; requests, questions and messages have no place yet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portal.loading.forms.cluster import OfEdition
from portal.loading.forms.fields import W200, BodyKey, Form, Mark, MeetingKey, Once, WindowKey


class Dialogue(Form):
    later = ("partner_accounts", "chair", "requests")

    meeting: MeetingKey
    title: W200
    leads: Once[BodyKey] = Field(min_length=1)
    policy: Literal["rotation", "protocol"]
    slot_minutes: Annotated[int, Field(gt=0, le=24 * 60)]
    list_window: WindowKey | None = None


class Meta(Form):
    later = (
        "states", "order", "times", "limits", "lost_connection", "delegations", "question_states", "message_states",
    )  # fmt: skip

    confidence: Mark


class DialoguesFile(OfEdition):
    edition = "2027"
    later = ("delegations", "questions_before", "events_for_test", "channel_messages")

    meta: Meta
    dialogues: list[Dialogue]
