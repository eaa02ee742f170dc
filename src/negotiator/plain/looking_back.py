"""The tables that a play has left, told in lines of text, or drawn to a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from negotiator import system_errors
from negotiator.diagrams.table_drawing import draw
from negotiator.engine import Play
from negotiator.engine.table_debrief import table_debriefs
from negotiator.narration import drawing, typed_commands
from negotiator.narration.several_tables import left_out, lines
from negotiator.paths import at


def looked_back(play: Play, named: str) -> Iterator[list[str]]:
    """What a play says of its tables, in groups of lines, or, if a file is named, where it has
    drawn them."""
    found = table_debriefs(play)
    if not found:
        yield [typed_commands.no_table_left()]
    elif named:
        try:
            made = draw(found, at(named))
        except OSError as error:
            yield [system_errors.unwritable(Path(named), error)]
        else:
            yield [drawing.drawn_to(one.absolute()) for one in made]
    else:
        if note := left_out(play, found):
            yield note
        yield from lines(found)
        yield [typed_commands.how_to_draw()]
