"""The doors of the desk: where the work is, and the messages and jobs that an organizer looks after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState

from events.editions.models import Edition
from foundation import clock, signed_in
from foundation.outbox import KINDS
from foundation.pages import Pages
from foundation.sentences import Sentence
from portal.desk import queries, services
from portal.desk.forms import page_of
from portal.desk.rules import PAGE, WORDS, Desk, DeskOf, HouseDesk, grouped

pages = Pages("desk", __name__)

DOORS: dict[Desk, str] = {
    DeskOf.PROGRAMME: "programme.desk_meetings_page",
    DeskOf.BOARD: "programme.board_page",
    DeskOf.PUBLISHING: "programme.publishing_page",
    DeskOf.ROOMS: "venues.rooms_page",
    DeskOf.REGISTRATIONS: "registration.registrations_page",
    DeskOf.DELEGATIONS: "delegations.delegations_page",
    DeskOf.CHANGES: "registration.changes_page",
    DeskOf.PLACES: "registration.places_page",
    DeskOf.PARTICIPANTS: "participants.list_desk_page",
    DeskOf.NEEDS: "registration.needs_desk_page",
    DeskOf.EDITION: "editions.edit_edition_page",
    DeskOf.ROLES: "roles.roles_page",
    DeskOf.JOURNAL: "journal.journal_page",
    HouseDesk.ORGANIZATIONS: "organizations.organizations_page",
    HouseDesk.ALIKE: "organizations.alike_page",
    HouseDesk.FOCAL_POINTS: "organizations.focal_points_page",
    HouseDesk.AFFILIATIONS: "organizations.people_page",
    HouseDesk.ACCREDITATION: "accreditation.desk_page",
    HouseDesk.BASES: "accreditation.bases_page",
    HouseDesk.MESSAGES: "desk.messages_page",
    HouseDesk.ROLES: "roles.house_roles_page",
    HouseDesk.JOURNAL: "journal.house_journal_page",
}


@dataclass(frozen=True)
class Way:
    """A way to a desk: what stands on it, and where it leads."""

    desk: Desk
    words: Sentence
    href: str


Ways = list[tuple[Sentence, list[Way]]]


def ways(desks: Iterable[Desk], edition: str | None, current: str = "") -> Ways:
    """The ways to desks, by group."""
    return [(words, [_way(desk, edition) for desk in group]) for words, group in grouped(desks, current)]


def _way(desk: Desk, edition: str | None) -> Way:
    return Way(desk, WORDS[desk], url_for(DOORS[desk], edition=edition if isinstance(desk, DeskOf) else None))


def open_ways(edition: Edition | None, current: str) -> Ways:
    """The ways to the desks that are open to the person, for a page of one of them."""
    key = None if edition is None else edition.key
    return ways(queries.open_desks(signed_in.account_id(), edition), key, current)


@pages.record_once
def _share(state: BlueprintSetupState) -> None:
    # The macro that stands on every desk’s page is imported without a page’s own names.
    state.app.jinja_env.globals.update(desk_ways=ways, open_ways=open_ways)


@pages.own("/desk/")
@signed_in.needed
def desk_page() -> str:
    """The desks that are open to the person, with what waits there."""
    today = clock.today(current_app.config["ZONE"])
    return render_template("portal/desk/desk.html", view=queries.desk(signed_in.account_id(), today, now=clock.now()))


@pages.own("/desk/messages")
@signed_in.needed
def messages_page() -> str:
    """How the outbox and the work stand, what failed and what waits."""
    queries.demand_organizer(signed_in.account_id())
    page = page_of(request.args)
    view = queries.messages(page)
    return render_template("portal/desk/messages.html", view=view, page=page, kinds=KINDS, most=PAGE)


@pages.post("/desk/messages/<int(max=999999999):number>/again")
@signed_in.needed
def send_again(number: int) -> Any:
    services.send_again(signed_in.account_id(), number, now=clock.now(), stamped_at=clock.wire_now())
    return redirect(url_for(".messages_page"), 303)


@pages.post("/desk/messages/again")
@signed_in.needed
def send_all_again() -> Any:
    services.send_all_again(signed_in.account_id(), now=clock.now(), stamped_at=clock.wire_now())
    return redirect(url_for(".messages_page"), 303)


@pages.post("/desk/messages/jobs/<int(max=999999999):number>/again")
@signed_in.needed
def do_again(number: int) -> Any:
    services.do_again(signed_in.account_id(), number, now=clock.now(), stamped_at=clock.wire_now())
    return redirect(url_for(".messages_page"), 303)
