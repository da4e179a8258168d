"""Static files stand at stamped addresses, kept for a year, packed once."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask

from foundation.assets import Assets, init_app

STYLE = b"body { color: navy }\n" * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "base.css").write_bytes(STYLE)
    (tmp_path / "noto.woff2").write_bytes(b"wOF2 octets")
    return tmp_path


@pytest.fixture
def visitor(folder: Path):
    app = Flask("assets", static_folder=None)
    init_app(app, folder)
    return app.test_client()


def test_a_file_is_served_for_a_year_at_its_stamped_address(folder, visitor):
    answer = visitor.get(Assets(folder).address("css/base.css"))

    assert (answer.status_code, answer.data, answer.mimetype) == (200, STYLE, "text/css")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


def test_an_old_stamp_still_answers_but_not_for_long(visitor):
    answer = visitor.get("/static/0000000000/css/base.css")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=60")


def test_the_stamp_changes_with_any_file(folder):
    before = Assets(folder).stamp

    (folder / "noto.woff2").write_bytes(b"other octets")

    assert Assets(folder).stamp != before


def test_text_is_packed_for_those_who_ask(folder, visitor):
    answer = visitor.get(Assets(folder).address("css/base.css"), headers={"Accept-Encoding": "br, gzip"})

    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(answer.data) == STYLE
    assert answer.content_length < len(STYLE)


def test_a_font_is_never_packed_again(folder, visitor):
    answer = visitor.get(Assets(folder).address("noto.woff2"), headers={"Accept-Encoding": "gzip"})

    assert ("Content-Encoding" in answer.headers, answer.mimetype, answer.data) == (False, "font/woff2", b"wOF2 octets")


@pytest.mark.parametrize("name", ["css/absent.css", "../secret", "css/../../secret"])
def test_nothing_but_the_files_of_the_folder_is_served(folder, visitor, name):
    (folder.parent / "secret").write_text("secret")

    assert visitor.get(f"/static/{Assets(folder).stamp}/{name}").status_code == 404


def test_a_template_that_names_an_absent_file_fails(folder):
    with pytest.raises(KeyError, match=r"absent\.css"):
        Assets(folder).address("css/absent.css")
