"""Mutants of who may come and who may speak: R1, R2 and R3 with a comparison turned, a condition dropped, a limit forgotten."""

from __future__ import annotations

from benchmarks.mutants.mutant import Mutant

R1 = ("tests/events/registration/test_rules_r1.py", "tests/events/registration/test_rules_entry.py")
R1_SPANS = R2 = ("tests/stakeholders/accreditation/test_rules_r2.py",)
R3 = ("tests/events/registration/test_rules_r3.py",)
HOSTS = ("tests/events/programme/test_rules_answers.py",)


def _entry(wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, "events/registration/rules/entry.py", old, new, R1)


def _basis(wrong: str, old: str, new: str, tests: tuple[str, ...] = R2) -> Mutant:
    return Mutant(wrong, "stakeholders/accreditation/rules/bases.py", old, new, tests)


def _floor(wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, "events/registration/rules/floor.py", old, new, R3)


def _host(wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, "events/programme/rules/answers.py", old, new, HOSTS)


MUTANTS = (
    _entry("a basis begins a session late", "self.from_session <= session and", "self.from_session < session and"),
    _entry("an expired basis is accepted", " and (self.to_session is None or session <= self.to_session)", ""),
    _entry("a basis ends a session early", "session <= self.to_session)", "session < self.to_session)"),
    _entry("a standing basis covers nothing", "(self.to_session is None or ", "(self.to_session is not None and "),
    _entry(
        "any basis held will do",
        "valid = [basis for basis in capacity.bases if basis.covers(part.session)]",
        "valid = list(capacity.bases)",
    ),
    _entry("a yes names the first basis held", "basis = valid[-1]", "basis = capacity.bases[0]"),
    _entry("what is open asks for a basis", "    if part.is_open:\n        return _open(part, is_approved)\n", ""),
    _entry(
        "a basis of another constituency is accepted",
        "if record.constituency == constituency and (record.is_whole or is_theirs):",
        "if record.is_whole or is_theirs:",
    ),
    _entry("a basis of another organization is accepted", " else record.holder == organization", " else True"),
    _entry("what all of them hold is nobody’s", "(record.is_whole or is_theirs)", "is_theirs"),
    _entry(
        "whoever stands alone is invited", "constituency == EXPERT and organization is None", "organization is None"
    ),
    _entry(
        "a no leaves one without a next step",
        "        _next(capacity, part, now),\n    )\n\n\ndef foresee",
        "        None,\n    )\n\n\ndef foresee",
    ),
    _basis(
        "an extension reaches over a session that is past",
        "if ahead is not None and own.last + 1 < ahead:",
        "if ahead is None:",
    ),
    _basis("the session just over may be covered anew", "own.last + 1 < ahead:", "own.last + 1 < ahead - 1:"),
    _basis(
        "the session ahead can’t be reached", "own.last + 1 < ahead:", "own.last < ahead - 1 or own.last + 1 == ahead:"
    ),
    _basis(
        "an extension may take sessions away", "    if last <= own.last:\n        raise NotLater(last=own.last)\n", ""
    ),
    _basis("an extension to the same session is one", "if last <= own.last:", "if last < own.last:"),
    _basis("an extension covers what was never covered", "return Span(own.first, last)", "return Span(1, last)"),
    _basis(
        "an extension forgets the first sessions", "return Span(own.first, last)", "return Span(own.last + 1, last)"
    ),
    _basis("what has no end is cut short", "    if own.last is None:\n        raise NothingToExtend\n", ""),
    _basis(
        "a basis is given for a session that is past",
        "if ahead is not None and granted.first < min(ahead, session):",
        "if ahead is not None and granted.first < min(ahead, session) - 1:",
    ),
    _basis(
        "a basis is given beyond its own sessions",
        "if within(own, granted.first, granted.last) != granted:",
        "if False:",
    ),
    _basis("a basis is given that does not cover the session", "if not granted.covers(session):", "if False:"),
    _basis(
        "who holds fewer sessions holds all",
        "begins = max(own.first, first or own.first)",
        "begins = own.first",
        R1_SPANS,
    ),
    _basis("the sessions between two bases are covered", "span.first > found.last + 1", "False", R1_SPANS),
    _floor(
        "segments are not compared",
        "if each.segment == floor.segment]",
        "if each.segment]",
    ),
    _floor("what is not approved will do", "if each.state == State.APPROVED]", "if each.state]"),
    _floor(
        "a pre-approved registration speaks",
        "each.state == State.APPROVED]",
        "each.state in (State.APPROVED, State.PRE_APPROVED)]",
    ),
    _floor(
        "an affiliation that has gone carries", "if not any(each.is_carried for each in approved):", "if not approved:"
    ),
    _floor("the right is not looked at", "if speaker.right not in SPEAKING:", "if not speaker.right:"),
    _floor("States don’t speak", 'frozenset({"decide", "speak"})', 'frozenset({"speak"})'),
    _floor("the check-in is not looked at", "if floor.needs_check_in and not speaker.is_checked_in:", "if False:"),
    _floor("everybody must have checked in", "if floor.needs_check_in and not speaker", "if not speaker"),
    _floor("who has checked in is sent back", "and not speaker.is_checked_in", "and speaker.is_checked_in"),
    _host("a confirmation outlives every change", "if seen == revision:", "if seen:"),
    _host("a moved meeting is confirmed as before", '"room", ', ""),
    _host("one host confirms for all", "all(each is Standing.CONFIRMED", "any(each is Standing.CONFIRMED"),
    _host("a meeting without a host is confirmed", "return bool(found) and all(", "return all("),
)
