"""Files that people send in, kept by their content: the same bytes are kept once, whatever they are called."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from foundation.db import Base, Instant


class KeptFile(Base):
    """A file by the SHA-256 of its content. Its type is what the content is, never what it was called."""

    __tablename__ = "kept_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    kept_at: Mapped[datetime] = mapped_column(Instant)
