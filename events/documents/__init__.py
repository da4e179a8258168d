"""Papers: a document with its symbol, title and languages, of a session, a meeting or a body."""
