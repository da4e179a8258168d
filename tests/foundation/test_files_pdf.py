"""A PDF that runs something, or holds another file, is no paper; one that only opens at a page is."""

from __future__ import annotations

import zlib

import pytest

from foundation import files
from foundation.files import HasMacros, LooksLocked, media_type_of


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects."""
    told = b"".join(b"%d 0 obj\n%b\nendobj\n" % (at, each) for at, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + told + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def packed(objects: bytes, head: bytes = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode") -> bytes:
    """Objects as a PDF packs them."""
    return b"<<%b>>\nstream\n%b\nendstream" % (head, zlib.compress(objects))


PAGE = b"<</Type/Page/Contents 3 0 R>>"
ROOT = b"<</Type/Catalog/OpenAction[2 0 R /Fit]>>"
PICTURE = b"<</Subtype/Image>>\nstream\n" + b"/JS (" * 9 + b"\nendstream"
SAYS = b"<</Length 9>>\nstream\nBT (It runs no script.) Tj ET\nendstream"


@pytest.mark.parametrize(
    "objects",
    [
        (ROOT, PAGE, SAYS),
        (b"<</OpenAction<</S/GoTo/D[2 0 R]>>>>", PAGE),
        (b"<</S/URI/URI(https://www.un.org/)>>", PAGE),
        (ROOT, PICTURE),
        (b"<</JSON (x)/Launched true/EmbeddedFilesNot 1/JavaScripts 2>>",),
        (ROOT, packed(b"1 0 <</Type/Page/Font/Helvetica>>")),
    ],
)
def test_what_only_shows_pages_is_taken(objects: tuple[bytes, ...]):
    assert media_type_of(pdf(*objects)) == files.PDF


@pytest.mark.parametrize(
    "running",
    [
        b"<</S/JavaScript/JS(app.alert(1))>>",
        b"<</OpenAction<</S /JavaScript /JS 9 0 R>>>>",
        b"<</S/Rendition/JS(app.alert(1))>>",
        b"<</S/J#61vaScript/J#53(app.alert(1))>>",
        b"<</S/#4aava#53cript>>",
        b"<</S/Launch/F(calc.exe)>>",
        b"<</Type/EmbeddedFile>>",
        b"<</Names<</EmbeddedFiles 4 0 R>>>>",
        b"<</Subtype/RichMedia>>",
        b"% stream\n<</S/JavaScript>>",
        packed(b"1 0 <</S/JavaScript/JS(app.alert(1))>>"),
        packed(b"1 0 <</S/Launch>>", b"/Type/Obj#53tm/Filter/FlateDecode"),
        packed(b"1 0 <</S/Launch>>", b"/Type/ObjStm/Subtype/Image/Filter/FlateDecode" + b" " * 9000),
    ],
)
def test_what_runs_something_or_holds_a_file_is_refused(running: bytes):
    with pytest.raises(HasMacros):
        media_type_of(pdf(ROOT, PAGE, running))


@pytest.mark.parametrize(
    "locked",
    [
        b"<</Type/ObjStm/Filter/LZWDecode>>\nstream\n\x80\x0b\x60\nendstream",
        packed(b"1 0 <</Type/Page>>").replace(b"\nendstream", b"")[:-6] + b"\nendstream",
        packed(b" " * (files.MOST_UNPACKED + 1)),
        b"<</Type/ObjStm % stream\n/Filter/FlateDecode>>\nstream\nendstream",
    ],
)
def test_what_nobody_can_look_into_is_refused(locked: bytes):
    with pytest.raises(LooksLocked):
        media_type_of(pdf(ROOT, locked))
