"""Mutants of the short cut, and of who facilitates a line on a day."""

from __future__ import annotations

from benchmarks.mutants.mutant import Mutant

KEPT, KEPT_TESTS = "foundation/kept.py", ("tests/foundation/test_short_cut.py", "tests/prove/test_edges.py")
MANDATES = "stakeholders/mandates/rules.py"
MANDATES_TESTS = ("tests/prove/test_edges.py", "tests/portal/lines/test_rules.py")


def _kept(wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, KEPT, old, new, KEPT_TESTS)


def _mandates(wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, MANDATES, old, new, MANDATES_TESTS)


MUTANTS = (
    _kept("an old body outlives a change", "return body.number == number and", "return"),
    _kept("a body of yesterday stands", "body.day == str(", "body.day != str("),
    _kept("the tag is strong", "etag=f'W/\"{tag}\"',", "etag=f'\"{tag}\"',"),
    _kept("gzip goes to those who refuse it", "return weight.replace", "return True or weight.replace"),
    _kept("the same date is an older one", "body.modified <= at", "body.modified < at"),
    _kept("HEAD gets a body", '() if environ["REQUEST_METHOD"] == "HEAD" else (octets,)', "(octets,)"),
    _kept("refusals are kept", 'if key is None or not status.startswith("200"):', "if False:"),
    _mandates("the first lead leads for ever", "[max(held,", "[min(held,"),
    _mandates("a mandate begins a day late", "if each.since <= on]", "if each.since < on]"),
    _mandates("a mandate ends a day early", "on <= each.until", "on < each.until"),
)
