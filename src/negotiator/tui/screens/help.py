"""Help: what the keys of a screen do, and what the marks mean."""

from __future__ import annotations

from textual.content import Content

from negotiator.tui.actions import SCOPES
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.story_log import Block, Group, Kind

_MARKS = (
    (Kind.DOCUMENTED, "A solid rule: documented. The source stands after it, as [S14]."),
    (Kind.DRAMA, "A dotted rule: drama, made up for the game."),
)

_AT_A_TABLE = (
    Block(Content.styled("At the table", ".ink--accent"), Kind.HEADING),
    Block(
        Content(
            "Each row is a term: your option, then theirs. = you agree, ≠ you don't, » they have "
            "just moved. Changing an option decides nothing until you propose."
        )
    ),
    Block(
        Content(
            "A number beside an option is what it gives you (+) or costs you (−), beside what you "
            "stand by (·). Before ‹ and behind › stand those of the options next to yours. The "
            "bars are worths to you, from 0 to 100, and ┃ is your line: what no deal is worth."
        )
    ),
    Block(
        Content(
            "What something is worth to them you have to find out: from what they answer, and by "
            "asking. The more you have given of what they need, the further they come."
        )
    ),
    Block(
        Content(
            "“At home” tells what the whole package would move if it were agreed on, where that "
            "is sure: from 31 to between 33 and 37. The rest may go either way."
        )
    ),
)


class HelpScreen(Reader[None]):
    """Keys and marks."""

    HEADLINE = "Help"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def group(self) -> Group:
        """Keys first, then marks."""
        blocks = [Block(Content.styled("Keys", ".ink--accent"), Kind.HEADING)]
        if self._scope == "play":
            blocks += [
                _key("1–9", "Take the choice of that number"),
                _key("↑ ↓ Enter", "Mark a choice, and take it; a click does too"),
            ]
        if self._scope == "table":
            blocks.append(_key("1–9", "Put the option of that number into your package"))
        for action in (*SCOPES.get(self._scope, ()), *SCOPES["everywhere"]):
            blocks.append(_key(action.shown, action.tooltip))
        blocks.append(_key("Ctrl+P", "All of these by name"))
        blocks[1] = blocks[1]._replace(gap=1)
        blocks.append(Block(Content.styled("Marks", ".ink--accent"), Kind.HEADING))
        blocks += [Block(Content(words), kind) for kind, words in _MARKS]
        blocks += [
            Block(
                Content.assemble(
                    ("▲ +6 better", ".ink--good"),
                    "  the gauge rose by 6, which is good for you\n",
                    ("▲ +6 worse", ".ink--bad"),
                    "  it rose by 6, which is bad for you\n",
                    "▼ is a fall. × marks a choice that is locked, with the reason.",
                )
            ),
            *(_AT_A_TABLE if self._scope == "table" else ()),
            Block(
                Content(
                    "Tab marks a citation or an underlined term, and Enter looks it up; a click "
                    "does so too. Every decision is saved at once; you can leave at any time."
                )
            ),
        ]
        return tuple(blocks)


def _key(key: str, words: str) -> Block:
    return Block(Content.assemble((key.ljust(12), ".ink--strong"), words), Kind.PLAIN, gap=0)
