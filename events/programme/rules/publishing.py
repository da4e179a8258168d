"""What stands in the way of publishing, and what resolution 2007/8 would have said about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from events.editions.rules import Order, measures, working_days_between
from events.programme.rules.facts import Facts
from foundation.errors import Missing, Refused
from foundation.sentences import Sentence

MOST_WORKING_DAYS = 5
"""Working days between the cluster and the session that are still close enough (paragraph 8); an organizer may think otherwise."""


class StillBroken(Refused):
    sentence = Sentence("Nothing was published. Broken rules: {number}.")
    next_step = Sentence("Mend each of them in the draft, or let it pass with a reason.")


class DraftMoved(Refused):
    sentence = Sentence("Nothing was published: the draft has changed since you looked at it.")
    next_step = Sentence("Look at what would be published now, and publish that.")


class NothingThere(Refused):
    sentence = Sentence("The draft holds no meeting: there is nothing to publish.")
    next_step = Sentence("Add the first meeting to the draft.")


class NotBroken(Missing):
    sentence = Sentence("This rule is not broken any more: there is nothing to let pass.")
    next_step = Sentence("The page of publishing shows what is broken now.")


class UnknownWaiver(Missing):
    sentence = Sentence("There is no such waiver.")


@dataclass(frozen=True)
class Warning:
    """What a paragraph of resolution 2007/8 recommends and the programme does not show. It never hinders publishing."""

    paragraph: int
    sentence: Sentence


@dataclass(frozen=True)
class Year:
    """What paragraph 8 is measured by: the cluster's and the session's days, 17 May, and the days off in Geneva."""

    cluster: tuple[date, date] | None
    session: tuple[date, date] | None
    the_day: date
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Partners:
    """The keys of the bodies that a dialogue is to be held with: regional commissions, leading facilitating agencies."""

    regional: Collection[str]
    leading: Collection[str]


def warnings(meetings: Iterable[Facts], year: Year, partners: Partners) -> list[Warning]:
    """What the resolution's paragraphs would have said, in their order."""
    stand = [facts for facts in meetings if not facts.is_cancelled]
    return [*_of_action_lines(stand), *_of_dialogues(stand, partners, year.session), *_of_days(year)]


def _of_dialogues(
    meetings: Iterable[Facts], partners: Partners, session: tuple[date, date] | None
) -> Iterator[Warning]:
    held = [{body.key for body in facts.bodies} for facts in meetings if _in_the_agenda(facts, session)]
    if not any(bodies & set(partners.regional) for bodies in held):
        yield Warning(
            8, Sentence("The Commission’s agenda holds no interactive dialogue with the regional commissions.")
        )
    if not any(bodies & set(partners.leading) for bodies in held):
        yield Warning(
            8, Sentence("The Commission’s agenda holds no interactive dialogue with the leading facilitating agencies.")
        )
    if any(not facts.starts for facts in meetings if facts.is_dialogue):
        yield Warning(8, Sentence("An interactive dialogue stands in the programme without a day."))


def _in_the_agenda(facts: Facts, session: tuple[date, date] | None) -> bool:
    """Whether a dialogue stands in the Commission's agenda: under an item, on a day of the session."""
    day = facts.first_day
    on_a_day = day is None or session is None or session[0] <= day <= session[1]
    return facts.is_dialogue and facts.session is not None and bool(facts.agenda_items) and on_a_day


def _of_action_lines(meetings: Iterable[Facts]) -> Iterator[Warning]:
    if not any(facts.kind == "facilitation_meeting" for facts in meetings):
        yield Warning(6, Sentence("No facilitation meeting opens a channel between facilitators and stakeholders."))


def _of_days(year: Year) -> Iterator[Warning]:
    if year.cluster is None:
        return
    found = measures(*year.cluster, the_day=year.the_day, session=year.session)
    if found.days_to_the_day and _apart(year.cluster, (year.the_day, year.the_day), year.holidays):
        yield Warning(
            8,
            Sentence(
                "The cluster is not back to back with World Information Society Day: {days} days lie between.",
                days=found.days_to_the_day,
            ),
        )
    if year.session is None:
        yield Warning(8, Sentence("No session of the Commission is known that the cluster could lead to."))
    elif found.order is Order.AFTER:
        yield Warning(8, Sentence("The cluster comes after the session: the dialogues can’t draw on it."))
    elif (days := _apart(year.cluster, year.session, year.holidays)) > MOST_WORKING_DAYS:
        yield Warning(
            8, Sentence("The cluster is not close to the session: {days} working days lie between.", days=days)
        )


def _apart(first: tuple[date, date], second: tuple[date, date], holidays: Collection[date]) -> int:
    earlier, later = sorted([first, second])
    return working_days_between(earlier[1], later[0], holidays)
