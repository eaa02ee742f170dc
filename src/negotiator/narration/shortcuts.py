"""What keys do, in words: the label of each in the footer and the palette, and a sentence for help.

`tui.actions` says which key it is and what it does, under the same names. The names of keys (Esc,
Space) aren't translated: they are printed on the keyboard.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.language import _, pgettext


class Deed(NamedTuple):
    """What a key does: in a word or two, and in a sentence."""

    label: str
    about: str


def accept_theirs() -> str:
    """The words for taking what the other side asks for, wherever that is offered."""
    return _("Accept their package")


_LOAD = Deed(pgettext("a key", "Load"), _("Open one of your saved plays"))
_UNDO = Deed(pgettext("a key", "Undo"), _("Take your last decision back"))
_LEAVE = _("Leave for the title screen")
_READ_ON = Deed(pgettext("a key", "Read on"), _("Scroll on through the text"))
_GALLERY = Deed(
    pgettext("a key", "Gallery"),
    pgettext("a key", "The endings of the marked story, as far as you have found them"),
)
_READ_BACK = Deed(pgettext("a key", "Read back"), _("Scroll back through the text"))
_BACK = Deed(pgettext("a key", "Back"), _("Go back to where you were"))

DEEDS = {
    "all.help": Deed(
        pgettext("a key", "Help"), pgettext("a key", "What the keys and marks on this screen mean")
    ),
    "all.theme": Deed(
        pgettext("a key", "Colours"),
        pgettext("a key", "Go to the next theme: dark, light, high contrast"),
    ),
    "all.suspend": Deed(
        pgettext("a key", "Sleep"),
        pgettext("a key", "Go back to the shell for a while; fg there wakes the game"),
    ),
    "title.continue": Deed(
        pgettext("a key", "Continue"), pgettext("a key", "Go on with your newest play")
    ),
    "title.gallery": _GALLERY,
    "title.about": Deed(
        pgettext("a key", "About"),
        pgettext("a key", "All that is said of the marked story before it is opened"),
    ),
    "title.load": _LOAD,
    "title.quit": Deed(pgettext("a key", "Quit"), _("Leave the game")),
    "play.undo": _UNDO,
    "play.save": Deed(pgettext("a key", "Save"), _("Save this point under a name")),
    "play.load": _LOAD,
    "play.history": Deed(
        pgettext("a key", "History"),
        pgettext("a key", "List your decisions, and go back to any of them"),
    ),
    "play.codex": Deed(
        pgettext("a key", "Codex"), pgettext("a key", "Look up sources, terms and actors")
    ),
    "play.details": Deed(
        pgettext("a key", "Board"), pgettext("a key", "Gauges, moods and calendar in full")
    ),
    "play.inside": Deed(
        pgettext("a key", "Inside"),
        pgettext(
            "a key",
            "For authors: every value, what is closed and why, what can come; jump anywhere",
        ),
    ),
    "play.ending": Deed(
        pgettext("a key", "Ending"), pgettext("a key", "See how the play came out")
    ),
    "play.mark": Deed(
        pgettext("a key", "Terms"),
        pgettext("a key", "Mark the next source or term; Enter looks it up"),
    ),
    "play.mark_before": Deed(
        pgettext("a key", "Term before"), pgettext("a key", "Mark the source or term before")
    ),
    "play.reasons": Deed(
        pgettext("a key", "Reasons"),
        pgettext("a key", "Tell what moved one by one, and why; or sum it up again"),
    ),
    "play.only_new": Deed(
        pgettext("a key", "Only new"),
        pgettext("a key", "Tell only what is new to you, or all of it again"),
    ),
    "play.look_up": Deed(pgettext("a key", "Look up"), _("Look up what is marked")),
    "play.unmark": Deed(
        pgettext("a key", "Choices"),
        pgettext("a key", "Go back to the choices, from what is marked"),
    ),
    "play.on": _READ_ON,
    "play.back": _READ_BACK,
    "play.title": Deed(pgettext("a key", "Quit"), _LEAVE),
    "table.propose": Deed(
        pgettext("a key", "Propose"),
        _("Propose the package that you have put together"),
    ),
    "table.accept": Deed(pgettext("a key", "Accept"), accept_theirs()),
    "table.ask": Deed(
        pgettext("a key", "Ask"),
        pgettext("a key", "Ask what is dearest to them, or cheapest"),
    ),
    "table.two": Deed(
        pgettext("a key", "Two"),
        pgettext("a key", "Keep your package as the first of two, or add the second"),
    ),
    "table.leave": Deed(
        pgettext("a key", "Leave"),
        pgettext("a key", "Leave the table without a deal"),
    ),
    "table.up": Deed(pgettext("a key", "Term above"), _("Go to the term above")),
    "table.down": Deed(pgettext("a key", "Term below"), _("Go to the term below")),
    "table.before": Deed(
        pgettext("a key", "Option before"),
        pgettext("a key", "Put the option before this one into your package"),
    ),
    "table.after": Deed(
        pgettext("a key", "Option after"),
        pgettext("a key", "Put the option after this one into your package"),
    ),
    "table.theirs": Deed(
        pgettext("a key", "Theirs"),
        pgettext("a key", "Take their option on the marked term into your package"),
    ),
    "table.all_theirs": Deed(
        pgettext("a key", "All theirs"),
        pgettext("a key", "Take their whole package, to see what accepting it would do"),
    ),
    "table.mine": Deed(
        pgettext("a key", "Back"), pgettext("a key", "Go back to the package you last stood by")
    ),
    "table.story": Deed(
        pgettext("a key", "Story"), pgettext("a key", "Read the story, with the terms away")
    ),
    "table.terms": Deed(
        pgettext("a key", "Terms"), pgettext("a key", "Lay out the terms, after reading the story")
    ),
    "reading.back": _BACK,
    "reading.on": _READ_ON,
    "reading.up": _READ_BACK,
    "inside.jump": Deed(
        pgettext("a key", "Jump"),
        pgettext("a key", "Go on in another scene or ending, with the values as they are"),
    ),
    "jump.go": Deed(pgettext("a key", "Jump here"), _("Go on in the marked place")),
    "jump.back": _BACK,
    "inside.back": _BACK,
    "inside.on": _READ_ON,
    "inside.up": _READ_BACK,
    "vote.next": Deed(
        pgettext("a key", "Count on"),
        pgettext("a key", "Count the next bloc; after the last, go on with the play"),
    ),
    "vote.all": Deed(
        pgettext("a key", "All"),
        pgettext("a key", "Count all blocs at once, as any other key does; after that, go on"),
    ),
    "act.on": Deed(
        pgettext("a key", "Go on"),
        pgettext("a key", "Read on, and then go on with the play"),
    ),
    "act.up": _READ_BACK,
    "act.back": Deed(pgettext("a key", "Skip"), _("Go on with the play at once")),
    "history.rewind": Deed(
        pgettext("a key", "Go back to before this"),
        pgettext("a key", "Go back to the point before the marked decision"),
    ),
    "history.back": _BACK,
    "codex.next": Deed(pgettext("a key", "Next tab"), _("Go to the next tab")),
    "codex.previous": Deed(
        pgettext("a key", "Tab before"), pgettext("a key", "Go to the tab before")
    ),
    "codex.filter": Deed(pgettext("a key", "Filter"), _("Type to narrow the list")),
    "codex.on": _READ_ON,
    "codex.up": _READ_BACK,
    "codex.back": _BACK,
    "ending.rewind": Deed(
        pgettext("a key", "Rewind"), pgettext("a key", "Go back to any decision and try otherwise")
    ),
    "ending.again": Deed(
        pgettext("a key", "New game"),
        pgettext("a key", "Play again from the start, with other luck"),
    ),
    "ending.table": Deed(
        pgettext("a key", "Table"),
        pgettext("a key", "See the table from above, and what each package was worth to both"),
    ),
    "ending.record": Deed(
        pgettext("a key", "Record"),
        pgettext("a key", "Read all that really happened, and what came later"),
    ),
    "ending.gallery": Deed(
        pgettext("a key", "Gallery"), pgettext("a key", "See which endings you have found")
    ),
    "ending.undo": _UNDO,
    "ending.codex": Deed(
        pgettext("a key", "Codex"), pgettext("a key", "Look up sources and terms")
    ),
    "ending.title": Deed(pgettext("a key", "Title"), _LEAVE),
    "ending.next_part": Deed(
        pgettext("a key", "Next part"), pgettext("a key", "Go to the next part of this page")
    ),
    "ending.part_before": Deed(
        pgettext("a key", "Part before"), pgettext("a key", "Go to the part before")
    ),
    "ending.on": _READ_ON,
    "ending.up": _READ_BACK,
    "ending.back": Deed(pgettext("a key", "Story"), _("Read the story again")),
    "table_debrief.next": Deed(
        pgettext("a key", "Next table"), pgettext("a key", "Go to the next table of this play")
    ),
    "table_debrief.previous": Deed(
        pgettext("a key", "Table before"), pgettext("a key", "Go to the table before")
    ),
    "table_debrief.draw": Deed(
        pgettext("a key", "Save drawing"),
        pgettext("a key", "Save the drawing as a picture (SVG) beside your saves"),
    ),
    "table_debrief.back": _BACK,
    "table_debrief.on": _READ_ON,
    "table_debrief.up": _READ_BACK,
    "gallery.next": Deed(
        pgettext("a key", "Next story"), pgettext("a key", "Go to the next story")
    ),
    "gallery.previous": Deed(
        pgettext("a key", "Story before"), pgettext("a key", "Go to the story before")
    ),
    "gallery.forget": Deed(
        pgettext("a key", "Forget"),
        pgettext("a key", "Forget which endings you found and what you read; you are asked first"),
    ),
    "gallery.on": _READ_ON,
    "gallery.up": _READ_BACK,
    "gallery.back": _BACK,
    "load.open": Deed(pgettext("a key", "Open"), _("Go on with the marked play")),
    "load.delete": Deed(pgettext("a key", "Delete"), _("Delete the marked play")),
    "load.back": _BACK,
}
"""Every deed, by the name of its action."""
