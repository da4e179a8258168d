"""What people fill in about applications, decisions on them, and bases."""
