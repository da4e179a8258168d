"""The registrar's desk with ten thousand registrations: how long the server takes to list, to find, and to approve many."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, insert, select

from benchmarks.report import Ratio
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from foundation.confidence import Confidence
from foundation.db import Base, atomic, db
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis, BasisHeld
from stakeholders.organizations.models import Affiliation, Constituency, Organization

MOST_MS = 300.0
BEGAN = datetime(2027, 3, 2, 9, tzinfo=UTC)
LIST = "/desk/2027/registrations"
READ = {
    "the list": "",
    "the last page of it": "page=200",
    "a list of 500": "size=500",
    "by state and part": "state=new&segment=SESSION",
    "by constituency and days": "constituency=NGO-ECOSOC&from=2027-03-05&to=2027-03-09",
    "affiliation not confirmed": "only=affiliation",
    "basis missing": "only=basis",
    "a name": "q=person+77",
    "an organization": "organization=association+12&sort=name",
    "500 by organization": "size=500&sort=organization&state=new",
}
"""What is asked for, by what it is called."""


@atomic
def fill(number: int) -> None:
    """Add so many registrations for the session of 2027, of people of four hundred associations in consultative status."""
    lot = Random(7)
    segment = db.session.scalars(
        select(Segment.id).join(Edition).where(Edition.key == "2027", Segment.key == "SESSION")
    ).one()
    ngo = db.session.scalars(select(Constituency.id).where(Constituency.key == "NGO-ECOSOC")).one()
    basis = db.session.scalars(select(Basis.id).where(Basis.key == "B-NGO-STATUS")).one()
    bodies, people = _next(Organization), _next(Account)
    _write(Organization, [_association(bodies + each, ngo) for each in range(400)])
    # One in twenty has no status yet.
    _write(BasisHeld, [_status(bodies + each, basis) for each in range(400) if each % 20])
    _write(Account, [_person(people + each, each) for each in range(number)])
    whose = [(people + each, bodies + each % 400) for each in range(number)]
    _write(Affiliation, [_affiliation(*each, ngo, is_confirmed=lot.random() < 0.95) for each in whose])
    _write(Registration, [_registration(*each, segment, ngo, lot) for each in whose])


def measure(app: Flask, *, registrations: int, rounds: int) -> tuple[list[Ratio], list[str]]:
    """With so many registrations added, the 95th percentile of the server's time for each, and a line on it."""
    with app.app_context():
        fill(registrations)
    told = (
        f"- the registrar's desk was measured with {registrations:,} registrations added, in milliseconds of the server"
    )
    return times(app, rounds=rounds), [told]


def times(app: Flask, *, rounds: int) -> list[Ratio]:
    """The 95th percentile of the server's time for each, in milliseconds; what is approved is left approved."""
    client = _signed_in(app)
    rows = [_row(f"registrar: {what}", _reads(client, query, rounds)) for what, query in READ.items()]
    rows += [_row(f"registrar: {size} approved at once", _approvals(app, client, size, rounds)) for size in (50, 500)]
    return rows


def _reads(client: FlaskClient, query: str, rounds: int) -> list[float]:
    sys.stderr.write(f"registrar's desk: {query or 'the list'}\n")
    client.get(f"{LIST}?{query}")
    return [_milliseconds(lambda: client.get(f"{LIST}?{query}"), 200) for _ in range(rounds)]


def _approvals(app: Flask, client: FlaskClient, size: int, rounds: int) -> list[float]:
    sys.stderr.write(f"registrar's desk: approving {size}\n")
    return [_milliseconds(_approving(client, chosen), 303) for chosen in _to_approve(app, size, rounds)]


def _approving(client: FlaskClient, chosen: Sequence[int]) -> Any:
    form = {"whom": "ticked", "verdict": "approve", "number": [str(each) for each in chosen]}
    return lambda: client.post(f"{LIST}/decide", data=form)


def _to_approve(app: Flask, size: int, rounds: int) -> Iterator[Sequence[int]]:
    with app.app_context():
        waiting = db.session.scalars(
            select(Registration.id).where(Registration.state == "new").order_by(Registration.id).limit(size * rounds)
        ).all()
    for begin in range(0, len(waiting) - size + 1, size):
        yield waiting[begin : begin + size]


def _milliseconds(work: Any, status: int) -> float:
    gc.collect()
    began = time.perf_counter()
    answer = work()
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != status:
        raise RuntimeError(f"answered {answer.status_code}: {answer.text[:300]}")
    return took


def _row(what: str, samples: list[float]) -> Ratio:
    ordered = sorted(samples)
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    told = f"milliseconds, 95th percentile of {len(ordered)}; median {ordered[len(ordered) // 2]:.0f}"
    return Ratio(what, [worst], MOST_MS, is_ceiling=True, told=told, extra={"milliseconds": samples})


def _signed_in(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        account = db.session.scalars(select(Account).where(Account.key == "AC-38")).one()
        session_id = f"{account.id}.{account.epoch}.a-registrar-who-measures"
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = session_id, True
        session["signed_in_at"], session["by"] = int(time.time()), "link"
    return client


def _next(kind: Any) -> int:
    return (db.session.scalar(select(func.max(kind.id))) or 0) + 1


def _write(kind: type[Base], rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(kind), rows)


def _association(number: int, constituency: int) -> dict[str, Any]:
    return {
        "id": number,
        "key": f"P-MANY-{number}",
        "acronym": f"A{number}",
        "acronyms": {},
        "names": {"en": f"Association {number} of many", "fr": f"Association {number} parmi beaucoup"},
        "fallback": [],
        "kind": "participant",
        "roles": [],
        "constituency_id": constituency,
        "seat": "Geneva",
        "country": "CH",
        "zone": "Europe/Zurich",
        "region": "",
        "confidence": Confidence.ILLUSTRATIVE,
    }


def _status(number: int, basis: int) -> dict[str, Any]:
    return {"organization_id": number, "basis_id": basis, "confidence": Confidence.ILLUSTRATIVE}


def _person(number: int, nth: int) -> dict[str, Any]:
    return {
        "id": number,
        "email": f"person{nth}@many.example",
        "name": f"Person {nth:05d}",
        "languages": [("en", "fr", "es", "ru", "zh", "ar")[nth % 6]],
        "verified_at": BEGAN,
        "created_at": BEGAN,
        "confidence": Confidence.ILLUSTRATIVE,
    }


def _affiliation(account: int, organization: int, constituency: int, *, is_confirmed: bool) -> dict[str, Any]:
    return {
        "account_id": account,
        "organization_id": organization,
        "constituency_id": constituency,
        "since": date(2026, 1, 1),
        "declared_at": BEGAN,
        "confirmed_at": BEGAN if is_confirmed else None,
        "confidence": Confidence.ILLUSTRATIVE,
    }


def _registration(account: int, organization: int, segment: int, constituency: int, lot: Random) -> dict[str, Any]:
    return {
        "account_id": account,
        "segment_id": segment,
        "constituency_id": constituency,
        "organization_id": organization,
        "mode": "on_site" if lot.random() < 0.8 else "online",
        "state": "new" if lot.random() < 0.8 else "approved",
        "registered_at": BEGAN + timedelta(minutes=lot.randrange(40_000)),
        "confidence": Confidence.ILLUSTRATIVE,
    }
