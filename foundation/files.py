"""Files that people send in, kept by their content: the same bytes are kept once, whatever they are called.

What a file is, its content says, against a short list: PDF, PNG, JPEG, and Word's DOCX; none that runs anything or holds
other files. That is seen by names, and no more: a fault of the program that shows a file is nothing that could be seen.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from sqlalchemy import LargeBinary, String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, deferred, mapped_column

from foundation.db import Base, Instant, db
from foundation.errors import Invalid
from foundation.sentences import Sentence

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS: Mapping[str, str] = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg", DOCX: ".docx"}
"""The types that are taken, with what their names end in."""

MOST_OCTETS = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 2000
MOST_NAME = 120


class UnknownKind(Invalid):
    sentence = Sentence("This is no PDF, PNG, JPEG or DOCX file.")
    next_step = Sentence("What a file is, its content says, not its name. Save it as PDF and send that.")


class HasMacros(Invalid):
    sentence = Sentence("This document holds macros or other programs.")
    next_step = Sentence("Save it as PDF and send that.")


class LooksLocked(Invalid):
    sentence = Sentence("This PDF is encrypted, or packed so that nobody can look into it.")
    next_step = Sentence("Print it into a new PDF and send that.")


class TooLarge(Invalid):
    sentence = Sentence("This file is larger than {most} MB.")
    next_step = Sentence("Make it smaller, or send what matters of it.")


class IsEmpty(Invalid):
    sentence = Sentence("This file is empty.")


class KeptFile(Base):
    """A file by the SHA-256 of its content. Its type is what the content is, never what it was called."""

    __tablename__ = "kept_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    kept_at: Mapped[datetime] = mapped_column(Instant)


def media_type_of(content: bytes) -> str:
    """What a file is, by its content alone; raises IsEmpty, TooLarge, UnknownKind, HasMacros, LooksLocked."""
    if not content:
        raise IsEmpty
    if len(content) > MOST_OCTETS:
        raise TooLarge(most=MOST_OCTETS // 1024**2)
    if re.match(rb"%PDF-[12]\.\d", content) and b"%%EOF" in content[-1024:]:
        _check_pdf(content)
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") and content.endswith(b"\0\0\0\0IEND\xaeB`\x82"):
        return PNG
    if _is_jpeg(content):
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        _check_docx(content)
        return DOCX
    raise UnknownKind


def keep(content: bytes, *, now: datetime) -> str:
    """Keep a file inside the caller's transaction, once for all who send the same; returns its SHA-256. Raises as `media_type_of`."""
    media_type = media_type_of(content)
    number = sha256(content).hexdigest()
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    values = {"sha256": number, "media_type": media_type, "size": len(content), "content": content, "kept_at": now}
    db.session.execute(insert(KeptFile).values(**values).on_conflict_do_nothing(index_elements=["sha256"]))
    return number


def clean_name(name: str, media_type: str) -> str:
    """A name that a file can bear on any machine: no folders, no signs that direct or control, the ending of what it is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(" " if each.isspace() else each for each in last if _stays(each))
    stem = re.sub(r"\.(pdf|png|jpe?g|docx?|docm)$", "", plain.strip(" ."), flags=re.IGNORECASE).strip(" .")
    ending = ENDINGS[media_type]
    return (" ".join(stem.split())[: MOST_NAME - len(ending)].strip(" .") or "paper") + ending


_SAID_TO_A_SHELL = frozenset('<>:"|?*;&$`')


def _stays(sign: str) -> bool:
    return sign.isspace() or (unicodedata.category(sign)[0] != "C" and sign not in _SAID_TO_A_SHELL)


def _named(*names: bytes) -> re.Pattern[bytes]:
    """Names of a PDF; each sign of one may be told by its number: "/J#53" is "/JS"."""
    spelled = (b"".join(b"(?:%c|#(?i:%02x))" % (sign, sign) for sign in name) for name in names)
    return re.compile(rb"/(?:%b)(?![^\0\t\n\f\r ()<>\[\]{}/%%])" % b"|".join(spelled))


_PDF_RUNS = _named(b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"Rendition")
_PDF_SCRIPT, _PACKED_OBJECTS = _named(b"JS"), _named(b"ObjStm")
_STREAM = re.compile(rb"\bstream\r?\n")
_END = b"endstream"


def _check_pdf(content: bytes) -> None:
    """Whether a PDF runs nothing and holds no other file, by its names, those of packed objects too.

    What opens it at a page is no program. Pages, pictures and fonts are not unpacked: in them a name is only text.
    Raises HasMacros, LooksLocked.
    """
    for part in (content, *_packed_objects(content)):
        # Two letters stand in the packed octets of a picture by chance: they count outside of it.
        if _PDF_RUNS.search(part) or any(map(_PDF_SCRIPT.search, _outside_streams(part))):
            raise HasMacros


def _outside_streams(part: bytes) -> Iterator[bytes]:
    at = 0
    for begins in _STREAM.finditer(part):
        if begins.start() >= at:
            yield part[at : begins.start()]
            end = part.find(_END, begins.end())
            at = len(part) if end < 0 else end
    yield part[at:]


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """The objects that a PDF holds packed, unpacked up to a bound; raises LooksLocked beyond it, and where that fails."""
    left = MOST_UNPACKED
    # Every octet is looked at once: what stands between two beginnings is the end of one stream and the head of the next.
    for head, body in pairwise(_STREAM.split(content)):
        if not _PACKED_OBJECTS.search(head):
            continue
        packed = zlib.decompressobj()
        try:
            unpacked = packed.decompress(body.partition(_END)[0], left + 1)
        except zlib.error as broken:
            raise LooksLocked from broken
        left -= len(unpacked)
        if left < 0 or not packed.eof:
            raise LooksLocked
        yield unpacked


_TRAIL = 64 * 1024
"""How much cameras put after the end of a picture at most."""


def _is_jpeg(content: bytes) -> bool:
    """Whether a picture begins and ends here; what a camera puts after it is no archive."""
    end = content.rfind(b"\xff\xd9")
    trail = content[end:]
    return content.startswith(b"\xff\xd8\xff") and end > 0 and len(trail) <= _TRAIL and b"PK\5\6" not in trail


_RUNS = re.compile(r"vba|activex|\.(bin|exe|dll|js|vbs|ps1|scr|hta|jar)$", re.IGNORECASE)
_NEEDED = frozenset({"[Content_Types].xml", "word/document.xml"})


def _check_docx(content: bytes) -> None:
    """Whether a zip is a Word document that runs nothing and unpacks to what fits; raises UnknownKind, HasMacros."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            if not names >= _NEEDED or len(parts) > MOST_PARTS or any(part.flag_bits & 1 for part in parts):
                raise UnknownKind
            _unpack(packed)
            types = packed.read("[Content_Types].xml")
            links = b"".join(packed.read(name) for name in sorted(names) if name.endswith(".rels"))
    except Invalid:
        raise
    except Exception as broken:
        # A zip can be broken in many ways, and zipfile says so by as many exceptions.
        raise UnknownKind from broken
    if any(_RUNS.search(name) for name in names) or b"macroEnabled" in types or b"attachedTemplate" in links:
        raise HasMacros


def _unpack(packed: ZipFile) -> None:
    """Unpack everything once, by pieces: what the zip says of its sizes is no promise."""
    left = MOST_UNPACKED
    for part in packed.infolist():
        with packed.open(part) as opened:
            while piece := opened.read(min(left + 1, 1024 * 1024)):
                left -= len(piece)
                if left < 0:
                    raise UnknownKind
