"""Loading data files into the house.

A *file* is of one *kind*, known by its top words; an *entry* of it becomes a *row*; a *load* is one transaction
over all files given. Loading the same again changes nothing, and what is wrong in any file keeps all of them out.
"""
