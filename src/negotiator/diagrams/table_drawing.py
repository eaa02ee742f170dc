"""The drawings of a play's tables as SVG files; they never overwrite another file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path

from negotiator import system_errors
from negotiator.diagrams.tradeoff_plot import of_table
from negotiator.diagrams.tradeoff_svg import svg
from negotiator.engine.table_debrief import TableDebrief
from negotiator.paths import check_document, check_possible
from negotiator.whole_files import write_new


def draw(debriefs: Iterable[TableDebrief], path: Path) -> tuple[Path, ...]:
    """Draw the first table to a path, the others beside it as `NAME-2.svg` and so on; returns what
    was written.

    Raises OSError if that can't be done; FileExistsError if such a file exists already.
    """
    made = []
    check_possible(path)
    check_document(path)
    for number, one in enumerate(debriefs, start=1):
        place = path if number == 1 else _numbered(path, number)
        write_new(place, svg(of_table(one)))
        made.append(place)
    return tuple(made)


class DrawingError(Exception):
    """A drawing that couldn't be written, and why, in a sentence."""


def draw_beside(one: TableDebrief, folder: Path) -> Path:
    """Draw a table into a folder under a name that isn't taken; returns where.

    Raises DrawingError if that can't be done.
    """
    path = free(folder / f"{one.story.id}-{one.table.id}.svg")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draw([one], path)
    except OSError as error:
        raise DrawingError(system_errors.unwritable(path, error)) from error
    return path.absolute()


def free(path: Path) -> Path:
    """A path like this one that isn't taken yet."""
    numbered = (_numbered(path, number) for number in count(2))
    return path if not path.exists() else next(one for one in numbered if not one.exists())


def _numbered(path: Path, number: int) -> Path:
    return path.with_stem(f"{path.stem}-{number}")
