"""The list of participants: those who agreed to stand in it, by delegation in protocol order, provisional and final."""
