"""Signing up, asking for a link, following one, signing in by password, signing out everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import and_, delete, select, update
from sqlalchemy.exc import IntegrityError

from foundation import journal, passwords
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accounts import queries, rules
from stakeholders.accounts.models import Account, EndedSession, MailedLink
from stakeholders.accounts.services import letters


@dataclass(frozen=True)
class Followed:
    """What came of a link: whose it was, what it was for, and the session that it may begin (none for a new address)."""

    account_id: int
    purpose: str
    session_id: str | None


def session_of(account: Account) -> str:
    """What a new session of this account carries; raising the epoch ends all of them."""
    return f"{account.id}.{account.epoch}.{token_urlsafe(24)}"


@atomic
def sign_up(
    email: str,
    *,
    name: str,
    language: str,
    zone: str,
    house: House,
    now: datetime,
    stamped_at: datetime,
    back: str = "",
) -> None:
    """Make an account that waits for its address to be confirmed. Who has one is told by letter, and nobody else is."""
    email = rules.email_as_kept(email)
    account = _locked(email) or _new(email, zone=zone, now=now)
    if account.verified_at is not None:
        letters.mail_known(account, house=house, stamped_at=stamped_at)
        return
    # Until the address is confirmed, whoever gave it last says what the account is called.
    account.name, account.languages = name, [language]
    letters.mail_verification(account, house=house, stamped_at=stamped_at, back=back)


@atomic
def ask_for_link(email: str, *, language: str, house: House, stamped_at: datetime, back: str = "") -> None:
    """Mail a link that signs in; to an address without an account, a letter that says so."""
    email = rules.email_as_kept(email)
    account = _locked(email)
    if account is None:
        letters.mail_unknown(email, language, house=house, stamped_at=stamped_at)
    elif account.verified_at is None:
        letters.mail_verification(account, house=house, stamped_at=stamped_at, back=back)
    else:
        letters.mail_sign_in(account, house=house, stamped_at=stamped_at, back=back)


@atomic
def follow_link(token: str, *, by: int | None, now: datetime, stamped_at: datetime) -> Followed:
    """Use a mailed link, once, for its purpose alone; `by` is who is signed in.

    Raises UnknownLink, SpentLink, ExpiredLink, NotSignedInForThis, AddressTaken.
    """
    is_this = and_(MailedLink.token_hash == queries.hash_of(token), MailedLink.purpose.in_(rules.SIGNING_IN))
    owner_id = db.session.scalar(select(MailedLink.account_id).where(is_this))
    if owner_id is None:
        raise rules.UnknownLink
    # The account first, then its link: whoever ends all sessions takes them in this order.
    account = db.session.get_one(Account, owner_id, with_for_update=True)
    link = db.session.scalars(select(MailedLink).where(is_this).with_for_update()).one()
    rules.check_link(link, address=account.email, at=stamped_at)
    link.used_at = stamped_at
    _spend_older(link, stamped_at=stamped_at)
    if link.purpose == rules.ADDRESS:
        _move(account, link.email, by=by, now=now)
        return Followed(account.id, link.purpose, None)
    if account.verified_at is None:
        account.verified_at = now
        journal.note(f"account:{account.id}", "confirm_address", "account", str(account.id), now=now)
    return Followed(account.id, link.purpose, session_of(account))


def sign_in(email: str, password: str) -> str:
    """The session of who knows address and password; raises WrongSignIn, for whatever reason, after the same time."""
    account = queries.account_at(email)
    kept = account.password_hash if account and account.verified_at else None
    if not passwords.is_right(password, kept) or account is None:
        raise rules.WrongSignIn
    return session_of(account)


def prove(account_id: int, present: str) -> None:
    """Whether it is the person: by the present password; raises LinkNeeded where there is none, WrongPresent."""
    kept = queries.account(account_id).password_hash
    if kept is None:
        raise rules.LinkNeeded
    if not passwords.is_right(present, kept):
        raise rules.WrongPresent


@atomic
def sign_out(session_id: str, *, lasts: timedelta, stamped_at: datetime) -> None:
    """End one session for good; ended ones are forgotten once none of their time could last any more (`lasts`)."""
    sid_hash = queries.hash_of(session_id.split(".", 2)[2])
    db.session.execute(delete(EndedSession).where(EndedSession.ended_at < stamped_at - lasts - timedelta(days=1)))
    try:
        with db.session.begin_nested():
            db.session.add(EndedSession(sid_hash=sid_hash, ended_at=stamped_at))
    except IntegrityError:
        # A second click: it has ended already.
        return


@atomic
def sign_out_everywhere(account_id: int, *, now: datetime, stamped_at: datetime) -> None:
    """End all sessions of an account, and all links that were mailed to it."""
    account = db.session.get_one(Account, account_id, with_for_update=True)
    end_sessions(account, stamped_at=stamped_at)
    journal.note(f"account:{account_id}", "sign_out_everywhere", "account", str(account_id), now=now)


def end_sessions(account: Account, *, stamped_at: datetime) -> None:
    """End all sessions and open links of an account inside the caller's transaction."""
    account.epoch += 1
    db.session.execute(
        update(MailedLink)
        .where(MailedLink.account_id == account.id, MailedLink.used_at.is_(None))
        .values(used_at=stamped_at)
    )


def _spend_older(link: MailedLink, *, stamped_at: datetime) -> None:
    db.session.execute(
        update(MailedLink)
        .where(MailedLink.account_id == link.account_id, MailedLink.purpose == link.purpose)
        .where(MailedLink.id < link.id, MailedLink.used_at.is_(None))
        .values(used_at=stamped_at)
    )


def _locked(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email == email).with_for_update())


def _new(email: str, *, zone: str, now: datetime) -> Account:
    account = Account(email=email, name="", zone=zone, created_at=now, confidence=Confidence.SURE)
    try:
        with db.session.begin_nested():
            db.session.add(account)
    except IntegrityError:
        # The same address signed up at this very moment; its account is there now.
        return db.session.scalars(select(Account).where(Account.email == email).with_for_update()).one()
    return account


def _move(account: Account, email: str, *, by: int | None, now: datetime) -> None:
    if by != account.id:
        raise rules.NotSignedInForThis
    try:
        with db.session.begin_nested():
            account.email = email
    except IntegrityError:
        raise rules.AddressTaken from None
    journal.note(f"account:{account.id}", "move_address", "account", str(account.id), now=now)
