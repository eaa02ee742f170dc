"""The teacher's board: the clock, who is where and who is stuck, votes as they come in, reasons,
and what the plays come to. What it can do is in `teacher_forms`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from negotiator.classroom import meetings, phases
from negotiator.classroom.ballots import Ballot
from negotiator.classroom.clock import MINUTE
from negotiator.classroom.marks import for_teacher
from negotiator.classroom.meetings import Meeting
from negotiator.classroom.room import Room, is_stopped
from negotiator.classroom.rows import (
    ENGINE,
    NOBODY,
    MoreTimeRow,
    NoteRow,
    PlayRow,
    ReasonRow,
    ReplyRow,
    SeatRow,
    VoteRow,
    next_number,
)
from negotiator.classroom.standings import PlayStanding, gauge_ranges, splits_most
from negotiator.narration import class_board, class_overview, class_tables, status
from negotiator.narration import play as told
from negotiator.sentence_parts import beside
from negotiator.story.choice_names import full_name, parted
from negotiator.story.model import ClassShape
from negotiator.web.class_server.ballot_shown import ballot_shown, is_tie_for_teacher, what_decided
from negotiator.web.class_server.seated import form_now, pairs_talked_about, revealed_picture
from negotiator.web.class_server.showing import around, page_of_class, words_of
from negotiator.web.class_server.site import ClassSite
from negotiator.web.class_server.table_shown import ending_of
from negotiator.web.exchange import Page, Settings

STUCK = 3 * MINUTE
"""How long nothing comes from a seat before it is marked."""
LIVE = "/board/live"
COLUMNS = {
    ClassShape.TALK: 1,
    ClassShape.TOGETHER: 2,
    ClassShape.PAIRS: 4,
    ClassShape.ALONE: 5,
}
"""How many columns the seats have: only those in which something can stand."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The teacher who asks."""

    site: ClassSite
    room: Room
    settings: Settings
    said: str = ""


class SeatShown(NamedTuple):
    """A seat on the board."""

    seat: int
    pseudonym: str
    where: str
    decisions: int
    quiet: int
    """Milliseconds since anything came from it; 0 if nothing is waited for."""
    is_stuck: bool
    had: int
    """How much more time than the others it has, in milliseconds."""


class PairShown(NamedTuple):
    """A pair on the board; nothing here says what an offer is worth."""

    play: int
    number: int
    who: str
    offers: int
    state: str
    seats: tuple[tuple[int, str], ...]
    """Who may go on with the story's counterpart, if the other is gone."""


class ReasonShown(NamedTuple):
    """A reason on the board."""

    id: str
    pseudonym: str
    text: str
    about: str
    is_shown: bool


def board(desk: Desk) -> Page:
    """The board as it is now."""
    site, room = desk.site, desk.room
    seats = room.seats()
    names = {one.seat: one.pseudonym for one in seats}
    values: dict[str, Any] = {"vote": None, "play": None, "tables_in_pairs": (), "forming": None}
    match room.phase.shape if room.row.began else None:
        case ClassShape.TOGETHER:
            values |= _together(desk)
        case ClassShape.PAIRS | ClassShape.TALK:
            values |= _in_pairs(desk, names)
        case ClassShape.ALONE:
            values |= {"forming": _forming(desk)}
    notes = room.store.rows(NoteRow, class_id=room.class_id)
    shown = tuple(_seats(desk, seats))
    is_alone = room.has_begun and room.phase.shape is ClassShape.ALONE
    has_places = is_alone or any(one.where for one in shown)
    return page_of_class(
        site,
        "board.html",
        class_board.title(),
        settings=desk.settings,
        live=LIVE,
        mark=for_teacher(site.look()),
        said=desk.said,
        stands=room.number if room.row.began > 0 else -1,
        phases=room.exercise.phases,
        is_ended=bool(room.row.ended),
        is_alone=is_alone,
        extended=room.row.extended,
        next_note=next_number(notes),
        seats=shown,
        columns=COLUMNS[room.phase.shape] if has_places else 1,
        reasons=tuple(_reasons(room, names)),
        answered=_answered(room),
        damaged=site.lately_damaged(),
        is_suspicious=site.guesses.suspicious,
        address=site.address,
        **(around(room) | values),
    )


