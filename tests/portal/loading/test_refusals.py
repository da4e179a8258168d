"""A bad file names file, entry and field, in words, for everything that is wrong in it."""

from __future__ import annotations

import pytest

BODY = """
  - {{id: {id}, acronym: X, names: {{en: X}}, fallback: {{languages: [ar, zh, fr, ru, es]}}, type: igo, roles: [],
     constituency: {constituency}, seat: Bern, country: CH, tz: {tz}, region: global, {more}confidence: sure}}"""


def bodies(*, id: str = "XX", constituency: str = "IGO", tz: str = "Europe/Zurich", more: str = "") -> str:
    return "bodies:" + BODY.format(id=id, constituency=constituency, tz=tz, more=more)


SEGMENT = "{id: A, name: A, host: ITU, start: 2028-05-08, end: 2028-05-12, entry: open, confidence: likely}"
EDITION = """
editions:
  - {{id: "{id}", name: Cluster, timezone: Europe/Zurich, start: {start}, end: {end}, confidence: likely,
     segments: [{segment}], windows: [{window}]}}"""


def editions(
    *, id: str = "2028", start: str = "2028-05-08", end: str = "2028-05-12", segment: str = SEGMENT, window: str = ""
) -> str:
    return EDITION.format(id=id, start=start, end=end, segment=segment, window=window)


WINDOW = "{{id: W, what: seats, {of}opens: {opens}, closes: {closes}, confidence: likely}}"


def window(*, of: str = "", opens: str = '"2028-01-01T08:00:00Z"', closes: str = '"2028-02-01T08:00:00Z"') -> str:
    return editions(window=WINDOW.format(of=of, opens=opens, closes=closes))


HELD = """
cluster_2007:
  meetings:
    - {{id: {id}, segment: CLUSTER, when: {when}, title: T, kind: panel, organizers: [ITU], {more}confidence: sure}}"""


def held(*, id: str = "C07-90", when: str = "undated", more: str = "") -> str:
    return HELD.format(id=id, when=when, more=more)


ASKED = """
demo_2027:
  confidence: illustrative
  meetings:
    - {{id: D90, segment: {segment}, title: T, kind: {kind}, org: {org}, al: {al}, min: 90, aud: 60, lang: {lang},
       cap: false, hyb: true, prio: 3, win: {win}, {more}people: {people}}}"""


def asked(
    *,
    segment: str = "CLUSTER",
    kind: str = "panel",
    org: str = "[ITU]",
    al: str = "[]",
    lang: str = "[en]",
    win: str = "[2027-05-11, 2027-05-12]",
    people: str = "[]",
    more: str = "",
) -> str:
    return ASKED.format(segment=segment, kind=kind, org=org, al=al, lang=lang, win=win, people=people, more=more)


PLACED = "placements:\n  - {{meeting: {meeting}, date: {date}, start: {start}, end: {end}, room: {room}}}"


def placed(
    *,
    meeting: str = "D30",
    date: str = "2027-05-11",
    start: str = '"10:00"',
    end: str = '"11:15"',
    room: str = "ITU-A",
) -> str:
    return PLACED.format(meeting=meeting, date=date, start=start, end=end, room=room)


