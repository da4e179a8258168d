"""Setting up: bringing a house to the state in which it can be served.

To *prepare* is to migrate, to load the data files that have changed, and to publish what has no
version yet; preparing twice changes nothing.
"""
