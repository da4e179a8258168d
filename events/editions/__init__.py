"""The yearly round: an edition with its segments and windows, the Commission's sessions, and the rounds held since 2006."""
