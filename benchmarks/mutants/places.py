"""Mutants of the places: quotas, offers, and the deeds that pass them on."""

from __future__ import annotations

from benchmarks.mutants.mutant import Mutant

TESTS = "tests/events/registration"
QUOTAS, PLACES = "events/registration/rules/quotas.py", "events/registration/rules/places.py"
OFFERING = "events/registration/services/offering.py"
SEATING = "events/registration/services/seating.py"
SEGMENTS = "events/registration/services/segment_places.py"
UNPASSED = "found = {at: kept.book for at, kept in offering.books.of_segments(numbers, now=now).items()}"
OF_RULES = (f"{TESTS}/test_rules_quotas.py", f"{TESTS}/test_rules_places.py")
OF_ROADS = (f"{TESTS}/test_places_roads.py", f"{TESTS}/test_places_kept.py")
OF_DEEDS = (f"{TESTS}/test_waiting_list.py", f"{TESTS}/test_segment_places.py")


def _rule(wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, QUOTAS, old, new, OF_RULES)


def _deed(file: str, wrong: str, old: str, new: str) -> Mutant:
    return Mutant(wrong, file, old, new, OF_DEEDS)


MUTANTS = (
    _rule("a quota of an organization fits all", "self.organization in (None, claim.organization)", "True"),
    _rule("a quota of a mode fits both", "self.mode in (None, claim.mode)", "True"),
    _rule("a quota of a constituency fits none", "self.constituency in (None, claim.", "self.constituency in (claim."),
    _rule("one quota with room is enough", "max(min(left), 0) if left", "max(max(left), 0) if left"),
    _rule("one more than there are fits", "bound.places - self.held_in(bound) for", "bound.places + 1 - self.held_in(bound) for"),
    _rule("who has no right is offered a place", "if waiter.may and all(", "if all("),
    _rule("offers are not counted", "left[at] -= 1", "left[at] -= 0"),
    _rule("only the first is looked at", "for waiter in book.line:", "for waiter in book.line[:1]:"),
    _rule("the last comes first", "for waiter in book.line:", "for waiter in reversed(book.line):"),
    _rule("a place too many is offered", "all(left[at] > 0 for", "all(left[at] >= 0 for"),
    _rule("who has an offer waits still", "if each.seat not in gone]", "]"),
    _rule("an offer outlasts the closing", "ends = min([now", "ends = max([now"),
    _rule("an offer is made when it is over", "if ends > now else None", "if ends >= now else None"),
    _rule("full is over", "self.held_in(bound) > bound.places]", "self.held_in(bound) >= bound.places]"),
    Mutant("those who wait are overtaken", PLACES, "if after.has_room(asker.claim):", "if before.has_room(asker.claim):", OF_RULES),
    Mutant("a full quota is told as a full room", PLACES, "if any(bound.is_of_the_room", "if not any(bound.is_of_the_room", OF_RULES),
    _rule("a full quota is not named", "self.held_in(bound) >= bound.places]", "self.held_in(bound) > bound.places]"),
    _rule("the list is shown from its beginning", "first = max(min(rank - most // 2, total - most), 1)", "first = 1"),
    Mutant("a quota of all on site is the room", QUOTAS, " and self.mode is None)", ")", OF_RULES),
    Mutant(
        "no answer gives the place up",
        "events/registration/rules/waiting.py",
        'if answer not in ("take", "leave"):',
        "if False:",
        (f"{TESTS}/test_rules_waiting.py",),
    ),
    Mutant(
        "everybody keeps the seat when the meeting moves",
        "events/registration/services/left_behind.py",
        "if may[row[1]].constituency is None]",
        "if False]",
        (f"{TESTS}/test_left_behind.py",),
    ),
    Mutant(
        "one place that fails stops the sweep",
        "events/registration/services/sweeping.py",
        "        except Exception:\n",
        "        except KeyError:\n",
        (f"{TESTS}/test_sweeping.py",),
    ),
    _deed(SEATING, "a seat that is given back is offered to nobody", "        offering.pass_on_in_meetings([number], now=now)\n", ""),
    _deed(OFFERING, "ended offers hold on", "    _take_back(kept.ended, place.subject, now=now)\n", ""),
    _deed(OFFERING, "an offer is told to nobody", "    tell([(waiter.seat, OFFERED) for waiter in waiters])\n", ""),
    _deed(SEGMENTS, "who is approved later overtakes", "found = offering.pass_on_in_segments(numbers, now=now)", UNPASSED),
    _deed(SEGMENTS, "several of one decision get the same place", "            found[row.segment_id] = book.with_one(claim_of(row))\n", ""),
    _deed(
        SEGMENTS,
        "a change of mode takes a place that is not there",
        "    return not holds or _is_no_worse(book, claim_of(row), claim)",
        "    return True",
    ),
    Mutant(
        "seats hang on the draft",
        "events/registration/queries/hanging.py",
        "func.coalesce(_PUBLISHED.id, Meeting.segment_id)",
        "func.coalesce(Meeting.segment_id, _PUBLISHED.id)",
        OF_ROADS,
    ),
    Mutant(
        "an offer is forgotten with its quota",
        SEGMENTS,
        "    seats = _seats(rows)\n",
        "    seats = _seats(rows) if found else {}\n",
        OF_ROADS,
    ),
    Mutant(
        "the link of an offer gives a taken seat back",
        "events/registration/services/waiting.py",
        '    if seat.state == "seated":\n        raise NoOffer\n',
        "",
        OF_ROADS,
    ),
)  # fmt: skip
