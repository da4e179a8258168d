"""Every address of the house, and what each role meets there. A new one fails the test until it is placed."""

from tests.access.table import (
    accreditation,
    asked,
    delegations,
    desks,
    directory,
    drafting,
    own,
    participants,
    places,
    public,
    registrars,
    roles,
    waiting,
)

DOORS = (
    *accreditation.doors(),
    *asked.doors(),
    *delegations.doors(),
    *public.doors(),
    *own.doors(),
    *participants.doors(),
    *desks.doors(),
    *registrars.doors(),
    *directory.doors(),
    *places.doors(),
    *drafting.doors(),
    *roles.doors(),
    *waiting.doors(),
)
