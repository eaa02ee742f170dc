"""What a plain play says about itself: what can be typed, and the result of what was.

Each sentence is here once; those about the story itself are in the other modules of `narration`.
"""

from __future__ import annotations

from negotiator.cells import cut
from negotiator.language import _, ngettext
from negotiator.narration.sentences import joined
from negotiator.narration.stories import FACTS, beforehand, facts
from negotiator.story.model import Story


def help_lines() -> tuple[str, ...]:
    """The lines about what can be typed."""
    return (
        _("Type the number of a choice, or its name. Other words you can type:"),
        _("status: all gauges and moods. again: this scene once more. history: what you decided."),
        _("sources: what the passages so far stand on. glossary, or glossary WORD: terms."),
        _("people: whom you have met, and what you promised them."),
        _("undo, or undo N: take decisions back. rewind N: go back to before decision N."),
        _("why: what the last deal moved, and the reasons."),
        _(
            "debrief: a table that you have left, seen from above. "
            "debrief FILE.svg: draw it to that file."
        ),
        _("save NAME: keep this play under a name. new: begin anew. quit: leave."),
        _("Every decision is saved as you make it; if it can't be, you are told."),
        _("A passage with a source in brackets, such as [S14], is documented. Others are drama."),
    )


def help_at_a_table(*, has_several_terms: bool) -> tuple[str, ...]:
    """The lines about what can be typed at a table; with a single term, asking and keeping two
    packages are left out."""
    asking = (_("ask dearest, ask cheapest: ask what matters most to them, or least; each once."),)
    pairs = (
        _(
            "hold: keep your package aside as the first of two; put another together, worth about "
            "as much to you, and type either: they answer the one that is nearer, and say which."
        ),
    )
    return (
        _(
            "At a table, type 3 to hear the options of term 3, and 3 2 to put its option 2 into "
            "your package."
        ),
        _(
            "show: your package. propose: put it to them. accept: take theirs. "
            "leave: end the talks."
        ),
        *(asking if has_several_terms else ()),
        *(pairs if has_several_terms else ()),
        _("again: everything about the table once more."),
    )


# A play that begins, continues and ends


def what_to_type() -> str:
    """The very first line."""
    return _("Type a number to choose, help for what else you can type.")


def what_do_you_do() -> str:
    """The question above the choices."""
    return _("What do you do?")


def hear_more() -> str:
    """The hint that the tables of a play can be seen from above."""
    return _("Type debrief to hear more: the table seen from above.")


def has_ended() -> str:
    """The hint on what can be typed once a play has ended."""
    return _("The play has ended. You can type rewind N, undo, new, history or quit.")


def left(*, after_the_ending: bool) -> str:
    """When a play was left."""
    return _("Left after the ending.") if after_the_ending else _("Left before an ending.")


def left_unsaved(*, after_the_ending: bool, why: str) -> str:
    """The farewell of a play that isn't saved."""
    return joined(left(after_the_ending=after_the_ending), _("This play is not saved."), why)


def left_saved(*, after_the_ending: bool) -> str:
    """The farewell of a play that is saved."""
    if after_the_ending:
        return joined(left(after_the_ending=True), _("The play is saved."))
    goes_on = _("The play is saved; go on with --continue.")
    return joined(left(after_the_ending=False), goes_on)


def left_as_it_was(*, after_the_ending: bool) -> str:
    """The farewell of a play with no new decisions."""
    return joined(left(after_the_ending=after_the_ending), _("Nothing new was decided."))


def left_at_once() -> str:
    """The farewell of a play with no decisions at all."""
    return _("Left before the first decision.")


def unsaved_from_the_start(why: str) -> str:
    """The message that a play continues without being saved, and why."""
    return joined(why, _("Until then this play goes on without being saved."))


# What was typed


def nothing_to_take_back() -> str:
    """The message that there is no decision before this point."""
    return _("There is nothing to take back.")


def no_number(said: str) -> str:
    """The message that what was typed isn't a usable number."""
    return _("`{typed}` is not a number from 1 up.", typed=cut(said, 20))


def no_choice(said: str, count: int) -> str:
    """The message that there is no choice of that number."""
    return _("There is no choice {typed}; type 1 to {count}.", typed=cut(said, 9), count=count)


def no_choice_left() -> str:
    """The message that the play has ended, so there is nothing to choose."""
    return _("The play has ended; type rewind N, new or quit.")


def no_term(number: int, count: int) -> str:
    """The message that there is no term of that number."""
    return _("There is no term {number}; type 1 to {count}.", number=number, count=count)


def no_option(term: int, option: int, count: int) -> str:
    """The message that a term has no option of that number."""
    return _(
        "Term {term} has no option {option}; type {term} 1 to {term} {count}.",
        term=term,
        option=option,
        count=count,
    )


def nothing_held() -> str:
    """The message that two packages can't be put side by side, because none is kept."""
    return _("Type hold for the first of two packages, then either.")


def held() -> str:
    """The message that a package is kept as the first of two."""
    return _("This is the first of two. Put the second together and type either.")


def nothing_to_add() -> str:
    """The message that every change was already shown with its reason."""
    return _("There is nothing to add: every change so far was told with its reason.")


# Saving


def saved_again() -> str:
    """The message that saving works again."""
    return _("The play is saved again.")


def not_saved(why: str = "") -> str:
    """The message that the play isn't saved, and why, unless that was said before."""
    return joined(_("Not saved."), why)


def name_a_save() -> str:
    """The hint on how to keep a play under a name."""
    return _("Type a name behind save, such as: save before the cabinet.")


def name_too_long(most: int) -> str:
    """The message that the name of a save is too long."""
    return ngettext(
        "Not saved: a name has {number} character at the most.",
        "Not saved: a name has {number} characters at the most.",
        most,
    )


def name_taken(label: str) -> str:
    """The message that there is a save of that name."""
    return _("There is a save named {name}. Type the same again to replace it.", name=label)


def saved_as(label: str) -> str:
    """The message that the play is kept under a name."""
    return _("Saved as {name}.", name=label)


# Tables from above


def no_table_left() -> str:
    """The message that there is no table to look back on."""
    return _("You have left no table yet. What you bargained is told when you have.")


def drawn_to(path: object) -> str:
    """The message that says where a drawing was written."""
    return _("Drawn to {path}.", path=path)


def how_to_draw() -> str:
    """The hint on how to draw a table."""
    return _("Type debrief and the name of a file, such as debrief table.svg, to draw it.")


# A story that is edited during play


def to_mend(count: int) -> str:
    """The message that the story can't be played in its current form."""
    return _(
        "To mend: {count}. The play goes on in the last story that could be played.", count=count
    )


def not_done(said: str) -> str:
    """The message that what was typed wasn't done, because the story has changed."""
    typed = cut(said, 60)
    return _("`{typed}` was not done: the choices may be others now.", typed=typed)


def not_mended_yet() -> str:
    """The story's files haven't changed since its faults were told."""
    return joined(_("No file of the story has changed."), mend_and_enter())


def mend_and_enter() -> str:
    """What to do while a story is waited for."""
    return _("Mend it, save it, and press Enter; or type quit.")


def leaves(said: str) -> bool:
    """Whether a line says to leave."""
    return said.strip().lower() in ("quit", "exit", "q")


def introduced(story: Story) -> tuple[str, ...]:
    """The story by its title, what it is about, and the rest of its title page."""
    page = {key: getattr(story, key) for key in FACTS}
    return tuple(filter(None, (story.title, story.about, facts(page), beforehand(story.notes))))
