"""The ending: how the play came out, how it reads, and where it parted from history."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.content import Content

from negotiator.engine import debrief, options, tell
from negotiator.engine.table_debrief import table_debriefs
from negotiator.narration.table_report import summary
from negotiator.tui import prose
from negotiator.tui.actions import bindings
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.story_log import Block, Group, Kind, Page

if TYPE_CHECKING:
    from negotiator.engine import Debrief, Parting, Play


class After(NamedTuple):
    """What the player wants after the ending. With nothing set, the title screen."""

    rewind_to: int | None = None
    undo: bool = False
    again: bool = False


class EndingScreen(Reader[After], inherit_bindings=False):
    """How it came out. Gives what to do next; nothing, to read the story again."""

    SCOPE = "ending"
    BINDINGS: ClassVar[list[BindingType]] = bindings("ending")

    def __init__(self, play: Play, found: frozenset[str] = frozenset()) -> None:
        """`found` are the ids of the endings that kept plays of this story came to."""
        super().__init__()
        self._play = play
        self._found = found

    def headline(self) -> str:
        """The story and the word for how it came out."""
        ending = self._play.ending
        return f"{self._play.story.title} · {ending.outcome if ending else ''}"

    def group(self) -> Group:
        """The last decision, the ending, its readings, history beside the play, gauges, tables,
        what is unseen."""
        play = self._play
        found = debrief(play)
        title = prose.heading(found.ending)
        outcome = Content.styled(f"{found.ending.outcome.upper()}: ", ".ink--accent")
        last = prose.decision(play.story, play.steps[-1]) if play.steps else ()
        return (
            *last,
            title._replace(content=outcome + title.content),
            *prose.passages(tell(play.story, play.state)),
            *_first_parting(play, found),
            *_readings(found),
            *_partings(found),
            *_gauges(play),
            *_tables(play),
            *_unseen(play, self._found),
        )

    def action_back(self) -> None:
        """Go back to the story."""
        self.dismiss(None)

    def action_rewind(self) -> None:
        """Choose a decision to go back to; the one that left history is marked."""
        from negotiator.tui.screens.history import HistoryScreen

        def chosen(number: int | None) -> None:
            if number is not None:
                self.dismiss(After(rewind_to=number))

        first = debrief(self._play).first_parting
        marked = first.number if first else None
        self.app.push_screen(HistoryScreen(self._play, marked), chosen)

    def action_undo(self) -> None:
        """Take the last decision back."""
        self.dismiss(After(undo=True))

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """A table can be seen from above if the play left one."""
        return any(step.closing for step in self._play.steps) if action == "table" else True

    def action_table(self) -> None:
        """See the tables of the play from above."""
        from negotiator.tui.screens.table_debrief import TableDebriefScreen

        self.app.push_screen(TableDebriefScreen(self._play))

    def action_again(self) -> None:
        """Play again from the start."""
        self.dismiss(After(again=True))

    def action_title(self) -> None:
        """Leave for the title screen."""
        self.dismiss(After())

    def action_codex(self, kind: str = "source", name: str = "") -> None:
        """Look things up."""
        from negotiator.tui.screens.codex import CodexScreen

        self.app.push_screen(CodexScreen(self._play, kind, name))

    @on(Page.EntryPicked)
    def _entry_picked(self, event: Page.EntryPicked) -> None:
        self.action_codex(event.kind, event.name)


def _caption(words: str) -> Block:
    return Block(Content.styled(words, ".ink--accent"), Kind.HEADING, gap=2)


def _readings(found: Debrief) -> list[Block]:
    if not found.readings:
        return []
    blocks = [_caption("How it reads")]
    for axis, told in found.readings:
        blocks.append(
            Block(Content.assemble((f"{axis.label}: ", ".ink--strong"), prose.line(told)))
        )
    return blocks


def _first_parting(play: Play, found: Debrief) -> list[Block]:
    first = found.first_parting
    if first is None or first.number is None:
        return []
    scene = play.story.places[first.history.scene]
    date = prose.date_of(scene)
    when = f" on {prose.day(date)}" if date else ""
    return [
        _caption("Where you left the record"),
        Block(
            Content.assemble(
                f"Decision {first.number + 1} of {len(play.steps)}{when}, ",
                (scene.title, ".ink--strong"),
                ":\n",
                ("You: ", ".ink--strong"),
                first.chose,
                "\n",
                ("Nearest to the record: ", ".ink--strong"),
                first.wanted,
                ("\nPress r to go back there.", ".ink--muted"),
            )
        ),
    ]


def _partings(found: Debrief) -> list[Block]:
    if not found.partings:
        return []
    blocks: list[Block] = []
    blocks.append(_caption("What really happened"))
    for parting in sorted(found.partings, key=lambda one: one.entry.date):
        blocks.append(
            Block(
                Content.assemble(
                    (f"{prose.day(parting.entry.date)}  ", ".ink--strong"),
                    prose.line(parting.told),
                    *_compared(parting),
                ),
                Kind.DOCUMENTED,
            )
        )
    for entry, told in found.later:
        when = (f"{prose.day(entry.date)}  ", ".ink--strong")
        blocks.append(Block(Content.assemble(when, prose.line(told)), Kind.DOCUMENTED))
    if found.unmet:
        words = f"To {found.unmet} of these {len(found.partings)} decisions your play never came."
        blocks.append(Block(Content.styled(words, ".ink--muted")))
    return blocks


def _compared(parting: Parting) -> tuple[str | tuple[str, str], ...]:
    """The player's decision beside the record, in lines of their own; none if they made none."""
    if parting.taken is None:
        return ()
    if parting.same:
        return ("\n", ("= You, nearest to the record: ", ".ink--good"), parting.wanted)
    return (
        "\n",
        ("≠ You: ", ".ink--bad"),
        parting.chose,
        "\n",
        ("  Nearest to the record: ", ".ink--muted"),
        parting.wanted,
    )


