"""One bad file keeps all files out, and the problems of all of them are told at once."""

from __future__ import annotations

from sqlalchemy import func, select

from foundation import revisions
from foundation.db import db
from stakeholders.organizations.models import Organization

BODY = """bodies:
  - {{id: {id}, acronym: X, names: {{en: X}}, fallback: {{languages: [ar, zh, fr, ru, es]}}, type: igo, roles: [],
     constituency: IGO, seat: Bern, country: CH, tz: {tz}, region: global, confidence: sure}}
"""
UNKNOWN_ROOM = 'placements: [{meeting: D30, date: 2027-05-11, start: "10:00", end: "11:15", room: ITU-Z}]'


def bodies(*, id: str = "XX", tz: str = "Europe/Zurich") -> str:
    return BODY.format(id=id, tz=tz)


def test_a_good_file_beside_a_bad_one_is_kept_out_too(app, load, write, problems):
    before = (revisions.number(), db.session.scalar(select(func.count(Organization.id))))
    good, bad = write("good.yaml", bodies()), write("bad.yaml", UNKNOWN_ROOM)

    assert problems(good, bad) == ["bad.yaml: D30: room: there is no room “ITU-Z”"]

    db.session.rollback()
    assert (revisions.number(), db.session.scalar(select(func.count(Organization.id)))) == before
    assert load(good).changes == {"good.yaml": {"body": {"added": 1}}}


def test_the_problems_of_all_files_are_told_at_once(app, problems, write, tmp_path):
    found = problems(
        tmp_path / "gone.yaml",
        write("odd.yaml", "a: ["),
        write("bad.yaml", bodies(tz="Mars/Olympus")),
        write("worse.yaml", UNKNOWN_ROOM),
    )

    assert found == [
        "gone.yaml: there is no such file",
        "odd.yaml: line 2: it is not YAML: did not find expected node content",
        "bad.yaml: XX: tz: “Mars/Olympus” is no time zone of the IANA list",
        "worse.yaml: D30: room: there is no room “ITU-Z”",
    ]


def test_an_entry_that_is_wrong_still_counts_as_there_for_others(app, problems, write):
    text = bodies(tz="Mars/Olympus") + "groups:\n  - {id: G, name_en: G, members: [XX], confidence: sure}"

    assert problems(write("f.yaml", text)) == ["f.yaml: XX: tz: “Mars/Olympus” is no time zone of the IANA list"]


def test_two_files_can_not_tell_the_same_entry(app, problems, write):
    found = problems(write("one.yaml", bodies()), write("two.yaml", bodies()))

    assert found == ["two.yaml: XX: id: one.yaml has an entry that bears the same"]


def test_files_of_one_name_are_told_apart_by_their_paths(app, problems, write, tmp_path):
    (tmp_path / "sub").mkdir()
    one, two = write("f.yaml", bodies(tz="Mars/Olympus")), write("sub/f.yaml", bodies(id="YY", tz="Mars/Olympus"))

    assert problems(one, two) == [
        f"{one}: XX: tz: “Mars/Olympus” is no time zone of the IANA list",
        f"{two}: YY: tz: “Mars/Olympus” is no time zone of the IANA list",
    ]


def test_the_same_file_named_twice_is_one_file(app, load, write):
    file = write("f.yaml", bodies())

    assert load(file, file).changes == {"f.yaml": {"body": {"added": 1}}}


def test_a_file_needs_what_it_leans_on_in_the_same_load_or_in_the_house(empty_app, problems, box):
    found = problems(box / "demo_schedule_2027.yaml")

    assert found == ["demo_schedule_2027.yaml: it belongs to the edition 2027, and there is none"]


def test_a_new_constituency_needs_its_rights(app, problems, write):
    text = """
constituencies:
  - {id: CITY, name: {en: Cities}, kind: city, floor_group: none, basis_text: none, confidence: {basis_text: likely}}"""

    found = problems(write("f.yaml", text))

    assert len(found) == 17
    assert found[0] == (
        "f.yaml: CITY: rights in plenary: "
        "a constituency is added, and this kind of meeting tells no right for it; load both together"
    )
