"""What an author may type in a plain play, beside a player's words, while the story is watched."""

from __future__ import annotations

from collections.abc import Callable

from negotiator.authoring.author_view import author_view
from negotiator.authoring.starting_point import BeginningError, jumped
from negotiator.engine import Play
from negotiator.narration import author_view as words

help_lines = words.help_lines


def commands(
    play: Callable[[], Play], say: Callable[..., None], begin: Callable[[Play], None]
) -> dict[str, Callable[[str], None]]:
    """The words, and what each does in a play: `play` gives it as it is, `say` writes lines, and
    `begin` goes on with another."""

    def inside(_: str) -> None:
        for section in words.sections(author_view(play())):
            say(section.title, *map(str, section.lines))

    def jump(place: str) -> None:
        if not place:
            say(*words.listed(play().story))
            return
        try:
            other = jumped(play(), place)
        except BeginningError as error:
            say(str(error))
        else:
            say(words.jumped())
            begin(other)

    return {"inside": inside, "jump": jump}
