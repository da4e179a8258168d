"""Reads of delegations: who may look after which, one with its people, all of an edition, tables that were sent in."""
