"""Everything a player can do with a key: the one list that feeds footer, help and palette.

A screen names its scope and gets its bindings from here. What an action does is written in
the screen.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Action(NamedTuple):
    """Something a key does. `keys` are Textual's names, separated by commas; `shown` is what
    footer and help print for them; `in_footer` whether the footer has room for it."""

    id: str
    keys: str
    action: str
    label: str
    tooltip: str
    shown: str
    in_footer: bool = True
    priority: bool = False

    @property
    def name(self) -> str:
        """The name of the method that does it, after `action_`."""
        return self.action.partition("(")[0].rpartition(".")[2]

    @property
    def binding(self) -> Binding:
        """The key binding, which a keymap can change by its id."""
        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.in_footer,
            key_display=self.shown,
            tooltip=self.tooltip,
            id=self.id,
            priority=self.priority,
        )


_BACK = ("escape", "back", "Back", "Go back to where you were", "Esc")
_DOWN = ("space,pagedown", "read_on", "Read on", "Scroll on through the text", "Space PgDn")
_UP = ("pageup", "read_back", "Read back", "Scroll back through the text", "PgUp")

SCOPES: dict[str, tuple[Action, ...]] = {
    "everywhere": (
        Action(
            "all.help",
            "question_mark,f1",
            "help",
            "Help",
            "What the keys and marks on this screen mean",
            "?",
        ),
        Action(
            "all.theme",
            "f2",
            "next_theme",
            "Colours",
            "Go to the next theme: dark, light, high contrast",
            "F2",
            in_footer=False,
        ),
        Action(
            "all.suspend",
            "ctrl+z",
            "suspend_process",
            "Sleep",
            "Go back to the shell for a while; fg there wakes the game",
            "Ctrl+Z",
            in_footer=False,
            priority=True,
        ),
    ),
    "title": (
        Action("title.continue", "c", "go_on", "Continue", "Go on with your newest play", "c"),
        Action("title.load", "l", "load", "Load", "Open one of your saved plays", "l"),
        Action("title.quit", "q", "leave", "Quit", "Leave the game", "q"),
    ),
    "play": (
        Action("play.undo", "u", "undo", "Undo", "Take your last decision back", "u"),
        Action("play.save", "s", "save", "Save", "Save this point under a name", "s"),
        Action("play.load", "l", "load", "Load", "Open one of your saved plays", "l"),
        Action(
            "play.history",
            "h",
            "history",
            "History",
            "List your decisions, and go back to any of them",
            "h",
        ),
        Action("play.codex", "c", "codex", "Codex", "Look up sources, terms and actors", "c"),
        Action("play.details", "d", "details", "Board", "Gauges, moods and calendar in full", "d"),
        Action("play.ending", "e", "ending", "Ending", "See how the play came out", "e"),
        Action(
            "play.mark",
            "tab",
            "mark(1)",
            "Terms",
            "Mark the next source or term; Enter looks it up",
            "Tab",
        ),
        Action(
            "play.mark_before",
            "shift+tab",
            "mark(-1)",
            "Term before",
            "Mark the source or term before",
            "Shift+Tab",
            in_footer=False,
        ),
        Action(
            "play.reasons",
            "r",
            "reasons",
            "Reasons",
            "Tell one by one what the deal moved, and why; or sum it up again",
            "r",
        ),
        Action(
            "play.look_up",
            "enter",
            "look_up",
            "Look up",
            "Look up what is marked",
            "Enter",
            in_footer=False,
        ),
        Action(
            "play.unmark",
            "escape",
            "unmark",
            "Choices",
            "Go back to the choices, from what is marked",
            "Esc",
            in_footer=False,
        ),
        Action("play.on", *_DOWN, in_footer=False),
        Action("play.back", *_UP, in_footer=False),
        Action("play.title", "q", "leave", "Quit", "Leave for the title screen", "q"),
    ),
    "table": (
        Action(
            "table.propose",
            "p,enter",
            "propose",
            "Propose",
            "Propose the package that you have put together; Enter does so too",
            "p",
        ),
        Action("table.accept", "a", "accept", "Accept", "Accept their package", "a"),
        Action(
            "table.ask",
            "f",
            "ask",
            "Ask",
            "Ask what is dearest to them, or cheapest; each once, and no proposal is spent on it",
            "f",
        ),
        Action(
            "table.two",
            "k",
            "two",
            "Two",
            "Keep your package as the first of two; with the second, put both side by side: they "
            "answer the one that is nearer, and say which",
            "k",
        ),
        Action(
            "table.leave",
            "x",
            "walk_out",
            "Leave",
            "Leave the table without a deal; you are asked first",
            "x",
        ),
        Action(
            "table.up", "up", "mark(-1)", "Term above", "Go to the term above", "↑", in_footer=False
        ),
        Action(
            "table.down",
            "down",
            "mark(1)",
            "Term below",
            "Go to the term below",
            "↓",
            in_footer=False,
        ),
        Action(
            "table.before",
            "left",
            "turn(-1)",
            "Option before",
            "Put the option before this one into your package",
            "←",
            in_footer=False,
        ),
        Action(
            "table.after",
            "right",
            "turn(1)",
            "Option after",
            "Put the option after this one into your package",
            "→",
            in_footer=False,
        ),
        Action(
            "table.theirs",
            "t",
            "theirs",
            "Theirs",
            "Take their option on the marked term into your package",
            "t",
            in_footer=False,
        ),
        Action(
            "table.all_theirs",
            "w",
            "all_theirs",
            "All theirs",
            "Take their whole package, to see what accepting it would do",
            "w",
            in_footer=False,
        ),
        Action("table.mine", "b", "mine", "Back", "Go back to the package you last stood by", "b"),
        Action(
            "table.story", "v", "show_story", "Story", "Read the story, with the terms away", "v"
        ),
        Action(
            "table.terms",
            "v,enter,down",
            "show_terms",
            "Terms",
            "Lay out the terms, after reading the story",
            "v",
        ),
    ),
    "reading": (
        Action("reading.back", *_BACK),
        Action("reading.on", *_DOWN),
        Action("reading.up", *_UP, in_footer=False),
    ),
    "history": (
        Action(
            "history.rewind",
            "enter",
            "rewind",
            "Go back to before this",
            "Go back to the point before the marked decision",
            "Enter",
        ),
        Action("history.back", *_BACK),
    ),
    "codex": (
        Action(
            "codex.next",
            "right,tab",
            "turn(1)",
            "Next tab",
            "Go to the next tab",
            "→",
            priority=True,
        ),
        Action(
            "codex.previous",
            "left,shift+tab",
            "turn(-1)",
            "Tab before",
            "Go to the tab before",
            "←",
            in_footer=False,
            priority=True,
        ),
        Action("codex.filter", "slash", "filter", "Filter", "Type to narrow the list", "/"),
        Action("codex.on", *_DOWN),
        Action("codex.up", *_UP, in_footer=False),
        Action("codex.back", *_BACK),
    ),
    "ending": (
        Action(
            "ending.rewind",
            "r",
            "rewind",
            "Rewind",
            "Go back to any decision and try otherwise",
            "r",
        ),
        Action(
            "ending.again",
            "n",
            "again",
            "New game",
            "Play again from the start, with other luck",
            "n",
        ),
        Action(
            "ending.table",
            "b",
            "table",
            "Table",
            "See the table from above: what each package was worth to both",
            "b",
        ),
        Action("ending.undo", "u", "undo", "Undo", "Take your last decision back", "u"),
        Action("ending.codex", "c", "codex", "Codex", "Look up sources and terms", "c"),
        Action("ending.title", "t,q", "title", "Title", "Leave for the title screen", "t"),
        Action("ending.on", *_DOWN, in_footer=False),
        Action("ending.up", *_UP, in_footer=False),
        Action("ending.back", "escape", "back", "Story", "Read the story again", "Esc"),
    ),
    "table_debrief": (
        Action(
            "table_debrief.next",
            "right,tab",
            "turn(1)",
            "Next table",
            "Go to the next table of this play",
            "→",
        ),
        Action(
            "table_debrief.previous",
            "left,shift+tab",
            "turn(-1)",
            "Table before",
            "Go to the table before",
            "←",
            in_footer=False,
        ),
        Action(
            "table_debrief.draw",
            "s",
            "draw",
            "Save drawing",
            "Save the drawing as a picture (SVG) beside your saves",
            "s",
        ),
        Action("table_debrief.back", *_BACK),
        Action("table_debrief.on", *_DOWN),
        Action("table_debrief.up", *_UP, in_footer=False),
    ),
    "load": (
        Action("load.open", "enter", "open", "Open", "Go on with the marked play", "Enter"),
        Action(
            "load.delete",
            "x,delete",
            "delete",
            "Delete",
            "Delete the marked play",
            "x",
        ),
        Action("load.back", *_BACK),
    ),
}
"""The actions of each kind of screen, in the order that footer and help list them."""

_KEPT_IN_FOOTER = {"play.undo", "play.codex"}

SCOPES["table"] += tuple(
    one._replace(action=f"screen.{one.action}", in_footer=one.id in _KEPT_IN_FOOTER)
    for one in SCOPES["play"]
    if one.id not in ("play.ending", "play.reasons", "play.look_up", "play.unmark")
)
# At a table all of the play screen's keys work too, but the footer has no room for them.


def bindings(scope: str) -> list[BindingType]:
    """The key bindings of a screen of that scope."""
    return [action.binding for action in SCOPES[scope]]
