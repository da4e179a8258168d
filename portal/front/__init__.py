"""The front page of an edition: when and where, the picture of its weeks, its segments, dialogues, lines, dates and houses."""
