"""Paired measurements: Linkage beside a bare Flask on the same server, its work beside icalendar's, its size on the wire.

`make bench` prints them. A *pair* is two measurements taken one right after the other, and only their
ratio is told: what else a machine does meanwhile falls on both.
"""
