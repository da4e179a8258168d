"""How a message leaves the house: by a mail server, or, where none is named, into a folder."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.errors import HeaderParseError, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from foundation.leases import NotDone
from foundation.outbox import OutboxMessage

TIMEOUT = 20.0
# Plain seven-bit bytes go through every mail server; headers are folded and ended as SMTP wants them.
POLICY = SMTP.clone(cte_type="7bit")


class NotDelivered(NotDone):
    """That a message did not go this time. Bears no address."""


class Delivery(Protocol):
    """A way out of the house. Delivering twice is not wrong, only unwanted."""

    def deliver(self, message: OutboxMessage) -> None:
        """Returns once the message is in other hands; raises NotDelivered."""

    def close(self) -> None:
        """The end of a batch."""


def way_out(settings: Mapping[str, Any]) -> Delivery:
    """The way that the settings of this house name; raises ValueError when the mail server's address is none."""
    if settings["SMTP"]:
        return MailServer.at(settings["SMTP"], sender=settings["SENDER"])
    return Folder(Path(settings["HOME"]) / "messages", sender=settings["SENDER"])


def mail_of(message: OutboxMessage, *, sender: str) -> EmailMessage:
    """The message as mail, the same bytes each time; raises NotDelivered when its address or a header is none."""
    name, own = parseaddr(sender)
    mail = EmailMessage(policy=POLICY)
    try:
        mail["Message-ID"] = message.message_id
        mail["Date"] = format_datetime(message.written_at)
        mail["From"] = Address(name, addr_spec=own)
        mail["To"] = Address(addr_spec=_address(message))
        mail["Subject"] = message.subject
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        mail["Content-Language"] = message.language
    except (ValueError, IndexError, HeaderParseError, MessageError) as error:
        raise NotDelivered(f"No mail can be made of it ({type(error).__name__}).", is_hopeless=True) from None
    return mail


def _address(message: OutboxMessage) -> str:
    local, _, domain = message.address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


@dataclass
class Folder:
    """A folder with a file for each message; a message that comes twice is there once."""

    place: Path
    sender: str

    def deliver(self, message: OutboxMessage) -> None:
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = self.place / f"{sha256(message.message_id.encode()).hexdigest()[:40]}.eml"
        if kept.exists():
            return
        draft = kept.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(mail_of(message, sender=self.sender).as_bytes())
            file.flush()
            os.fsync(file.fileno())
        draft.rename(kept)
        folder = os.open(self.place, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def close(self) -> None:
        """Nothing stays open."""


@dataclass
class MailServer:
    """A mail server; its connection is kept for a batch."""

    host: str
    port: int
    is_tls: bool
    user: str
    password: str
    sender: str
    connection: smtplib.SMTP | None = None

    @classmethod
    def at(cls, address: str, *, sender: str) -> MailServer:
        """The server at smtp://user:password@host:port or smtps://…; raises ValueError."""
        parts = urlsplit(address)
        is_tls = parts.scheme == "smtps"
        try:
            port = parts.port or (465 if is_tls else 587 if parts.username else 25)
        except ValueError:
            port = 0
        if not (parts.scheme in ("smtp", "smtps") and parts.hostname and port):
            raise ValueError("LINKAGE_SMTP is no address of a mail server: smtp://user:password@host:port")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port, is_tls, user, password, sender)

    def deliver(self, message: OutboxMessage) -> None:
        mail = mail_of(message, sender=self.sender)
        envelope = parseaddr(self.sender)[1]
        try:
            self._connected().send_message(mail, from_addr=envelope, to_addrs=[_address(message)])
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            raise NotDelivered(_told(code, said, message), is_hopeless=code >= 500) from None
        except smtplib.SMTPNotSupportedError:
            raise NotDelivered("The mail server takes no address like this one.", is_hopeless=True) from None
        except smtplib.SMTPResponseException as refused:
            # Only what it says of the message itself is final; that it refuses us may be mended in the settings.
            is_hopeless = isinstance(refused, smtplib.SMTPDataError) and refused.smtp_code >= 500
            if not isinstance(refused, smtplib.SMTPDataError):
                self.close()
            words = _told(refused.smtp_code, refused.smtp_error, message)
            raise NotDelivered(words, is_hopeless=is_hopeless) from None
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise NotDelivered(f"The mail server could not be reached ({type(error).__name__}).") from None

    def close(self) -> None:
        """Part from the server, politely if it listens."""
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        if self.connection is None or self.connection.sock is None:
            self.connection = self._connect()
        return self.connection

    def _connect(self) -> smtplib.SMTP:
        if self.is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            self._introduce(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _introduce(self, connection: smtplib.SMTP) -> None:
        connection.ehlo_or_helo_if_needed()
        is_safe = self.is_tls
        if not is_safe and connection.has_extn("starttls"):
            connection.starttls(context=self._context())
            connection.ehlo()
            is_safe = True
        if self.user:
            if not (is_safe or _is_this_machine(self.host)):
                raise smtplib.SMTPException("no password is sent in the open")
            connection.login(self.user, self.password)

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if not self.user:
            # As mail servers do among themselves: without a password at stake, any certificate is better than none.
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def _is_this_machine(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def _told(code: int, said: bytes | str, message: OutboxMessage) -> str:
    """What the server answered, without the address."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    for address in (message.address, _address(message)):
        words = words.replace(address, "…")
    return " ".join(f"The mail server answered {code}: {words}".split())
