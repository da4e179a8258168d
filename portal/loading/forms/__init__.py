"""What may stand in a data file, one module for each kind of file, and the plain words for what may not.

pydantic is imported in here alone, and the command imports this folder only when it runs: the server never pays for it.
"""
