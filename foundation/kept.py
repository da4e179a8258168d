"""The short cut: kept bodies of public pages and feeds, answered before Flask starts.

One indexed read of the public revision decides whether a kept body still stands; then a
repeat request is a 304 or bytes that lie ready, plain or gzip. What is not kept goes on to
the application, and its answer is kept when a page asked for that (`pages.Pages.get`).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from threading import Lock
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Engine
from werkzeug.http import http_date, parse_date

from foundation import clock, revisions
from foundation.hidden import SECRET

KEEP = "X-Linkage-Keep"
"""Inner header of an answer that may be kept: "<revision> <day>", and for what hangs on a key of its own besides
"<revision> <day> <key> <number of key>"; it never leaves the house."""

_PASSED_ON = ("content-length", "etag", "content-encoding", KEEP.lower())


QUICK, TIGHT = 1, 6
"""How a body is packed: for the one who waited for its drawing, then for all who come after (a third of the time, a quarter less)."""


@dataclass
class Body:
    """A kept answer: its state, headers (without length, tag and encoding), bytes, and the key it was drawn for.

    `also` is a second key with its number, for what hangs on more than the public revision.
    """

    number: int
    day: str
    headers: list[tuple[str, str]]
    plain: bytes
    etag: str
    modified: datetime | None
    packed: bytes
    also: tuple[str, int] | None = None
    is_tight: bool = False

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed) + 1000


class ShortCut:
    """WSGI middleware around the application; `engine` is set once the application knows its database."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], *, zone: str, capacity: int) -> None:
        self.inner = inner
        self.zone = zone
        self.engine: Engine | None = None
        self.database = ""
        self.lock = Lock()
        self.bodies: LRUCache[str, Body] = LRUCache(capacity, getsizeof=lambda body: body.size)

    def use(self, engine: Engine) -> None:
        """Read the revision through this engine's pool."""
        self.engine = engine
        self.database = str(engine.url)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or self.engine is None:
            return self.inner(environ, start_response)
        address = _address(environ)
        with self.lock:
            # Another thread's keeping may drop this very body between the question whether it is there and its taking.
            body = self.bodies.get(address)
        if body is not None and self._stands(body):
            return answer(body if body.is_tight else self._tightened(address, body), environ, start_response)
        return self._ask(address, environ, start_response)

    def _stands(self, body: Body) -> bool:
        assert self.engine is not None
        try:
            if body.also is None:
                number = revisions.number_outside_a_session(self.engine)
            else:
                number, other = revisions.numbers_outside_a_session(self.engine, body.also[0])
                if other != body.also[1]:
                    return False
        except Exception:
            # Whatever the driver says: the application asks again, and tells it in words.
            return False
        return body.number == number and body.day == str(clock.day_at(self.database, number, self.zone))

    def _ask(self, address: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        told: list[Any] = []

        def hold(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
            told[:] = [status, headers, exc_info]
            return lambda chunk: None

        # The application draws the whole body once, whatever was asked conditionally: the tag comes from the bytes.
        asked = {**environ, "REQUEST_METHOD": "GET"} if environ["REQUEST_METHOD"] == "HEAD" else environ
        chunks = self.inner(asked, hold)
        status, headers, exc_info = told
        key = next((value for name, value in headers if name == KEEP), None)
        if key is None or not status.startswith("200"):
            headers = [pair for pair in headers if pair[0] != KEEP]
            start_response(status, headers, *([exc_info] if exc_info else []))
            return chunks if asked is environ else _without_body(chunks)
        plain = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        body = kept_body(key, headers, plain)
        self._keep(address, body)
        return answer(body, environ, start_response)

    def _tightened(self, address: str, body: Body) -> Body:
        tight = replace(body, packed=gzip.compress(body.plain, TIGHT, mtime=0), is_tight=True)
        self._keep(address, tight, instead_of=body)
        return tight

    def _keep(self, address: str, body: Body, *, instead_of: Body | None = None) -> None:
        with self.lock:
            # A body that was drawn anew meanwhile stays.
            if body.size <= self.bodies.maxsize and (instead_of is None or self.bodies.get(address) is instead_of):
                self.bodies[address] = body


def _address(environ: dict[str, Any]) -> str:
    """What a body is kept under: path and query; a feed has no query, whatever a stranger hangs on it.

    An address that is a secret is kept as its hash: no list of what is kept gives it away.
    """
    path = environ.get("PATH_INFO", "")
    if path.startswith(SECRET):
        return blake2b(path.encode("latin-1", "replace"), digest_size=20).hexdigest()
    return path if path.endswith(".ics") else f"{path}?{environ.get('QUERY_STRING', '')}"


def kept_body(key: str, headers: list[tuple[str, str]], plain: bytes) -> Body:
    """A body to keep: a weak tag from its bytes (the same for both encodings), gzip beside the plain form."""
    number, day, *also = key.split(" ")
    modified = next((parse_date(value) for name, value in headers if name.lower() == "last-modified"), None)
    tag = blake2b(plain, digest_size=12).hexdigest()
    return Body(
        number=int(number),
        day=day,
        headers=[pair for pair in headers if pair[0].lower() not in _PASSED_ON],
        plain=plain,
        etag=f'W/"{tag}"',
        modified=modified,
        packed=gzip.compress(plain, QUICK, mtime=0),
        also=(also[0], int(also[1])) if also else None,
    )


def answer(body: Body, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """A kept body as 200 or 304, gzip only for those who ask (RFC 9110, 13.1 and 12.5.3)."""
    headers = [*body.headers, ("ETag", body.etag)]
    if _unchanged(body, environ):
        start_response(
            "304 Not Modified",
            [pair for pair in headers if pair[0].lower() not in ("content-type", "content-disposition")],
        )
        return ()
    octets = body.plain
    if accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        octets = body.packed
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(octets))))
    start_response("200 OK", headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (octets,)


def accepts_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding asks for gzip (by name, with a weight above nothing)."""
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _unchanged(body: Body, environ: dict[str, Any]) -> bool:
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        opaque = body.etag[2:]
        return asked.strip() == "*" or any(tag.strip().removeprefix("W/") == opaque for tag in asked.split(","))
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or body.modified is None:
        return False
    at = parse_date(since)
    return at is not None and body.modified <= at


def last_modified(at: datetime) -> str:
    """An instant as the value of Last-Modified."""
    return http_date(at)


def _without_body(chunks: Iterable[bytes]) -> Iterable[bytes]:
    if hasattr(chunks, "close"):
        chunks.close()
    return ()
