"""Content lines of the calendar around the blocks (RFC 5545, 3.1): text escaped, lines folded by octets, CRLF.

The blocks are drawn with icalendar; it leaves `;` and `,` bare in X- properties (7.3), of which a
calendar's head is made.
"""

from __future__ import annotations

from datetime import datetime

CRLF = b"\r\n"
WIDTH = 75
"""Octets of a line at most, without its CRLF; the space before a continuation counts."""

_UNCLEAN = dict.fromkeys((*range(32), *range(127, 160)), "")
# Some programs break lines wherever Python's splitlines() does: the last three would tear a property apart.
_UNCLEAN |= {0x09: " ", 0x0A: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_ESCAPED = {0x0A: "\\n", ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,"}


def clean(value: str) -> str:
    """A text without control characters, its line ends as LF, in octets that exist (RFC 5545, 3.3.11)."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n").translate(_UNCLEAN)
    return plain.encode(errors="replace").decode()


def text(value: str) -> str:
    """A value of type TEXT: escaped, without control characters (RFC 5545, 3.3.11)."""
    return clean(value).translate(_ESCAPED)


def utc(instant: datetime) -> str:
    """An instant in UTC as DATE-TIME."""
    return f"{instant:%Y%m%dT%H%M%SZ}"


def line(name: str, value: str) -> bytes:
    """A content line out of a name (with its parameters) and a value that is escaped already."""
    octets = f"{name}:{value}".encode(errors="replace")
    if len(octets) <= WIDTH:
        return octets + CRLF
    parts, begin, room = [], 0, WIDTH
    while len(octets) - begin > room:
        end = begin + room
        # A fold inside a UTF-8 character is legal and breaks half of the programs that read it.
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[begin:end])
        begin, room = end, WIDTH - 1
    parts.append(octets[begin:])
    return b"\r\n ".join(parts) + CRLF
