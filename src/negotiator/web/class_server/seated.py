"""A student's page: where the class is, as a seat may see it, in each shape of a phase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from negotiator.classroom import ballots, meetings, phases
from negotiator.classroom.handouts import laid_out
from negotiator.classroom.marks import for_seat
from negotiator.classroom.meetings import Meeting
from negotiator.classroom.pairs import Side
from negotiator.classroom.pairs_picture import PairsPicture, pairs_picture
from negotiator.classroom.plays import opening
from negotiator.classroom.room import Played, Room, act_is_over, is_stopped, play_number
from negotiator.classroom.rows import ENGINE, PlayRow, ReplyRow, SeatRow
from negotiator.engine.machine import talks
from negotiator.engine.play import Play
from negotiator.narration import class_pages, class_tables, status
from negotiator.narration import play as told
from negotiator.narration.menu import words
from negotiator.narration.pair_sheets import confidential
from negotiator.sentence_parts import beside, in_a_row
from negotiator.story.model import ClassShape, Phase, Question, Text
from negotiator.web.class_server.ballot_shown import ballot_shown, what_decided
from negotiator.web.class_server.showing import around, page_of_class, shown_reasons
from negotiator.web.class_server.site import ClassSite
from negotiator.web.class_server.table_shown import table_shown, watched
from negotiator.web.exchange import Page, Settings
from negotiator.web.playing import before_place, since_last, where_of

LIVE = "/live"


@dataclass(frozen=True, slots=True)
class Seated:
    """A student who asks: the class as it is, the seat, and what the page has to say beside."""

    site: ClassSite
    room: Room
    seat: SeatRow
    resume: str
    settings: Settings
    said: str = ""
    word: str = ""
    """The word by which an address names what is said."""

    def shown(self, template: str, title: str, **values: Any) -> Page:
        """A page of this seat."""
        told_all = around(self.room)
        if self.room.has_begun:
            told_all["left"] = self.room.left_to(self.seat.seat)
        return page_of_class(
            self.site,
            template,
            title,
            settings=self.settings,
            live=LIVE,
            mark=for_seat(self.site.glance(), self.seat.seat),
            seat=self.seat,
            resume=self.resume,
            said=self.said,
            **(told_all | values),
        )


def seat_page(one: Seated, watch: int = 0) -> Page | None:
    """The page of a seat; None if that is its own play."""
    room = one.room
    if room.row.ended:
        return one.shown("over.html", class_pages.over(), picture=None)
    if not room.row.began:
        return one.shown("waiting.html", class_pages.waiting(), form=_form(one))
    match room.phase.shape:
        case ClassShape.TALK:
            return _talk(one)
        case ClassShape.TOGETHER:
            return _together(one)
        case ClassShape.PAIRS:
            return _at_a_table(one, watch)
        case ClassShape.ALONE:
            return None


# Where nobody plays


def _talk(one: Seated) -> Page:
    room = one.room
    return one.shown(
        "talk.html",
        str(room.phase.title),
        sheet=_sheet_before(one),
        picture=revealed_picture(one.site, room, one.seat.seat),
        form=_form(one),
    )


def _sheet_before(one: Seated) -> tuple[str, Markup] | None:
    """The sheet that is read in the phase before the pairs; None in any other."""
    room = one.room
    following = room.number + 1
    if following >= len(room.exercise.phases):
        return None
    phase = room.exercise.phases[following]
    if phase.shape is not ClassShape.PAIRS:
        return None
    is_ours = one.seat.seat % 2 == 1
    row = PlayRow(room.class_id, play_number(following), following, room.row.seed)
    return sheet_of(room, row, phase, is_ours=is_ours)


def sheet_of(room: Room, row: PlayRow, phase: Phase, *, is_ours: bool) -> tuple[str, Markup]:
    """A side's name, and its confidential sheet as HTML."""
    session = talks(room.story, opening(room.story, room.exercise, row).state)
    assert session is not None, "a phase in pairs begins at a table"
    side = session.table.ours if is_ours else session.table.theirs
    # Every text of it was made safe as it was laid out.
    return side.name, Markup(laid_out(confidential(session, phase, is_ours=is_ours)))


def pairs_talked_about(room: Room) -> int | None:
    """The phase of the pairs that the class is in, or talks about after it."""
    last = room.number
    while last > 0 and room.exercise.phases[last].shape is ClassShape.TALK:
        last -= 1
    return last if room.exercise.phases[last].shape is ClassShape.PAIRS else None


def revealed_picture(site: ClassSite, room: Room, seat: int = 0) -> PairsPicture | None:
    """The picture of the last pairs, once the teacher has revealed it; None before, and when the
    class has gone on to play something else."""
    last = pairs_talked_about(room)
    if last is None or not meetings.is_revealed(room, last):
        return None
    outcomes = meetings.outcomes(room, last)
    drawn = pairs_picture(
        site.story,
        site.exercise,
        last,
        [one.decision for one in outcomes],
        next((one.decision for one in outcomes if seat in one.row.seats), ""),
        sum(one.row.is_with_engine for one in outcomes),
    )
    # It is drawn by `diagrams`, out of pieces that were made safe.
    return drawn._replace(svg=Markup(drawn.svg))


# One play for all


