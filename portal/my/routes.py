"""The door of a person's own page."""

from __future__ import annotations

from flask import current_app, g, render_template

from foundation import clock, signed_in
from foundation.pages import Pages
from portal.my import queries

pages = Pages("my", __name__)


@pages.own("/my/")
@signed_in.needed
def my_page() -> str:
    """All that is mine: for whom I come, my registrations, my seats and meetings, what is due next."""
    now = clock.now()
    view = queries.my_page(signed_in.account_id(), today=clock.today(current_app.config["ZONE"]), now=now)
    banner = view.edition.banner if view.edition else ""
    # The head of the page points to the same edition: it need not look for it again.
    g.edition_at_hand = view.edition.key if view.edition else None
    return render_template("portal/my/my.html", view=view, now=now, who=signed_in.person(), banner=banner)
