"""The product on its real server, and in a browser: what no test client can see."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from flask import Flask

from foundation.languages import LANGUAGES, PSEUDO
from tests.support import databases
from tests.support.place import ROOT
from tests.support.served import serving

PREFIXES = ["", *(f"/{language.code}" for language in (*LANGUAGES, PSEUDO) if language.code != "en")]


def test_many_visitors_at_once_are_all_answered(served):
    def status(path: str) -> int:
        with urlopen(served + path, timeout=30) as answer:
            return int(answer.status)

    with ThreadPoolExecutor(8) as visitors:
        statuses = list(visitors.map(status, ["/healthz", "/2027/", "/feeds/2027.ics", "/2027/programme"] * 10))

    assert statuses == [200] * 40


def test_a_repeat_request_is_a_304_on_the_wire(served):
    with urlopen(served + "/feeds/2027.ics", timeout=30) as answer:
        tag = answer.headers["ETag"]

    with pytest.raises(HTTPError) as caught:
        urlopen(Request(served + "/feeds/2027.ics", headers={"If-None-Match": tag}), timeout=30)

    assert (caught.value.code, caught.value.headers["ETag"]) == (304, tag)
    caught.value.close()


def test_a_change_is_seen_by_all_workers_at_once():
    with databases.copy("sqlite", loaded=True) as address, serving(address) as base:

        def tags() -> set[str]:
            # Each request comes on a connection of its own, so that both workers are asked.
            answers = [urlopen(base + "/feeds/2027.ics", timeout=30) for _turn in range(12)]
            for answer in answers:
                answer.close()
            return {answer.headers["ETag"] for answer in answers}

        before = tags()
        with databases.application(address) as app:
            result = app.test_cli_runner().invoke(args=["programme", "publish-second-version"])
        after = tags()

    assert result.exit_code == 0, result.output
    assert (len(before), len(after), before & after) == (1, 1, set())


def test_a_port_that_is_taken_is_refused_with_words(served):
    port = served.rpartition(":")[2]

    answer = subprocess.run(
        [sys.executable, "make/port.py", port], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Port {port} can't be had")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_page_opens_in_a_browser_in_every_language(site, page, prefix):
    # The fixture fails the test when a script fails or anything breaks the content policy.
    direction = "rtl" if prefix in ("/ar", "/xb") else "ltr"
    shown = {}
    for path in pages(site):
        answer = page.goto(prefix + path)
        shown[path] = (answer.status, page.locator("h1").count(), page.locator("html").get_attribute("dir"))

    assert shown == dict.fromkeys(pages(site), (200, 1, direction))


def pages(site: Flask) -> list[str]:
    """The addresses of all public pages that need no more than an edition to be named."""
    rules = [rule for rule in site.url_map.iter_rules() if "GET" in rule.methods and rule.arguments <= {"edition"}]
    paths = [rule.rule.replace("<edition>", "2027") for rule in rules if not rule.rule.startswith(("/my/", "/desk/"))]
    return sorted(path for path in paths if "." not in path and path not in ("/healthz", "/2027/versions/compare"))
