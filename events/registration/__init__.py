"""Registration: who comes to which segment, on what basis (R1), and who has a seat in meetings with limited places."""
