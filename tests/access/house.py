"""What stands in the house beside what is loaded, so that each door has something behind it; and the ids of it all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from events.delegations.services import importing, members
from events.editions.models import Edition, Segment
from events.editions.rules import PROGRAMME_ORGANIZER
from events.feeds.rules.personal import token
from events.feeds.services import personal
from events.programme.models import Meeting, Waiver
from events.programme.rules.notices import Urgent
from events.programme.services import asking, drafting
from events.programme.services.noticing import issue_notice
from events.registration.models import AccessNeed, Registration
from events.registration.rules.needs import Wanted
from events.registration.rules.registering import REGISTRAR
from events.registration.services import change_requests, joining, needs
from events.registration.services.on_behalf import Hand
from events.venues.models import Closure
from foundation import access, clock, files, jobs, journal, outbox
from foundation.access import Grant, Scope
from foundation.confidence import Confidence
from foundation.db import db
from foundation.jobs import Job
from foundation.journal import JournalLine
from foundation.letters import House
from foundation.outbox import Letter, OutboxMessage
from stakeholders.accounts.models import Account, MailedLink
from stakeholders.accounts.queries import hash_of
from stakeholders.accreditation.models import Application, Basis, Paper
from stakeholders.organizations import services as organizations
from stakeholders.organizations.models import Affiliation, FocalPointTerm, Organization
from stakeholders.organizations.rules import AUDITOR
from tests.access import limited, registrar
from tests.access.doors import ROLES
from tests.stakeholders.accounts.post import an_account
from tests.stakeholders.organizations.records import a_record, merged
from tests.support.people import account
from tests.support.uploads import PDF

TOKENS = {"sign_in": "a-link-to-sign-in", "address": "a-link-to-a-new-address"}

NEW = "D98"
OPEN_TIME = datetime(2027, 4, 20, 8, tzinfo=UTC)
"""When registration is open for every part."""


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
        ids |= _grants() | {
            "sealed": str(_sealed()),
            "stakeholder": str(account("AC-61").id),
            "somebody": account("AC-61").email,
        }
        _links()
        _declaration()
        _changes(app)
        ids |= _applications()
        ids |= _asked() | _needs()
        ids |= _directory()
        ids |= registrar.furnished()
        ids |= limited.furnished()
        ids |= _delegations()
        ids |= {str(key): str(number) for number, key in db.session.execute(select(Registration.id, Registration.key))}
        ids |= {f"seen {key}": str(seen) for key, seen in db.session.execute(select(Meeting.key, Meeting.revision))}
        own, declared = db.session.scalars(
            select(Affiliation.id).where(Affiliation.account_id == account("AC-61").id).order_by(Affiliation.id)
        )
        return ids | TOKENS | {"affiliation": str(own), "declared": str(declared)}


def _delegations() -> dict[str, str]:
    """UNESCO's focal point has put two people into its delegation, and sent in a table; the stakeholder wants a change."""
    unesco, guild = (
        db.session.scalars(select(Organization.id).where(Organization.key == key)).one()
        for key in ("UNESCO", "OR-GUILD")
    )
    by = Hand(account("AC-35").id, House("http://127.0.0.1:8000", "example.org"), OPEN_TIME, clock.wire_now())
    place = members.Place("2027", "SESSION", unesco)
    for name in ("First", "Second"):
        put = members.put(by, place, members.Newcomer(f"{name}@people.example".lower(), name, "member"))
    assert put.member is not None
    table = "part,organization,email,name,rank\nSESSION,UNESCO,t@people.example,T,member\nX,Y,,,\n"
    table_id = importing.read(by, "2027", table.encode(), name="people.csv")
    letter = db.session.scalars(
        select(OutboxMessage.text).where(OutboxMessage.address == "second@people.example")
    ).one()
    own = db.session.scalars(select(Registration.id).where(Registration.key == "RG-135")).one()
    wanted = change_requests.Wanted(None, "Director", "")
    asked = change_requests.ask(account("AC-61").id, own, wanted, now=OPEN_TIME)
    return {
        "unesco": str(unesco),
        "guild": str(guild),
        "member": str(put.member.id),
        "table": str(table_id),
        "invitation": letter.partition("/invitations/")[2].split()[0],
        "change": str(asked),
    }