BROKEN = {
    "nothing in it": ("", ["f.yaml: it holds no fields: the top of a file is a mapping of words to values"]),
    "a list at the top": ("- 1", ["f.yaml: it holds no fields: the top of a file is a mapping of words to values"]),
    "unknown kind of file": (
        "bodys: []\nmeta: {}",
        ["f.yaml: it is of no kind known here: none of its top words (bodys, meta) says what it holds"],
    ),
    "unknown field": (bodies(more="colour: red, "), ["f.yaml: XX: colour: this field is unknown here"]),
    "unknown top word": (bodies() + "\nbodys: []", ["f.yaml: bodys: this field is unknown here"]),
    "missing field": (
        bodies().replace("acronym: X, ", "").replace("country: CH, ", ""),
        ["f.yaml: XX: acronym: this field is missing", "f.yaml: XX: country: this field is missing"],
    ),
    "missing id": (
        bodies().replace("id: XX, ", ""),
        ["f.yaml: bodies, no. 1: id: this field is missing"],
    ),
    "wrong type": (bodies(more="founded: long ago, "), ["f.yaml: XX: founded: a whole number is wanted, not “long ago”"]),
    "an entry that is none": (
        "bodies: [ITU]",
        ["f.yaml: bodies, no. 1: an entry with fields is wanted, not “ITU”"],
    ),
    "a word out of a list": (
        bodies().replace("confidence: sure", "confidence: certain"),
        ["f.yaml: XX: confidence: “certain” is none of sure, likely or illustrative"],
    ),
    "unknown zone": (bodies(tz="Europe/Zurch"), ["f.yaml: XX: tz: “Europe/Zurch” is no time zone of the IANA list"]),
    "unknown constituency": (bodies(constituency="IGOO"), ["f.yaml: XX: constituency: there is no constituency “IGOO”"]),
    "unknown language": (
        bodies().replace("{en: X}", "{en: X, de: X}"),
        ["f.yaml: XX: names.de: “de” is none of the six languages ar, zh, en, fr, ru, es"],
    ),
    "a language without name": (
        bodies().replace("[ar, zh, fr, ru, es]", "[ar, zh, fr]"),
        ["f.yaml: XX: fallback: it has no name in ru, es, and does not list them here"],
    ),
    "a text too long for its column": (
        bodies().replace("acronym: X", f"acronym: {'X' * 41}"),
        ["f.yaml: XX: acronym: it is longer than 40 characters"],
    ),
    "a number too large for its column": (
        "cstd_sessions:\n  - {n: 99999999999, start: null, end: null, year: 2028, place: Geneva, confidence: sure}",
        ["f.yaml: cstd_sessions 99999999999: n: the number is to be 1000 or less, not “99999999999”"],
    ),
    "a sign that no database keeps": (
        bodies().replace("seat: Bern", 'seat: "Be\\0rn"'),
        ["f.yaml: XX: seat: it holds a sign that is no part of a text"],
    ),
    "ends before it is founded": (
        bodies(more="founded: 2005, ended: 2004, "),
        ["f.yaml: XX: ended: it lies before its start, 2005"],
    ),
    "duplicate id": (
        bodies() + BODY.format(id="XX", constituency="IGO", tz="Europe/Zurich", more=""),
        ["f.yaml: XX: id: another entry of the file bears the same"],
    ),
    "unknown member": (
        "groups:\n  - {id: G, name_en: G, members: [ITU, ITV], confidence: sure}",
        ["f.yaml: G: members, no. 2: there is no body “ITV”"],
    ),
    "unknown basis": (
        "bases_held:\n  - {body: ITU, bases: [B-NONE], confidence: sure}",
        ["f.yaml: ITU: bases, no. 1: there is no basis of participation “B-NONE”"],
    ),
    "unknown facilitator": (
        "main_themes: {themes: [{id: T-X, name_en: X, facilitators: [ITV], tunis_paras: '1', confidence: likely}]}",
        ["f.yaml: T-X: facilitators, no. 1: there is no body “ITV”"],
    ),
    "a line below itself": (
        "meta: {source_plan: P, confidence: sure, current_as_of: 2026-11-01}\naction_lines:\n  - {id: L1, parent: L1, "
        "title: {en: L}, annex_facilitators: [], lead_2007: null, lead_current: null, cofacilitators: [], confidence: {}}",
        ["f.yaml: L1: parent: it stands below itself"],
    ),
    "no day of its own statement": (
        "meta: {source_plan: P, confidence: sure}\naction_lines: []",
        ["f.yaml: meta: current_as_of: this field is missing"],
    ),
    "a right for each constituency": (
        "meeting_kinds:\n  - {id: tea, rights: {GOV-MEMBER: speak, PRES: silent}, webcast: false, confidence: likely}",
        ["f.yaml: tea: rights.PRES: there is no constituency “PRES”"],
    ),
    "rights that are missing": (
        "meeting_kinds:\n  - {id: tea, webcast: false, confidence: likely, rights: {GOV-MEMBER: speak, GOV-OBSERVER: speak, "
        "UN-ENTITY: speak, IGO: speak, NGO-ECOSOC: speak, CSO-WSIS: speak, BUSINESS: speak, ACADEMIC-TECH: speak, "
        "EXPERT: speak}}",
        ["f.yaml: tea: rights: no right is told for PRESS, SECRETARIAT"],
    ),
    "a basis out of order": (
        "bases:\n  - {id: B, constituency: IGO, decision: D, from_session: 12, to_session: 11, held_by: listed, "
        "confidence: sure}",
        ["f.yaml: B: to_session: it lies before its start, 12"],
    ),
    "reserved edition": (
        editions(id="feeds"),
        ["f.yaml: feeds: id: “feeds” is the first word of another address, so no edition can bear it"],
    ),
    "end before start": (
        editions(start="2028-05-08", end="2028-05-07"),
        ["f.yaml: 2028: end: it lies before its start, 2028-05-08"],
    ),
    "bad date": (
        editions(start="2028-02-30"),
        ["f.yaml: 2028: start: “2028-02-30” is no day of the calendar (a day is written 2027-05-17)"],
    ),
    "an hour where a day is wanted": (
        editions(start="2028-05-08T10:00:00"),
        ["f.yaml: 2028: start: “2028-05-08 10:00:00” is a day with an hour, and a day alone is wanted"],
    ),
    "unknown host": (
        editions(segment=SEGMENT.replace("ITU", "ITV")),
        ["f.yaml: 2028, A: host: there is no body “ITV”"],
    ),
    "unknown session": (
        editions(segment=SEGMENT.replace("entry", "session: 31, entry")),
        ["f.yaml: 2028, A: session: there is no session of the Commission “31”"],
    ),
    "unknown segment of a window": (
        window(of="segment: B, "),
        ["f.yaml: 2028, W: segment: there is no segment of the edition “B”"],
    ),
    "a meeting of another edition": (
        window(of="meetings: [S03], "),
        ["f.yaml: 2028, W: meetings, no. 1: there is no meeting of the edition “S03”"],
    ),
    "an instant without zone": (
        window(opens='"2028-01-01T08:00:00"'),
        ["f.yaml: 2028, W: opens: “2028-01-01T08:00:00” is no instant in UTC (written \"2027-05-17T09:30:00Z\")"],
    ),
    "a window that closes as it opens": (
        window(closes='"2028-01-01T08:00:00Z"'),
        ["f.yaml: 2028, W: closes: it closes at the instant it opens"],
    ),
    "unknown building of a room": (
        "rooms:\n  - {id: R, venue: ATLANTIS, name: R, seats: 0, seats_confidence: sure, booths: -1, "
        "booths_confidence: sure, layout: rows, accessible: perhaps, sign_booth: false, hybrid: true, caption: true, "
        "features_confidence: sure}",
        [
            "f.yaml: R: venue: there is no building “ATLANTIS”",
            "f.yaml: R: seats: the number is to be greater than 0, not “0”",
            "f.yaml: R: booths: the number is to be 0 or more, not “-1”",
            "f.yaml: R: accessible: true or false is wanted, not “perhaps”",
        ],
    ),
    "a walk the wrong way round": (
        "walk_minutes: {confidence: likely, pairs: {PDN-ITU: 5, ITU-MOON: 5}}",
        [
            "f.yaml: walk_minutes: pairs.PDN-ITU: “PDN-ITU” is no pair of buildings in alphabetical order, e.g. ITU-PDN",
            "f.yaml: walk_minutes: pairs.ITU-MOON: there is no building “MOON”",
        ],
    ),
    "a session without days or year": (
        "cstd_sessions:\n  - {n: 31, start: null, end: null, place: Geneva, confidence: likely}",
        ["f.yaml: cstd_sessions 31: start: a session without its days needs its year"],
    ),
    "a day that the meeting does not have": (
        held(more="date: 2007-05-17, "),
        ["f.yaml: C07-90: date: a meeting that is “undated” has none"],
    ),
    "hours that the meeting needs": (
        held(when="timed", more='start: "2007-05-17T10:00", '),
        ["f.yaml: C07-90: end: a meeting that is “timed” needs it"],
    ),
    "a meeting that ends before it starts": (
        held(when="timed", more='start: "2007-05-17T10:00", end: "2007-05-17T09:00", '),
        ["f.yaml: C07-90: end: it does not lie after its start, 2007-05-17 10:00:00"],
    ),
    "a timed meeting over two days": (
        held(when="timed", more='start: "2007-05-17T10:00", end: "2007-05-18T09:00", '),
        ["f.yaml: C07-90: end: “timed” is a meeting within one day, “days” one over several; this one is “timed”"],
    ),
    "a meeting over several days within one": (
        held(when="days", more='start: "2007-05-17T10:00", end: "2007-05-17T12:00", '),
        ["f.yaml: C07-90: end: “timed” is a meeting within one day, “days” one over several; this one is “days”"],
    ),
    "a day where an hour is wanted": (
        held(when="timed", more='start: "2007-05-17", end: "2007-05-17T12:00", '),
        [
            "f.yaml: C07-90: start: “2007-05-17” is no day and hour on the wall "
            '(written "2027-05-17T09:30", without a zone)'
        ],
    ),
    "a placement without length": (
        placed(end='"10:00"'),
        ["f.yaml: D30: end: it does not lie after its start, 10:00:00"],
    ),
    "a facilitator that had ended before": (
        "meta: {source_plan: P, confidence: sure, current_as_of: 2026-11-01}\naction_lines:\n  - {id: L1, title: {en: L}, "
        "annex_facilitators: [], lead_2007: null, lead_current: GAID, cofacilitators: [DSF], confidence: {}}",
        [
            "f.yaml: L1: lead_current: GAID ended in 2012, before 2026-11-01, from when on this holds",
            "f.yaml: L1: cofacilitators: DSF ended in 2009, before 2026-11-01, from when on this holds",
        ],
    ),
    "every reference of a meeting": (
        asked(
            segment="CLUSTRE", kind="pannel", org="[ITV]", al="[C12]", people="[R-NOBODY]",
            more="venue: ATLANTIS, room: ITU-Z, open_for: [ALL], after: [D99], ",
        ),
        [
            "f.yaml: D90: segment: there is no segment of the edition “CLUSTRE”",
            "f.yaml: D90: kind: there is no kind of meeting “pannel”",
            "f.yaml: D90: org, no. 1: there is no body “ITV”",
            "f.yaml: D90: al, no. 1: there is no action line “C12”",
            "f.yaml: D90: people, no. 1: there is no role holder of the edition “R-NOBODY”",
            "f.yaml: D90: venue: there is no building “ATLANTIS”",
            "f.yaml: D90: room: there is no room “ITU-Z”",
            "f.yaml: D90: open_for, no. 1: there is no constituency “ALL”",
            "f.yaml: D90: after, no. 1: there is no meeting of the edition “D99”",
        ],
    ),
    "a meeting after itself": (
        asked(more="after: [D90], "),
        ["f.yaml: D90: after: a meeting can’t stand after or apart from itself"],
    ),
    "a window of days upside down": (
        asked(win="[2027-05-12, 2027-05-11]"),
        ["f.yaml: D90: win: its end (2027-05-11) lies before its start (2027-05-12)"],
    ),
    "the same host twice": (asked(org="[ITU, ITU]"), ["f.yaml: D90: org: it holds “ITU” twice"]),
    "a title not among the titles": (
        asked(more="title_lang: fr, titles: {fr: U, en: T}, "),
        ["f.yaml: D90: titles: it does not hold the title in the meeting’s own language, fr"],
    ),
    "an hour that YAML takes for a number": (
        placed(start="10:05"),
        ["f.yaml: D30: start: “605” is no hour of the day (an hour is written in quotes: \"09:30\")"],
    ),
    "unknown meeting and room of a placement": (
        placed(meeting="D99", room="ITU-Z"),
        [
            "f.yaml: D99: meeting: there is no meeting of the edition “D99”",
            "f.yaml: D99: room: there is no room “ITU-Z”",
        ],
    ),
    "unknown leader and window of a dialogue": (
        "meta: {confidence: illustrative}\ndialogues:\n  - {meeting: S05, title: T, leads: [ITV], policy: any, "
        "slot_minutes: 0, list_window: W-NONE}",
        [
            "f.yaml: S05: leads, no. 1: there is no body “ITV”",
            "f.yaml: S05: policy: “any” is none of rotation or protocol",
            "f.yaml: S05: slot_minutes: the number is to be greater than 0, not “0”",
            "f.yaml: S05: list_window: there is no window of the edition “W-NONE”",
        ],
    ),
    "unknown body and session of papers": (
        "other_real_reports: [{body: ITV, title: T, confidence: sure}]\n"
        "secretary_general_reports: [{year: 2031, symbol: A/1, session: 34, confidence: likely}]",
        [
            "f.yaml: A/1: session: there is no session of the Commission “34”",
            "f.yaml: T: body: there is no body “ITV”",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_is_named(app, problems, write, text, words):
    assert problems(write("f.yaml", text)) == words
