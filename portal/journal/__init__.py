"""The journal: who did what to what, when; read by organizers and auditors, changed by nobody."""
