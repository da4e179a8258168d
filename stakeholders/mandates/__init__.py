"""Mandates: the action lines, the e-applications and the main themes, and who facilitates them, dated."""