def _answered(room: Room) -> str:
    which = form_now(room)
    if not which:
        return ""
    found = room.store.rows(ReplyRow, class_id=room.class_id, form=which)
    return class_overview.forms_back(len({one.seat for one in found}), len(room.seats()))


# One play for all


def _together(desk: Desk) -> dict[str, Any]:
    room = desk.room
    played = phases.class_play(room)
    vote = ballot_shown(room, played)
    rounds = range(1, vote.rounds + 1)
    return {
        "play": played.play,
        "scene": told.asked_by(played.play),
        "vote": vote,
        "is_tie": is_tie_for_teacher(vote),
        "decided": what_decided(room, played),
        "number": played.number,
        "can_take_back": room.exercise.undo and played.last is not None,
        "is_stopped": is_stopped(room.story, room.phase, played.play),
        "gauges": status.standings(played.play),
        "hands_rounds": [
            (one, Ballot(played.row.play, played.number, one).written)
            for one in rounds
            if one <= max(1, vote.closed + bool(vote.ballot or vote.next))
        ],
    }


# In pairs


def _in_pairs(desk: Desk, names: dict[int, str]) -> dict[str, Any]:
    """The pairs, also while the class talks about them: a teacher may go on before revealing."""
    room = desk.room
    number = pairs_talked_about(room)
    if number is None:
        return {}
    found = meetings.meetings(room, number)
    return {
        "tables_in_pairs": [_pair(one, names) for one in found],
        "pairs_phase": number,
        "is_revealed": meetings.is_revealed(room, number),
        "all_over": all(one.standing.is_over for one in found),
        "picture": revealed_picture(desk.site, room),
    }


def _pair(one: Meeting, names: dict[int, str]) -> PairShown:
    row = one.row
    state = ending_of(one) or "talking"
    names = names | {ENGINE: class_tables.the_engine()}
    both = tuple((seat, names.get(seat, "")) for seat in (row.ours, row.theirs))
    return PairShown(
        row.play,
        one.number,
        " – ".join(name for _seat, name in both),
        sum(bool(move.package) for move in one.log),
        state,
        both if state == "talking" and not row.is_with_engine else (),
    )


# Each alone


def alone(desk: Desk) -> list[PlayStanding]:
    """How the plays stand that seats play by themselves in this phase."""
    room = desk.room
    rows = room.store.rows(PlayRow, class_id=room.class_id, phase=room.plays_in)
    return desk.site.standings.of(
        room, [one for one in rows if one.ours != NOBODY and one.theirs == NOBODY]
    )


class FormingShown(NamedTuple):
    """What plays come to: the decision that splits most with how often each choice was taken, the
    endings with their numbers, and what range each gauge has."""

    split: tuple[str, list[tuple[str, int]]] | None
    endings: list[tuple[str, int]]
    gauges: list[str]


def _forming(desk: Desk) -> FormingShown:
    """What the plays come to, as they go on."""
    story, plays = desk.room.story, alone(desk)
    split = splits_most(plays)
    endings = Counter(one.ending for one in plays if one.ending)
    return FormingShown(
        None
        if split is None
        else (
            str(story.places[split.scene].title),
            [
                (_words(desk.room, full_name(split.scene, choice)), number)
                for choice, number in split.counts
            ],
        ),
        [(str(story.endings[name].title), number) for name, number in endings.most_common()],
        [
            class_overview.gauge_range(story.gauges[name].label, *values)
            for name, values in gauge_ranges(plays).items()
        ],
    )


# Who is where


def _seats(desk: Desk, seats: list[SeatRow]) -> list[SeatShown]:
    room = desk.room
    more = {
        one.seat: one.more
        for one in room.store.rows(MoreTimeRow, class_id=room.class_id, phase=room.number)
    }
    shape = room.phase.shape if room.row.began and not room.row.ended else ClassShape.TALK
    match shape:
        case ClassShape.TOGETHER:
            where = _voters(desk)
        case ClassShape.PAIRS:
            where = _at_tables(desk, seats)
        case ClassShape.ALONE:
            where = _in_scenes(desk)
        case ClassShape.TALK:
            where = {}
    found = []
    for one in seats:
        place, decisions, since = where.get(one.seat, ("", 0, 0))
        quiet = max(0, room.now - since) if since and not room.clock.is_paused else 0
        found.append(
            SeatShown(
                one.seat,
                one.pseudonym,
                place,
                decisions,
                quiet,
                quiet > STUCK,
                more.get(one.seat, 0),
            )
        )
    return found


