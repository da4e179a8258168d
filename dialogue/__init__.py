"""WHAT WAS SAID, ANSWERED, REPORTED: the dialogues, and later the floor, outcomes, reports and the links between them."""
