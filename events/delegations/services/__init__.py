"""Putting people into delegations, one by one or out of a table; their answers; order, ranks and groups."""
