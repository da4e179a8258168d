"""Accounts: who signs in. An account is a person with a verified address; what it may do lies in grants and affiliations."""