def scene_values(room: Room, play: Play) -> dict[str, Any]:
    """What is told where the class's play stands; past the act at whose end the phase stops, only
    what the last decision brought."""
    if play.steps and act_is_over(room.story, room.phase, play):
        before = play.undone()
        title, where = told.asked_by(before), where_of(before)
        return {"play": play, "title": title, "where": where, **before_place(play)}
    return {
        "play": play,
        "title": told.asked_by(play),
        "where": where_of(play),
        **since_last(play, with_reasons=False),
    }


def _together(one: Seated) -> Page:
    room, seat = one.room, one.seat.seat
    played = phases.class_play(room)
    vote = ballot_shown(room, played, seat)
    scene = played.play.state.scene
    asks = scene in room.phase.reasons and bool(vote.mine)
    kept = ballots.reason_of(room, played.row.play, played.number, seat) if asks else None
    return one.shown(
        "together.html",
        **scene_values(room, played.play),
        decided=what_decided(room, played),
        vote=vote,
        is_stopped=is_stopped(room.story, room.phase, played.play),
        asks_reason=asks,
        reason=kept.text if kept else "",
        reason_about=vote.mine,
        play_number=played.row.play,
        number=played.number,
        reasons=shown_reasons(room, played.row.play, played.number),
        office=_office(one, played),
    )


class OfficeShown(NamedTuple):
    """What a student's office is told, and the gauges it watches."""

    name: str
    about: str
    knows: Text
    seen: str


def _office(one: Seated, played: Played) -> OfficeShown | None:
    """What a student's office is told, and the gauges it watches."""
    office = one.room.exercise.offices.get(one.seat.office)
    if office is None:
        return None
    gauges = [each for each in status.standings(played.play) if each.gauge.id in office.sees]
    seen = in_a_row(beside((f"{each.gauge.label} {each.value}", each.band)) for each in gauges)
    return OfficeShown(office.name, office.about, office.knows, seen)


# At a table


def _at_a_table(one: Seated, watch: int) -> Page:
    room = one.room
    row = meetings.row_of(room, one.seat.seat)
    if row is None:
        return _without_partner(one, watch)
    found = meetings.meeting(room, row)
    side = found.side_of(one.seat.seat)
    name, sheet = sheet_of(room, row, room.phase, is_ours=side is Side.OURS)
    picture = revealed_picture(one.site, room, one.seat.seat)
    return one.shown(
        "pairs.html",
        class_tables.title(found.number),
        sheet=sheet,
        side_name=name,
        table=table_shown(room, found, side, _opposite(room, found.partner_of(one.seat.seat))),
        picture=picture,
    )


def _opposite(room: Room, seat: int) -> str:
    """Who sits opposite."""
    if seat == ENGINE:
        return class_tables.the_engine()
    found = room.store.rows(SeatRow, class_id=room.class_id, seat=seat)
    return found[0].pseudonym if found else ""


def _without_partner(one: Seated, watch: int) -> Page:
    room = one.room
    row = PlayRow(room.class_id, play_number(room.number), room.number, room.row.seed)
    session = talks(room.story, opening(room.story, room.exercise, row).state)
    assert session is not None, "a phase in pairs begins at a table"
    pairs = meetings.meetings(room, room.number)
    looked = next((each for each in pairs if each.number == watch), None)
    return one.shown(
        "without_partner.html",
        class_tables.watching(watch) if looked else class_tables.no_partner(),
        other=(session.table.theirs if one.seat.seat % 2 else session.table.ours).name,
        pairs=[each.number for each in pairs],
        watched=watched(looked) if looked else None,
        picture=revealed_picture(one.site, room),
    )


# Forms before and after


class FormShown(NamedTuple):
    """A form of the exercise: which, and for each item its question and the answer given."""

    which: str
    is_first: bool
    asked: list[tuple[str, Question, str]]


def _form(one: Seated) -> FormShown | None:
    """The form of the exercise that belongs to the present phase; None if none does: the first
    before anybody has played, the second after all have."""
    room = one.room
    which = form_now(room)
    if not which:
        return None
    given = {
        each.item: each.answer
        for each in room.store.rows(
            ReplyRow, class_id=room.class_id, seat=one.seat.seat, form=which
        )
    }
    asked = [
        (item.id, item.before if which == "before" else item.after, given.get(item.id, ""))
        for item in room.exercise.forms.values()
    ]
    return FormShown(which, which == "before", asked)


def form_now(room: Room) -> str:
    """Which form is answered now: `before`, `after`, or none."""
    if not room.exercise.forms or room.row.ended:
        return ""
    if not room.row.began or room.number == 0:
        return "before"
    is_last = room.number == len(room.exercise.phases) - 1
    return "after" if is_last and room.phase.shape is ClassShape.TALK else ""


def reason_due(room: Room, played: Played, seat: int) -> tuple[int, str] | None:
    """The number of the last decision of a play if its reason is asked for and not yet given, and
    what was chosen; None otherwise."""
    last, step = played.last, played.last_step
    if last is None or step is None or step.before.scene not in room.phase.reasons:
        return None
    if ballots.reason_of(room, played.row.play, last.number, seat) is not None:
        return None
    return last.number, words(step.option.text)


def meeting_of(room: Room, seat: int) -> Meeting | None:
    """The table at which a seat sits opposite somebody; None without."""
    if room.phase.shape is not ClassShape.PAIRS or not room.has_begun:
        return None
    row = meetings.row_of(room, seat)
    return meetings.meeting(room, row) if row is not None else None
