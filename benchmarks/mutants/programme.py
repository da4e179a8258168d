"""Mutants of the programme's rules: facts and stamps, selections, changes, timetable."""

from __future__ import annotations

from benchmarks.mutants.mutant import Mutant

EDGES = "tests/prove/test_edges.py"
RULES, TESTS = "events/programme/rules", "tests/events/programme"


def _of(storey: str, wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, f"{RULES}/{storey}.py", old, new, (f"{TESTS}/test_rules_{storey}.py", EDGES))


MUTANTS = (
    _of("facts", "a change keeps its sequence", "Stamp(previous.sequence + 1,", "Stamp(previous.sequence,"),
    _of("facts", "an instant may fall", "max(now, previous.modified + timedelta(seconds=1))", "now"),
    _of(
        "facts", "what stays the same is stamped anew", "if previous.digest == digest:", "if previous.digest != digest:"
    ),
    _of("facts", "cancelled from the start begins at 0", "Stamp(int(is_cancelled), now", "Stamp(0, now"),
    _of("facts", "a line stands for none of its applications", "family.get(line.key, ())", "()"),
    _of("facts", "an application is not found by its line", "if line.parent:", "if not line.parent:"),
    _of("facts", "closed kinds let everybody in", 'if right != "closed"', 'if right != "silent"'),
    _of("facts", "those named are not let in", "set(facts.open_for) if right_of_named", "set() if right_of_named"),
    _of("facts", "what is online lies in a city", '"" if self.is_online else self.city', "self.city"),
    _of(
        "selection",
        "order makes another selection",
        "tuple(sorted(set(chosen.get(kind, ()))))",
        "tuple(chosen.get(kind, ()))",
    ),
    _of("selection", "two keys are one", "len(self.chosen[0][1]) == 1", "len(self.chosen[0][1]) >= 1"),
    _of("selection", "what is known is refused", "if key not in allowed:", "if key in allowed:"),
    _of(
        "changes",
        "what was withdrawn before is not new",
        "for facts in before if facts.state != State.WITHDRAWN",
        "for facts in before",
    ),
    _of(
        "changes",
        "cancelling reads as coming back",
        "CANCELLED if after.is_cancelled",
        "CANCELLED if not after.is_cancelled",
    ),
    _of("changes", "undated changes come first", "(change.facts.starts is None,", "(change.facts.starts is not None,"),
    _of(
        "changes", "the lightest kind is told first", "key=list(ChangeKind).index)", "key=list(ChangeKind)[::-1].index)"
    ),
    _of("timetable", "meetings that touch overlap", "one.starts < other.ends and", "one.starts <= other.ends and"),
    _of(
        "timetable",
        "cancelled meetings clash",
        "for facts in meetings if not facts.is_cancelled",
        "for facts in meetings",
    ),
    _of("timetable", "every line is one line", "0 < len(marks) < len(lines)", "0 < len(marks) <= len(lines)"),
    _of("timetable", "weeks begin on Sunday", "timedelta(days=day.weekday())", "timedelta(days=day.isoweekday())"),
    _of(
        "timetable",
        "the last day is left out",
        "(facts.last_day - facts.first_day).days + 1",
        "(facts.last_day - facts.first_day).days",
    ),
    _of(
        "timetable",
        "a long meeting begins anew each day",
        "starts.time() if starts.date() == on else FIRST_HOUR",
        "starts.time()",
    ),
)
