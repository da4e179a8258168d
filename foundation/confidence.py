"""How sure a record is: kept with every loaded row, as a whole and field by field, and shown beside it."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Enum
from sqlalchemy.orm import Mapped, mapped_column


class Confidence(StrEnum):
    """sure: public record; likely: believed right, to be checked; illustrative: made for the demonstration."""

    SURE = "sure"
    LIKELY = "likely"
    ILLUSTRATIVE = "illustrative"


class Marked:
    """Columns of a row that carries its confidence; `confidences` names fields that differ from the whole."""

    confidence: Mapped[Confidence] = mapped_column(
        Enum(
            Confidence,
            name="confidence",
            native_enum=False,
            create_constraint=True,
            length=12,
            values_callable=lambda kinds: [kind.value for kind in kinds],
        )
    )
    confidences: Mapped[dict[str, str]] = mapped_column(default=dict)

    @property
    def is_illustrative(self) -> bool:
        return self.confidence == Confidence.ILLUSTRATIVE
