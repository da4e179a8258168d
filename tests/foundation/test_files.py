"""Files that people send in: known by their content, kept once, named so that nothing is harmed by a name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from foundation import files
from foundation.db import atomic, db
from foundation.errors import Invalid
from foundation.files import DOCX, HasMacros, IsEmpty, KeptFile, TooLarge, UnknownKind, clean_name, media_type_of
from tests.support import uploads
from tests.support.uploads import docx

NOON = datetime(2027, 4, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (uploads.PDF, files.PDF),
        (uploads.PNG, files.PNG),
        (uploads.JPEG, files.JPEG),
        (uploads.JPEG + b"\0" * 40 + b"SEFH of a camera", files.JPEG),
        (docx(), DOCX),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, media_type: str):
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", IsEmpty),
        (b"MZ\x90\0", UnknownKind),
        (b"<html><script>alert(1)</script>", UnknownKind),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UnknownKind),
        (b" " + uploads.PDF, UnknownKind),
        (b"%PDF-1.7 without an end", UnknownKind),
        (uploads.PNG + b"<script>", UnknownKind),
        (uploads.JPEG + docx(), UnknownKind),
        (uploads.JPEG + b"\0" * 65536, UnknownKind),
        (b"PK\x03\x04 and no zip", UnknownKind),
        (docx(**{"word/document.xml": ""}), UnknownKind),
        (docx(**{"[Content_Types].xml": ""}), UnknownKind),
        (docx(**{"word/vbaProject.bin": b"macro"}), HasMacros),
        (docx(**{"[Content_Types].xml": uploads.TYPES.replace(".document.", ".macroEnabled.")}), HasMacros),
        (docx(**{"word/activeX/activeX1.xml": "<x/>"}), HasMacros),
        (docx(**{"word/embeddings/setup.exe": b"MZ"}), HasMacros),
        (docx(**{"word/_rels/settings.xml.rels": 'Type="…/attachedTemplate" TargetMode="External"'}), HasMacros),
        (uploads.PDF.replace(b"endobj", b"x" * (5 * 1024 * 1024)), TooLarge),
    ],
)
def test_what_only_looks_like_a_paper_is_refused(content: bytes, refusal: type[Invalid]):
    with pytest.raises(refusal):
        media_type_of(content)


def test_a_document_that_unpacks_to_too_much_is_refused():
    bomb = docx(**{"word/media/zeros.txt": b"\0" * (files.MOST_UNPACKED + 1)})

    assert len(bomb) < 100_000
    with pytest.raises(UnknownKind):
        media_type_of(bomb)


def test_a_document_that_lies_about_its_size_is_refused():
    content = bytearray(docx(**{"word/media/zeros.txt": b"\0" * 100_000}))
    real, told = (100_000).to_bytes(4, "little"), (7).to_bytes(4, "little")

    with pytest.raises(UnknownKind):
        media_type_of(bytes(content).replace(real, told))


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\letter.PDF", "letter.pdf"),
        ("evil.exe", "evil.exe.pdf"),
        ('a"b\r\nc<d>.pdf', "ab cd.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("  Lettre d’appui n° 3  .pdf", "Lettre d’appui n° 3.pdf"),
        ("رسالة.pdf", "رسالة.pdf"),
        ("", "paper.pdf"),
        ("...", "paper.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("macro.docm", "macro.pdf"),
    ],
)
def test_a_name_is_made_harmless_and_ends_in_what_the_file_is(name: str, cleaned: str):
    assert clean_name(name, files.PDF) == cleaned


def test_the_same_content_is_kept_once(any_empty_app: Flask):
    keep = atomic(files.keep)

    numbers = [keep(content, now=NOON) for content in (uploads.PDF, uploads.PNG, uploads.PDF)]

    assert numbers[0] == numbers[2] != numbers[1]
    assert db.session.scalar(select(func.count()).select_from(KeptFile)) == 2
    assert db.session.execute(
        select(KeptFile.media_type, KeptFile.size).where(KeptFile.sha256 == numbers[0])
    ).one() == (
        files.PDF,
        len(uploads.PDF),
    )
