"""How a calendar is written: blocks, calendars around them, time zones, and the addresses of feeds."""