def _gauges(play: Play) -> list[Block]:
    first, last = play.rewound(0).values(), play.values()
    blocks = [_caption("From the start to the end")]
    labels = {
        name: Content.styled(gauge.label, ".ink--strong")
        for name, gauge in play.story.gauges.items()
    }
    width = max((label.cell_length for label in labels.values()), default=0)
    for name, gauge in play.story.gauges.items():
        before, after = int(first[name]), int(last[name])
        label = labels[name].truncate(width, pad=True)
        row = Content.assemble(label, f"  {before:>3} → {after:<3}  ")
        row += prose.moved(gauge, before, after) if before != after else Content("unmoved")
        blocks.append(Block(row + Content(f"  {gauge.band(after)}"), gap=0))
    if len(blocks) > 1:
        blocks[1] = blocks[1]._replace(gap=1)
    return blocks


def _tables(play: Play) -> list[Block]:
    found = [Block(Content(summary(one))) for one in table_debriefs(play)]
    if not found:
        return []
    more = Block(Content.styled("Press b to see it from above.", ".ink--muted"), gap=0)
    return [_caption("At the table"), *found, more]


def _unseen(play: Play, found: frozenset[str]) -> list[Block]:
    story = play.story
    visited = {play.origin.scene, *(step.state.scene for step in play.steps)}
    locked: set[str] = set()
    opened: set[str] = set()
    for step in play.steps:
        for option in options(story, step.before):
            (opened if option.open else locked).add(f"{step.before.scene}.{option.id}")
    never = len(locked - opened)
    scenes = len(visited & story.scenes.keys())
    endings = sum(one is play.ending or one.id in found for one in story.endings.values())
    lines = [
        f"In this play you saw {scenes} of {len(story.scenes)} scenes. "
        f"In all that are kept you came to {endings} of {len(story.endings)} endings."
    ]
    if never:
        doors = "1 choice" if never == 1 else f"{never} choices"
        lines.append(f"{doors} you met never opened to you: other decisions would have.")
    lines.append(f"Seed {play.seed}. Press r to go back to any decision, n for a new game.")
    return [_caption("What you haven't seen"), Block(Content("\n".join(lines)))]
