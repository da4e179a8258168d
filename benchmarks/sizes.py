"""What a first visit costs on the wire: the page and all that a browser fetches for it, heads included, as sent."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin

from benchmarks.report import Size
from benchmarks.servers import ROOT, Server, serving
from benchmarks.wire import LINKAGE

VISIT_BAR, STYLE_BAR = 100_000, 40_000
PAGES = ("/", "/2027/", "/2027/programme")
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
_FONT_FILE = re.compile(r"url\([\"']?([^)\"']+)[\"']?\)")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


@dataclass(frozen=True)
class Fetched:
    """An answer: octets on the wire with its head, and the text that a browser reads out of it."""

    path: str
    kind: str
    octets: int
    text: str


class Links(HTMLParser):
    """What a page has a browser fetch, and the letters that it shows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.letters: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        relations = given.get("rel", "").split()
        if tag == "link" and {"stylesheet", "icon", "preload", "modulepreload", "manifest"} & set(relations):
            self.addresses.append(given["href"])
        if tag in ("script", "img") and given.get("src", "").startswith("/"):
            self.addresses.append(given["src"])

    def handle_data(self, data: str) -> None:
        self.letters |= set(data)


def measure(home: Path) -> tuple[list[Size], list[str]]:
    """The size of each page's first visit and of the stylesheet, and a line for each page that does not answer."""
    sizes, silent = [], []
    with serving(LINKAGE, home, health="/healthz") as server:
        for path in PAGES:
            status = fetch(server, path)[0]
            if status != 200:
                silent.append(f"- not measured: the first visit of {path} (answered {status})")
                continue
            visit = list(first_visit(server, path))
            by_kind: Counter[str] = Counter()
            for each in visit:
                by_kind[each.kind] += each.octets
            told = ", ".join(f"{kind} {octets:,}" for kind, octets in by_kind.most_common())
            sizes.append(Size(f"first visit of {path}", by_kind.total(), VISIT_BAR, told))
    sheets = sorted((ROOT / "static" / "css").glob("*.css"))
    raw = {sheet.name: len(sheet.read_bytes()) for sheet in sheets}
    told = ", ".join(f"{name} {octets:,}" for name, octets in raw.items())
    return [*sizes, Size("stylesheet, as written", sum(raw.values()), STYLE_BAR, told)], silent


def first_visit(server: Server, path: str) -> Iterator[Fetched]:
    """The page, then what it names, then the fonts of its letters; each address once."""
    _status, page = fetch(server, path)
    yield page
    links = Links(page.text)
    fetched = {path}
    addresses = list(dict.fromkeys(links.addresses))
    for address in addresses:
        if address not in fetched:
            fetched.add(address)
            _status, file = fetch(server, address)
            yield file
            addresses.extend(urljoin(address, font) for font in _fonts(file.text, links.letters))


def fetch(server: Server, path: str) -> tuple[int, Fetched]:
    """An answer as a browser would get it, and how much of the wire it took."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    head = len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n")
    head += sum(len(f"{name}: {value}\r\n".encode()) for name, value in answer.getheaders())
    kind = answer.getheader("Content-Type", "").partition(";")[0].rpartition("/")[2].removesuffix("+xml")
    text = gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
    return answer.status, Fetched(path, kind, head + len(body), text.decode(errors="ignore"))


def _fonts(sheet: str, letters: set[str]) -> Iterator[str]:
    """The font files of a stylesheet whose ranges hold a letter of the page."""
    points = {ord(letter) for letter in letters}
    for face in _FONT_FACE.findall(sheet):
        ranges = [(int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(face)]
        file = _FONT_FILE.search(face)
        if file and any(first <= point <= last for first, last in ranges for point in points):
            yield file[1]
