"""Registering, deciding, taking seats, following: each one transaction, with its letter and its line in the journal."""
