"""With whom somebody declares to take part: an organization of the directory, or one that they name themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import select

from foundation import journal
from foundation.confidence import Confidence
from foundation.db import db
from foundation.languages import pick
from foundation.limits import Limit, count
from stakeholders.organizations import rules
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.queries import organizations_to_choose
from stakeholders.organizations.rules.searching import bears, letters

NAMED_BY_ACCOUNT = Limit(rules.MOST_NAMED_A_DAY, timedelta(days=1))


@dataclass(frozen=True)
class Declared:
    """How somebody takes part, and with whom: an organization of the list, or one named here with its constituency."""

    how: str
    organization_key: str = ""
    name: str = ""
    constituency_key: str = ""


def organization_of(account_id: int, declared: Declared, *, now: datetime, stamped_at: datetime) -> Organization | None:
    """The organization that is meant, inside the caller's transaction; none for who stands alone.

    Raises UnknownOrganization, AloneOrSent, NoBodyToServe, NameNeeded, ConstituencyNeeded, InTheList, TooOften.
    """
    if declared.how == rules.UNLISTED:
        return _named(account_id, declared, now=now, stamped_at=stamped_at)
    if declared.how == rules.ALONE:
        if declared.organization_key:
            raise rules.AloneOrSent
        return None
    organization = db.session.scalar(
        select(Organization).where(
            Organization.key == declared.organization_key,
            Organization.ended_year.is_(None),
            Organization.merged_into_id.is_(None),
        )
    )
    if declared.how == rules.SERVING and (organization is None or organization.kind in rules.NO_BODIES):
        raise rules.NoBodyToServe
    if organization is None:
        raise rules.UnknownOrganization
    return organization


def _named(account_id: int, declared: Declared, *, now: datetime, stamped_at: datetime) -> Organization:
    name = " ".join(declared.name.split())
    if not name or len(name) > rules.MOST_ORGANIZATION:
        raise rules.NameNeeded
    if declared.constituency_key not in rules.UNLISTED_CONSTITUENCIES:
        raise rules.ConstituencyNeeded
    # Held until the end, so that two who name the same one at once name one.
    constituency = db.session.scalar(
        select(Constituency).where(Constituency.key == declared.constituency_key).with_for_update()
    )
    if constituency is None:
        raise rules.UnknownConstituency
    _refuse_listed(name)
    return _standing(name, constituency.id) or _new(account_id, name, constituency.id, now=now, stamped_at=stamped_at)


def _refuse_listed(name: str) -> None:
    """What stands in the list is chosen there, whatever it comes under."""
    listed = next((each for each in organizations_to_choose() if bears(each, name)), None)
    if listed is not None:
        raise rules.InTheList(name=pick(listed.names).text, key=listed.key)


def _standing(name: str, constituency_id: int) -> Organization | None:
    listed = db.session.scalars(
        select(Organization)
        .where(Organization.constituency_id == constituency_id, Organization.kind != rules.STATE)
        .where(Organization.ended_year.is_(None), Organization.merged_into_id.is_(None))
        .order_by(Organization.id)
    )
    wanted = letters(name)
    return next((each for each in listed if wanted in map(letters, (*each.names.values(), *each.other_names))), None)


def _new(account_id: int, name: str, constituency_id: int, *, now: datetime, stamped_at: datetime) -> Organization:
    count("organization named by", str(account_id), NAMED_BY_ACCOUNT, stamped_at=stamped_at)
    key = rules.UNLISTED_KEY + token_hex(4)
    organization = Organization(
        key=key,
        acronym=key,
        names={"en": name},
        kind=rules.PARTICIPANT,
        constituency_id=constituency_id,
        seat="",
        country="",
        zone="",
        region="",
        confidence=Confidence.SURE,
    )
    db.session.add(organization)
    db.session.flush()
    journal.note(f"account:{account_id}", "name_organization", "organization", str(organization.id), now=now)
    return organization
