"""Loading: reading all files given, refusing what is wrong in any of them, and writing the rest in one transaction."""