def _applications() -> dict[str, str]:
    """An application of the stakeholder's with a paper, one of theirs on hold, and one of UNESCO's."""
    person, now = account("AC-61").id, clock.now()
    theirs, unesco = db.session.scalars(
        select(Organization.id)
        .where(
            (Organization.key == "UNESCO")
            | Organization.id.in_(select(Affiliation.organization_id).where(Affiliation.account_id == person))
        )
        .order_by(Organization.key == "UNESCO", Organization.id)
    )
    states = {"application": ("new", theirs, person), "held_application": ("on_hold", theirs, person)}
    states["of_unesco"] = ("new", unesco, None)
    rows = {
        name: Application(
            organization_id=of, session=30, state=state, applied_at=now, applied_by_id=by, confidence=Confidence.SURE
        )
        for name, (state, of, by) in states.items()
    }
    db.session.add_all(rows.values())
    db.session.flush()
    sha256 = files.keep(PDF, now=now)
    paper = Paper(
        application_id=rows["application"].id, sha256=sha256, name="letter.pdf", added_at=now, added_by="command"
    )
    db.session.add(paper)
    db.session.commit()
    basis = db.session.scalars(select(Basis.id).where(Basis.key == "B-BUS-TRIAL")).one()
    return {name: str(row.id) for name, row in rows.items()} | {"paper": str(paper.id), "basis": str(basis)}


def _sealed() -> int:
    person = account("AC-61").id
    journal.note_sealed("command", "answer", ("need", "1"), person, {"text": "A ramp"}, now=clock.now(), edition="2027")
    db.session.commit()
    return db.session.scalars(select(JournalLine.id).order_by(JournalLine.id.desc()).limit(1)).one()


def _grants() -> dict[str, str]:
    """Three people who hold a role for less than an edition, or to read; the ids of one of them and of one in the house."""
    edition = db.session.scalars(select(Edition).where(Edition.key == "2027")).one()
    segments = select(Segment.id).where(Segment.edition_id == edition.id)
    for key, role, scope in (
        ("ONE-REGISTRAR", REGISTRAR, Scope("segment", db.session.scalar(segments.where(Segment.key == "SESSION")))),
        (
            "ONE-ORGANIZER",
            PROGRAMME_ORGANIZER,
            Scope("segment", db.session.scalar(segments.where(Segment.key == "CLUSTER"))),
        ),
        ("ONE-AUDITOR", AUDITOR, Scope("edition", edition.id)),
    ):
        person = Account(
            key=key,
            email=f"{key.lower()}@people.example",
            name=key,
            languages=["en"],
            created_at=clock.now(),
            verified_at=clock.now(),
            confidence=Confidence.ILLUSTRATIVE,
        )
        db.session.add(person)
        db.session.flush()
        access.grant(person.id, role, scope, actor="command", now=clock.now())
    db.session.commit()
    of_house = select(Grant.id).where(Grant.scope_kind == "house", Grant.account_id == account("AC-37").id)
    one = select(Grant.id).where(Grant.scope_kind == "segment")
    return {"house_grant": str(db.session.scalars(of_house).one()), "grant": str(db.session.scalars(one).first())}


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


def _needs() -> dict[str, str]:
    """The stakeholder needs something, too; and a link is set for joining a dialogue of the session."""
    needs.ask(account("AC-61").id, "2027", Wanted(("captions",)), now=clock.now())
    link = {"address": "https://join.example/s03", "words": ""}
    joining.set_link(account("AC-40").id, "2027", "S03", **link, now=clock.now())
    rows = db.session.execute(select(AccessNeed.id, Account.key).join(Account, Account.id == AccessNeed.account_id))
    return {f"need {key}": str(number) for number, key in rows}


