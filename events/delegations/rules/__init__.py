"""Rules of delegations: ranks and who may speak, the table of people that is sent in, what is wrong with its rows."""
