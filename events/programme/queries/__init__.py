"""Reads of versions and entries, of the draft, and of the names that selections are shown with."""
