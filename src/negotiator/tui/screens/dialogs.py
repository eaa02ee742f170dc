"""Boxes that ask or say one thing: a yes or no, a name, a report."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input

from negotiator.narration import game, saved_plays
from negotiator.narration.sentences import joined
from negotiator.saves import LONGEST_LABEL
from negotiator.tui.screens.base import Dialog
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.line_field import LineField

_LABEL = 40
"""Cells for an answer in the box on the narrowest screen."""
_BESIDE = 46
"""Cells that two answers may take together to be side by side in the box."""


class ConfirmDialog(Dialog[bool]):
    """Asks for yes or no; Esc is no."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#yes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", show=False, id="question.no"),
        Binding("y", "answer(True)", show=False, id="question.yes"),
        Binding("left,up", "app.focus_previous", show=False, id="question.before"),
        Binding("right,down", "app.focus_next", show=False, id="question.after"),
    ]

    def __init__(self, title: str, text: str, *, yes: str, no: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._yes = yes
        self._no = no

    @classmethod
    def of(cls, asked: saved_plays.Confirmation) -> ConfirmDialog:
        """The box of a question."""
        return cls(asked.title, asked.text, yes=asked.yes, no=asked.no)

    def compose(self) -> ComposeResult:
        """The question, and the two answers."""
        yes, no = _answer(self._yes, "y"), _answer(self._no, "Esc")
        beside = yes.cell_length + no.cell_length <= _BESIDE
        with Vertical(id="box"):
            yield Chrome(Content(self._title), id="box-title")
            yield Chrome(Content(self._text), id="box-text")
            with Horizontal(id="answers") if beside else Vertical(id="answers"):
                yield Button(yes, id="yes", variant="primary", compact=True)
                yield Button(no, id="no", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer by key."""
        self.dismiss(answer)


class DialogOption(NamedTuple):
    """Something to choose in a box: its result, its words, and why it is closed, if it is."""

    id: str
    words: str
    closed: str


class ChoiceDialog(Dialog[str]):
    """Asks the player to pick one of a few things; Esc picks none."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "take(0)", show=False, id="offers.none"),
        *(Binding(str(n), f"take({n})", show=False, id=f"offers.take_{n}") for n in range(1, 10)),
        Binding("left,up", "app.focus_previous", show=False, id="offers.before"),
        Binding("right,down", "app.focus_next", show=False, id="offers.after"),
    ]

    def __init__(self, title: str, text: str, offers: tuple[DialogOption, ...]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._offers = offers

    def compose(self) -> ComposeResult:
        """The subject, the offers, and the way out."""
        with Vertical(id="box"):
            yield Chrome(Content(self._title), id="box-title")
            yield Chrome(Content(self._text), id="box-text")
            with Vertical(id="answers"):
                for number, offer in enumerate(self._offers, start=1):
                    if offer.closed:  # no button, which would cut the reason to one line
                        words = game.closed(number, offer.words, offer.closed)
                        yield Chrome(Content(words), classes="closed")
                    else:
                        words = game.offered(number, offer.words)
                        yield Button(Content(words), id=f"offer-{number}", compact=True)
                back = game.with_key(game.back(), "Esc")
                yield Button(Content(back), id="offer-0", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_take(int((event.button.id or "offer-0").removeprefix("offer-")))

    def action_take(self, number: int) -> None:
        """Take the offer of that number, if it exists and is open; 0 takes none."""
        if not number:
            self.dismiss(None)
        elif number <= len(self._offers) and not self._offers[number - 1].closed:
            self.dismiss(self._offers[number - 1].id)


class NameDialog(Dialog[str]):
    """Asks for the name of a save. A name that is taken must be entered twice."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#name-input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, id="name.cancel")
    ]

    def __init__(self, proposal: str, taken: frozenset[str]) -> None:
        super().__init__()
        self._proposal = proposal
        self._taken = taken
        self._confirmed = ""

    def compose(self) -> ComposeResult:
        """The field, and a line on what Enter will do."""
        with Vertical(id="box"):
            yield Chrome(saved_plays.save_as(), id="box-title")
            field = LineField(self._proposal, id="name-input", max_length=LONGEST_LABEL)
            field.cursor_blink = False
            yield field
            yield Chrome(saved_plays.enter_saves(), id="box-text")

    @on(Input.Changed)
    def _changed(self) -> None:
        self._confirmed = ""
        self.query_one("#box-text", Chrome).update(saved_plays.enter_saves())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        name = " ".join(event.value.split())
        text = self.query_one("#box-text", Chrome)
        if not name:
            text.update(saved_plays.write_a_name())
        elif name in self._taken and name != self._confirmed:
            self._confirmed = name
            self.game.turned()  # Enter means something else now
            text.update(joined(saved_plays.name_taken(), saved_plays.enter_again_replaces()))
        else:
            self.dismiss(name)

    def action_cancel(self) -> None:
        """Leave without saving."""
        self.dismiss(None)


def _answer(words: str, key: str) -> Content:
    """An answer cut to the room in the box, with its key."""
    told = game.with_key(words, key)
    over = Content(told).cell_length - _LABEL - len(key) - 3
    if over <= 0:
        return Content(told)
    return Content(game.with_key(Content(words).truncate(_LABEL, ellipsis=True).plain, key))


class TextPage(Reader[None]):
    """A long text to read, such as the faults of a story; it is shown unchanged."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def screen_title(self) -> str:
        """The title given."""
        return self._title

    def group(self) -> Group:
        """The text, split at its empty lines."""
        return tuple(
            Block(Content(part), BlockKind.PLAIN)
            for part in self._text.split("\n\n")
            if part.strip()
        )
