"""Reads of bases and rights, of applications, and of the sessions that one applies for."""

from stakeholders.accreditation.queries.rights import (
    Holding,
    basis_id,
    holdings_of,
    rights_by_kind,
    rights_in,
)

__all__ = ["Holding", "basis_id", "holdings_of", "rights_by_kind", "rights_in"]
