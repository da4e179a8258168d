"""Refusals that a person can read. A room names its own and gives each its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foundation.sentences import Sentence


class Refusal(Exception):
    """The ground of all refusals: an HTTP status and a sentence; `next_step` says what can be done instead."""

    status = 400
    sentence = Sentence("This can’t be done.")
    next_step: Sentence | None = None

    def __init__(self, **values: object) -> None:
        self.sentence = type(self).sentence.with_values(**values)
        if self.next_step is not None:
            self.next_step = self.next_step.with_values(**values)
        super().__init__(str(self.sentence))


class Missing(Refusal):
    """404: nothing stands at this address."""

    status = 404
    sentence = Sentence("Nothing stands at this address.")


class Forbidden(Refusal):
    """403: the person is known and may not."""

    status = 403
    sentence = Sentence("You may not do this.")


class Refused(Refusal):
    """409: the state of things does not allow it."""

    status = 409
    sentence = Sentence("The state of things does not allow this.")


class ChangedMeanwhile(Refused):
    """Somebody changed the thing after it was shown: `current` is what stands there now, `mine` what was sent."""

    sentence = Sentence("This was changed meanwhile by {who}: nothing of yours is saved yet.")
    next_step = Sentence("Look at both, then save yours over it or take theirs.")

    def __init__(self, *, current: Mapping[str, Any], mine: Mapping[str, Any], revision: int, **values: object) -> None:
        super().__init__(**values)
        self.current, self.mine, self.revision = current, mine, revision

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in which the two differ, in the order of mine."""
        return tuple(name for name, value in self.mine.items() if self.current.get(name) != value)


class Invalid(Refusal):
    """422: what came in can't be read as what it should be."""

    status = 422
    sentence = Sentence("What was sent can’t be read.")
