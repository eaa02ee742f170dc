"""What helps a player on any face: what the marks mean, when plays are saved, how to read a table;
and what keys do that no footer lists.

What can be typed in a plain play is in `typed_commands`, what each key does in `shortcuts`.
"""

from __future__ import annotations

from negotiator.language import _, pgettext
from negotiator.narration.sentences import Sentence, sentence


def title() -> str:
    """The name of the screen."""
    return _("Help")


def keys() -> str:
    """The caption of the keys."""
    return pgettext("a caption", "Keys")


def marks() -> str:
    """The caption of the marks."""
    return pgettext("a caption", "Marks")


def at_the_table() -> str:
    """The caption of how to read a table."""
    return _("At the table")


def take_a_choice() -> str:
    """What the digits do."""
    return _("Take the choice of that number")


def mark_a_choice() -> str:
    """What the arrows and Enter do."""
    return _("Mark a choice, and take it; a click does too")


def take_an_option() -> str:
    """What the digits do at a table."""
    return _("Put the option of that number into your package")


def by_name() -> str:
    """What the palette offers."""
    return _("All of these by name")


def documented() -> str:
    """What a passage with a source is, which a screen shows by a solid rule beside it."""
    return _("Documented: the source stands after it, as [S14].")


def drama() -> str:
    """What a passage without one is, which a screen shows by a dotted rule beside it."""
    return _("Drama, made up for the game: no source stands after it.")


def rise_for_the_better() -> Sentence:
    """The meaning of a `change` that is good for the player."""
    return sentence(
        _("{change}  the gauge rose by 6, which is good for you"), change=_("▲ +6 better")
    )


def rise_for_the_worse() -> Sentence:
    """The meaning of a `change` that is bad for the player."""
    return sentence(_("{change}  it rose by 6, which is bad for you"), change=_("▲ +6 worse"))


def other_marks() -> str:
    """The mark of a fall, and that of a closed choice."""
    return _("▼ is a fall. × marks a choice that is closed, with the reason.")


def about_a_table() -> tuple[str, ...]:
    """How to read a table."""
    return (
        _(
            "Each row is a term: your option, then theirs. = you agree, ≠ you don't, » they have "
            "just moved. Changing an option decides nothing until you propose."
        ),
        _(
            "A number beside an option is what it gives you (+) or costs you (−), beside what you "
            "stand by (·). Before ‹ and behind › stand those of the options next to yours. The "
            "bars are worths to you, from 0 to 100, and ┃ is your line: what no deal is worth."
        ),
        _(
            "What something is worth to them you have to find out: from what they answer, and by "
            "asking. The more you have given of what they need, the further they come."
        ),
        side_by_side(),
        _(
            "“At home” tells what the whole package would move if it were agreed on, where that "
            "is sure: from 31 to between 33 and 37. The rest may go either way."
        ),
    )


def side_by_side() -> str:
    """Why one puts two packages side by side, and what they must be like."""
    return _(
        "Of two packages side by side, worth about as much to you, they answer the one that is "
        "nearer, and say which."
    )


def looking_up() -> str:
    """How citations and terms are looked up."""
    return _(
        "Tab marks a citation or an underlined term, and Enter looks it up; a click does so too."
    )


def saved_at_once() -> str:
    """When plays are saved."""
    return _("Every decision is saved at once; you can leave at any time.")
