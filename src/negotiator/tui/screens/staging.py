"""What matters is staged: the screens that a decision leads through before the play goes on.

They are pages to look at, shown one after the other; by then the decision is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from negotiator.narration.lines import Card, Line, Voted
from negotiator.narration.play import step

if TYPE_CHECKING:
    from textual.app import App

    from negotiator.engine import Play
    from negotiator.tui.screens.base import Frame


def stages(play: Play) -> Iterator[Frame[None]]:
    """The screens for the last decision of a play."""
    from negotiator.tui.screens.act import ActScreen
    from negotiator.tui.screens.vote import VoteScreen

    number = len(play.steps) - 1
    where = play.story.places[play.steps[number].before.scene].title
    above: list[Line] = []
    for line in step(play, number):
        if isinstance(line, Voted) and line.seats:
            yield VoteScreen(line, where)
        elif isinstance(line, Card):
            yield ActScreen(play.story.title, above, line)
        above.append(line)


def in_turn(app: App[None], screens: Iterator[Frame[None]], then: Callable[[], None]) -> None:
    """Show each screen when the one before is left, and go on after the last."""
    for first in screens:
        app.push_screen(first, lambda _: in_turn(app, screens, then))
        return
    then()
