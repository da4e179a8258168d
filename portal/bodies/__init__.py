"""The directory of bodies and the page of each: names and acronyms in six languages, constituency and bases, mandates, meetings, papers."""
