"""The organizer's question to the hosts of meetings: of one, or of all that are not confirmed."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from events.programme.routes.pages import pages
from events.programme.services import asking
from foundation import clock, signed_in
from foundation.letters import house


@pages.post("/desk/<edition>/meetings/<key>/ask-hosts")
@signed_in.needed
def ask_hosts(edition: str, key: str) -> Response:
    asked = asking.ask_hosts(
        signed_in.account_id(), edition, key, house=house(), now=clock.now(), stamped_at=clock.wire_now()
    )
    _flash(asked)
    return redirect(url_for(".edit_meeting_page", edition=edition, key=key, _anchor="hosts"), 303)


@pages.post("/desk/<edition>/ask-hosts")
@signed_in.needed
def ask_all_hosts(edition: str) -> Response:
    segment = request.form.get("segment", "")[:20]
    asked = asking.ask_all_hosts(
        signed_in.account_id(), edition, segment, house=house(), now=clock.now(), stamped_at=clock.wire_now()
    )
    _flash(asked)
    return redirect(url_for(".desk_meetings_page", edition=edition, only="unconfirmed", segment=segment or None), 303)


def _flash(asked: int) -> None:
    sent = ngettext(
        "%(num)d host is asked; a letter is on its way.", "%(num)d hosts are asked; letters are on their way.", asked
    )
    flash(sent if asked else _("Nobody is left to ask: each host has confirmed, or has the question already."))
