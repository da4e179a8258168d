"""Static files: one stamp over all of them in the address, kept for a year, packed once at the start."""

from __future__ import annotations

import gzip
import mimetypes
from hashlib import blake2b
from pathlib import Path

from flask import Flask, Response, abort, request

from foundation.kept import accepts_gzip

_PACKED = (".css", ".js", ".svg", ".txt", ".json", ".webmanifest")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


class Assets:
    """All files below `folder`, in memory, under `/static/<stamp>/…`; the stamp changes when any of them does."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        self.files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        digest = blake2b(digest_size=5)
        for name, octets in self.files.items():
            digest.update(name.encode() + b"\0" + octets)
        self.stamp = digest.hexdigest()
        self.packed = {
            name: gzip.compress(octets, 9, mtime=0) for name, octets in self.files.items() if name.endswith(_PACKED)
        }

    def address(self, name: str) -> str:
        """The stamped address of a file, e.g. `css/base.css`; KeyError when there is none."""
        if name not in self.files:
            raise KeyError(f"no such static file: {name}")
        return f"/static/{self.stamp}/{name}"

    def serve(self, stamp: str, name: str) -> Response:
        """A file by its stamped address. An old stamp still answers, but is not kept for long."""
        octets = self.files.get(name)
        if octets is None:
            abort(404)
        response = Response(mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream")
        response.vary.add("Accept-Encoding")
        if name in self.packed and accepts_gzip(request.headers.get("Accept-Encoding", "")):
            octets = self.packed[name]
            response.headers["Content-Encoding"] = "gzip"
        response.set_data(octets)
        fresh = "public, max-age=31536000, immutable" if stamp == self.stamp else "public, max-age=60"
        response.headers["Cache-Control"] = fresh
        return response


def init_app(app: Flask, folder: Path) -> None:
    """Serve the folder and give templates `asset(name)`."""
    assets = Assets(folder)
    app.add_url_rule("/static/<stamp>/<path:name>", "static", assets.serve)
    app.jinja_env.globals["asset"] = assets.address
