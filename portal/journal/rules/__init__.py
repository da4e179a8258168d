"""What the journal calls deeds and subjects, and what of it somebody asks for."""
