"""How the list of participants is ordered, compared and named."""
