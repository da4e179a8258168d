"""How often somebody may try to come in: by the address that is given and by the network it comes from.

All count the same whether an account is there or not. Not inside another service's transaction: an attempt counts
even when what was attempted is refused. One that a limit refuses counts under none of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from foundation.db import atomic
from foundation.limits import Limit, count, give_back
from stakeholders.accounts.rules import email_as_kept

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
SIGN_INS_OF_PAIR, SIGN_INS_FROM_NETWORK, SIGN_INS_AT_ADDRESS = (
    Limit(10, QUARTER),
    Limit(100, QUARTER),
    Limit(50, QUARTER),
)
LINKS_TO_ADDRESS, LINKS_FROM_NETWORK = Limit(5, HOUR), Limit(200, HOUR)
SIGN_UPS_TO_ADDRESS, SIGN_UPS_FROM_NETWORK = Limit(5, HOUR), Limit(100, HOUR)
MOVES_OF_ACCOUNT, MOVES_TO_ADDRESS, MOVES_FROM_NETWORK = Limit(5, HOUR), Limit(5, HOUR), Limit(200, HOUR)

Counted = tuple[tuple[str, str, Limit], ...]


def count_sign_in(email: str, network: str, *, stamped_at: datetime) -> None:
    """Count an attempt to give a password; raises TooOften. Who succeeds gives it back: only failures count."""
    _count(_sign_in(email, network), stamped_at=stamped_at)


@atomic
def give_sign_in_back(email: str, network: str, *, stamped_at: datetime) -> None:
    """An attempt was no failure; `stamped_at` as it was counted."""
    for what, whose, limit in _sign_in(email, network):
        give_back(what, whose, limit, stamped_at=stamped_at)


def count_link(email: str, network: str, *, stamped_at: datetime) -> None:
    """Count a letter with a link that signs in; raises TooOften."""
    links = (("link from", network, LINKS_FROM_NETWORK), ("link to", email_as_kept(email), LINKS_TO_ADDRESS))
    _count(links, stamped_at=stamped_at)


def count_sign_up(email: str, network: str, *, stamped_at: datetime) -> None:
    """Count a sign-up, which mails a link too; raises TooOften."""
    to, by = email_as_kept(email), network
    _count(
        (("sign up from", by, SIGN_UPS_FROM_NETWORK), ("sign up to", to, SIGN_UPS_TO_ADDRESS)), stamped_at=stamped_at
    )


def count_move(account_id: int, email: str, network: str, *, stamped_at: datetime) -> None:
    """Count a wish to move an account to another address; raises TooOften."""
    moves = (
        ("move from", network, MOVES_FROM_NETWORK),
        ("move of", str(account_id), MOVES_OF_ACCOUNT),
        ("move to", email_as_kept(email), MOVES_TO_ADDRESS),
    )
    _count(moves, stamped_at=stamped_at)


def _sign_in(email: str, network: str) -> Counted:
    # Strangers elsewhere fill only the last: below fifty, who knows the password comes in from a network of their own.
    address = email_as_kept(email)
    return (
        ("sign in of", f"{address}\n{network}", SIGN_INS_OF_PAIR),
        ("sign in from", network, SIGN_INS_FROM_NETWORK),
        ("sign in at", address, SIGN_INS_AT_ADDRESS),
    )


@atomic
def _count(counted: Counted, *, stamped_at: datetime) -> None:
    for what, whose, limit in counted:
        count(what, whose, limit, stamped_at=stamped_at)
