"""What a seat and the teacher may know, as data for programs: no more than on their pages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from negotiator.classroom import phases
from negotiator.classroom.marks import for_seat, for_teacher
from negotiator.classroom.room import Room, act_is_over, is_stopped
from negotiator.classroom.rows import NoteRow
from negotiator.engine import Play, talks
from negotiator.narration import play as told
from negotiator.narration import table_as_text
from negotiator.narration.lines import Line
from negotiator.narration.lines_as_text import groups
from negotiator.narration.menu import menu
from negotiator.story.model import ClassShape
from negotiator.web.bargaining import Draft
from negotiator.web.class_server.ballot_shown import BallotShown, ballot_shown
from negotiator.web.class_server.board import Desk, alone
from negotiator.web.class_server.own_play import own_play, why_stopped
from negotiator.web.class_server.seated import Seated, meeting_of, reason_due
from negotiator.web.class_server.table_shown import OfferShown, table_shown
from negotiator.web.exchange import Book
from negotiator.web.playing import before_place
from negotiator.web.rendering import at

Data = dict[str, Any]


def of_seat(one: Seated) -> Data:
    """All that a seat may know now."""
    room, seat = one.room, one.seat
    return {
        "seat": seat.seat,
        "pseudonym": seat.pseudonym,
        "office": seat.office,
        "story": room.story.id,
        "exercise": room.exercise.id,
        "mark": for_seat(one.site.glance(), seat.seat),
        "phase": _phase(room, room.left_to(seat.seat)),
        "notes": _notes(room),
        "vote": _vote_of(one),
        "table": _table_of(one),
        "play": _play_of(one),
    }


def of_seat_with_texts(one: Seated, sent: Data) -> Data:
    """That, with what is told where the class's play and the seat's own stand, in lines of text,
    and the code to go on by. At a table of the seat's own play, `sent` may have a package, as the
    address of its page has."""
    found = of_seat(one) | {"resume": one.resume}
    if found["vote"]:
        found["vote"]["told"] = _told(one.room, phases.class_play(one.room).play)
    played = own_play(one) if found["play"] else None
    if played is not None:
        found["play"]["told"] = _told(one.room, played.play, sent)
    return found


def _told(room: Room, play: Play, sent: Data | None = None) -> list[str]:
    """What is told where a play stands, as lines of text; at a table with what there is to know of
    the package that was sent."""
    if play.steps and act_is_over(room.story, room.phase, play):
        lines: Iterable[Line] = chain.from_iterable(before_place(play).values())
    else:
        lines = told.step(play, len(play.steps) - 1) if play.steps else told.opening(play)
    found = [line for group in groups(lines) for line in group]
    session = talks(room.story, play.state)
    if session is not None:
        if not session.talks:
            found += [*table_as_text.arrived(session)][:2]
        found += table_as_text.standing(session, Draft.of(session, sent or {}).package)
    return found


def of_teacher(desk: Desk) -> Data:
    """What the teacher sees, but for what students write."""
    room = desk.room
    found: Data = {
        "mark": for_teacher(desk.site.look()),
        "phase": _phase(room, room.left or 0),
        "phases": len(room.exercise.phases),
        "seats": [{"seat": one.seat, "pseudonym": one.pseudonym} for one in room.seats()],
        "vote": None,
        "plays": None,
    }
    if room.has_begun and room.phase.shape is ClassShape.TOGETHER:
        played = phases.class_play(room)
        vote = ballot_shown(room, played)
        found["vote"] = _vote(vote, played.play) | {
            "number": played.number,
            "next": vote.next,
            "is_stopped": is_stopped(room.story, room.phase, played.play),
        }
    if room.has_begun and room.phase.shape is ClassShape.ALONE:
        found["plays"] = [
            {
                "seat": one.row.ours,
                "scene": one.scene,
                "decisions": one.decisions,
                "ending": one.ending,
                "stopped": one.is_stopped,
            }
            for one in alone(desk)
        ]
    return found


def _phase(room: Room, left: int) -> Data:
    return {
        "number": room.number if room.row.began else -1,
        "shape": room.phase.shape.value if room.row.began else "",
        "title": str(room.phase.title) if room.row.began else "",
        "left": left if room.has_begun else None,
        "paused": room.clock.is_paused,
        "ended": bool(room.row.ended),
    }


def _notes(room: Room) -> list[Data]:
    found = room.store.rows(NoteRow, class_id=room.class_id)
    now = room.note()
    return [
        {"number": one.number, "text": one.text}
        for one in found[-1:]
        if one.text and one.text == now
    ]


def _vote_of(one: Seated) -> Data | None:
    room = one.room
    if not room.has_begun or room.phase.shape is not ClassShape.TOGETHER:
        return None
    played = phases.class_play(room)
    vote = ballot_shown(room, played, one.seat.seat)
    return _vote(vote, played.play) | {
        "play": played.row.play,
        "number": played.number,
        "mine": next((each.id for each in vote.choices if each.is_mine), ""),
        "asks_reason": played.play.state.scene in room.phase.reasons,
        "stopped": is_stopped(room.story, room.phase, played.play),
    }


def _vote(vote: BallotShown, play: Play) -> Data:
    counts = [
        {one.id: one.counts[turn].votes for one in vote.choices} for turn in range(vote.closed)
    ]
    return {
        "ballot": vote.ballot,
        "open": bool(vote.ballot),
        "round": vote.round,
        "scene": play.state.scene,
        "title": told.asked_by(play),
        "choices": [{"id": one.id, "text": one.text} for one in vote.choices],
        "voted": vote.voted,
        "counts": counts or None,
    }


def _table_of(one: Seated) -> Data | None:
    found = meeting_of(one.room, one.seat.seat)
    if found is None:
        return None
    shown = table_shown(one.room, found, found.side_of(one.seat.seat), "")
    return {
        "play": shown.play,
        "number": shown.number,
        "side": shown.side,
        "limit": shown.limit,
        "ended": shown.ended,
        "terms": [
            {
                "id": term.id,
                "label": term.label,
                "options": [
                    {"id": each.id, "text": each.text, "points": each.points}
                    for each in term.options
                ],
            }
            for term in shown.terms
        ],
        "fixed": shown.fixed,
        "offers": [_offer(each) for each in (shown.mine, shown.theirs) if each is not None],
        "deal": shown.deal.package if shown.deal else None,
        "seen": shown.seen,
        "may_offer": shown.may_offer,
        "may_accept": [shown.theirs.number] if shown.may_accept and shown.theirs else [],
        "may_leave": shown.may_leave,
    }


def _terms_of(room: Room, play: Play) -> list[Data]:
    """The terms of the table at which a play stands; none if it stands at none."""
    session = talks(room.story, play.state)
    if session is None:
        return []
    return [
        {
            "id": term.id,
            "label": term.label,
            "options": [{"id": each.id, "text": each.text} for each in term.options],
        }
        for term in session.table.terms
    ]


def _offer(one: OfferShown) -> Data:
    return {
        "number": one.number,
        "mine": one.is_mine,
        "package": one.package,
        "points": one.points,
    }


def _play_of(one: Seated) -> Data | None:
    room = one.room
    played = own_play(one)
    if played is None:
        return None
    play = played.play
    due = reason_due(room, played, one.seat.seat)
    return {
        "play": played.row.play,
        "at": at(Book(play)),
        "scene": play.state.scene,
        "ended": play.ending.id if play.ending else "",
        "over": is_stopped(room.story, room.phase, play),
        "stopped": why_stopped(room, played, room.left_to(one.seat.seat)),
        "choices": [
            {"id": item.id, "text": item.text, "open": item.open} for item in menu(play.options())
        ],
        "terms": _terms_of(room, play),
        "asks_reason": {"number": due[0]} if due else None,
    }
