"""Lines of the journal, and what they name."""
