"""Reads of feeds: what one holds, and the programme for the page of subscriptions and for programs."""
