"""Reads of registrations and seats: as what one may come, what a person has, the places of a meeting, the desk's list."""
