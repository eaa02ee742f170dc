"""A play of a class as the page of `negotiator serve` shows it: a seat's own, or the class's for
the teacher. What is decided there is kept as rows, and what stands around it is the class's.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from negotiator.classroom import ballots, phases
from negotiator.classroom.marks import for_seat
from negotiator.classroom.plays import hold
from negotiator.classroom.room import Played, Room, act_is_over, is_stopped
from negotiator.classroom.rows import UNDO, DecisionRow
from negotiator.engine import Play
from negotiator.narration import class_ballots, class_pages
from negotiator.story.model import ClassShape
from negotiator.web.class_server.seated import LIVE, Seated, reason_due
from negotiator.web.class_server.showing import ONLY_CODEX, around
from negotiator.web.exchange import Book, Page, Request, Response, Settings
from negotiator.web.pages import respond
from negotiator.web.rendering import rendered

NOT_IN_CLASS = frozenset({"save", "hand_in", "gallery", "forget", "again", "back", "turning"})
"""The pages and forms of a play that a class doesn't have; `turning` is what made an ending, which
takes too long for a request."""


class Answered(NamedTuple):
    """A page, or the address of the next one, and what was set."""

    page: Page | None
    go_to: str = ""
    settings: Settings | None = None
    found: bool = True


def own_play(one: Seated) -> Played | None:
    """The play that a seat plays by itself now; None if it has none."""
    room, seat = one.room, one.seat.seat
    if not room.has_begun:
        return None
    return phases.own_play(room, seat) if room.phase.shape is ClassShape.ALONE else None


def answered(one: Seated, request: Request) -> Answered:
    """What a seat's own play answers."""
    played = own_play(one)
    if played is None:
        return Answered(None, "/")
    room = one.room
    left = room.left_to(one.seat.seat)
    stopped = why_stopped(room, played, left)
    response = respond(_book(room, played, one.settings, stopped, one.said), request)
    if response.page is None:
        return _kept(room, played, response, "/play/")
    # The mark may be a moment old: then the page is loaded once more, but never stays behind.
    mark = for_seat(one.site.lately_glanced(), one.seat.seat)
    due = reason_due(room, played, one.seat.seat)
    told = around(room) | {"left": left}
    bar = rendered(
        "class/own_play.html",
        pages=class_pages,
        ballots=class_ballots,
        seat=one.seat,
        resume=one.resume,
        due=due,
        play_number=played.row.play,
        most_letters=ballots.REASON,
        said=one.said,
        is_done=is_stopped(room.story, room.phase, played.play),
        **told,
    )
    body = str(Markup(bar)) + response.page.body
    page = response.page._replace(body=body, live=LIVE, mark=mark)
    return Answered(page, found=response.found)


def class_play(room: Room, request: Request, settings: Settings, mark: str) -> Answered:
    """What the class's play answers to the teacher, who isn't stopped by a vote or the bell."""
    played = phases.class_play(room)
    stopped = class_pages.over() if room.row.ended else ""
    if is_stopped(room.story, room.phase, played.play):
        stopped = class_ballots.phase_stopped()
    response = respond(_book(room, played, settings, stopped, home="/board"), request)
    if response.page is None:
        return _kept(room, played, response, "/board/play/")
    page = response.page._replace(live="/board/live", mark=mark)
    return Answered(page, found=response.found)


def only_codex(play: Play, settings: Settings) -> Book:
    """A play of which only the codex can be looked at."""
    return Book(play, settings=settings, home="", leaves_out=ONLY_CODEX)


def why_stopped(room: Room, played: Played, left: int) -> str:
    """Why nothing can be decided in a play now; empty if something can."""
    if room.row.ended:
        return class_pages.over()
    if room.clock.is_paused:
        return class_pages.paused()
    if is_stopped(room.story, room.phase, played.play) and played.play.ending is None:
        return class_ballots.phase_stopped()
    return class_pages.left(0) if left <= 0 else ""


def _book(
    room: Room, played: Played, settings: Settings, stopped: str, said: str = "", home: str = ""
) -> Book:
    left_out = NOT_IN_CLASS if room.exercise.undo else NOT_IN_CLASS | {"undo"}
    return Book(
        played.play,
        said,
        settings,
        home,
        leaves_out=left_out,
        stopped=stopped,
        stops_before_place=act_is_over(room.story, room.phase, played.play),
    )


def _kept(room: Room, played: Played, response: Response, below: str) -> Answered:
    """Keep what a form came to, and lead on."""
    if response.play is not None:
        keep(room, played, response.play)
    return Answered(None, f"{below}{response.go_to}", response.settings)


def keep(room: Room, played: Played, after: Play) -> bool:
    """Keep the decision by which a play went on, or that one was taken back, and say whether it
    was the next."""
    before = played.play
    if len(after.steps) == len(before.steps) + 1:
        name = after.steps[-1].decision
    elif len(after.steps) == len(before.steps) - 1 and room.exercise.undo:
        name = UNDO
    else:
        return False
    row = DecisionRow(room.class_id, played.row.play, played.number, name, room.now)
    is_kept = room.store.add_next(row)
    if is_kept:
        hold(played.row, after)
    return is_kept
