"""What a programme can be filtered by: the choices that its own meetings give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from events.programme.rules.facts import Facts


@dataclass(frozen=True)
class Options:
    """The choices by kind, each as {key: name}, in the order to show them. Names are the frozen ones."""

    segments: Mapping[str, str]
    buildings: Mapping[str, str]
    rooms: Mapping[str, str]
    lines: tuple[str, ...]
    bodies: Mapping[str, str]
    dialogues: Mapping[str, str]
    languages: tuple[str, ...]

    def known(self, constituencies: Iterable[str]) -> dict[str, Iterable[str]]:
        """All keys by the kinds of a selection."""
        return {
            "segment": self.segments,
            "building": self.buildings,
            "room": self.rooms,
            "action-line": self.lines,
            "body": self.bodies,
            "dialogue": self.dialogues,
            "language": self.languages,
            "constituency": list(constituencies),
        }


def options(meetings: Iterable[Facts], *, lines: Iterable[str], language: str) -> Options:
    """The choices that these meetings give; every one of `lines` is a choice, with or without a meeting."""
    found = list(meetings)
    places = [facts.place for facts in found if facts.place]
    bodies = {body.key: body.called(language) for facts in found for body in facts.bodies}
    applications = {line.key for facts in found for line in facts.lines}
    return Options(
        segments={facts.segment: facts.segment_name for facts in found},
        buildings=dict(sorted({place.building: place.building_name for place in places}.items())),
        rooms=dict(sorted({place.room: place.room_name for place in places if place.room}.items())),
        lines=(*lines, *sorted(applications - set(lines))),
        bodies=dict(sorted(bodies.items(), key=lambda pair: pair[1].casefold())),
        dialogues={facts.key: facts.title for facts in found if facts.is_dialogue},
        languages=tuple(sorted({code for facts in found for code in facts.languages})),
    )
