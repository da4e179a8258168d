"""Canonical JSON and its SHA-256: the same content, the same fingerprint (R34)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def canonical(value: Any) -> str:
    """Canonical JSON of plain data: NFC, white space in texts collapsed, keys sorted, no spaces between tokens."""
    return json.dumps(_folded(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(value: Any) -> str:
    """SHA-256 (hex, 64 characters) over the canonical JSON of `value`."""
    return sha256(canonical(value).encode()).hexdigest()


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, Mapping):
        return {str(key): _folded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_folded(item) for item in value]
    return value
