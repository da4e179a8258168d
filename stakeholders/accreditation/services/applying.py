"""What the applicant’s side does: apply with evidence, add to it, put it forward again, withdraw; pre-approve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from foundation import files, journal
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.letters import House
from foundation.limits import Limit, count
from foundation.sentences import Sentence
from stakeholders.accreditation.models import Application, Basis, Paper
from stakeholders.accreditation.queries import own, rights, sessions
from stakeholders.accreditation.queries.papers import is_theirs, speaks_for
from stakeholders.accreditation.rules import applying as rules
from stakeholders.accreditation.rules.applying import Deed, Standing, State
from stakeholders.accreditation.rules.bases import LISTED, NoSuchBasis
from stakeholders.accreditation.services import letters
from stakeholders.accreditation.services.holding import lock
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import Capacity

APPLICATIONS_A_DAY = Limit(10, timedelta(days=1))
PAPERS_A_DAY = Limit(50, timedelta(days=1))

Papers = Sequence[tuple[str, bytes]]
"""Files as they were sent: (name, content)."""


@dataclass(frozen=True)
class Case:
    """What an application says: for whom, which session, on which decision, with which words and papers."""

    organization_id: int
    session: int
    letter: str
    status_number: str = ""
    basis_id: int | None = None
    papers: Papers = field(default=(), repr=False)


@atomic
def apply(account_id: int, case: Case, *, house: House, now: datetime, stamped_at: datetime) -> int:
    """Apply for an organization that one is with; the application’s number.

    A focal point’s own application is pre-approved at once. One that stands in the way of somebody confirmed, by somebody
    who is not, is withdrawn. Raises NotWithThem, NobodyApplies, UnknownSession,
    NotOpenYet, TooLate, HeldAlready, OpenAlready, NoSuchBasis, LetterNeeded, TooManyPapers, TooOften, and what
    `files.keep` raises.
    """
    organization, is_confirmed = _to_apply_for(account_id, case, now=now)
    _make_way(account_id, case, is_confirmed=is_confirmed, house=house, now=now, stamped_at=stamped_at)
    count("application by", str(account_id), APPLICATIONS_A_DAY, stamped_at=stamped_at)
    by_focal_point = speaks_for(account_id, organization.id)
    has_one = by_focal_point or bool(letters.focal_points(organization.id))
    row = Application(
        organization_id=organization.id,
        session=case.session,
        basis_id=_basis_id(case.basis_id, organization.constituency_id),
        state=rules.first_state(has_focal_point=has_one, by_focal_point=by_focal_point),
        letter=case.letter,
        status_number=case.status_number[: rules.MOST_NUMBER],
        applied_at=now,
        applied_by_id=account_id,
        confidence=Confidence.SURE,
    )
    row.organization = organization
    if row.state == State.PRE_APPROVED:
        row.pre_approved_at, row.pre_approved_by = now, f"account:{account_id}"
    db.session.add(row)
    db.session.flush()
    _note(account_id, "apply", row, None, now=now)
    _keep(account_id, row, case.papers, now=now, stamped_at=stamped_at)
    letters.tell_received(row, house=house, stamped_at=stamped_at)
    return row.id


@atomic
def add_papers(account_id: int, application_id: int, papers: Papers, *, now: datetime, stamped_at: datetime) -> None:
    """Add papers to an application of one’s own that is not decided yet.

    Raises UnknownApplication, NotPossible, TooManyPapers, TooOften, and what `files.keep` raises.
    """
    row = _locked(account_id, application_id)
    _check_takes_papers(row)
    _keep(account_id, row, papers, now=now, stamped_at=stamped_at)
    row.revision += 1


@atomic
def remove_paper(account_id: int, paper_id: int, *, now: datetime) -> int:
    """Take a paper out of an application of one’s own that is not decided yet; returns the application’s number.

    Raises UnknownPaper, NotPossible.
    """
    paper = db.session.scalar(select(Paper).where(Paper.id == paper_id).options(joinedload(Paper.application)))
    if paper is None or not is_theirs(account_id, paper.application):
        raise rules.UnknownPaper
    row = _locked(account_id, paper.application_id)
    _check_takes_papers(row)
    db.session.delete(paper)
    row.revision += 1
    _note(account_id, "remove_paper", row, row.state, now=now, sha256=paper.sha256)
    return row.id


@atomic
def put_forward(
    account_id: int,
    application_id: int,
    *,
    letter: str,
    status_number: str,
    papers: Papers = (),
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> None:
    """Put an application that is on hold forward again, with what was missing.

    Raises UnknownApplication, NotPossible, LetterNeeded, TooManyPapers, TooOften, and what `files.keep` raises.
    """
    row = _locked(account_id, application_id)
    state = rules.next_state(Standing(row.state, row.pre_approved_at is not None), Deed.PUT_FORWARD)
    if not letter.strip() or len(letter) > rules.MOST_LETTER:
        raise rules.LetterNeeded
    row.letter, row.status_number = letter, status_number[: rules.MOST_NUMBER]
    _keep(account_id, row, papers, now=now, stamped_at=stamped_at)
    _pass_on(account_id, row, Deed.PUT_FORWARD, state, now=now)
    step = rules.WITH_SECRETARIAT if row.pre_approved_at else _next_hand(row)
    letters.tell_all(row, letters.FORWARD, step, house=house, stamped_at=stamped_at)


@atomic
def withdraw(account_id: int, application_id: int, *, house: House, now: datetime, stamped_at: datetime) -> None:
    """Withdraw an application of one’s own that is not decided yet; again changes nothing.

    Raises UnknownApplication, NotPossible.
    """
    row = _locked(account_id, application_id)
    if row.state == State.WITHDRAWN:
        return
    _pass_on(account_id, row, Deed.WITHDRAW, rules.next_state(Standing(row.state), Deed.WITHDRAW), now=now)
    letters.tell_all(row, letters.WITHDRAWN, house=house, stamped_at=stamped_at)


@atomic
def pre_approve(account_id: int, application_id: int, *, house: House, now: datetime, stamped_at: datetime) -> None:
    """Pre-approve an application as a focal point of its organization; again changes nothing.

    Raises UnknownApplication, NotTheirs, NotConfirmed, NotPossible.
    """
    row = _locked(account_id, application_id)
    if not speaks_for(account_id, row.organization_id):
        raise rules.NotTheirs
    if row.state == State.PRE_APPROVED:
        return
    standing = Standing(row.state, is_confirmed=own.is_confirmed(row))
    state = rules.next_state(standing, Deed.PRE_APPROVE)
    row.pre_approved_at, row.pre_approved_by = now, f"account:{account_id}"
    _pass_on(account_id, row, Deed.PRE_APPROVE, state, now=now)
    letters.tell_all(row, letters.PRE_APPROVED, rules.WITH_SECRETARIAT, house=house, stamped_at=stamped_at)


def _next_hand(row: Application) -> Sentence:
    return rules.WITH_FOCAL_POINT if letters.focal_points(row.organization_id) else rules.WITH_SECRETARIAT


def _to_apply_for(account_id: int, case: Case, *, now: datetime) -> tuple[Organization, bool]:
    """The organization of a case that may be made now, kept until it is: two who apply at once come one after the other.

    And whether who applies is confirmed as one of it.
    """
    organization = db.session.scalar(
        select(Organization).where(Organization.id == case.organization_id).with_for_update()
    )
    affiliation = _with_them(account_id, organization, now=now)
    assert organization is not None
    session = sessions.session(case.session)
    rules.check_window(session.number, session.opens_at, session.closes_at, now)
    _check_needed(organization, session.number)
    if not case.letter.strip() or len(case.letter) > rules.MOST_LETTER:
        raise rules.LetterNeeded
    return organization, affiliation.is_confirmed


def _with_them(account_id: int, organization: Organization | None, *, now: datetime) -> Capacity:
    found = own.affiliations_to_apply_for(account_id, today=now.date())
    affiliation = next((each for each in found if organization and each.organization_id == organization.id), None)
    if organization is None or affiliation is None or organization.merged_into_id is not None:
        raise rules.NotWithThem
    if affiliation.constituency_id != organization.constituency_id:
        # Staff servicing the meetings are with it, and do not come for it.
        raise rules.NotWithThem
    return affiliation


def _check_needed(organization: Organization, session: int) -> None:
    held = [
        each for each in rights.holdings(organization.id, organization.constituency_id) if each.span.covers(session)
    ]
    if held:
        raise rules.HeldAlready(decision=held[-1].basis.decision, session=session)
    is_listed = db.session.scalar(
        select(func.count()).where(Basis.constituency_id == organization.constituency_id, Basis.held_by == LISTED)
    )
    if not is_listed:
        raise rules.NobodyApplies


def _make_way(
    account_id: int, case: Case, *, is_confirmed: bool, house: House, now: datetime, stamped_at: datetime
) -> None:
    """Withdraw what somebody unconfirmed has applied for, where somebody confirmed applies; raises OpenAlready for the rest."""
    standing = db.session.scalars(
        select(Application.id).where(
            Application.organization_id == case.organization_id,
            Application.session == case.session,
            Application.state.in_(rules.OPEN),
        )
    ).all()
    for row in filter(None, map(lock, standing)):
        if not is_confirmed or own.is_confirmed(row):
            raise rules.OpenAlready(session=case.session)
        row.reason = str(rules.REPLACED)
        _pass_on(account_id, row, Deed.WITHDRAW, State.WITHDRAWN, now=now)
        letters.tell_all(row, letters.WITHDRAWN, rules.REPLACED, house=house, stamped_at=stamped_at)


def _basis_id(basis_id: int | None, constituency_id: int) -> int | None:
    if basis_id is None:
        return None
    basis = db.session.get(Basis, basis_id)
    if basis is None or (basis.constituency_id, basis.held_by) != (constituency_id, LISTED):
        raise NoSuchBasis
    return basis.id


def _locked(account_id: int, application_id: int) -> Application:
    row = lock(application_id)
    if row is None or not is_theirs(account_id, row):
        raise rules.UnknownApplication
    return row


def _check_takes_papers(row: Application) -> None:
    if not rules.takes_papers(row.state):
        raise rules.NotPossible(state=rules.STATE_WORDS[row.state])


def _keep(account_id: int, row: Application, papers: Papers, *, now: datetime, stamped_at: datetime) -> None:
    """Keep papers with an application; the same file twice is there once."""
    there = dict(db.session.execute(select(Paper.sha256, Paper.id).where(Paper.application_id == row.id)).all())
    for name, content in papers:
        count("papers by", str(account_id), PAPERS_A_DAY, stamped_at=stamped_at)
        media_type, number = files.media_type_of(content), files.keep(content, now=now)
        if number in there:
            continue
        if len(there) >= rules.MOST_PAPERS:
            raise rules.TooManyPapers(most=rules.MOST_PAPERS)
        paper = Paper(
            application_id=row.id,
            sha256=number,
            name=files.clean_name(name, media_type),
            added_at=now,
            added_by=f"account:{account_id}",
        )
        db.session.add(paper)
        db.session.flush()
        there[number] = paper.id
        _note(account_id, "add_paper", row, row.state, now=now, sha256=number)


def _pass_on(account_id: int, row: Application, deed: Deed, state: State, *, now: datetime) -> None:
    before = row.state
    row.state = state
    row.revision += 1
    _note(account_id, f"{deed}_application", row, before, now=now)


def _note(account_id: int, verb: str, row: Application, before: str | None, *, now: datetime, **facts: str) -> None:
    edition = next((each.edition for each in sessions.sessions() if each.number == row.session), None)
    journal.note(
        f"account:{account_id}",
        verb,
        "application",
        str(row.id),
        now=now,
        edition=edition,
        organization=row.organization_id,
        session=row.session,
        before={"state": before} if before else {},
        after={"state": str(row.state)},
        **facts,
    )
