"""The front door of the house: what it is, three doors into the edition at hand, what comes next, which dates to keep."""
