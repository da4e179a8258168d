"""Accreditation: the bases of participation by session (R1), and what each constituency may do in each kind of meeting."""
