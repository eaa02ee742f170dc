"""The help of the screen: what keys do that no footer lists, what the marks mean, how a table is
read."""

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
    """The caption of how a table is read."""
    return _("At the table")


def take_a_choice() -> str:
    """What the digits do."""
    return _("Take the choice of that number")


def mark_a_choice() -> str:
    """What the arrows do, and Enter."""
    return _("Mark a choice, and take it; a click does too")


def take_an_option() -> str:
    """What the digits do at a table."""
    return _("Put the option of that number into your package")


def by_name() -> str:
    """What the palette has."""
    return _("All of these by name")


def documented() -> str:
    """What the rule beside a documented passage means."""
    return _("A solid rule: documented. The source stands after it, as [S14].")


def drama() -> str:
    """What the rule beside drama means."""
    return _("A dotted rule: drama, made up for the game.")


def rise_for_the_better() -> Sentence:
    """What a `change` says that is good for the player."""
    return sentence(
        _("{change}  the gauge rose by 6, which is good for you"), change=_("▲ +6 better")
    )


def rise_for_the_worse() -> Sentence:
    """What a `change` says that is bad for the player."""
    return sentence(_("{change}  it rose by 6, which is bad for you"), change=_("▲ +6 worse"))


def other_marks() -> str:
    """The marks of a fall, and of a choice that is closed."""
    return _("▼ is a fall. × marks a choice that is locked, with the reason.")


def about_a_table() -> tuple[str, ...]:
    """How a table is read."""
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
        _(
            "“At home” tells what the whole package would move if it were agreed on, where that "
            "is sure: from 31 to between 33 and 37. The rest may go either way."
        ),
    )


def looking_up_and_saving() -> str:
    """What the last lines of help say."""
    return _(
        "Tab marks a citation or an underlined term, and Enter looks it up; a click "
        "does so too. Every decision is saved at once; you can leave at any time."
    )
