"""Issuing the list of participants, and putting it on paper."""
