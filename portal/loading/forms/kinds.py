"""The kinds of files: by which top words each is known, its form, and which keys it brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from foundation.sentences import Sentence
from portal.loading.forms.action_lines import LinesFile
from portal.loading.forms.bodies import BodiesFile
from portal.loading.forms.cluster import ClusterFile
from portal.loading.forms.constituencies import ConstituenciesFile
from portal.loading.forms.dialogues import DialoguesFile
from portal.loading.forms.editions import EditionsFile
from portal.loading.forms.fields import SCOPED
from portal.loading.forms.participants import ParticipantsFile
from portal.loading.forms.reports import ReportsFile
from portal.loading.forms.schedule import ScheduleFile
from portal.loading.forms.sentences import place
from portal.loading.rules import ANOTHER_COMMAND, NO_PLACE, Problem

Path = tuple[int | str, ...]


@dataclass(frozen=True)
class Brings:
    """That entries found on a path bring keys of a kind, in an edition: a fixed one, or the one above them (`*`)."""

    kind: str
    path: tuple[str, ...]
    edition: str | None = None


@dataclass(frozen=True)
class Brought:
    """A key that a file brings."""

    kind: str
    key: object
    path: Path


@dataclass(frozen=True)
class Kind:
    """A kind of file; one without a form is known and passed over, and `passed_over` says why."""

    name: str
    signs: frozenset[str]
    form: type[BaseModel] | None = None
    brings: tuple[Brings, ...] = ()
    passed_over: Sentence = NO_PLACE


def _kind(name: str, signs: str, form: type[BaseModel] | None = None, *brings: Brings) -> Kind:
    return Kind(name, frozenset(signs.split()), form, brings)


KINDS = (
    _kind("history", "follow_ups outcomes dispositions annual_reports cycles"),
    _kind(
        "participants",
        "accounts accreditations registrations sign_ins",
        ParticipantsFile,
        Brings("state", ("states", "*", "id")),
        Brings("participant", ("organizations", "*", "id")),
        Brings("account", ("accounts", "*", "id")),
        Brings("address", ("accounts", "*", "email")),
        Brings("sign-in", ("sign_ins", "*", "id")),
        Brings("accreditation", ("accreditations", "*", "id")),
        Brings("registration", ("registrations", "*", "id")),
        Brings("seat limit", ("seat_limits", "*", "meeting")),
        Brings("seat", ("seats", "*", "id")),
        Brings("delegation", ("delegations", "*", "id")),
    ),
    _kind("glossary", "terms"),
    Kind("revision", frozenset({"changes"}), passed_over=ANOTHER_COMMAND),
    _kind(
        "constituencies",
        "constituencies meeting_kinds bases time_limits",
        ConstituenciesFile,
        Brings("constituency", ("constituencies", "*", "id")),
        Brings("kind", ("meeting_kinds", "*", "id")),
        Brings("basis", ("bases", "*", "id")),
        Brings("limit", ("time_limits", "rows", "*", "id")),
    ),
    _kind(
        "lines",
        "action_lines",
        LinesFile,
        Brings("line", ("action_lines", "*", "id")),
    ),
    _kind(
        "cluster",
        "cluster_2007 cstd_10 demo_2027",
        ClusterFile,
        Brings("meeting", ("cluster_2007", "meetings", "*", "id"), "2007"),
        Brings("moment", ("cluster_2007", "around", "*", "id"), "2007"),
        Brings("item of session 10", ("cstd_10", "agenda", "*", "item")),
        Brings("paper of session 10", ("cstd_10", "documents", "*", "symbol")),
        Brings("person", ("demo_2027", "people", "*", "id"), "2027"),
        Brings("meeting", ("demo_2027", "meetings", "*", "id"), "2027"),
        Brings("meeting", ("demo_2027", "cstd_programme", "*", "id"), "2027"),
        Brings("meeting", ("demo_2027", "cstd_side_events", "*", "id"), "2027"),
        Brings("item of session 30", ("demo_2027", "cstd_agenda", "*", "item")),
    ),
    _kind("schedule", "placements", ScheduleFile, Brings("placement", ("placements", "*", "meeting"))),
    _kind("dialogues", "dialogues", DialoguesFile, Brings("dialogue", ("dialogues", "*", "meeting"))),
    _kind(
        "reports",
        "secretary_general_reports founding_documents other_real_reports",
        ReportsFile,
        Brings("report of a session", ("secretary_general_reports", "*", "symbol")),
        Brings("founding document", ("founding_documents", "*", "symbol")),
        Brings("report of a body", ("other_real_reports", "*", "symbol")),
    ),
    _kind(
        "editions",
        "editions cstd_sessions wsis_clusters venues rooms walk_minutes calendar_by_year wisd_themes",
        EditionsFile,
        Brings("session", ("cstd_sessions", "*", "n")),
        Brings("round", ("wsis_clusters", "*", "year")),
        Brings("edition", ("editions", "*", "id")),
        Brings("segment", ("editions", "*", "segments", "*", "id"), "*"),
        Brings("window", ("editions", "*", "windows", "*", "id"), "*"),
        Brings("building", ("venues", "*", "id")),
        Brings("room", ("rooms", "*", "id")),
    ),
    _kind(
        "bodies",
        "bodies bases_held groups main_themes",
        BodiesFile,
        Brings("body", ("bodies", "*", "id")),
        Brings("holding", ("bases_held", "*", "body")),
        Brings("group", ("groups", "*", "id")),
        Brings("line", ("main_themes", "themes", "*", "id")),
    ),
)
"""In the order in which a file is asked: a word such as `bodies` may stand in a history, too."""


def kind_of(plain: Mapping[Any, Any]) -> Kind | None:
    """The kind of a file by its top words; None when none of them says it."""
    return next((kind for kind in KINDS if kind.signs & set(plain)), None)


def brought(kind: Kind, plain: Any) -> Iterator[Brought]:
    """Every key that a file brings, also out of entries that are wrong otherwise."""
    for brings in kind.brings:
        for path, key, edition in _found(plain, brings.path):
            scope = edition if brings.edition == "*" else brings.edition
            yield Brought(brings.kind, (scope, key) if brings.kind in SCOPED else key, path)


def twice(file: str, plain: Any, keys: Sequence[Brought]) -> Iterator[Problem]:
    """The keys that stand twice in a file."""
    seen = set()
    for each in keys:
        if (each.kind, each.key) in seen:
            entry, field = place(plain, each.path)
            yield Problem(file, entry, field, Sentence("another entry of the file bears the same"))
        seen.add((each.kind, each.key))


def _found(
    plain: Any, wanted: tuple[str, ...], path: Path = (), edition: object = None
) -> Iterator[tuple[Path, object, object]]:
    if not wanted:
        if isinstance(plain, (str, int)) and not isinstance(plain, bool):
            yield path, plain, edition
        return
    step, rest = wanted[0], wanted[1:]
    if step == "*" and isinstance(plain, list):
        for index, each in enumerate(plain):
            name = each.get("id") if isinstance(each, dict) else None
            above = edition if edition is not None or not isinstance(name, str) else name
            yield from _found(each, rest, (*path, index), above)
    elif isinstance(plain, dict) and step in plain:
        yield from _found(plain[step], rest, (*path, step), edition)
