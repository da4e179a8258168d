"""Two that seal for a person at once, where there was no key yet: the second takes the key of the first."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from cryptography.fernet import Fernet
from flask import Flask

from foundation import seals
from foundation.db import atomic

NOW = datetime(2027, 4, 21, 9, tzinfo=UTC)
NEW = "INSERT INTO person_keys (account_id, key, made_at) VALUES (7, %s, %s)"


@atomic
def sealed() -> str:
    return seals.seal(7, {"reason": "Seen"}, now=NOW)


@pytest.mark.parametrize("any_empty_app", ["postgresql"], indirect=True)
def test_the_second_seals_with_the_key_of_the_first(any_empty_app: Flask):
    server = any_empty_app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg://", "postgresql://", 1)
    key = Fernet.generate_key()

    def in_its_own_context() -> str:
        with any_empty_app.app_context():
            return sealed()

    with psycopg.connect(server) as other, ThreadPoolExecutor(1) as pool:
        other.execute(NEW, (key, NOW))
        second = pool.submit(in_its_own_context)
        time.sleep(0.5)
        waited = not second.done()
        other.commit()
        text = second.result(timeout=10)

    assert (waited, Fernet(key).decrypt(text.encode())) == (True, b'{"reason": "Seen"}')


def test_again_it_is_the_same_key(any_empty_app: Flask):
    first, second = sealed(), sealed()

    assert list(seals.opened({7: [first, second]}).values()) == [{"reason": "Seen"}] * 2