def _asked() -> dict[str, str]:
    """UNESCO is asked about its meeting D05, and about somebody who registers in its name."""
    told = {"house": House("http://127.0.0.1:8000", "example.org"), "now": clock.now(), "stamped_at": clock.wire_now()}
    asking.ask_hosts(account("AC-40").id, "2027", "D05", **told)
    segment = db.session.scalars(
        select(Segment).join(Edition).where(Edition.key == "2027", Segment.key == "SIDE")
    ).one()
    registered = select(Registration.account_id).where(Registration.segment_id == segment.id)
    body = db.session.scalars(select(Organization).where(Organization.key == "UNESCO")).one()
    new = Registration(
        account_id=db.session.scalars(
            select(Account.id)
            .where(Account.id.not_in(registered), Account.key.not_in(filter(None, ROLES.values())))
            .order_by(Account.id)
        ).first(),
        segment_id=segment.id,
        constituency_id=body.constituency_id,
        organization_id=body.id,
        mode="online",
        state="new",
        registered_at=clock.now(),
        confidence=Confidence.ILLUSTRATIVE,
    )
    db.session.add(new)
    db.session.commit()
    meeting = db.session.scalars(select(Meeting.id).where(Meeting.key == "D05")).one()
    return {"body UNESCO": str(body.id), "meeting D05": str(meeting), "new of UNESCO": str(new.id)}


def _changes(app: Flask) -> None:
    """A meeting of UNESCO's that is not published yet, and another that bears another title now."""
    hand = drafting.Hand(account("AC-40").id, clock.now(), clock.wire_now())
    wanted = {"segment": "CLUSTER", "kind": "panel", "organizers": ["UNESCO"], "titles": {"en": "A new meeting"}}
    drafting.add_meeting(hand, "2027", NEW, wanted, uid_domain=app.config["UID_DOMAIN"])
    drafting.edit_meeting(hand, "2027", "D30", {"titles": {"en": "Another title"}}, seen=None)


def _directory() -> dict[str, str]:
    """Two records that are one, one that was merged into another, terms asked and held, somebody of UNESCO's."""
    records = {key: a_record(key, f"Record {key}") for key in ("O-ONE", "O-TWO", "O-GONE", "O-KEPT")}
    merge = merged(account("AC-37").id, records["O-GONE"], records["O-KEPT"])
    state, unesco = (
        _sent_by(account("AC-01").id),
        db.session.scalars(select(Organization).filter_by(key="UNESCO")).one(),
    )
    person = an_account("one-of-unesco@people.example", name="One of UNESCO")
    sent = Affiliation(
        account_id=person.id,
        organization_id=unesco.id,
        constituency_id=unesco.constituency_id,
        since=date(2027, 1, 1),
        declared_at=clock.now(),
        confirmed_at=clock.now(),
        confirmed_by="command",
        confidence=Confidence.ILLUSTRATIVE,
    )
    asked = FocalPointTerm(
        account_id=account("AC-01").id,
        organization_id=state,
        since=date(2027, 5, 1),
        state="asked",
        asked_at=clock.now(),
        asked_by=f"account:{account('AC-01').id}",
    )
    db.session.add_all([sent, asked])
    db.session.commit()
    held = db.session.scalars(select(FocalPointTerm.id).where(FocalPointTerm.organization_id == unesco.id)).one()
    told = {"record": records["O-ONE"], "other_record": records["O-TWO"], "merge": merge, "held_term": held}
    told |= {"asked_term": asked.id, "one_of_theirs": sent.id, "one_of_them": person.id}
    return {name: str(number) for name, number in (told | {"theirs": _sent_by(account("AC-61").id)}).items()}


def _sent_by(account_id: int) -> int:
    """The organization that a person is with, confirmed."""
    confirmed = Affiliation.confirmed_at.is_not(None)
    found = db.session.scalars(
        select(Affiliation.organization_id).where(Affiliation.account_id == account_id, confirmed)
    )
    return found.one() or 0
