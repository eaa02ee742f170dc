"""What the teacher's board says: the phases and their clock, who is where and who is stuck, votes
as they come in, reasons before they are shown, and what can be done about all that.
"""

from __future__ import annotations

from negotiator.language import _, ngettext, pgettext
from negotiator.narration.saved_plays import Confirmation
from negotiator.story.model import ClassShape

MINUTE = 60_000


def title() -> str:
    """The title of the page."""
    return pgettext("a title", "The board")


def only_for_you() -> str:
    """What the page is, and where the wall is."""
    return _("For your eyes only. What may be mirrored is the wall.")


def to_the_wall() -> str:
    """The link to the wall."""
    return _("Open the wall in a new window")


def wall_needs_code() -> str:
    """What the wall is opened by."""
    return _("The wall is opened by the class's code")


def show_wall() -> str:
    """The button that opens it."""
    return pgettext("a button", "Open the wall")


def not_begun() -> str:
    """That the first phase hasn't begun."""
    return _("The class has not begun. Students can join already.")


def begin(phase: str) -> str:
    """The button that begins the first phase."""
    return _("Begin: {phase}", phase=phase)


def go_on_to(phase: str) -> str:
    """The button that goes on to the next phase."""
    return _("Go on to: {phase}", phase=phase)


def phase_of(number: int, of: int, phase: str) -> str:
    """Which phase it is."""
    return _("{number} of {of}: {phase}", number=number, of=of, phase=phase)


def all_phases() -> str:
    """The caption of the list of phases."""
    return _("All phases")


def shape(of: ClassShape) -> str:
    """Who plays in a phase."""
    return {
        ClassShape.TOGETHER: _("one play, all vote"),
        ClassShape.PAIRS: _("in pairs at a table"),
        ClassShape.ALONE: _("everybody a play of their own"),
        ClassShape.TALK: _("talk"),
    }[of]


def length(minutes: int) -> str:
    """How long a phase takes."""
    return ngettext("{number} min", "{number} min", minutes)


def go_there() -> str:
    """The button that goes to a phase out of turn."""
    return pgettext("a button", "Go there")


def here() -> str:
    """The mark of the present phase."""
    return pgettext("of a phase", "now")


def pause() -> str:
    """The button that stops the class."""
    return pgettext("a button", "Pause")


def run_on() -> str:
    """The button that lets it go on."""
    return pgettext("a button", "Resume")


def more_time(minutes: int) -> str:
    """The button that gives all more time."""
    return ngettext("{number} minute more", "{number} minutes more", minutes)


def bell() -> str:
    """The button that ends the time of a phase."""
    return pgettext("a button", "Ring the bell")


def note_to_all() -> str:
    """The field for a note to all."""
    return _("A note to all")


def send_note() -> str:
    """The button that sends it."""
    return pgettext("a button", "Send to all")


def take_note_back() -> str:
    """The button that takes the last note away."""
    return pgettext("a button", "Take the note away")


def end_class() -> str:
    """The button that ends the class."""
    return pgettext("a button", "End the class …")


def sure_to_end() -> Confirmation:
    """The question before that."""
    return Confirmation(
        _("End the class?"),
        _("Nobody can do anything more in it. What was done stays until you delete it."),
        pgettext("a button", "End it"),
        pgettext("a button", "Go on with the class"),
    )


def not_the_teacher() -> str:
    """The message for somebody who isn't the teacher."""
    return _("This page is the teacher's")


def how_to_be() -> str:
    """What a teacher does who reads that."""
    return _("Open the teacher's address, which was printed when the class was started.")


def ended() -> str:
    """That the class has ended."""
    return _("The class has ended. What was done is kept until you delete it.")


# Votes


def present_scene(scene: str) -> str:
    """Where the class's play is."""
    return _("The class is at: {scene}", scene=scene)


def open_ballot(number: int) -> str:
    """The button that opens a round."""
    if number == 1:
        return _("Open the vote")
    return _("Open the second vote")


def close_ballot() -> str:
    """The button that closes it."""
    return pgettext("a button", "Close the vote: show the split")


def waits_for_argument() -> str:
    """What is done between two rounds."""
    return _("Let them argue now. Then open the second vote.")


def hands() -> str:
    """The caption of the form for hands."""
    return _("Hands counted in the room")


def count_hands(number: int) -> str:
    """The button that keeps hands, by the round."""
    if number == 1:
        return _("Add them to the first vote")
    return _("Add them to the second vote")


def decide() -> str:
    """The caption of the decision."""
    return _("Decide")


def as_the_class(choice: str) -> str:
    """The button that decides as the class voted."""
    return _("As the class voted: {choice}", choice=choice)


def otherwise() -> str:
    """The caption of what would overrule the class."""
    return _("Overrule the class (the wall will say so)")


def tie_is_yours() -> str:
    """That a tie is the teacher's to decide."""
    return _("It is a tie, and yours to decide.")


def without_ballot() -> str:
    """The caption of the choices if nothing was voted on."""
    return _("Decide without a vote")


def no_ballot_here() -> str:
    """That the exercise has no vote here."""
    return _("The exercise has no vote here: decide yourself, or open one all the same.")


def open_the_play() -> str:
    """The link to the class's play."""
    return _("Open the class's play (for tables, and to read on)")


def take_back() -> str:
    """The button that takes the last decision back."""
    return pgettext("a button", "Take the last decision back")


def phase_is_over() -> str:
    """That the play has come to the end of its phase."""
    return _("The play has come to where this phase stops.")
