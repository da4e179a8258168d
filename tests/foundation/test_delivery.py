"""The ways out of the house: any mail server, or a folder; what goes out is mail that no text can bend."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from foundation.delivery import Folder, MailServer, NotDelivered, mail_of, way_out
from foundation.outbox import OutboxMessage
from tests.support.sink import sinking

SENDER = "Linkage <linkage@linkage.example>"


def message(**values: Any) -> OutboxMessage:
    """A message of the outbox; only what differs is named."""
    return OutboxMessage(
        **{
            "message_id": "<5f0c@linkage.example>",
            "kind": "seat",
            "address": "ana@example.org",
            "language": "fr",
            "subject": "Votre place",
            "text": "Vous avez une place.\n",
            "written_at": datetime(2026, 5, 25, 10, 0, tzinfo=UTC),
            **values,
        }
    )


def test_mail_bears_the_headers_of_an_automatic_message():
    mail = mail_of(message(), sender=SENDER)

    assert dict(mail.items()) == {
        "Message-ID": "<5f0c@linkage.example>",
        "Date": "Mon, 25 May 2026 10:00:00 +0000",
        "From": "Linkage <linkage@linkage.example>",
        "To": "ana@example.org",
        "Subject": "Votre place",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "7bit",
        "MIME-Version": "1.0",
        "Content-Language": "fr",
    }


def test_every_script_arrives_as_it_was_written_in_seven_bit_bytes():
    subject, text = "مقعدكم — 您的席位", "Ваше место. مقعدكم في الاجتماع\n您的席位在會議上。\n"

    octets = mail_of(message(subject=subject, text=text), sender=SENDER).as_bytes()

    read = message_from_bytes(octets, policy=default)
    assert octets.isascii()
    assert max(map(len, octets.split(b"\r\n"))) <= 78
    assert (read["Subject"], read.get_content()) == (subject, text.replace("\n", "\r\n"))


def test_a_long_message_id_stays_whole():
    long = f"<{'a' * 36}@{'.'.join(['department' * 3] * 3)}.example>"

    read = message_from_bytes(mail_of(message(message_id=long), sender=SENDER).as_bytes(), policy=default)

    assert read["Message-ID"].strip() == long


@pytest.mark.parametrize(
    "bent",
    [
        {"subject": "Hello\r\nBcc: all@example.org"},
        {"subject": "Hello\nBcc: all@example.org"},
        {"address": "ana@example.org\r\nBcc: all@example.org"},
        {"address": "ana@example.org, ben@example.org"},
        {"address": "Ana <ana@example.org>"},
        {"address": "ana"},
        {"address": "@"},
        {"address": ""},
        {"language": "fr\r\nBcc: all@example.org"},
        {"message_id": "<1@x>\r\nBcc: all@example.org"},
    ],
)
def test_what_would_bend_a_header_is_no_mail_and_never_will_be(bent: dict[str, str]):
    with pytest.raises(NotDelivered) as refused:
        mail_of(message(**bent), sender=SENDER)

    assert refused.value.is_hopeless
    assert "example.org" not in str(refused.value)


def test_a_domain_in_any_script_is_written_as_mail_servers_read_it():
    assert mail_of(message(address="ana@bücher.example"), sender=SENDER)["To"] == "ana@xn--bcher-kva.example"


def test_without_a_mail_server_a_message_is_one_file_however_often_it_is_delivered(tmp_path: Path):
    way = way_out({"SMTP": "", "SENDER": SENDER, "HOME": str(tmp_path)})
    for _turn in range(2):
        way.deliver(message())

    (file,) = (tmp_path / "messages").iterdir()
    assert isinstance(way, Folder)
    assert (file.suffix, file.stat().st_mode & 0o777) == (".eml", 0o600)
    assert file.read_bytes() == mail_of(message(), sender=SENDER).as_bytes()


def test_a_batch_goes_over_one_connection():
    with sinking() as sink:
        way = way_out({"SMTP": sink.address, "SENDER": SENDER})
        for number in range(3):
            way.deliver(message(message_id=f"<{number}@linkage.example>"))
        way.close()

    assert sink.ids == [f"<{number}@linkage.example>" for number in range(3)]
    assert sink.greeted == 1
    assert sink.accepted[0].get_content() == "Vous avez une place.\r\n"


@pytest.mark.parametrize(
    ("answer", "is_hopeless"), [("451 later, <ana@example.org>", False), ("550 nobody called <ana@example.org>", True)]
)
def test_a_refusal_tells_what_the_server_said_without_the_address(answer: str, is_hopeless: bool):
    with sinking() as sink:
        sink.refusals["ana@example.org"] = answer
        way = way_out({"SMTP": sink.address, "SENDER": SENDER})
        with pytest.raises(NotDelivered) as refused:
            way.deliver(message())
        way.deliver(message(address="ben@example.org"))
        way.close()

    assert refused.value.is_hopeless is is_hopeless
    assert str(refused.value) == f"The mail server answered {answer[:3]}: {answer[4:].replace('ana@example.org', '…')}"
    assert [mail["To"] for mail in sink.accepted] == ["ben@example.org"]


def test_a_server_that_is_not_there_is_not_hopeless():
    with sinking() as sink:
        address = sink.address

    with pytest.raises(NotDelivered) as refused:
        way_out({"SMTP": address, "SENDER": SENDER}).deliver(message())

    assert (str(refused.value), refused.value.is_hopeless) == (
        "The mail server could not be reached (ConnectionRefusedError).",
        False,
    )


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("smtp://mail.example", ("mail.example", 25, False, "", "")),
        ("smtp://ana:p%40ss@mail.example", ("mail.example", 587, False, "ana", "p@ss")),
        ("smtps://ana:pass@mail.example:4650", ("mail.example", 4650, True, "ana", "pass")),
        ("smtps://[::1]", ("::1", 465, True, "", "")),
    ],
)
def test_the_address_of_a_mail_server_is_read_whole(address: str, read: tuple[Any, ...]):
    server = MailServer.at(address, sender=SENDER)

    assert (server.host, server.port, server.is_tls, server.user, server.password) == read


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:port"])
def test_what_is_no_address_of_a_mail_server_is_refused_in_words(address: str):
    with pytest.raises(ValueError, match="LINKAGE_SMTP"):
        way_out({"SMTP": address, "SENDER": SENDER})
