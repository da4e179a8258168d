"""Roles: who may do what, where and for how long; given and taken back by organizers."""
