"""What the board's forms do. Each names what it was decided upon, and does nothing otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from negotiator.classroom import ballots, meetings, phases
from negotiator.classroom.ballots import Ballot
from negotiator.classroom.room import Played
from negotiator.classroom.rows import PlayRow, ReasonRow
from negotiator.story.model import ClassShape
from negotiator.web.class_server.board import Desk
from negotiator.web.class_server.student_forms import whole

Form = dict[str, str]
_HAND = "h."
"""What the name of a field for hands begins with."""


def phase(desk: Desk, form: Form) -> None:
    """Go on to a phase."""
    stands = -1 if form.get("from") == "-1" else whole(form.get("from", ""))
    if form.get("to", "").isdecimal():
        phases.moved_on(desk.room, stands, whole(form["to"]))


def pause(desk: Desk, form: Form) -> None:  # noqa: ARG001 (as all forms)
    """Stop the clock and every page."""
    if desk.room.has_begun:
        phases.paused(desk.room)


def run(desk: Desk, form: Form) -> None:  # noqa: ARG001 (as all forms)
    """Let the class go on."""
    phases.run_on(desk.room)


def extend(desk: Desk, form: Form) -> None:
    """Give all more time."""
    if _number(form, "extended") is not None:
        phases.extended(desk.room, whole(form.get("minutes", "")), _number(form, "extended") or 0)


def more(desk: Desk, form: Form) -> None:
    """Give one seat more time."""
    seat, had = whole(form.get("seat", "")), whole(form.get("had", ""))
    phases.given_more(desk.room, seat, whole(form.get("minutes", "")), had)


def bell(desk: Desk, form: Form) -> None:
    """Ring: the time of the phase that the page showed is up."""
    if whole(form.get("phase", "")) == desk.room.number:
        phases.rung(desk.room)


def note(desk: Desk, form: Form) -> None:
    """Tell all something, or take the last note away."""
    phases.noted(desk.room, form.get("text", ""), whole(form.get("number", "")))


def open_ballot(desk: Desk, form: Form) -> None:
    """Open a vote, or its second round."""
    played, ballot = _together(desk), Ballot.read(form.get("ballot", ""))
    if played is not None and ballot is not None:
        ballots.opened(desk.room, played, ballot)


def close_ballot(desk: Desk, form: Form) -> None:
    """Close a vote."""
    ballot = Ballot.read(form.get("ballot", ""))
    if ballot is not None:
        ballots.closed(desk.room, ballot)


def hands(desk: Desk, form: Form) -> None:
    """Keep hands that were counted in the room, and close the round that nobody votes in."""
    played, ballot = _together(desk), Ballot.read(form.get("ballot", ""))
    if played is None or ballot is None:
        return
    counted = {
        name.removeprefix(_HAND): whole(number)
        for name, number in form.items()
        if name.startswith(_HAND) and number.strip()
    }
    if counted and ballots.hands_raised(desk.room, played, ballot, counted):
        ballots.closed(desk.room, ballot)


def decide(desk: Desk, form: Form) -> None:
    """Decide, as the class voted or otherwise."""
    played = _together(desk)
    if played is not None:
        number = whole(form.get("number", ""))
        ballots.decide(desk.room, played, number, form.get("choice", ""))


def back(desk: Desk, form: Form) -> None:
    """Take the class's last decision back."""
    played = _together(desk)
    if played is not None:
        phases.taken_back(desk.room, played, whole(form.get("number", "")))


def show(desk: Desk, form: Form) -> None:
    """Show a reason to all, or no longer; only as it was read."""
    named = Ballot.read(form.get("reason", ""))
    if named is None:
        return
    play, number, seat = named
    for row in desk.room.store.rows(
        ReasonRow, class_id=desk.room.class_id, play=play, number=number, seat=seat
    ):
        if row.text == form.get("text", ""):
            desk.room.store.change(row, row._replace(shown=int(form.get("shown") == "1")))


def reveal(desk: Desk, form: Form) -> None:
    """Show the picture of the pairs to all; who still talks is asked to end first by the bell."""
    number = whole(form.get("phase", ""))
    phases_of = desk.room.exercise.phases
    if number < len(phases_of) and phases_of[number].shape is ClassShape.PAIRS:
        if number == desk.room.number:
            meetings.end_all(desk.room)
        meetings.reveal(desk.room, number)


def replace(desk: Desk, form: Form) -> None:
    """Let a seat go on with the story's counterpart, because its partner is gone."""
    rows = desk.room.store.rows(
        PlayRow, class_id=desk.room.class_id, play=whole(form.get("play", ""))
    )
    seat = whole(form.get("seat", ""))
    if rows and rows[0].phase == desk.room.number and seat in (rows[0].ours, rows[0].theirs):
        meetings.with_the_engine(desk.room, seat)


def end(desk: Desk, form: Form) -> None:
    """End the class."""
    if form.get("sure") == "yes":
        phases.ended(desk.room)


FORMS: Mapping[str, Callable[[Desk, Form], None]] = {
    "phase": phase,
    "pause": pause,
    "run": run,
    "extend": extend,
    "more": more,
    "bell": bell,
    "note": note,
    "open": open_ballot,
    "close": close_ballot,
    "hands": hands,
    "decide": decide,
    "back": back,
    "show": show,
    "reveal": reveal,
    "replace": replace,
    "end": end,
}
"""What forms are sent to, by their addresses below the board's."""


def _together(desk: Desk) -> Played | None:
    """The play that the class plays together now; None in any other phase."""
    return phases.class_play(desk.room) if phases.plays_together(desk.room) else None


def _number(form: Form, name: str) -> int | None:
    """A whole number that may be below 0."""
    written = form.get(name, "")
    digits = written.removeprefix("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 12:
        return None
    return int(written)
