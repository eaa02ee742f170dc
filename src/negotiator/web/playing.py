"""Where a play stands, as a page: what the last decision brought, the place, and what can be
decided; and the forms that decide, undo and go back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from negotiator.engine import NotOfferedError, Play, talks
from negotiator.narration import ending, history, status
from negotiator.narration import play as told
from negotiator.narration.acts import named
from negotiator.narration.dates import at_time
from negotiator.narration.gauge_curves import GaugeCurve, gauge_curves
from negotiator.narration.lines import Card, Document, Heading, Line, PlaceKind
from negotiator.narration.menu import menu
from negotiator.narration.on_a_page import not_again
from negotiator.narration.read_before import skip_read
from negotiator.narration.refusals import refusal
from negotiator.narration.saved_plays import Confirmation
from negotiator.sentence_parts import beside
from negotiator.story.model import DocumentKind
from negotiator.web.bargaining import laid_out
from negotiator.web.exchange import Book, Request, Response
from negotiator.web.rendering import at
from negotiator.web.surroundings import NOW, asked, shown


def now(book: Book, request: Request) -> Response:
    """Where the play stands."""
    play = book.play
    if book.stops_before_place and play.steps:
        return _before_place(book)
    spot = told.spot(play)
    values: dict[str, Any] = {
        "spot": spot,
        "where": where(spot),
        "card": ending.card(play) if play.ending else None,
        "gauges": gauges_of(play),
        **_what_was_told(book, request),
    }
    if play.ending:
        return shown(book, "ended.html", spot.title, "now", **values)
    session = talks(play.story, play.state)
    if session is not None:
        values |= laid_out(session, request.query)
        return shown(book, "table.html", spot.title, "now", **values)
    return shown(book, "choices.html", spot.title, "now", items=menu(play.options()), **values)


def _before_place(book: Book) -> Response:
    """What the last decision brought, in the place where it was made."""
    before = book.play.undone()
    spot = told.spot(before)
    return shown(
        book,
        "choices.html",
        spot.title,
        "now",
        spot=spot,
        where=where(spot),
        card=None,
        gauges=gauges_of(book.play),
        items=(),
        **before_place(book.play),
    )


def gauges_of(play: Play) -> tuple[tuple[status.GaugeStanding, GaugeCurve], ...]:
    """How each gauge stands, and the way it came."""
    return tuple(zip(status.standings(play), gauge_curves(play), strict=True))


def where_of(play: Play) -> str:
    """When and where a play stands, and in which act."""
    return where(told.spot(play))


def where(spot: told.Spot) -> str:
    """The same of a spot."""
    act = named(spot.act, spot.act_title)
    return beside((at_time(spot.day, spot.time), spot.place, act))


def before_place(play: Play) -> dict[str, Sequence[Line]]:
    """What the last decision brought, and the front page of the act that ended with it; of the
    place it led to nothing."""
    came, act, _here = parted(told.step(play, len(play.steps) - 1))
    front = tuple(one for one in act if isinstance(one, Document))
    return {"came": came, "act": front, "told": (), "before": ()}


def _what_was_told(book: Book, request: Request) -> dict[str, Sequence[Line]]:
    """What is new since the last decision, without what was read in an earlier play if the player
    wants that and doesn't ask for `all` now."""
    is_short = book.settings.only_new and "all" not in request.query
    read = book.read if is_short else frozenset[str]()
    return since_last(book.play, read, with_reasons="why" in request.query)


def since_last(
    play: Play, read: frozenset[str] = frozenset(), *, with_reasons: bool
) -> dict[str, Sequence[Line]]:
    """What the last decision brought (`came`), the act that begins with it (`act`), what is told of
    the place now, and what was told of it `before`, if the decision led nowhere else; without the
    texts in `read`."""
    if not play.steps:
        lines = tuple(skip_read(told.opening(play)[1:], read))
        return {"came": (), "act": (), "told": lines, "before": ()}
    number = len(play.steps) - 1
    lines = told.step_with_reasons(play, number) if with_reasons else told.step(play, number)
    came, act, here = parted(tuple(skip_read(lines, read)) if read else lines)
    is_here = here or any(isinstance(line, Heading) for line in came)
    return {
        "came": came,
        "act": act,
        "told": here,
        "before": () if is_here else told.here(play)[1:],
    }


def parted(
    lines: Sequence[Line],
) -> tuple[Sequence[Line], Sequence[Line], Sequence[Line]]:
    """The lines of a step: what came of it; the pages between two acts; what is told of the place
    it led to, without its title."""
    at_place = next(
        (
            number
            for number, line in enumerate(lines)
            if isinstance(line, Heading) and line.kind in (PlaceKind.SCENE, PlaceKind.ENDING)
        ),
        len(lines),
    )
    between = at_place
    while between and _is_of_an_act(lines[between - 1]):
        between -= 1
    return lines[:between], lines[between:at_place], lines[at_place + 1 :]


def _is_of_an_act(line: Line) -> bool:
    if isinstance(line, Document):
        return line.kind is DocumentKind.FRONT_PAGE
    return isinstance(line, Card)


# Forms


def stale(book: Book, form: dict[str, str]) -> Response | None:
    """The response to a form that was made for another point of the play: nothing is decided, and
    the play is shown as it stands. None if it was made for this one."""
    return None if form.get("at") == at(book) else Response(go_to=f"now?{STALE}#now")


STALE = "again=1"
"""The query of the page that says so."""


def is_stale(request: Request) -> str:
    """The message for a page that a form from an older one led to; empty for any other."""
    return not_again() if "again" in request.query else ""


def decide(book: Book, form: dict[str, str]) -> Response:
    """Make a decision."""
    try:
        play = book.play.choose(form.get("do", ""))
    except NotOfferedError as error:
        return refused(book, refusal(error.why))
    return Response(play=play, go_to=NOW)


def refused(book: Book, why: str) -> Response:
    """The play as it stands, and why nothing was decided."""
    from dataclasses import replace

    return now(replace(book, note=why), Request("now"))


def undo(book: Book, form: dict[str, str]) -> Response:  # noqa: ARG001 (as all forms)
    """Take the last decision back; an ended play stays beside it."""
    if not book.play.steps:
        return Response(go_to=NOW)
    return Response(play=book.play.undone(), apart=book.play.ending is not None, go_to=NOW)


def again(book: Book, form: dict[str, str]) -> Response:  # noqa: ARG001 (as all forms)
    """Begin a new play with the next seed."""
    return Response(play=Play.begin(book.play.story, book.play.seed + 1), apart=True, go_to=NOW)


def back(book: Book, request: Request) -> Response:
    """Ask before going back to after so many decisions."""
    number = _number(request.query.get("to", ""), book.play)
    if number is None:
        return Response(go_to="history#now")
    title, yes, no = history.go_back()
    question = Confirmation(
        title, history.what_going_back_does(book.play, number, is_lost=False), yes, no
    )
    return asked(book, question, "back", {"to": str(number)}, f"history#d{number + 1}")


def go_back(book: Book, form: dict[str, str]) -> Response:
    """Go back to after so many decisions; the play as it was stays."""
    number = _number(form.get("to", ""), book.play)
    if number is None:
        return Response(go_to="history#now")
    return Response(play=book.play.rewound(number), apart=True, go_to=NOW)


def _number(written: str, play: Play) -> int | None:
    """The number of a decision from 0; None if there is none."""
    if not written.isascii() or not written.isdigit() or len(written) > 5:
        return None
    return int(written) if int(written) < len(play.steps) else None