Where = dict[int, tuple[str, int, int]]
"""Where each seat is, how many decisions it made, and since when it is waited for (0: it isn't)."""


def _voters(desk: Desk) -> Where:
    room = desk.room
    played = phases.class_play(room)
    which = {"class_id": room.class_id, "play": played.row.play, "number": played.number}
    vote = ballot_shown(room, played)
    if not vote.ballot:
        return {}
    voted = {one.seat for one in room.store.rows(VoteRow, **which, round=vote.round)}
    return {
        one.seat: (
            class_overview.has_cast() if one.seat in voted else class_overview.not_yet_cast(),
            0,
            0,
        )
        for one in room.seats()
    }


def _at_tables(desk: Desk, seats: list[SeatRow]) -> Where:
    room = desk.room
    found: Where = {one.seat: (class_overview.has_no_partner(), 0, 0) for one in seats}
    for meeting in meetings.meetings(room, room.number):
        table = meeting.session.table
        for side, seat in (
            (table.ours, meeting.row.ours),
            (table.theirs, meeting.row.theirs),
        ):
            offers = [one for one in meeting.log if one.package and _made_by(meeting, one, seat)]
            where = class_overview.at_table(meeting.number, side.name)
            if meeting.row.is_with_engine:
                where = beside((where, class_overview.with_the_engine()))
            since = (
                0
                if meeting.standing.is_over
                else max([room.row.began, *(one.at for one in meeting.log)])
            )
            found[seat] = where, len(offers), since
    return found


def _made_by(meeting: Meeting, move: Any, seat: int) -> bool:
    return bool(move.side is meeting.side_of(seat))


def _in_scenes(desk: Desk) -> Where:
    room = desk.room
    found: Where = {one.seat: ("", 0, room.row.began) for one in room.seats()}
    for one in alone(desk):
        place = str(room.story.places[one.scene].title)
        since = 0 if one.is_stopped else max(one.last, room.row.began)
        found[one.row.ours] = place, one.decisions, since
    return found


def _reasons(room: Room, names: dict[int, str]) -> list[ReasonShown]:
    """The reasons given in this phase, the newest first."""
    first = (room.plays_in + 1) * 10_000
    found = [
        one
        for one in room.store.rows(ReasonRow, class_id=room.class_id)
        if first <= one.play < first + 10_000
    ]
    about = _about(room, found)
    return [
        ReasonShown(
            Ballot(one.play, one.number, one.seat).written,
            names.get(one.seat, ""),
            one.text,
            about.get((one.play, one.number, one.seat), ""),
            bool(one.shown),
        )
        for one in sorted(found, key=lambda one: -one.at)
    ]


def _about(room: Room, reasons: list[ReasonRow]) -> dict[tuple[int, int, int], str]:
    """To which choice each reason belongs: the seat's last vote, or its own decision."""
    plays = {play: room.played(play) for play in {one.play for one in reasons}}
    votes = {}
    for vote in room.store.rows(VoteRow, class_id=room.class_id) if reasons else ():
        votes[vote.play, vote.number, vote.seat] = vote.choice
    found = {}
    for one in reasons:
        played = plays[one.play]
        if played is None:
            continue
        name = next((made.name for made in played.decisions if made.number == one.number), "")
        where = one.play, one.number, one.seat
        if where in votes:
            scene = parted(name)[0] if name else played.play.state.scene
            name = full_name(scene, votes[where])
        found[where] = _words(room, name)
    return found


def _words(room: Room, name: str) -> str:
    """The words of a choice by its full name; of a bid at a table, what it is called."""
    choice = room.story.choices.get(name)
    return words_of(choice.text) if choice is not None else parted(name)[1]
