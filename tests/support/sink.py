"""A mail server for tests: it takes mail on a free port, refuses whom it is told to, and remembers all that it accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller

from tests.support.served import free_port


class Sink:
    """What a mail server has accepted, in its order; `refusals` are answers by recipient."""

    def __init__(self) -> None:
        self.accepted: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self.greeted = 0
        self.just_before_the_answer: Callable[[], None] = lambda: None
        self.port = 0

    @property
    def address(self) -> str:
        """As LINKAGE_SMTP names it."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.accepted]

    async def handle_EHLO(self, _server: Any, session: Any, _envelope: Any, hostname: str, lines: list[str]) -> Any:
        session.host_name = hostname
        self.greeted += 1
        return lines

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.accepted.append(cast(EmailMessage, message_from_bytes(envelope.content, policy=default)))
        self.just_before_the_answer()
        return "250 OK"


@contextmanager
def sinking(port: int = 0) -> Iterator[Sink]:
    """A mail server that runs in a thread until the end of the block."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port or free_port(), ready_timeout=20)
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        controller.stop(no_assert=True)
