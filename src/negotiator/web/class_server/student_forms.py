"""What a student's forms do: each one transaction, and nothing the second time.

A form answers with a word, from which the next page says what came of it (`class_pages.said`,
`class_tables.refusal`), with the address of that page, or with a page that asks first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from negotiator.classroom import ballots, meetings, phases
from negotiator.classroom.ballots import Ballot
from negotiator.classroom.pairs import Refused
from negotiator.classroom.room import A_PHASE
from negotiator.classroom.rows import DecisionRow, ReplyRow, next_number
from negotiator.narration import class_tables
from negotiator.narration.saved_plays import Confirmation
from negotiator.story.model import ClassShape
from negotiator.web.class_server.seated import Seated, form_now, meeting_of
from negotiator.web.class_server.table_shown import package_in, points_of
from negotiator.web.exchange import Page

HOME = "/"


class Done(NamedTuple):
    """What came of a form."""

    said: str = ""
    go_to: str = HOME
    page: Page | None = None


Form = dict[str, str]


def cast(one: Seated, form: Form) -> Done:
    """Vote, or vote otherwise."""
    ballot = Ballot.read(form.get("ballot", ""))
    if _stands(one):
        return Done("stopped")
    if one.room.phase.shape is not ClassShape.TOGETHER or ballot is None:
        return Done("late")
    played = phases.class_play(one.room)
    text, seat = form.get("reason", ""), one.seat.seat
    rows = ballots.as_reason(one.room, ballot.play, ballot.number, seat, text) if text else ()
    if not ballots.cast(one.room, played, ballot, seat, form.get("choice", ""), *(rows or ())):
        return Done("late")
    return Done("voted" if rows is not None else "voted_long")


def reason(one: Seated, form: Form) -> Done:
    """Keep why somebody decided, or voted, as they did."""
    play, number = whole(form.get("play", "")), whole(form.get("number", ""))
    back = Done("", "/play/now#now" if one.room.phase.shape is ClassShape.ALONE else HOME)
    if one.room.row.ended:
        return back._replace(said="stopped")
    if not _may_write_about(one, play, number):
        return back
    if not form.get("text", "").strip():
        return back
    if not _keeps(one, play, number, form["text"]):
        return back._replace(said="long")
    return back._replace(said="kept")


def _may_write_about(one: Seated, play: int, number: int) -> bool:
    """Whether a seat has something to write about a decision: it was its own, or the class votes on
    it or has decided it."""
    owner = play % A_PHASE
    if owner not in (0, one.seat.seat):
        return False
    made = one.room.store.rows(DecisionRow, class_id=one.room.class_id, play=play)
    most = next_number(made) if owner == 0 else next_number(made) - 1
    return play == A_PHASE * (play // A_PHASE) + owner and 0 < number <= most


def _keeps(one: Seated, play: int, number: int, text: str) -> bool:
    return ballots.with_reason(one.room, play, number, one.seat.seat, text)


# At a table


def offer(one: Seated, form: Form) -> Done:
    """Put an offer on the table."""
    found = meeting_of(one.room, one.seat.seat)
    if found is None or found.row.play != whole(form.get("play", "")):
        return _refused(Refused.GONE)
    package = package_in(found, form)
    side = found.side_of(one.seat.seat)
    why = meetings.offer(one.room, found, side, package, whole(form.get("seen", "")))
    return _refused(why)


def accept(one: Seated, form: Form) -> Done:
    """Accept the other side's offer; below one's limit, ask first."""
    found = meeting_of(one.room, one.seat.seat)
    if found is None or found.row.play != whole(form.get("play", "")):
        return _refused(Refused.GONE)
    side, number = found.side_of(one.seat.seat), whole(form.get("number", ""))
    offered = found.standing.offer(number)
    is_sure = form.get("sure") == "yes"
    if (
        offered is not None
        and offered.side is not side
        and not is_sure
        and found.is_below(side, offered.package)
    ):
        points = f"{points_of(found, side, offered.package):.1f}"
        asked = class_tables.sure_below(points, found.scale(side).reservation, number)
        sent = {"play": str(found.row.play), "number": str(number), "sure": "yes"}
        return Done(page=_question(one, asked, "/accept", sent))
    return _refused(meetings.accept(one.room, found, side, number))


def leave(one: Seated, form: Form) -> Done:
    """Leave the talks, after asking."""
    found = meeting_of(one.room, one.seat.seat)
    if found is None or found.row.play != whole(form.get("play", "")):
        return _refused(Refused.GONE)
    side = found.side_of(one.seat.seat)
    if form.get("sure") != "yes" and not found.standing.is_over:
        table = found.session.table
        without = (table.ours if side.value == "ours" else table.theirs).without
        asked = class_tables.sure_to_leave(str(without or ""), found.scale(side).reservation)
        sent = {"play": str(found.row.play), "sure": "yes"}
        return Done(page=_question(one, asked, "/leave", sent))
    return _refused(meetings.leave(one.room, found, side))


def instead(one: Seated, form: Form) -> Done:
    """Go on without a partner."""
    if one.room.phase.shape is not ClassShape.PAIRS or not one.room.has_begun:
        return Done()
    if form.get("how") == "engine" and meeting_of(one.room, one.seat.seat) is None:
        meetings.with_the_engine(one.room, one.seat.seat)
        return Done()
    table = form.get("table", "")
    return Done("", f"/?table={whole(table)}" if whole(table) else HOME)


def reply(one: Seated, form: Form) -> Done:
    """Answer a form."""
    which = form_now(one.room)
    if not which or form.get("form") != which:
        return Done("form_late")
    rows = []
    for item, asked in one.room.exercise.forms.items():
        answer = form.get(f"i.{item}", "")
        question = asked.before if which == "before" else asked.after
        if answer in question.answers:
            key = one.room.class_id, one.seat.seat, which, item
            rows.append(ReplyRow(*key, answer, one.room.now))
    if rows and not one.room.store.put_while(one.room.row, *rows):
        return Done("form_late")  # the phase may be another one by now
    return Done("answered")


FORMS: Mapping[str, Callable[[Seated, Form], Done]] = {
    "vote": cast,
    "reason": reason,
    "offer": offer,
    "accept": accept,
    "leave": leave,
    "instead": instead,
    "reply": reply,
}
"""What forms are sent to, by their addresses."""


def whole(written: str) -> int:
    """A whole number in a form; 0 if it is none."""
    is_number = written.isascii() and written.isdecimal() and len(written) < 10
    return int(written) if is_number else 0


def _stands(one: Seated) -> bool:
    """Whether the class stands still, so that nothing is done."""
    return one.room.clock.is_paused or not one.room.has_begun


def _refused(why: Refused | None) -> Done:
    return Done(why.value if why is not None else "")


def _question(one: Seated, asked: Confirmation, action: str, sent: dict[str, str]) -> Page:
    return one.shown("sure.html", asked.title, asked=asked, action=action, sent=sent, to=HOME)
