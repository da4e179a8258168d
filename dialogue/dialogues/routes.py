"""The dialogues of an edition, and the page of one."""

from __future__ import annotations

from flask import render_template

from dialogue.dialogues import queries, rules
from foundation.pages import Pages
from stakeholders.accreditation import queries as accreditation

pages = Pages("dialogues", __name__)


@pages.get("/<edition>/dialogues/")
def dialogues_page(edition: str) -> str:
    found, listed = queries.dialogues(edition)
    return render_template("dialogue/dialogues/list.html", edition=found, listed=listed, banner=found.banner)


@pages.get("/<edition>/dialogues/<key>")
def dialogue_page(edition: str, key: str) -> str:
    view = queries.dialogue_view(edition, key)
    rights = accreditation.rights_in(view.meeting.facts.kind)
    return render_template(
        "dialogue/dialogues/dialogue.html",
        view=view,
        edition=view.meeting.edition,
        facts=view.meeting.facts,
        rights=rights,
        banner=view.meeting.edition.banner,
        words=rules,
    )
