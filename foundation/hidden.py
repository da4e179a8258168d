"""Addresses that are secrets themselves: whoever has one may read what stands there, so no log names it."""

from __future__ import annotations

import logging
import re

SECRET = "/feeds/p/"
"""What the address of a person's own calendar begins with."""

_SECRETS = re.compile(r"(/feeds/p/|/my/links/|/invitations/|/places/)[^/\s?\"']+")


def hide(words: str) -> str:
    """The words without the secret part of any address in them."""
    return _SECRETS.sub(r"\1…", words)


def conceal(record: logging.LogRecord) -> bool:
    """A filter for a logger: what it writes names no secret address."""
    record.msg, record.args = hide(record.getMessage()), ()
    return True
