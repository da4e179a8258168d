"""Feeds: the programme as iCalendar, JSON and schedule.xml for calendars and programs (RFC 5545, 7986).

A *block* is the bytes of one VEVENT, drawn at first need and kept by (uid, language, sequence); a feed is
the join of blocks. SEQUENCE and LAST-MODIFIED are facts of the programme, never of a feed.
"""
