"""Drawing feeds and keeping what was drawn."""
