"""Telling people: one letter a person after a publication, and at once after an urgent notice."""

from __future__ import annotations

from datetime import datetime

from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.queries import notices, versions
from events.programme.rules.changes import Change
from events.programme.rules.facts import Facts
from events.programme.rules.words import CHANGE_WORDS
from events.registration.queries import telling as queries
from events.registration.rules.telling import WHY_WORDS, Digest, Reader, Why, digests
from foundation import languages, shown
from foundation.db import atomic
from foundation.languages import BY_CODE, ENGLISH, say
from foundation.letters import House
from foundation.outbox import Letter, post
from foundation.sentences import Sentence

SUBJECT = Sentence("Programme {edition}, version {number}: what changes for you")
OPENING = Sentence("Version {number} of the programme of {edition} is published. This changes for you:")
BEFORE, NOW = Sentence("before: {where}"), Sentence("now: {where}")
NO_DAY = Sentence("without a day")
CLOSING = Sentence("Hours are those of {city}. Your calendar follows by itself. What concerns you stands on your page:")
URGENT = Sentence("Urgent: {title}")
URGENT_OPENING = Sentence("An urgent notice on a meeting that concerns you:")


@atomic
def tell_of_version(edition_key: str, number: int, *, house: House, stamped_at: datetime) -> int:
    """Write one letter to each person whom a version's changes concern; how many are new. Twice is once."""
    edition = editions.edition(edition_key)
    version = versions.version(edition, number)
    found = digests_of(edition, queries.published_changes(edition, number))
    return sum(
        post(
            letter_of(digest, edition, number, version.note, house=house),
            domain=house.domain,
            stamped_at=stamped_at,
        )
        for digest in found
    )


@atomic
def tell_of_notice(number: int, *, house: House, stamped_at: datetime) -> int:
    """Write to those whom an urgent notice concerns, at once; how many letters are new. Twice is once."""
    row = notices.notice(number)
    if row is None:
        return 0
    edition, notice = row
    after = Facts.from_json(notice.after)
    return sum(
        post(
            _urgent(reader, edition, after, notice.text, key=f"notice:{number}:{reader.account_id}", house=house),
            domain=house.domain,
            stamped_at=stamped_at,
        )
        for reader in readers_of(edition, notice.meeting_key)
    )


def readers_of(edition: Edition, key: str) -> list[Reader]:
    """Whom a notice on a meeting concerns."""
    interests = queries.interests(edition)
    return queries.readers(account for why in Why for account, keys in interests[why].items() if key in keys)


def digests_of(edition: Edition, changed: list[Change]) -> list[Digest]:
    """Whom these changes concern, in the order of accounts."""
    if not changed:
        return []
    interests = queries.interests(edition)
    return digests(changed, queries.readers(account for by in interests.values() for account in by), interests)


def letter_of(digest: Digest, edition: Edition, number: int, note: str, *, house: House) -> Letter:
    """The letter of a digest, in its reader's language."""
    spoken = BY_CODE.get(digest.reader.language, ENGLISH)
    with languages.speaking(spoken):
        told = {"edition": edition.key, "number": number}
        lines = [digest.reader.name, "", say(OPENING.with_values(**told)), *([note] if note else []), ""]
        for concern in digest.concerns:
            lines += [
                *_lines(concern.change, say(WHY_WORDS[concern.why])),
                _page(concern.change.key, edition, house),
                "",
            ]
        lines += [say(CLOSING.with_values(city=edition.city)), house.address("/my/", language=spoken.code)]
        subject = say(SUBJECT.with_values(**told))
    return Letter(
        address=digest.reader.email,
        subject=subject,
        text="\n".join(lines) + "\n",
        kind="digest",
        language=spoken.code,
        account_id=digest.reader.account_id,
        key=f"digest:{edition.key}:{number}:{digest.reader.account_id}",
    )


def _lines(change: Change, why: str) -> list[str]:
    what = ", ".join(say(CHANGE_WORDS[kind]) for kind in change.kinds)
    lines = [f"– {_title(change.facts)} ({why}): {what}"]
    before, after = (_where(facts) if facts else "" for facts in (change.before, change.after))
    if before and before != after:
        lines.append("  " + say(BEFORE.with_values(where=before)))
    if after and not (change.after and change.after.is_cancelled):
        lines.append("  " + say(NOW.with_values(where=after)))
    return lines


def _urgent(reader: Reader, edition: Edition, facts: Facts, text: str, *, key: str, house: House) -> Letter:
    spoken = BY_CODE.get(reader.language, ENGLISH)
    with languages.speaking(spoken):
        title = _title(facts)
        lines = [reader.name, "", say(URGENT_OPENING), title, "", text, ""]
        lines += [say(NOW.with_values(where=_where(facts)))] if not facts.is_cancelled else []
        lines += ["", say(CLOSING.with_values(city=edition.city)), _page(facts.key, edition, house)]
        subject = say(URGENT.with_values(title=title))
    return Letter(
        address=reader.email,
        subject=subject,
        text="\n".join(lines) + "\n",
        kind="notice",
        language=spoken.code,
        account_id=reader.account_id,
        key=key,
        is_urgent=True,
    )


def _title(facts: Facts) -> str:
    return str(languages.pick(facts.titles, original=facts.title_language))


def _where(facts: Facts) -> str:
    if facts.starts is None:
        return say(NO_DAY)
    day = shown.day(facts.starts)
    hours = f", {shown.hour(facts.starts)}–{shown.hour(facts.ends)}" if facts.ends and facts.when == "timed" else ""
    return f"{day}{hours}" + (f", {facts.place}" if facts.place else "")


def _page(key: str, edition: Edition, house: House) -> str:
    return "  " + house.address(f"/{edition.key}/meetings/{key}", language=languages.current().code)
