"""The ground every wing stands on: database, clock, journal, sentences, pages. No word of the domain in here."""
