"""How often somebody may try to come in: by the address that is given and by the network it comes from.

All count the same whether an account is there or not. Not inside a service's transaction: an attempt
counts even when what was attempted is refused.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from foundation.limits import Limit, count
from stakeholders.accounts.rules import email_as_kept

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
SIGN_INS_AT_ADDRESS, SIGN_INS_FROM_NETWORK = Limit(10, QUARTER), Limit(60, QUARTER)
LINKS_TO_ADDRESS, LINKS_FROM_NETWORK = Limit(5, HOUR), Limit(30, HOUR)
SIGN_UPS_FROM_NETWORK = Limit(20, HOUR)


def count_sign_in(email: str, network: str, *, stamped_at: datetime) -> None:
    """Count an attempt to sign in by password; raises TooOften."""
    count("sign in from", network, SIGN_INS_FROM_NETWORK, stamped_at=stamped_at)
    count("sign in at", email_as_kept(email), SIGN_INS_AT_ADDRESS, stamped_at=stamped_at)


def count_link(email: str, network: str, *, stamped_at: datetime) -> None:
    """Count a letter with a link; raises TooOften."""
    count("link from", network, LINKS_FROM_NETWORK, stamped_at=stamped_at)
    count("link to", email_as_kept(email), LINKS_TO_ADDRESS, stamped_at=stamped_at)


def count_sign_up(email: str, network: str, *, stamped_at: datetime) -> None:
    """Count a sign-up, which mails a link too; raises TooOften."""
    count("sign up from", network, SIGN_UPS_FROM_NETWORK, stamped_at=stamped_at)
    count_link(email, network, stamped_at=stamped_at)
