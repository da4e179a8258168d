"""Every address of the house, and what each role meets there. A new one fails the test until it is placed."""

from tests.access.table import desks, drafting, own, places, public

DOORS = (*public.doors(), *own.doors(), *desks.doors(), *places.doors(), *drafting.doors())
