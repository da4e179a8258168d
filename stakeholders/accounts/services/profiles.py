"""What a person changes about the account: the profile, the password, the address."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from foundation import journal, passwords
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accounts import queries, rules
from stakeholders.accounts.models import Account
from stakeholders.accounts.services import letters
from stakeholders.accounts.services.entering import end_sessions, session_of


@dataclass(frozen=True)
class Profile:
    """What a person says about themselves."""

    name: str
    name_latin: str
    languages: list[str]
    zone: str
    access_needs: str


@atomic
def save_profile(account_id: int, profile: Profile, *, now: datetime) -> None:
    """Take over a profile; the journal is told which fields changed, not what they say."""
    account = db.session.get_one(Account, account_id, with_for_update=True)
    changed = [field for field, value in asdict(profile).items() if getattr(account, field) != value]
    for field in changed:
        setattr(account, field, getattr(profile, field))
    if changed:
        journal.note(f"account:{account_id}", "edit_profile", "account", str(account_id), now=now, fields=changed)


def set_password(account_id: int, password: str, *, house: House, now: datetime, stamped_at: datetime) -> str:
    """Set a password, which ends all sessions; returns a session to go on with. Raises as `rules.check_password`."""
    rules.check_password(password, email=queries.account(account_id).email)
    # Made before the transaction: it takes its time, and nobody else should wait for it.
    return _keep(account_id, passwords.hashed(password), house=house, now=now, stamped_at=stamped_at)


@atomic
def _keep(account_id: int, kept: str, *, house: House, now: datetime, stamped_at: datetime) -> str:
    account = db.session.get_one(Account, account_id, with_for_update=True)
    account.password_hash = kept
    end_sessions(account, stamped_at=stamped_at)
    letters.mail_notice_of_password(account, house=house, stamped_at=stamped_at)
    journal.note(f"account:{account_id}", "set_password", "account", str(account_id), now=now)
    return session_of(account)


@atomic
def ask_to_move(account_id: int, email: str, *, house: House, stamped_at: datetime) -> None:
    """Mail a link to the address that the account is to move to, and a notice to the one it has.

    An address that has an account of its own is told so, and nobody else is.
    """
    account = db.session.get_one(Account, account_id, with_for_update=True)
    email = rules.email_as_kept(email)
    if queries.account_at(email) is None:
        letters.mail_new_address(account, email, house=house, stamped_at=stamped_at)
    else:
        letters.mail_taken(account, email, house=house, stamped_at=stamped_at)
    letters.mail_notice_of_move(account, house=house, stamped_at=stamped_at)
