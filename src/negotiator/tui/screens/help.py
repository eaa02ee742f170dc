"""Help: what the keys of a screen do, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from negotiator.narration import help  # noqa: A004 (what it is)
from negotiator.narration.sentences import joined
from negotiator.tui.actions import FOR_AUTHORS, SCOPES
from negotiator.tui.prose import inked
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.blocks import Block, BlockKind, Group


class HelpScreen(Reader[None]):
    """Keys and marks."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def screen_title(self) -> str:
        """The text above the page."""
        return help.title()

    def group(self) -> Group:
        """The keys, then the marks."""
        blocks = [_caption(help.keys())]
        if self._scope == "play":
            blocks += [
                _key("1–9", help.take_a_choice()),
                _key("↑ ↓ Enter", help.mark_a_choice()),
            ]
        if self._scope == "table":
            blocks.append(_key("1–9", help.take_an_option()))
        for action in (*SCOPES.get(self._scope, ()), *SCOPES["everywhere"]):
            if action.id not in FOR_AUTHORS or self.game.is_watched:
                blocks.append(_key(action.pressed, action.about))
        blocks.append(_key("Ctrl+P", help.by_name()))
        blocks[1] = blocks[1]._replace(gap=1)
        return (*blocks, *_marks(), *(_at_a_table() if self._scope == "table" else ()), _last())


def _marks() -> Iterator[Block]:
    yield _caption(help.marks())
    yield Block(Content(help.documented()), BlockKind.DOCUMENTED)
    yield Block(Content(help.drama()), BlockKind.DRAMA)
    yield Block(
        Content("\n").join(
            (
                inked(help.rise_for_the_better(), change=".ink--good"),
                inked(help.rise_for_the_worse(), change=".ink--bad"),
                Content(help.other_marks()),
            )
        )
    )


def _at_a_table() -> Iterator[Block]:
    yield _caption(help.at_the_table())
    for words in help.about_a_table():
        yield Block(Content(words))


def _last() -> Block:
    return Block(Content(joined(help.looking_up(), help.saved_at_once())))


def _caption(words: str) -> Block:
    return Block(Content.styled(words, ".ink--accent"), BlockKind.HEADING)


def _key(key: str, words: str) -> Block:
    return Block(Content.assemble((key.ljust(12), ".ink--strong"), words), BlockKind.PLAIN, gap=0)
