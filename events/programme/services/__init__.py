"""Writes of the programme: publishing a version, and changing the draft."""
