"""The load: keep-alive connections over one epoll loop, each with one request on its way, nothing pipelined."""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

CONNECTIONS = 16
STALL = 10.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True)
class Ask:
    """One GET as a browser sends it, and the status that is its right answer."""

    path: str
    status: int = 200
    tag: str = ""

    @property
    def octets(self) -> bytes:
        headers = ["Host: 127.0.0.1", "User-Agent: benchmark", "Accept: */*", "Accept-Encoding: gzip, deflate, br"]
        headers += [f"If-None-Match: {self.tag}"] if self.tag else []
        return "\r\n".join([f"GET {self.path} HTTP/1.1", *headers, "", ""]).encode()


class WrongAnswer(Exception):
    """A server said something else than what is measured."""


@dataclass(frozen=True)
class Pace:
    """How many answers came in how many seconds, and the share of a core that asking took."""

    answers: int
    seconds: float
    own_share: float

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds


class Caller:
    """A connection with one request on its way."""

    def __init__(self, port: int, ask: Ask) -> None:
        self.door = socket.create_connection(("127.0.0.1", port), timeout=STALL)
        self.door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A time limit here would cost a call of the system's for each read; the loop has one.
        self.door.settimeout(None)
        self.asked = ask.octets
        self.begins = b"HTTP/1.1 %d " % ask.status
        self.room = bytearray(1 << 18)
        self.head = b""
        self.due = 0

    def call(self) -> None:
        self.door.sendall(self.asked)

    def hears_the_end(self) -> bool:
        """Take what has come; whether the answer is whole."""
        number = self.door.recv_into(self.room)
        if not number:
            raise WrongAnswer("the server closed a connection")
        if self.due:
            self.due -= number
            return self.due == 0
        self.head += self.room[:number]
        head, ends, begun = self.head.partition(b"\r\n\r\n")
        if not ends:
            return False
        if not head.startswith(self.begins):
            raise WrongAnswer(head.partition(b"\r\n")[0].decode(errors="replace"))
        found = _LENGTH.search(head + b"\r\n")
        # A 304 may name the length of the body that it leaves out.
        length = int(found[1]) if found and b" 304 " not in self.begins else 0
        self.due = length - len(begun)
        self.head = b""
        return self.due == 0


def run(port: int, ask: Ask, *, seconds: float) -> Pace:
    """Ask for so long with all connections and count what comes whole; raises WrongAnswer."""
    callers = [Caller(port, ask) for _connection in range(CONNECTIONS)]
    with selectors.DefaultSelector() as selector:
        for caller in callers:
            selector.register(caller.door, selectors.EVENT_READ, caller)
        try:
            return _counted(selector, callers, seconds)
        finally:
            for caller in callers:
                caller.door.close()


def _counted(selector: selectors.BaseSelector, callers: Sequence[Caller], seconds: float) -> Pace:
    began, own, answers = time.perf_counter(), time.process_time(), 0
    until = began + seconds
    for caller in callers:
        caller.call()
    while (now := time.perf_counter()) < until:
        ready = selector.select(STALL)
        if not ready:
            raise WrongAnswer(f"nothing came for {STALL:.0f} seconds")
        for key, _events in ready:
            if key.data.hears_the_end():
                answers += 1
                key.data.call()
    return Pace(answers, now - began, (time.process_time() - own) / (now - began))
