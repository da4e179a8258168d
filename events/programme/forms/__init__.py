"""What may come in: wishes of readers, and what organizers write."""

from __future__ import annotations

from events.programme.forms.wishes import read_number, read_wish

__all__ = ["read_number", "read_wish"]
