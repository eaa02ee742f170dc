"""Everything a player can do with a key: the one list that feeds footer, help and palette.

A screen names its scope and gets its bindings from here. The screen implements an action, and
`narration.shortcuts` names it.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType

from negotiator.narration.shortcuts import DEEDS


class Action(NamedTuple):
    """Something a key does. `keys` are Textual's names, separated by commas; `shown` is how footer
    and help print them; `in_footer` says whether the footer has room for it."""

    id: str
    keys: str
    action: str
    shown: str
    in_footer: bool = True
    priority: bool = False

    @property
    def name(self) -> str:
        """The name of its method, after `action_`."""
        return self.action.partition("(")[0].rpartition(".")[2]

    @property
    def pressed(self) -> str:
        """How help prints its keys: with Enter, which the footer leaves out."""
        also_enter = "enter" in self.keys.split(",") and self.shown != "Enter"
        return f"{self.shown} Enter" if also_enter else self.shown

    @property
    def label(self) -> str:
        """What it does, in a word or two."""
        return DEEDS[self.id].label

    @property
    def about(self) -> str:
        """What it does, in a sentence."""
        return DEEDS[self.id].about

    @property
    def binding(self) -> Binding:
        """The key binding, which a keymap can change by id."""
        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.in_footer,
            key_display=self.shown,
            tooltip=self.about,
            id=self.id,
            priority=self.priority,
        )


_BACK = ("escape", "back", "Esc")
_DOWN = ("space,pagedown", "read_on", "Space PgDn")
_UP = ("pageup", "read_back", "PgUp")

SCOPES: dict[str, tuple[Action, ...]] = {
    "everywhere": (
        Action("all.help", "question_mark,f1", "help", "?"),
        Action("all.theme", "f2", "next_theme", "F2", in_footer=False),
        Action(
            "all.suspend", "ctrl+z", "suspend_process", "Ctrl+Z", in_footer=False, priority=True
        ),
    ),
    "title": (
        Action("title.continue", "c", "go_on", "c"),
        Action("title.gallery", "g", "gallery", "g"),
        Action("title.about", "a", "about", "a"),
        Action("title.load", "l", "load", "l"),
        Action("title.quit", "q", "leave", "q"),
    ),
    "play": (
        Action("play.undo", "u", "undo", "u"),
        Action("play.save", "s", "save", "s"),
        Action("play.load", "l", "load", "l"),
        Action("play.history", "h", "history", "h"),
        Action("play.codex", "c", "codex", "c"),
        Action("play.details", "d", "details", "d"),
        Action("play.inside", "i", "inside", "i"),
        Action("play.ending", "e", "ending", "e"),
        Action("play.mark", "tab", "mark(1)", "Tab"),
        Action("play.mark_before", "shift+tab", "mark(-1)", "Shift+Tab", in_footer=False),
        Action("play.reasons", "r", "reasons", "r"),
        Action("play.only_new", "o", "only_new", "o"),
        Action("play.look_up", "enter", "look_up", "Enter", in_footer=False),
        Action("play.unmark", "escape", "unmark", "Esc", in_footer=False),
        Action("play.on", *_DOWN, in_footer=False),
        Action("play.back", *_UP, in_footer=False),
        Action("play.title", "q", "leave", "q"),
    ),
    "table": (
        Action("table.propose", "p,enter", "propose", "p"),
        Action("table.accept", "a", "accept", "a"),
        Action("table.ask", "f", "ask", "f"),
        Action("table.two", "k", "two", "k"),
        Action("table.leave", "x", "walk_out", "x"),
        Action("table.up", "up", "mark(-1)", "↑", in_footer=False),
        Action("table.down", "down", "mark(1)", "↓", in_footer=False),
        Action("table.before", "left", "turn(-1)", "←", in_footer=False),
        Action("table.after", "right", "turn(1)", "→", in_footer=False),
        Action("table.theirs", "t", "theirs", "t", in_footer=False),
        Action("table.all_theirs", "w", "all_theirs", "w", in_footer=False),
        Action("table.mine", "b", "mine", "b"),
        Action("table.story", "v", "show_story", "v"),
        Action("table.terms", "v,enter,down", "show_terms", "v"),
    ),
    "reading": (
        Action("reading.back", *_BACK),
        Action("reading.on", *_DOWN),
        Action("reading.up", *_UP, in_footer=False),
    ),
    "inside": (
        Action("inside.jump", "j", "jump", "j"),
        Action("inside.back", *_BACK),
        Action("inside.on", *_DOWN),
        Action("inside.up", *_UP, in_footer=False),
    ),
    "jump": (
        Action("jump.go", "enter", "go", "Enter"),
        Action("jump.back", *_BACK),
    ),
    "vote": (
        Action("vote.next", "space,enter,pagedown", "next", "Space"),
        Action("vote.all", "escape", "all", "Esc"),
    ),
    "act": (
        Action("act.on", "space,enter,pagedown", "read_on", "Space"),
        Action("act.up", *_UP, in_footer=False),
        Action("act.back", "escape", "back", "Esc"),
    ),
    "history": (
        Action("history.rewind", "enter", "rewind", "Enter"),
        Action("history.back", *_BACK),
    ),
    "codex": (
        Action("codex.next", "right,tab", "turn(1)", "→", priority=True),
        Action("codex.previous", "left,shift+tab", "turn(-1)", "←", in_footer=False, priority=True),
        Action("codex.filter", "slash", "filter", "/"),
        Action("codex.on", *_DOWN),
        Action("codex.up", *_UP, in_footer=False),
        Action("codex.back", *_BACK),
    ),
    "ending": (
        Action("ending.rewind", "r", "rewind", "r"),
        Action("ending.again", "n", "again", "n"),
        Action("ending.table", "b", "table", "b"),
        Action("ending.record", "w", "record", "w", in_footer=False),
        Action("ending.gallery", "g", "gallery", "g"),
        Action("ending.undo", "u", "undo", "u"),
        Action("ending.codex", "c", "codex", "c"),
        Action("ending.title", "t,q", "title", "t"),
        Action("ending.next_part", "right,tab", "part(1)", "→", in_footer=False),
        Action("ending.part_before", "left,shift+tab", "part(-1)", "←", in_footer=False),
        Action("ending.on", *_DOWN, in_footer=False),
        Action("ending.up", *_UP, in_footer=False),
        Action("ending.back", *_BACK),
    ),
    "table_debrief": (
        Action("table_debrief.next", "right,tab", "turn(1)", "→"),
        Action("table_debrief.previous", "left,shift+tab", "turn(-1)", "←", in_footer=False),
        Action("table_debrief.draw", "s", "draw", "s"),
        Action("table_debrief.back", *_BACK),
        Action("table_debrief.on", *_DOWN),
        Action("table_debrief.up", *_UP, in_footer=False),
    ),
    "gallery": (
        Action("gallery.next", "right,tab", "turn(1)", "→"),
        Action("gallery.previous", "left,shift+tab", "turn(-1)", "←", in_footer=False),
        Action("gallery.forget", "x", "forget", "x"),
        Action("gallery.on", *_DOWN),
        Action("gallery.up", *_UP, in_footer=False),
        Action("gallery.back", *_BACK),
    ),
    "load": (
        Action("load.open", "enter", "open", "Enter"),
        Action("load.delete", "x,delete", "delete", "x"),
        Action("load.back", *_BACK),
    ),
}
"""The actions of each kind of screen, in the order in which footer and help list them."""

_KEPT_IN_FOOTER = {"play.undo", "play.codex"}
FOR_AUTHORS = {"play.inside"}
"""What a key does only while the author watches the story's files."""

SCOPES["table"] += tuple(
    one._replace(action=f"screen.{one.action}", in_footer=one.id in _KEPT_IN_FOOTER)
    for one in SCOPES["play"]
    if one.id not in ("play.ending", "play.reasons", "play.look_up", "play.unmark")
)
# At a table all of the play screen's keys work too, but the footer has no room for them.


def bindings(scope: str) -> list[BindingType]:
    """The key bindings of a screen of that scope."""
    return [action.binding for action in SCOPES[scope]]
