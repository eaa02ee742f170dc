"""What is said of a path at which there is no story: nothing, files with nothing in them, a save.

It only words that as a fault; which files are read is in `loading`, and what a save has is in
`saves`.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from negotiator.cells import cut
from negotiator.paths import SAVE_KEY, is_story_file, key_at_line_start, shell_quoted
from negotiator.story.codes import CODES
from negotiator.story.diagnostics import Location, Problems

_IS_SAVE = key_at_line_start(SAVE_KEY)
_WORD = SAVE_KEY.encode()


def is_save(content: bytes) -> bool:
    """Whether this is a save: no text of a story has that key at the beginning of a line."""
    # Hardly any story has the word at all, and to go line by line takes longer.
    return _WORD in content and _IS_SAVE.search(content) is not None


def begins_as_save(file: Path) -> bool:
    """Whether an ordinary file begins as a save, however large it is."""
    with suppress(OSError), file.open("rb") as opened:
        return is_save(opened.read(100))
    return False


def tell_save(file: Path, shown: str, problems: Problems) -> None:
    """Note that a file is a save, and what opens it: of a folder full of them, only the first."""
    if not any(one.message == CODES["N101"].said("save") for one in problems.found):
        place = Location(shown, 1, 1)
        problems.add("N101.save", place, instead="open_save", file=shell_quoted(file))


def tell_nothing(path: Path, files: list[str], place: Location, problems: Problems) -> None:
    """Note that there is no story: `files` hold nothing. A file that only lacks the name of one is
    named, since some systems add .txt and don't show it."""
    if files:
        what = "N101.empty" if len(files) == 1 else "N101.all_empty"
        there = place._replace(file=files[0]) if len(files) == 1 else place
        problems.add(what, there, instead="write_one", count=len(files))
        return
    with suppress(OSError):
        for one in sorted(path.iterdir()) if path.is_dir() else []:
            meant = one.name.removesuffix(".txt")
            if meant != one.name and is_story_file(meant):
                name = cut(one.name, 60)
                problems.add(
                    "N101.ending", place, instead="rename", file=name, meant=cut(meant, 60)
                )
                return
    problems.add("N101.nothing", place)
