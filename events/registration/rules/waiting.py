"""Waiting for a place: the refusals, and the words for what a mailed link of a place shows."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from foundation.errors import Invalid, Missing, Refusal, Refused
from foundation.sentences import Sentence

PLACE = "place"
"""The purpose of a link by which somebody takes an offered place, or waits no more. It signs nobody in."""

MOST_REASON, MOST_HOURS, MOST_PLACES = 500, 24 * 14, 100_000


class CanBeTaken(Refused):
    sentence = Sentence("Nobody needs to wait: a seat is free for you.")
    next_step = Sentence("Take it.")


class NoList(Refused):
    sentence = Sentence("Nobody waits for a seat here: no list is kept, or you can’t have a seat now.")
    next_step = Sentence("The page of your seat says why.")


class NoAnswer(Invalid):
    sentence = Sentence("Nothing was done: say whether you take the place or leave it.")
    next_step = Sentence("Look at your own page: it says how it stands.")


class NoOffer(Refused):
    sentence = Sentence("No place is held for you any more: the offer has ended, or somebody gave the place up.")
    next_step = Sentence("Look at your own page: it says how it stands.")


class UnknownPlaceLink(Missing):
    sentence = Sentence("This link is not one of ours, or a part of it is missing.")
    next_step = Sentence("Copy the whole address out of the letter, or look at your own page.")


class PlaceLinkGone(Refusal):
    status = 410
    sentence = Sentence("This link was used before, has expired, or a newer one was mailed.")
    next_step = Sentence("Look at your own page: it says how it stands.")


class NotWaiting(Refused):
    sentence = Sentence("This person does not wait any more.")
    next_step = Sentence("Look at the list again.")


class NoRoom(Refused):
    sentence = Sentence("No place is free for this person: a quota that counts it is full.")
    next_step = Sentence("Raise the quota, or wait until a place is given back.")


class TooLate(Refused):
    sentence = Sentence("No place can be offered any more: it would end before it begins.")


class ReasonForList(Invalid):
    sentence = Sentence("Give the reason: the person reads it.")


class UnknownQuota(Missing):
    sentence = Sentence("There is no such quota.")


class QuotaThere(Invalid):
    sentence = Sentence("There is such a quota already; change its number.")


class QuotaChanged(Refused):
    sentence = Sentence("Somebody changed this quota meanwhile to {places}; yours is not saved.")
    next_step = Sentence("Look at it, then save yours once more.")


class ListChanged(Refused):
    sentence = Sentence("Somebody changed this meanwhile; yours is not saved.")
    next_step = Sentence("Look at it, then save yours once more.")


class UnknownOrganization(Invalid):
    sentence = Sentence("No organization has this name, acronym or key.")


class SeveralOrganizations(Invalid):
    sentence = Sentence("several are called so: {names}; write the name in full or the key")


def takes_it(answer: str | None) -> bool:
    """Whether somebody takes what is held for them, or leaves it; raises NoAnswer when they say neither."""
    if answer not in ("take", "leave"):
        raise NoAnswer
    return answer == "take"


class Link(Protocol):
    """What the rules need of a mailed link."""

    email: str
    expires_at: datetime
    used_at: datetime | None


def is_alive(link: Link, *, address: str, at: datetime) -> bool:
    """Whether something can still be done by a mailed link of an account that has this address now."""
    return link.used_at is None and link.email == address and at < link.expires_at
