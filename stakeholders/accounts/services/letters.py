"""The letters of this room: what they say, and mailing a link. All inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe
from urllib.parse import quote

from sqlalchemy import func, select, update

from foundation import outbox
from foundation.db import db
from foundation.letters import House, in_words
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account, MailedLink
from stakeholders.accounts.queries import hash_of
from stakeholders.accounts.rules import ADDRESS, LIVES, SIGN_IN, VERIFY

NOT_YOU = Sentence("If it was not you, do nothing: nothing happens by itself.")

VERIFY_WORDS = (
    Sentence("Confirm your address"),
    Sentence(
        "Somebody, we think you, gave this address to Linkage to make an account. Open this link, and press "
        "the button on its page:"
    ),
    Sentence("It works once, within 24 hours. If it was not you, do nothing: without the button there is no account."),
)
SIGN_IN_WORDS = (
    Sentence("Your link to sign in"),
    Sentence(
        "Somebody, we think you, wants to sign in to Linkage with this address. Open this link, and press the"
        " button on its page:"
    ),
    Sentence("It works once, within 30 minutes."),
)
KNOWN_WORDS = (
    Sentence("You have an account already"),
    Sentence(
        "Somebody, we think you, wanted to make an account at Linkage with this address. There is one "
        "already. This link signs you in to it:"
    ),
    Sentence("It works once, within 30 minutes."),
)
ADDRESS_WORDS = (
    Sentence("Confirm your new address"),
    Sentence(
        "An account at Linkage is to move to this address. Open this link where you are signed in, and press "
        "the button on its page:"
    ),
    Sentence("It works once, within 24 hours."),
)


def mail_link(
    account: Account,
    purpose: str,
    words: tuple[Sentence, Sentence, Sentence],
    *,
    house: House,
    stamped_at: datetime,
    email: str = "",
    back: str = "",
) -> None:
    """Make a link for one purpose and mail it, to the account's address or to `email`; `back` is where it leads on to."""
    token, address = token_urlsafe(32), email or account.email
    _leave_the_latest(account.id, purpose, stamped_at=stamped_at)
    db.session.add(
        MailedLink(
            account_id=account.id,
            purpose=purpose,
            token_hash=hash_of(token),
            email=address,
            made_at=stamped_at,
            expires_at=stamped_at + LIVES[purpose],
        )
    )
    way = house.address(f"/my/links/{token}", language=account.language) + (f"?next={quote(back)}" if back else "")
    subject, before, after = words
    paragraphs = (before, way, after) if purpose == VERIFY else (before, way, after, NOT_YOU)
    mail(account.id, address, account.language, purpose, (subject, *paragraphs), house=house, stamped_at=stamped_at)


def _leave_the_latest(account_id: int, purpose: str, *, stamped_at: datetime) -> None:
    """Of an account's links for a purpose, leave one alive beside the one that is about to be made."""
    alive = (MailedLink.account_id == account_id, MailedLink.purpose == purpose, MailedLink.used_at.is_(None))
    latest = select(func.max(MailedLink.id)).where(*alive).scalar_subquery()
    db.session.execute(
        update(MailedLink)
        .where(*alive, MailedLink.id != latest)
        .values(used_at=stamped_at)
        .execution_options(synchronize_session=False)
    )


def mail_verification(account: Account, *, house: House, stamped_at: datetime, back: str = "") -> None:
    """The letter to who has signed up."""
    mail_link(account, VERIFY, VERIFY_WORDS, house=house, stamped_at=stamped_at, back=back)


def mail_sign_in(account: Account, *, house: House, stamped_at: datetime, back: str = "") -> None:
    """The letter to who wants to sign in without a password."""
    mail_link(account, SIGN_IN, SIGN_IN_WORDS, house=house, stamped_at=stamped_at, back=back)


def mail_known(account: Account, *, house: House, stamped_at: datetime) -> None:
    """The letter to who has signed up a second time."""
    mail_link(account, SIGN_IN, KNOWN_WORDS, house=house, stamped_at=stamped_at)


def mail_unknown(email: str, language: str, *, house: House, stamped_at: datetime) -> None:
    """The letter to an address for which a link was wanted and that has no account."""
    words = (
        Sentence("There is no account under this address"),
        Sentence(
            "Somebody, we think you, wanted to sign in to Linkage with this address, but no account has it. You "
            "may have given another one. An account is made here:"
        ),
        house.address("/my/sign-up", language=language),
        NOT_YOU,
    )
    mail(None, email, language, "account_unknown", words, house=house, stamped_at=stamped_at)


def mail_new_address(account: Account, email: str, *, house: House, stamped_at: datetime) -> None:
    """The letter to the address that an account is to move to."""
    mail_link(account, ADDRESS, ADDRESS_WORDS, house=house, stamped_at=stamped_at, email=email)


def mail_taken(account: Account, email: str, *, house: House, stamped_at: datetime) -> None:
    """The letter to an address that an account was to move to, and that has one of its own."""
    words = (
        Sentence("This address has an account already"),
        Sentence(
            "Somebody wanted to move another account at Linkage to this address. It has an account of its own, so"
            " nothing was changed. You sign in to it here:"
        ),
        house.address("/my/sign-in", language=account.language),
    )
    mail(None, email, account.language, "address_taken", words, house=house, stamped_at=stamped_at)


def mail_notice_of_move(account: Account, *, house: House, stamped_at: datetime) -> None:
    """The letter to the address that an account is to leave."""
    words = (
        Sentence("Your account is to move to another address"),
        Sentence(
            "Whoever is signed in to your account at Linkage asked to move it from this address to another. It "
            "moves once the other address is confirmed. If it was not you, sign in, sign out everywhere, and set "
            "a new password:"
        ),
        house.address("/my/profile", language=account.language),
    )
    mail(account.id, account.email, account.language, "address_notice", words, house=house, stamped_at=stamped_at)


def mail_notice_of_password(account: Account, *, house: House, stamped_at: datetime) -> None:
    """The letter after a password was set."""
    words = (
        Sentence("Your password was set"),
        Sentence(
            "A password was set for your account at Linkage, and all other devices were signed out. If it was not"
            " you, sign in by a mailed link and set another one:"
        ),
        house.address("/my/sign-in", language=account.language),
    )
    mail(account.id, account.email, account.language, "password", words, house=house, stamped_at=stamped_at)


def mail(
    account_id: int | None,
    address: str,
    language: str,
    kind: str,
    words: tuple[Sentence | str, ...],
    *,
    house: House,
    stamped_at: datetime,
) -> None:
    """Put a letter into the outbox: its subject and its paragraphs, in the language of who reads it."""
    subject, *paragraphs = words
    assert isinstance(subject, Sentence)
    told, text = in_words(language, subject, *paragraphs)
    letter = outbox.Letter(address, told, text, kind, language, account_id, is_urgent=True)
    outbox.post(letter, domain=house.domain, stamped_at=stamped_at)
