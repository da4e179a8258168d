"""The demonstration's time: what it is now, and the moments a visitor may move it to, forward only, for everyone at once."""
