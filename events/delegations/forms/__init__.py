"""What is filled in about delegations: people, ranks, groups, tables, answers."""
