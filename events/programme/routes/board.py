"""The board: a day of the draft, and what is done on it by hand, by keyboard or by form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from events.programme.forms.board import BoardForm, MoveForm, PinForm, read_day
from events.programme.queries import board as queries
from events.programme.queries.board import Board
from events.programme.routes.pages import pages
from events.programme.rules.board import LISTED, LISTED_ELSEWHERE, Clash
from events.programme.rules.timetable import FIRST_HOUR, LAST_HOUR
from events.programme.services import drafting
from events.programme.services.drafting import ChangedMeanwhile, Hand, Placed
from foundation import clock, signed_in
from foundation.errors import Forbidden, Missing, Refusal
from foundation.languages import say

Answer = Response | str | tuple[Response | str, int]


@pages.own("/desk/<edition>/board")
@signed_in.needed
def board_page(edition: str) -> Answer:
    asked, only_used = request.args, request.args.get("rooms") == "used"
    return _shown(_board(edition, asked.get("meeting"), asked.get("day", ""), only_used=only_used))


@pages.post("/desk/<edition>/meetings/<key>/place")
@signed_in.needed
def place_meeting(edition: str, key: str) -> Answer:
    form = MoveForm()
    form.offer(queries.room_keys())
    if not form.validate_on_submit():
        return _shown(_board(edition, key, form.on.data, only_used=form.only_used), form=form, status=422)
    return _done(
        edition, lambda hand: drafting.place_meeting(hand, edition, key, form.placement, seen=form.revision), form
    )


@pages.post("/desk/<edition>/meetings/<key>/unplace")
@signed_in.needed
def unplace_meeting(edition: str, key: str) -> Answer:
    form = BoardForm()
    return _done(edition, lambda hand: drafting.unplace_meeting(hand, edition, key, seen=form.revision), form)


@pages.post("/desk/<edition>/meetings/<key>/pin")
@signed_in.needed
def pin_meeting(edition: str, key: str) -> Answer:
    form = PinForm()
    return _done(edition, lambda hand: drafting.edit_meeting(hand, edition, key, form.values, seen=form.revision), form)


@pages.post("/desk/<edition>/undo")
@signed_in.needed
def undo(edition: str) -> Answer:
    return _back(edition, _done(edition, lambda hand: drafting.undo(hand, edition), BoardForm()))


@pages.post("/desk/<edition>/redo")
@signed_in.needed
def redo(edition: str) -> Answer:
    return _back(edition, _done(edition, lambda hand: drafting.redo(hand, edition), BoardForm()))


def _back(edition: str, answer: Answer) -> Answer:
    """What was undone from the history leads back there."""
    is_done = isinstance(answer, Response) and answer.status_code == 303
    if is_done and request.form.get("back") == "history":
        return redirect(url_for(".history_page", edition=edition), 303)
    return answer


def _done(edition: str, deed: Callable[[Hand], Placed], form: BoardForm) -> Answer:
    """Do it and show what became of it: to a script as JSON, to a browser by leading it back to the board."""
    try:
        placed = deed(Hand(signed_in.account_id(), clock.now(), clock.wire_now()))
    except ChangedMeanwhile as refusal:
        key = request.view_args["key"]  # type: ignore[index]
        board = _board(edition, key, form.on.data, only_used=form.only_used)
        return _shown(board, clash=queries.clash(board, refusal), status=refusal.status)
    except Refusal as refusal:
        return _refused(edition, refusal, form)
    day = queries.day_of(edition, placed.meeting) or form.day_shown
    meeting = placed.meeting if placed.revision is not None else None
    if _wants_json():
        return _shown(_board(edition, meeting, day.isoformat() if day else "", only_used=form.only_used))
    where: dict[str, Any] = {"day": day, "meeting": meeting, "rooms": "used" if form.only_used else None}
    anchor = f"m-{meeting}" if meeting else None
    return redirect(url_for(".board_page", edition=edition, _anchor=anchor, **where), 303)


def _refused(edition: str, refusal: Refusal, form: BoardForm) -> Answer:
    if _wants_json():
        next_step = say(refusal.next_step) if refusal.next_step else ""
        return jsonify(words=f"{say(refusal.sentence)} {next_step}".strip()), refusal.status
    if isinstance(refusal, (Missing, Forbidden)):
        raise refusal
    board = _board(edition, (request.view_args or {}).get("key"), form.on.data, only_used=form.only_used)
    return _shown(board, refusal=refusal, status=refusal.status)


def _board(edition: str, meeting: str | None, day: str | None, *, only_used: bool) -> Board:
    found = queries.board(
        signed_in.account_id(), edition, day=read_day(day or ""), meeting=meeting, only_used=only_used
    )
    if request.method == "POST" and not found.right.may_change:
        # Who only reads is told so whatever the form says.
        raise Forbidden
    return found


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _shown(
    board: Board,
    *,
    form: MoveForm | None = None,
    clash: Clash | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> Answer:
    if form is None:
        form = MoveForm(formdata=None)
        if board.meeting:
            form.take(board.meeting, board.on)
    shown: dict[str, Any] = {"board": board, "edition": board.edition, "form": form, "clash": clash, "refusal": refusal}
    shown |= {"LISTED": LISTED, "LISTED_ELSEWHERE": LISTED_ELSEWHERE, "FIRST_HOUR": FIRST_HOUR, "LAST_HOUR": LAST_HOUR}
    if not _wants_json():
        return render_template("events/programme/board.html", **shown), status
    meeting = board.meeting
    where: dict[str, Any] = {"meeting": meeting.key if meeting else None, "rooms": "used" if board.only_used else None}
    address = url_for(".board_page", edition=board.edition.key, day=board.on, **where)
    html = render_template("events/programme/_board.html", **shown)
    answer: dict[str, Any] = {"html": html, "address": address, "day": board.on.isoformat()}
    if meeting is not None:
        broken = board.findings.of(meeting.key)
        answer |= {"meeting": meeting.key, "revision": meeting.revision, "broken": say(broken) if broken else ""}
    if clash is not None:
        answer["clash"] = render_template("events/programme/_board_clash.html", **shown)
    return jsonify(answer), status
