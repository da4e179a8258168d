"""Who speaks for an organization: asked for, handed over, verified or declined, ended."""

from stakeholders.organizations.services.speaking.asking import ask, hand_over, take_back
from stakeholders.organizations.services.speaking.deciding import decline_term, end_term, verify

__all__ = ["ask", "decline_term", "end_term", "hand_over", "take_back", "verify"]
