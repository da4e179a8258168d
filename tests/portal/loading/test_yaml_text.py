"""The text of a file: UTF-8, YAML, no alias, no key twice."""

from __future__ import annotations

from datetime import date

import pytest

from portal.loading.forms.yaml_text import Unreadable, read


def refused(tmp_path, text: str | bytes) -> list[str]:
    file = tmp_path / "a.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(Unreadable) as unreadable:
        read("a.yaml", file)
    return [str(problem) for problem in unreadable.value.problems]


def test_plain_values_come_out(tmp_path):
    (tmp_path / "a.yaml").write_bytes("\ufeffbodies:\n  - {id: ITU, on: 2027-05-17, ru: МСЭ}\n".encode())

    assert read("a.yaml", tmp_path / "a.yaml") == {"bodies": [{"id": "ITU", True: date(2027, 5, 17), "ru": "МСЭ"}]}


def test_an_impossible_day_stays_the_text_it_was(tmp_path):
    (tmp_path / "a.yaml").write_text("start: 2027-02-30")

    assert read("a.yaml", tmp_path / "a.yaml") == {"start": "2027-02-30"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bodies: [", "a.yaml: line 2: it is not YAML: did not find expected node content"),
        ("a: 1\nb: c: 2", "a.yaml: line 2: it is not YAML: mapping values are not allowed in this context"),
        ("a: 1\n---\nb: 2", "a.yaml: line 2: it is not YAML: but found another document"),
        ("a: !!python/object:os.system {}", "a.yaml: line 1: it is not YAML: could not determine a constructor for the "
         "tag 'tag:yaml.org,2002:python/object:os.system'"),
        (b"name: Biblioth\xe8ques", "a.yaml: it is not written in UTF-8: byte 15 can’t be read"),
        ("a: &x [1]\nb: *x", "a.yaml: line 2: it repeats a value by an alias (*x); write the value out"),
        ("a: " + "[" * 60 + "]" * 60, "a.yaml: line 1: values stand inside each other more than 50 deep"),
    ],
)  # fmt: skip
def test_what_is_no_plain_file_is_refused_with_its_line(tmp_path, text, words):
    assert refused(tmp_path, text) == [words]


def test_every_key_that_stands_twice_is_named(tmp_path):
    text = "bodies:\n  - id: ITU\n    seat: Geneva\n    seat: Bern\n  - {id: WHO, names: {en: a, en: b}}\nbodies: []\n"

    assert refused(tmp_path, text) == [
        "a.yaml: line 6: bodies: this field stands twice in one entry",
        "a.yaml: ITU (line 4): seat: this field stands twice in one entry",
        "a.yaml: line 5: en: this field stands twice in one entry",
    ]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Unreadable) as unreadable:
        read("gone.yaml", tmp_path / "gone.yaml")

    assert str(unreadable.value.problems[0]) == "gone.yaml: there is no such file"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(Unreadable) as unreadable:
        read("data", tmp_path)

    assert str(unreadable.value.problems[0]) == "data: the file can’t be read: Is a directory"
