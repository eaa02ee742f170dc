"""What a plain play says about itself: what can be typed, and the result of what was.

Each sentence is here once; those about the story itself are in the other modules of `narration`.
"""

from __future__ import annotations

from negotiator.bargaining.voice import CHEAPEST, DEAREST
from negotiator.cells import cut
from negotiator.language import _
from negotiator.narration import gallery, game, help, saved_plays  # noqa: A004 (what it is)
from negotiator.narration.changes import one_by_one
from negotiator.narration.menu import question, two_packages, typed_line
from negotiator.narration.saving import not_saved
from negotiator.narration.sentences import joined
from negotiator.narration.shortcuts import DEEDS, accept_theirs
from negotiator.narration.stories import FACTS, beforehand, facts
from negotiator.narration.table import asked_once
from negotiator.narration.title_page import pictured
from negotiator.story.model import Story

ALL = "all"
"""The word behind `forget` that says that it is meant."""


def help_lines() -> tuple[str, ...]:
    """The lines about what can be typed; what a key does too is said as on the screen."""
    return (
        _("Type the number of a choice, or its name. Other words you can type:"),
        typed_line("status", _("All gauges and moods")),
        typed_line("again", _("This scene once more, and all about the table in it")),
        typed_line("history", _("What you decided")),
        typed_line("sources", _("What the passages so far stand on")),
        typed_line("glossary, glossary WORD", _("All terms, or those with the word in them")),
        typed_line("people", _("Whom you have met, and what you promised them")),
        typed_line("why", one_by_one()),
        typed_line("skip", DEEDS["play.only_new"].about),
        typed_line("gallery", DEEDS["ending.gallery"].about),
        typed_line("forget", DEEDS["gallery.forget"].about),
        typed_line("debrief", DEEDS["ending.table"].about),
        typed_line("undo", DEEDS["play.undo"].about),
        typed_line("undo N", _("Take that many decisions back")),
        typed_line("rewind N", _("Go back to before decision N")),
        typed_line("save NAME", DEEDS["play.save"].about),
        typed_line("new", DEEDS["ending.again"].about),
        typed_line("quit", DEEDS["title.quit"].about),
        help.saved_at_once(),
        help.documented(),
        help.drama(),
    )


def help_at_a_table(*, has_several_terms: bool) -> tuple[str, ...]:
    """The lines about what can be typed at a table; with a single term, asking and keeping two
    packages are left out."""
    several = (
        typed_line("ask dearest", question(DEAREST)),
        typed_line("ask cheapest", question(CHEAPEST)),
        asked_once(),
        side_by_side(),
        help.side_by_side(),
    )
    return (
        how_to_set_terms(),
        typed_line("accept", accept_theirs()),
        typed_line("leave", DEEDS["table.leave"].about),
        *(several if has_several_terms else ()),
    )


def how_to_set_terms() -> str:
    """How a package is put together and proposed."""
    return _(
        "Type 1 to hear the options of term 1, 1 2 to put its option 2 into your package, "
        "show to hear the package, propose to put it to them."
    )


def side_by_side() -> str:
    """What puts two packages side by side."""
    return typed_line("hold, either", two_packages())


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
    return joined(game.has_ended(), _("You can type rewind N, undo, new, history or quit."))


def left(*, after_the_ending: bool) -> str:
    """When a play was left."""
    return _("Left after the ending.") if after_the_ending else _("Left before an ending.")


def left_unsaved(*, after_the_ending: bool, why: str) -> str:
    """The farewell of a play that isn't saved."""
    return joined(left(after_the_ending=after_the_ending), not_saved(why))


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
    return has_ended()


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
    return _("You have kept no package yet: type hold first.")


def then_either() -> str:
    """What to type once a package is kept as the first of two."""
    return _("Then type either.")


def nothing_to_add() -> str:
    """The message that every change was already shown with its reason."""
    return _("There is nothing to add: every change so far was told with its reason.")


# What was met in earlier plays


def skips() -> str:
    """The message that what was read in an earlier play is left out from now on."""
    return _(
        "What you read in an earlier play is left out from now on. Type again to hear a scene in "
        "full, skip to hear all of it again."
    )


def skips_no_more() -> str:
    """The message that everything is told again."""
    return _("Everything is told again.")


def how_to_forget(story: str) -> str:
    """The question before a story's gallery is emptied."""
    return _(
        "{question} {consequence} Type forget {word} if so.",
        question=gallery.forget(story).title,
        consequence=gallery.forget(story).text,
        word=ALL,
    )


# Saving


def saved_again() -> str:
    """The message that saving works again."""
    return _("The play is saved again.")


def name_a_save() -> str:
    """The hint on how to keep a play under a name."""
    return _("Type a name behind save, such as: save before the cabinet.")


def name_taken() -> str:
    """The message that there is a save of that name."""
    return joined(saved_plays.name_taken(), _("Type the same again to replace it."))


# Tables from above


def no_table_left() -> str:
    """The message that there is no table to look back on."""
    return _("You have left no table yet. What you bargained is told when you have.")


def how_to_draw() -> str:
    """The hint on how to draw a table."""
    return _("Type debrief and the name of a file, such as debrief table.svg, to draw it.")


# A story that is edited during play


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
    shown = pictured(story.alt) if story.alt else ""
    told = (story.title, story.tagline, story.about, facts(page), shown, beforehand(story.notes))
    return tuple(filter(None, told))
