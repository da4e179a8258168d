"""Mutants of the rules that a programme must hold: each boundary a minute off, each exception forgotten."""

from __future__ import annotations

from benchmarks.mutants.mutant import Mutant

RULES, TESTS = "events/constraints/rules", "tests/events/constraints"


def _of(storey: str, wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, f"{RULES}/{storey}.py", old, new, (f"{TESTS}/test_rules_{storey}.py",))


def _seen(storey: str, by: str, wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, f"{RULES}/{storey}.py", old, new, (f"{TESTS}/test_rules_{by}.py",))


MUTANTS = (
    _seen(
        "ground",
        "sharing",
        "meetings that touch overlap",
        "stand.starts < before.ends + within",
        "stand.starts <= before.ends + within",
    ),
    _seen(
        "ground",
        "sharing",
        "a long meeting is forgotten after the next",
        "if stand.starts < before.ends + within]",
        "][-1:]",
    ),
    _seen(
        "ground",
        "sharing",
        "what has ended still runs",
        "if stand.starts < before.ends]",
        "if stand.starts <= before.ends]",
    ),
    _seen(
        "ground",
        "sharing",
        "the last meetings at once are not looked at",
        "    if running:\n        yield running",
        "    running.clear()",
    ),
    _seen("ground", "sharing", "cancelled meetings take rooms", "if not meeting.is_cancelled)", ")"),
    _seen("ground", "checker", "the day before is not looked at", "(each.starts - reach).date()", "each.starts.date()"),
    _seen("ground", "checker", "what must follow on another day is not looked at", "or meeting.key in related", ""),
    _seen("ground", "checker", "who must follow is not looked at", "not wanted.isdisjoint(meeting.after) or", ""),
    _of(
        "sharing",
        "a room needs no time between two meetings",
        "near(stands, timedelta(minutes=turnaround))",
        "near(stands)",
    ),
    _of("sharing", "a walk may be a minute short", "gap(first, second) >= walk:", "gap(first, second) >= walk - 1:"),
    _of("sharing", "a walk needs a minute more", "gap(first, second) >= walk:", "gap(first, second) > walk:"),
    _of("sharing", "walks longer than the turnaround are not looked at", "near(stands, longest)", "near(stands)"),
    _of(
        "sharing",
        "who is in two places at once walks besides",
        "if second.starts < first.ends or first.building is None",
        "if first.building is None",
    ),
    _of("sharing", "an organizer leads one meeting too many", "len(together) > limit", "len(together) > limit + 1"),
    _of("sharing", "an organizer may lead one less than it can", "len(together) > limit", "len(together) >= limit"),
    _of("sharing", "English alone is interpreted", "and stand.meeting.is_interpreted ", ""),
    _of(
        "sharing",
        "a team leaves when the next meeting begins",
        "if not any(languages <= unit for unit in units):",
        "if True:",
    ),
    _of("sharing", "a team covers what it does not speak", "languages <= unit", "languages & unit"),
    _of("sharing", "the fewest languages come first", "key=len, reverse=True", "key=len"),
    _of("sharing", "a team works all day", "there.setdefault((room, block), [])", "there.setdefault((room, 0), [])"),
    _of(
        "sharing",
        "a team works in all rooms",
        "there.setdefault((room, block), [])",
        'there.setdefault(("", block), [])',
    ),
    _of("sharing", "a day's last unit is too many", "units > limit:", "units >= limit:"),
    _of("places", "the last seat is not there", "meeting.audience > room.seats", "meeting.audience >= room.seats"),
    _of(
        "places",
        "the last booth is not there",
        "len(meeting.languages) > room.booths",
        "len(meeting.languages) >= room.booths",
    ),
    _of("places", "one language needs a booth", "meeting.is_interpreted and ", ""),
    _of("places", "any accessible room is missed", "meeting.accessible and not", "not"),
    _of("places", "the room asked for counts for nothing", "meeting.room != meeting.asked_room", "False"),
    _of("places", "a closure ends a day early", "days[0] <= closure.to", "days[0] < closure.to"),
    _of("places", "a closure begins a day late", "closure.from_ <= days[-1]", "closure.from_ < days[-1]"),
    _of("places", "nobody is let in", "is_then and meeting.key not in closure.except_keys", "is_then"),
    _of("places", "a room opens a day late", "days[0] < room.available_from", "days[0] <= room.available_from"),
    _of("places", "Saturday is a day like others", "SATURDAY = 5", "SATURDAY = 6"),
    _of("places", "what is online closes at week-ends", " or problem.is_online(building):", ":"),
    _of("places", "an end off the grid is on it", " or _is_off(problem, meeting.ends)", ""),
    _of("places", "a meeting may leave its block", "first <= begins and ends <= last", "first <= begins < last"),
    _of("places", "a block's own end is outside", "ends <= last for", "ends < last for"),
    _of("places", "a longer meeting is as asked", "lasts != meeting.minutes", "lasts > meeting.minutes"),
    _seen(
        "problem",
        "places",
        "the meeting knows its building better than its room",
        "room.building if room else meeting.building",
        "meeting.building or (room and room.building)",
    ),
    _seen(
        "problem",
        "sharing",
        "people walk to what is online",
        "first == second or self.is_online(first) or self.is_online(second)",
        "first == second",
    ),
    _of("times", "the first day allowed is not", "day < meeting.window_from", "day <= meeting.window_from"),
    _of("times", "the last day allowed is not", "day > meeting.window_to", "day >= meeting.window_to"),
    _of("times", "nobody is ever away", "day in needed.unavailable", "day not in needed.unavailable"),
    _of(
        "times",
        "a meeting that follows needs a minute between",
        "later.starts < earlier.ends",
        "later.starts <= earlier.ends",
    ),
    _of("times", "what touches is not apart", "one.starts < other.ends and", "one.starts <= other.ends and"),
    _of(
        "times",
        "kind hours are said twice when both ask",
        "(min(stand.key, key), max(stand.key, key))",
        "(stand.key, key)",
    ),
    _of("times", "a meeting need only begin in kind hours", "stand.ends.time() > last", "stand.starts.time() > last"),
    _of(
        "wishes",
        "a line stands for itself alone",
        "problem.families.get(line, ()) for line in lines))",
        "() for line in lines))",
    ),
    _of("wishes", "a meeting about everything is about each line", "lines.issuperset(problem.families)", "not lines"),
    _of("checker", "the order is that of the meetings given", "sorted(look(ground), key=_turn)", "look(ground)"),
    _seen(
        "broken",
        "checker",
        "a long key is cut",
        "hashlib.sha256(key.encode()).hexdigest()",
        "key[len(self.rule) + 1 : 200]",
    ),
)
