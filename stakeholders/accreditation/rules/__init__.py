"""How an application goes from hand to hand, which sessions a basis covers, and the refusals of this room."""
