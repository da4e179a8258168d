"""Who stands in the list of participants, and which lists were issued."""
