"""WHO: organizations and their constituencies, mandates in the follow-up, and the bases of participation."""
