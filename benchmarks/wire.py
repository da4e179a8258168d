"""On the wire: answers a second of Linkage over those of a bare Flask, both behind the same granian, turn by turn."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from benchmarks.large import KEY
from benchmarks.load import Ask, Pace, run
from benchmarks.report import Ratio
from benchmarks.servers import Server, serving

BAR, PERSONAL_BAR = 0.8, 0.65
WARMING = 24
LINKAGE, HELLO = "make.serve", "benchmarks.hello"


@dataclass(frozen=True)
class Effort:
    """How often and how long: starts of both servers, rounds a start, seconds a turn."""

    starts: int
    rounds: int
    seconds: float


@dataclass(frozen=True)
class Target:
    """A kind of request: what it is, its address, and whether it is asked with the tag of what one has."""

    what: str
    path: str
    is_conditional: bool
    bar: float = BAR


@dataclass
class Heard:
    """What a target's turns gave: one list of (hello, Linkage) pairs a start."""

    pairs: list[list[tuple[Pace, Pace]]]

    def ratio(self, target: Target) -> Ratio:
        starts = [median(ours.per_second / theirs.per_second for theirs, ours in turn) for turn in self.pairs]
        all_pairs = [pair for turn in self.pairs for pair in turn]
        hello, linkage = (median(pair[side].per_second for pair in all_pairs) for side in (0, 1))
        share = max(pace.own_share for pair in all_pairs for pace in pair)
        return Ratio(
            target.what,
            starts,
            target.bar,
            told=f"{linkage:,.0f}/s, hello {hello:,.0f}/s",
            extra={
                "rounds": [ours.per_second / theirs.per_second for theirs, ours in all_pairs],
                "hello_per_second": hello,
                "linkage_per_second": linkage,
                "most_of_a_core_that_asking_took": share,
            },
        )


def targets(room: str, personal: str) -> list[Target]:
    """What is asked: edition feed, programme page and file, each as a 304 and as gzip, a room's feed, and a person's own."""
    addresses = {
        "edition feed": f"/feeds/{KEY}.ics",
        "programme page": f"/{KEY}/programme",
        "programme.json": f"/{KEY}/programme.json",
    }
    both = [
        Target(f"{word} of the {name}", path, is_conditional)
        for name, path in addresses.items()
        for word, is_conditional in (("304", True), ("kept gzip", False))
    ]
    return [
        *both,
        Target("304 of a room’s feed", f"/feeds/{KEY}/room/{room}.ics", True),
        Target("304 of a personal feed", personal, True, PERSONAL_BAR),
    ]


def measure(home: Path, asked: Sequence[Target], effort: Effort) -> tuple[list[Ratio], list[str]]:
    """The ratios of all targets that answer, and a line for each that does not."""
    heard: dict[Target, Heard] = {}
    silent: dict[str, str] = {}
    for start in range(effort.starts):
        sys.stderr.write(f"on the wire: start {start + 1} of {effort.starts}\n")
        with ExitStack() as both:
            hello = both.enter_context(serving(HELLO, home, health="/"))
            linkage = both.enter_context(serving(LINKAGE, home, health="/healthz"))
            for target in asked:
                ask, why_not = _ask(linkage, target)
                if ask is None:
                    silent[target.what] = f"- not measured: {target.what} ({target.path} {why_not})"
                    continue
                heard.setdefault(target, Heard([])).pairs.append(_turns(hello, linkage, ask, effort))
    return [each.ratio(target) for target, each in heard.items()], list(silent.values())


def _ask(server: Server, target: Target) -> tuple[Ask | None, str]:
    """The request to measure, once the server gives the answer that it is meant to give."""
    # One after the other, each on a connection of its own: both workers have drawn and packed it before anything counts.
    for _connection in range(WARMING):
        connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", target.path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
    if answer.status != 200 or answer.getheader("Content-Encoding") != "gzip":
        return None, f"answered {answer.status}, {answer.getheader('Content-Encoding') or 'not packed'}"
    tag = answer.getheader("ETag", "")
    return (Ask(target.path, 304, tag) if target.is_conditional else Ask(target.path)), ""


def _turns(hello: Server, linkage: Server, ask: Ask, effort: Effort) -> list[tuple[Pace, Pace]]:
    greeting = Ask("/")
    run(hello.port, greeting, seconds=effort.seconds / 2)
    run(linkage.port, ask, seconds=effort.seconds / 2)
    pairs = []
    for turn in range(effort.rounds):
        # A B, then B A: a machine that gets slower or quicker meanwhile favours neither.
        if turn % 2:
            ours = run(linkage.port, ask, seconds=effort.seconds)
            theirs = run(hello.port, greeting, seconds=effort.seconds)
        else:
            theirs = run(hello.port, greeting, seconds=effort.seconds)
            ours = run(linkage.port, ask, seconds=effort.seconds)
        pairs.append((theirs, ours))
    return pairs
