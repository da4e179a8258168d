"""Delegations: who comes for a State or another organization, in which rank, and who may speak; filled one by one or by CSV."""
