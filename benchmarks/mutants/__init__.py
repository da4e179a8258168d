"""Mutants of the pure rules: each is one small wrong change that some test must notice (`make prove` tries them all)."""
