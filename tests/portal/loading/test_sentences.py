"""Where a problem lies: the entry by its id or its place, the field by its path."""

from __future__ import annotations

import pytest

from portal.loading.forms.sentences import place

RAW = {
    "bodies": [{"id": "ITU", "names": {"en": "x"}, "roles": ["A"]}, "ITU", {}],
    "meta": {"day": 1},
    "walk_minutes": {"pairs": {"A-B": 1}},
    "calendar_by_year": {2027: {"easter": None}},
    "cstd_sessions": [{"n": 30}],
    "editions": [{"id": "2027", "segments": [{"id": "CLUSTER"}, {}]}],
    "demo_2027": {"meetings": [{"id": "D01", "people": ["R-1", "R-2"]}], "slots": {"PDN": [["10:00", "13:00"]]}},
    "placements": [{"meeting": "D01"}],
}


@pytest.mark.parametrize(
    ("path", "entry", "field"),
    [
        (("bodies", 0, "names", "en"), "ITU", "names.en"),
        (("bodies", 0, "names", "de", "[key]"), "ITU", "names.de"),
        (("bodies", 0, "roles", 0), "ITU", "roles, no. 1"),
        (("bodies", 1), "bodies, no. 2", ""),
        (("bodies", 2, "id"), "bodies, no. 3", "id"),
        (("bodies",), "", "bodies"),
        (("meta", "day"), "meta", "day"),
        (("walk_minutes", "pairs", "A-B"), "walk_minutes", "pairs.A-B"),
        (("calendar_by_year", 2027, "easter"), "calendar_by_year", "2027.easter"),
        (("cstd_sessions", 0, "start"), "cstd_sessions 30", "start"),
        (("editions", 0, "segments", 0, "host"), "2027, CLUSTER", "host"),
        (("editions", 0, "segments", 1, "host"), "2027, segments, no. 2", "host"),
        (("demo_2027", "meetings", 0, "people", 1), "D01", "people, no. 2"),
        (("demo_2027", "slots", "PDN", 0), "demo_2027", "slots.PDN, no. 1"),
        (("demo_2027", "meetings", 1), "demo_2027", "meetings, no. 2"),
        (("placements", 0, "room"), "D01", "room"),
        ((), "", ""),
    ],
)
def test_a_path_leads_to_entry_and_field(path, entry, field):
    assert place(RAW, path) == (entry, field)
