"""Applications for accreditation: made, pre-approved, decided; bases held, added and extended."""

from stakeholders.accreditation.services.applying import (
    Case,
    add_papers,
    apply,
    pre_approve,
    put_forward,
    remove_paper,
    withdraw,
)
from stakeholders.accreditation.services.bases import add_basis, extend_basis
from stakeholders.accreditation.services.deciding import APPROVED, Verdict, decide

__all__ = [
    "APPROVED",
    "Case",
    "Verdict",
    "add_basis",
    "add_papers",
    "apply",
    "decide",
    "extend_basis",
    "pre_approve",
    "put_forward",
    "remove_paper",
    "withdraw",
]
