"""WHERE AND WHEN: editions and their segments, venues, documents, the programme, and its feeds."""
