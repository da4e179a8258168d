"""What each person will be told when the draft is published."""

from __future__ import annotations

from flask import render_template, request

from events.editions import queries as editions
from events.editions.rules import ORGANIZERS
from events.programme.queries import versions
from events.registration.queries.telling import drafted_changes
from events.registration.routes.pages import pages
from events.registration.services.telling import digests_of, letter_of, readers_of
from foundation import access, signed_in
from foundation.access import Scope
from foundation.letters import house

MOST_SHOWN = 500


@pages.own("/desk/<edition>/digest")
@signed_in.needed
def digest_page(edition: str) -> str:
    """Who would get a letter, and the letter of one of them."""
    found = editions.edition(edition)
    access.demand(signed_in.account_id(), ORGANIZERS, Scope("edition", found.id))
    told = digests_of(found, drafted_changes(found))
    number = len(versions.versions(found)) + 1
    asked = request.args.get("person", "")
    chosen = next((digest for digest in told if str(digest.reader.account_id) == asked), told[0] if told else None)
    letter = letter_of(chosen, found, number, "", house=house()) if chosen else None
    shown = {"digests": told[:MOST_SHOWN], "number_of_all": len(told), "chosen": chosen, "letter": letter}
    return render_template(
        "events/registration/digest.html", edition=found, number=number, banner=found.banner, **shown
    )


@pages.own("/desk/<edition>/meetings/<key>/readers")
@signed_in.needed
def readers_page(edition: str, key: str) -> str:
    """Whom an urgent notice on a meeting would be written to."""
    found, _reads = editions.desk_of(edition, signed_in.account_id())
    _, version = versions.published(edition)
    facts = versions.entry(version, key, edition=edition).facts
    shown = {"edition": found, "facts": facts, "readers": readers_of(found, key), "banner": found.banner}
    return render_template("events/registration/readers.html", **shown)
