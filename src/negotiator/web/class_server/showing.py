"""How a page of a class is made: with the story, the clock, what the teacher told all, and the mark
by which it goes on by itself."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from negotiator.classroom.ballots import REASON
from negotiator.classroom.handouts import laid_out
from negotiator.classroom.room import Room
from negotiator.classroom.rows import ReasonRow
from negotiator.engine import Play
from negotiator.narration import (
    class_ballots,
    class_board,
    class_overview,
    class_pages,
    class_tables,
    on_a_page,
    stories,
)
from negotiator.narration.changes import one_by_one
from negotiator.narration.sheets import Para, Said
from negotiator.narration.written_passages import in_a_line
from negotiator.story.model import Shown, Text
from negotiator.web.class_server.site import ClassSite
from negotiator.web.exchange import UNSET, Book, Page, Settings
from negotiator.web.rendering import Here, direction, lines, rendered, spoken_language, tongue

ONLY_CODEX = frozenset(
    {
        *("now", "back", "sheet", "board", "history", "story", "gallery", "settings", "help"),
        *("save", "ending", "tables", "hand_in", "undo", "again", "forget"),
    }
)
"""What there isn't beside a play that the class has together, but for the codex."""


def page_of_class(
    site: ClassSite,
    template: str,
    title: str,
    *,
    settings: Settings = UNSET,
    live: str = "",
    mark: str = "",
    play: Play | None = None,
    **values: Any,
) -> Page:
    """A page; `play` is what its lines are of, if it tells any."""
    story = site.story
    body = rendered(
        f"class/{template}",
        story=story,
        exercise=site.exercise,
        tongue=tongue(story),
        headline=title,
        pages=class_pages,
        stories=stories,
        tables=class_tables,
        ballots=class_ballots,
        overview=class_overview,
        teacher=class_board,
        most_letters=REASON,
        lines=lines(),
        here=Here(tongue(story), one_by_one()),
        book=Book(play, leaves_out=ONLY_CODEX) if play is not None else None,
        author=_author,
        **values,
    )
    return Page(
        on_a_page.title(title, story.title),
        body,
        settings,
        spoken_language(),
        direction(story.language or spoken_language()),
        live=live,
        mark=mark,
    )


def _author(said: Said) -> Markup:
    """An author's text as HTML, whose every piece was made safe."""
    return Markup(laid_out((Para(said),)))


def around(room: Room) -> dict[str, Any]:
    """What stands on every page of a class."""
    return {
        "phase": room.phase,
        "left": room.left,
        "is_paused": room.clock.is_paused and room.has_begun,
        "note": room.note(),
    }


def shown_reasons(room: Room, play: int, number: int) -> list[str]:
    """The reasons for a decision that the teacher shows to all."""
    found = room.store.rows(ReasonRow, class_id=room.class_id, play=play, number=number, shown=1)
    return [one.text for one in found]


def words_of(text: Text) -> str:
    """An author's text in one line, without the values that it shows."""
    return in_a_line(one for one in text if not isinstance(one, Shown))


def notice(site: ClassSite | None, title: str, text: str = "") -> Page:
    """What is said in place of a page."""
    body = rendered(
        "class/notice.html",
        headline=title,
        text=text,
        to_the_class=class_pages.to_the_class(),
        to_the_page=class_pages.to_the_page(),
    )
    return Page(title if site is None else on_a_page.title(title, site.story.title), body)
