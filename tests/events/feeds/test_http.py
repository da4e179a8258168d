"""How feeds answer: section F of the design, on the application and on the real server."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FEED = "/feeds/2027.ics"
CLIENTS = {
    "Apple": {
        "User-Agent": "iOS/20.0 (24A5) dataaccessd/1.0", "Accept": "*/*", "Accept-Language": "ar-EG", "Accept-Encoding": "gzip, deflate",
    },
    "Google": {"User-Agent": "Google-Calendar-Importer", "Accept-Encoding": "gzip"},
    "Outlook": {
        "User-Agent": "Microsoft Office/16.0 (Microsoft Outlook 16.0; Pro)", "Accept": "text/calendar, */*",
        "Accept-Language": "fr-CH", "Accept-Encoding": "gzip, deflate",
    },
    "Microsoft 365": {"User-Agent": "Microsoft.Exchange/15.20", "Accept-Encoding": "identity"},
    "Thunderbird": {
        "User-Agent": "Mozilla/5.0 Thunderbird/152.0", "Accept": "text/calendar,text/plain;q=0.8,*/*;q=0.5",
        "Accept-Language": "zh-CN", "Accept-Encoding": "gzip, deflate, br, zstd", "Cache-Control": "no-cache",
    },
    "Fastmail": {"User-Agent": "Cyrus-HTTP/3.12", "Accept": "text/html", "Cookie": "session=nothing"},
    "nobody": {},
}  # fmt: skip


@pytest.fixture
def first(client: FlaskClient) -> TestResponse:
    return client.get(FEED)


def test_a_feed_has_exactly_these_headers(first: TestResponse):
    given = dict(first.headers)
    tag, modified = given.pop("ETag"), given.pop("Last-Modified")

    assert given == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="linkage-2027.ics"',
        "Content-Length": str(len(first.data)),
        "Cache-Control": "public, max-age=300, must-revalidate",
        "Access-Control-Allow-Origin": "*",
        "X-Robots-Tag": "noindex",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert (tag[:3], tag[-1], len(tag)) == ('W/"', '"', 28)
    assert parsedate_to_datetime(modified) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/feeds/fr/2027/action-line/C7-EGOV.ics", "linkage-fr-2027-action-line-c7-egov.ics"),
        ("/feeds/all.ics", "linkage-all.ics"),
    ],
)
def test_a_file_name_is_plain(client: FlaskClient, path: str, name: str):
    assert client.get(path).headers["Content-Disposition"] == f'inline; filename="{name}"'


def test_two_reads_are_the_same_to_the_octet(client: FlaskClient, first: TestResponse):
    second = client.get(FEED)

    assert (second.data, list(second.headers)) == (first.data, list(first.headers))


def unchanged(client: FlaskClient, first: TestResponse, **asked: str) -> bool:
    """Whether a conditional request is answered by 304, as it must be; a 200 must be whole."""
    answer = client.get(FEED, headers={name.replace("_", "-"): value for name, value in asked.items()})
    if answer.status_code == 200:
        assert answer.data == first.data
        return False
    left_out = {"Content-Type", "Content-Disposition", "Content-Length"}
    assert (answer.status_code, answer.data) == (304, b"")
    assert set(answer.headers) == {pair for pair in first.headers if pair[0] not in left_out}
    return True


def test_a_tag_that_stands_gets_304(client: FlaskClient, first: TestResponse):
    tag = first.headers["ETag"]

    for asked in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'W/"a","b",{tag}', "*", f"  {tag} "):
        assert unchanged(client, first, If_None_Match=asked)


def test_another_tag_gets_all(client: FlaskClient, first: TestResponse):
    for asked in ('"other"', 'W/"other"', "nonsense", '""', "W/", first.headers["ETag"][:-2] + '"'):
        assert not unchanged(client, first, If_None_Match=asked)


def test_a_time_since_then_gets_304_and_an_older_one_all(client: FlaskClient, first: TestResponse):
    at = parsedate_to_datetime(first.headers["Last-Modified"])

    for since in (at, at + timedelta(seconds=1), at + timedelta(days=400)):
        assert unchanged(client, first, If_Modified_Since=format_datetime(since, usegmt=True))
    for since in (at - timedelta(seconds=1), datetime(1994, 1, 1, tzinfo=UTC)):
        assert not unchanged(client, first, If_Modified_Since=format_datetime(since, usegmt=True))


@pytest.mark.parametrize("since", ["nonsense", "", "Thu, 99 Foo 2027 10:00:00 GMT", "0", "2027-05-10"])
def test_a_time_that_is_none_gets_all(client: FlaskClient, first: TestResponse, since: str):
    assert not unchanged(client, first, If_Modified_Since=since)


def test_the_tag_counts_before_the_time(client: FlaskClient, first: TestResponse):
    tag, at = first.headers["ETag"], first.headers["Last-Modified"]

    assert not unchanged(client, first, If_None_Match='"other"', If_Modified_Since=at)
    assert unchanged(client, first, If_None_Match=tag, If_Modified_Since="Sat, 01 Jan 1994 00:00:00 GMT")


def test_head_says_what_get_says_without_a_body(client: FlaskClient, first: TestResponse):
    head = client.head(FEED)

    assert (head.status_code, head.data, list(head.headers)) == (200, b"", list(first.headers))
    assert client.head(FEED, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "accepted", ["gzip", "gzip, deflate, br", "deflate, GZIP;q=0.5", "br;q=1.0, gzip;q=0.8, *;q=0.1"]
)
def test_gzip_for_those_who_ask(client: FlaskClient, first: TestResponse, accepted: str):
    packed = client.get(FEED, headers={"Accept-Encoding": accepted})

    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(packed.data) == first.data
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert (packed.headers["ETag"], packed.headers["Last-Modified"]) == (
        first.headers["ETag"],
        first.headers["Last-Modified"],
    )


@pytest.mark.parametrize("accepted", [None, "", "identity", "br", "gzip;q=0", "gzip; q=0.0", "deflate"])
def test_no_gzip_for_those_who_do_not(client: FlaskClient, first: TestResponse, accepted: str | None):
    plain = client.get(FEED, headers={"Accept-Encoding": accepted} if accepted is not None else {})

    assert ("Content-Encoding" in plain.headers, plain.data) == (False, first.data)


def test_the_packed_form_revalidates_with_the_tag_of_the_plain_one(client: FlaskClient, first: TestResponse):
    assert unchanged(client, first, If_None_Match=first.headers["ETag"], Accept_Encoding="gzip")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent_to_a_feed(client: FlaskClient, method: str):
    answer = client.open(FEED, method=method)

    assert (answer.status_code, answer.content_type) == (405, "text/plain; charset=utf-8")
    assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/1999.ics", "/feeds/2027/room/NOWHERE.ics", "/feeds/2027/colour/red.ics", "/feeds/de/2027.ics",
        "/feeds/xb/2027.ics", "/feeds/2027/dialogue/X.ics", "/feeds/2027/f/aaaaaaaa.ics", "/feeds/all/segment/NOWHERE.ics",
        "/feeds/p/token/programme.ics", "/feeds/.ics", "/feeds/2027/action-line/.ics", "/fr/feeds/2027.ics",
        "/feeds/2027/room/%00.ics", "/feeds/2027/language/xx.ics", "/feeds/all/f/h87spamu.ics",
    ],
)  # fmt: skip
def test_what_is_no_feed_is_404_in_plain_words(client: FlaskClient, path: str):
    answer = client.get(path)

    assert (answer.status_code, answer.content_type) == (404, "text/plain; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<" not in answer.text


def test_english_by_its_name_is_the_same_feed(client: FlaskClient, first: TestResponse):
    named = client.get("/feeds/en/2027.ics")

    assert (named.status_code, named.data, named.headers["ETag"]) == (200, first.data, first.headers["ETag"])


def test_a_query_changes_nothing(client: FlaskClient, first: TestResponse):
    assert client.get(f"{FEED}?cachebuster=1").data == first.data


def test_robots_may_read_feeds(client: FlaskClient):
    assert "/feeds" not in client.get("/robots.txt").text


def test_a_repeated_request_is_one_read(
    client: FlaskClient, first: TestResponse, count_queries: Callable[[], AbstractContextManager[list[str]]]
):
    with count_queries() as sent:
        assert unchanged(client, first, If_None_Match=first.headers["ETag"])

    assert len(sent) == 1


def test_every_program_gets_the_same_octets_from_the_real_server(served: str):
    answers = {name: ask(served, FEED, headers) for name, headers in CLIENTS.items()}
    statuses, told, bodies = zip(*answers.values(), strict=True)

    assert set(statuses) == {200}
    assert len({gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body for body in bodies}) == 1
    assert len({(each["ETag"], each["Last-Modified"], each["Vary"]) for each in told}) == 1
    assert [name for name, each in zip(answers, told, strict=True) if "Set-Cookie" in each or "Location" in each] == []
    assert [int(each["Content-Length"]) for each in told] == [len(body) for body in bodies]


def test_the_real_server_answers_head_304_and_405(served: str):
    status, told, body = ask(served, FEED, {}, method="HEAD")
    tag = told["ETag"]

    assert (status, body, int(told["Content-Length"]) > 50_000) == (200, b"", True)
    assert [ask(served, FEED, {"If-None-Match": tag}, method=method)[::2] for method in ("GET", "HEAD")] == [
        (304, b"")
    ] * 2
    assert ask(served, FEED, {}, method="POST")[0] == 405


def ask(base: str, path: str, headers: Mapping[str, str], method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """One request with these headers and no other but Host."""
    connection = HTTPConnection(urlsplit(base).netloc, timeout=30)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.title().replace("Etag", "ETag"): value for name, value in answer.getheaders()}, body
