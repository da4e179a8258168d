"""The papers of applications, for those who may read them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from foundation import access
from foundation.access import Scope
from foundation.db import db
from foundation.files import KeptFile
from stakeholders.accreditation.models import Application, Paper
from stakeholders.accreditation.queries.sessions import READERS, reach
from stakeholders.accreditation.rules.applying import UnknownPaper
from stakeholders.organizations.rules import FOCAL_POINT


def speaks_for(account_id: int, organization_id: int) -> bool:
    """Whether somebody is a focal point of an organization now."""
    return Scope("organization", organization_id) in {
        each.scope for each in access.held_by(account_id) if each.role == FOCAL_POINT
    }


def is_theirs(account_id: int, application: Application) -> bool:
    """Whether an application is somebody’s own: they applied, or they speak for the organization."""
    return application.applied_by_id == account_id or speaks_for(account_id, application.organization_id)


def own_paper(account_id: int, paper_id: int) -> Paper:
    """A paper of an application of one’s own, with its file; raises UnknownPaper, for those of others too."""
    paper = _paper(paper_id)
    if not is_theirs(account_id, paper.application):
        raise UnknownPaper
    return paper


def desk_paper(account_id: int, paper_id: int) -> Paper:
    """A paper of an application that somebody reads at the desk, with its file; raises UnknownPaper, for others too."""
    paper = _paper(paper_id)
    if not reach(account_id, READERS).covers(paper.application.session):
        raise UnknownPaper
    return paper


def papers_of(application_id: int) -> Sequence[Paper]:
    """The papers of an application in the order in which they came, with what is told of their files."""
    return db.session.scalars(
        select(Paper).where(Paper.application_id == application_id).options(joinedload(Paper.file)).order_by(Paper.id)
    ).all()


def _paper(paper_id: int) -> Paper:
    found = db.session.scalar(
        select(Paper)
        .where(Paper.id == paper_id)
        .options(joinedload(Paper.application), joinedload(Paper.file).options(undefer(KeptFile.content)))
    )
    if found is None:
        raise UnknownPaper
    return found
