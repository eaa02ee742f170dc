"""What is said of a vote of the class: before it is opened, while it is open, as it came out.

And of the reasons that go with it.
"""

from __future__ import annotations

from negotiator.language import _, ngettext, pgettext
from negotiator.narration.sentences import joined
from negotiator.story.model import TieRule


def tie_rule(rule: TieRule) -> str:
    """What decides if a vote is tied, told before it."""
    return {
        TieRule.TEACHER: _("If it is a tie, the teacher decides."),
        TieRule.FIRST: _("If it is a tie, the first of the tied choices on the list wins."),
        TieRule.LOT: _("If it is a tie, lots are drawn."),
    }[rule]


def read_first() -> str:
    """What to do before a vote is opened."""
    return _("Read. The vote is opened when all have read.")


def teacher_decides_here() -> str:
    """What is said of a scene on which nobody votes."""
    return _("This one is not voted on. Say what you would do.")


def ballot_is_open(number: int) -> str:
    """The caption of an open vote, by its round."""
    if number == 1:
        return _("Vote, each alone")
    return _("Vote again")


def changeable() -> str:
    """What may be done until a vote is closed, and what is hidden till then."""
    return _("You may change your vote until it is closed. Nobody sees the split before.")


def is_yours() -> str:
    """The mark of the choice that a student has voted for."""
    return pgettext("of a choice", "your vote")


def turnout(number: int, seats: int) -> str:
    """How many have voted."""
    return _("{number} of {seats} have voted", number=number, seats=seats)


def none_from_you() -> str:
    """What is said to somebody who hasn't voted."""
    return _("You have not voted yet.")


def came_out(number: int) -> str:
    """The caption of a closed vote, by its round."""
    if number == 1:
        return _("The first vote")
    return _("The second vote")


def tally(number: int) -> str:
    """How many votes a choice has."""
    return ngettext("{number} vote", "{number} votes", number)


def argue() -> str:
    """What is done between two votes."""
    return _("Now argue: win over somebody who voted otherwise. Then all vote again.")


def who_moved(changed: int, both: int) -> str:
    """How many voted otherwise the second time."""
    return ngettext(
        "{changed} of the {number} who voted twice moved.",
        "{changed} of the {number} who voted twice moved.",
        both,
        changed=changed,
    )


def moved_from(number: int, before: str, after: str) -> str:
    """How many went from one choice to another."""
    return _("{number} from “{before}” to “{after}”", number=number, before=before, after=after)


def class_decided(choice: str) -> str:
    """What the class decided."""
    return _("The class decided: {choice}", choice=choice)


def tied() -> str:
    """That a vote is a tie."""
    return _("It is a tie.")


def overruled(choice: str) -> str:
    """That the teacher decided otherwise than most had voted."""
    return _("The teacher decided otherwise than the class had voted: {choice}", choice=choice)


def phase_stopped() -> str:
    """That the play has come to where its phase stops."""
    return _("This part ends here. Look up.")


def rule_and_secrecy(rule: TieRule) -> str:
    """What is told before a vote."""
    return joined(changeable(), tie_rule(rule))


# Reasons


def why(chosen: str) -> str:
    """The question for a reason."""
    return _("Why “{chosen}”?", chosen=chosen)


def reason_field(most: int) -> str:
    """What may be written as a reason."""
    return ngettext(
        "In at most {number} character. No names: your teacher may show it to all.",
        "One or two sentences, at most {number} characters. No names: your teacher may show it to "
        "all.",
        most,
    )


def keep_reason() -> str:
    """The button that keeps a reason."""
    return pgettext("a button", "Keep my reason")


def shown_reasons() -> str:
    """The caption of the reasons that the teacher shows."""
    return _("Reasons from the class")
