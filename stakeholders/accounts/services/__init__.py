"""Signing up and in, mailed links, passwords, profiles."""
