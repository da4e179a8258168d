"""What stands in the house beside what is loaded, so that each door has something behind it; and the ids of it all."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition
from events.feeds.rules.personal import token
from events.feeds.services import personal
from events.programme.models import Meeting, Waiver
from events.programme.rules.notices import Urgent
from events.programme.services import drafting
from events.programme.services.noticing import issue_notice
from events.registration.models import Registration
from events.venues.models import Closure
from foundation import clock, jobs, outbox
from foundation.db import db
from foundation.jobs import Job
from foundation.outbox import Letter, OutboxMessage
from stakeholders.accounts.models import MailedLink
from stakeholders.accounts.queries import hash_of
from stakeholders.organizations import services as organizations
from stakeholders.organizations.models import Affiliation
from tests.support.people import account

TOKENS = {"sign_in": "a-link-to-sign-in", "address": "a-link-to-a-new-address"}

NEW = "D98"


def furnish(app: Flask) -> dict[str, str]:
    """Furnish the house of an application; the ids of what stands in it, by what it is called in the table."""
    with app.app_context():
        ids = {"calendar": _calendar(app), "message": str(_message()), "job": str(_job()), "waiver": str(_waiver())}
        ids |= {"notice": str(_notice())}
        ids["closure"] = str(
            db.session.scalars(
                select(Closure.id).join(Edition, Closure.edition_id == Edition.id).where(Edition.key == "2027")
            ).first()
        )
        _links()
        _declaration()
        _changes(app)
        ids |= {str(key): str(number) for number, key in db.session.execute(select(Registration.id, Registration.key))}
        ids |= {f"seen {key}": str(seen) for key, seen in db.session.execute(select(Meeting.key, Meeting.revision))}
        own, declared = db.session.scalars(
            select(Affiliation.id).where(Affiliation.account_id == account("AC-61").id).order_by(Affiliation.id)
        )
        return ids | TOKENS | {"affiliation": str(own), "declared": str(declared)}


def _calendar(app: Flask) -> str:
    hand = personal.Hand(account("AC-61").id, app.config["SECRET_KEY"], clock.now(), clock.wire_now())
    return token(app.config["SECRET_KEY"], personal.make_calendar(hand, language="en").seed)


def _message() -> int:
    person = account("AC-61")
    letter = Letter(person.email, "A letter", "To one person.", "digest", account_id=person.id, key="a letter")
    outbox.post(letter, domain="example.org", stamped_at=clock.wire_now())
    message = db.session.scalars(select(OutboxMessage).where(OutboxMessage.key == "a letter")).one()
    message.state = "dead"
    db.session.commit()
    return message.id


def _job() -> int:
    jobs.order("nothing", stamped_at=clock.wire_now(), key="a job")
    job = db.session.scalars(select(Job).where(Job.key == "a job")).one()
    job.state = "dead"
    db.session.commit()
    return job.id


def _notice() -> int:
    hand = drafting.Hand(None, clock.now(), clock.wire_now())
    return issue_notice(hand, "2027", "D05", Urgent("Bring your badge.")).id


def _waiver() -> int:
    edition = db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()
    waiver = Waiver(
        edition_id=edition,
        broken_key="nothing",
        sentence={"text": "Nothing is broken.", "values": {}},
        reason="To try",
        actor="command",
        at=clock.now(),
    )
    db.session.add(waiver)
    db.session.commit()
    return waiver.id


def _links() -> None:
    for purpose, told in TOKENS.items():
        db.session.add(
            MailedLink(
                account_id=account("AC-61").id,
                purpose=purpose,
                token_hash=hash_of(told),
                email="stakeholder@people.example" if purpose == "sign_in" else "new@people.example",
                made_at=clock.wire_now(),
                expires_at=clock.wire_now() + timedelta(hours=1),
            )
        )
    db.session.commit()


def _declaration() -> None:
    organizations.declare(
        account("AC-61").id,
        organizations.Declared("sent", "UNESCO"),
        since=date(2027, 4, 1),
        until=None,
        now=clock.now(),
        stamped_at=clock.wire_now(),
    )


def _changes(app: Flask) -> None:
    """A meeting of UNESCO's that is not published yet, and another that bears another title now."""
    hand = drafting.Hand(account("AC-40").id, clock.now(), clock.wire_now())
    wanted = {"segment": "CLUSTER", "kind": "panel", "organizers": ["UNESCO"], "titles": {"en": "A new meeting"}}
    drafting.add_meeting(hand, "2027", NEW, wanted, uid_domain=app.config["UID_DOMAIN"])
    drafting.edit_meeting(hand, "2027", "D30", {"titles": {"en": "Another title"}}, seen=None)
