"""The doors of accreditation: one's own applications, the secretariat's desk, its list of decisions, the bases."""

from stakeholders.accreditation.routes import bases, decisions, desk, own, papers
from stakeholders.accreditation.routes.pages import pages

__all__ = ["bases", "decisions", "desk", "own", "pages", "papers"]
