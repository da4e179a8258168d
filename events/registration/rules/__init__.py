"""Who may come on what basis (R1), who has a seat, and the words for both."""
