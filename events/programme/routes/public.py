"""The programme's pages: three views of one selection, a meeting, a segment, versions and what changed between them."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.documents import queries as documents
from events.editions import queries as editions
from events.editions.rules import UnknownSegment
from events.programme.forms import read_number, read_wish
from events.programme.queries import versions, views
from events.programme.routes.pages import pages
from events.programme.rules import timetable
from events.programme.rules.selection import Selection
from stakeholders.accreditation import queries as accreditation


@pages.get("/<edition>/programme", query=True)
def programme_page(edition: str) -> str:
    programme = views.programme(edition)
    wish = read_wish(request.args, programme.options.known(programme.choices.constituencies))
    meetings = programme.fitting(wish.selection)
    shown = {"programme": programme, "wish": wish, "meetings": meetings, "banner": programme.edition.banner}
    if wish.view == "grid":
        return render_template("events/programme/grid.html", view=views.grid_view(programme, meetings, wish), **shown)
    if wish.view == "week":
        return render_template("events/programme/week.html", view=views.week_view(programme, meetings, wish), **shown)
    return render_template("events/programme/list.html", view=views.list_view(meetings, wish), **shown)


@pages.get("/<edition>/meetings/<key>")
def meeting_page(edition: str, key: str) -> str:
    view = views.meeting_view(edition, key)
    rights = accreditation.rights_in(view.facts.kind)
    return render_template("events/programme/meeting.html", view=view, rights=rights, banner=view.edition.banner)


@pages.get("/<edition>/segments/<key>")
def segment_page(edition: str, key: str) -> str:
    found = editions.edition_in_full(edition)
    segment = next((each for each in found.segments if each.key == key), None)
    if segment is None:
        raise UnknownSegment(edition=edition, key=key)
    programme = views.programme(edition)
    meetings = programme.fitting(Selection.of({"segment": [key]}))
    papers = documents.documents_of("session", [str(segment.session.number)] if segment.session else [])
    shown = {"days_listed": timetable.by_day(meetings), "undated": timetable.undated(meetings), "papers": papers}
    return render_template(
        "events/programme/segment.html", edition=found, segment=segment, meetings=meetings, banner=found.banner, **shown
    )


@pages.get("/<edition>/versions/")
def versions_page(edition: str) -> str:
    found = editions.edition(edition)
    return render_template(
        "events/programme/versions.html", edition=found, versions=versions.versions(found), banner=found.banner
    )


@pages.get("/<edition>/versions/<int(max=999999):number>")
def version_page(edition: str, number: int) -> str:
    found = editions.edition(edition)
    version = versions.version(found, number)
    meetings = [entry.facts for entry in versions.as_published(version)]
    shown = {"days_listed": timetable.by_day(meetings), "undated": timetable.undated(meetings), "banner": found.banner}
    return render_template("events/programme/version.html", edition=found, version=version, meetings=meetings, **shown)


@pages.get("/<edition>/versions/<int(max=999999):number>/changes", query=True)
def changes_page(edition: str, number: int) -> str:
    found = editions.edition(edition)
    view = views.changes_view(found, number, read_number(request.args, "since"))
    return render_template("events/programme/changes.html", view=view, edition=found, banner=found.banner)


@pages.own("/<edition>/versions/compare")
def compare(edition: str) -> Response:
    number, since = (read_number(request.args, name) for name in ("number", "since"))
    return redirect(url_for(".changes_page", edition=edition, number=number or 1, since=since))
