"""What only a page says: its ways around, its buttons, and why it refuses an address or a form.

What a page shows of a play is said as on the other faces, by the modules they share.
"""

from __future__ import annotations

from negotiator.language import _, pgettext
from negotiator.narration.sentences import joined


def title(place: str, story: str) -> str:
    """The title of the window."""
    return _("{place} · {story}", place=place, story=story)


def skip() -> str:
    """The first link, which leads past what stands on every page."""
    return _("Go to the story")


def to_the_menu() -> str:
    """The link to what stands below the story where there is little room."""
    return pgettext("a link", "Gauges and menu")


def menu() -> str:
    """The caption of the links to the other pages of a play."""
    return pgettext("a caption", "In this play")


def play() -> str:
    """The link to where the play stands."""
    return pgettext("a link", "The play")


def all_stories() -> str:
    """The link to the list of stories and plays."""
    return pgettext("a link", "All stories and plays")


def story_so_far() -> str:
    """The page with all that was told."""
    return _("The story so far")


def settings() -> str:
    """The page with what can be set."""
    return _("Settings")


def go_on() -> str:
    """The link back to the play."""
    return _("Back to the play")


def what_came() -> str:
    """The caption of what the last decision brought."""
    return _("What came of it")


def once_more() -> str:
    """The caption of what was told of the place before."""
    return _("This scene once more")


def not_again() -> str:
    """The message for a form that was sent twice, or from an older page."""
    return _("That was sent from an older page, so nothing was decided. The play stands here.")


def not_found() -> str:
    """The title where there is no page."""
    return _("There is no such page")


# At a table


def agree() -> str:
    """The mark of a term on which both sides agree."""
    return pgettext("of a term", "= agreed")


def apart() -> str:
    """The mark of a term on which they don't."""
    return pgettext("of a term", "≠ apart")


def just_moved() -> str:
    """The mark of a term on which the other side has just moved."""
    return pgettext("of a term", "» they have just moved")


def weigh() -> str:
    """The button that says what the package would be worth."""
    return pgettext("a button", "Weigh this package")


def propose() -> str:
    """The button that proposes it."""
    return pgettext("a button", "Propose this package")


def take_theirs() -> str:
    """The button that fills in what they ask for."""
    return pgettext("a button", "Fill in theirs")


def take_mine() -> str:
    """The button that fills in what the player stands by."""
    return pgettext("a button", "Fill in what I stand by")


def hold() -> str:
    """The button that keeps the package as the first of two."""
    return pgettext("a button", "Keep it as the first of two")


def let_go() -> str:
    """The button that forgets the first of two."""
    return pgettext("a button", "Let the first of two go")


def sheet() -> str:
    """The page with every term and option, for the player's eyes."""
    return _("Your sheet: every term and option")


def about_the_sheet(us: str) -> str:
    """What stands on the sheet."""
    return _("What each option is worth to {us}, and what it would surely do at home.", us=us)


# Going back


def back_to_before(number: int) -> str:
    """The link at a decision, by its number from 1."""
    return _("Go back to before decision {number}", number=number)


# The ending


def how_it_came_out() -> str:
    """The link from an ending to all that is told of it."""
    return _("See how the play came out")


def again() -> str:
    """The button that begins a new play."""
    return _("Play again from the start, with other luck")


# Settings


def colours() -> str:
    """The caption of the themes."""
    return _("Colours")


def theme(name: str) -> str:
    """A theme by its name."""
    return {
        "system": _("as on this device"),
        "dark": pgettext("colours", "dark"),
        "light": pgettext("colours", "light"),
        "contrast": pgettext("colours", "high contrast"),
    }[name]


def shortcuts() -> str:
    """The switch of the single keys."""
    return _("Single keys work: 1 to 9 take a choice, and letters open pages")


def about_shortcuts() -> str:
    """When to switch them off."""
    return _("Switch them off if you speak to this device, or if a key does what you didn't mean.")


def earlier_plays() -> str:
    """The caption of what is set about earlier plays of a story."""
    return _("Earlier plays")


def only_new() -> str:
    """The switch that leaves out what was read in an earlier play."""
    return _("Tell only what is new: leave out what was read in an earlier play")


def tell_all() -> str:
    """The link that tells what was left out."""
    return pgettext("a link", "tell all of it")


def keep_settings() -> str:
    """The button below the settings."""
    return pgettext("a button", "Keep these settings")


def kept_settings() -> str:
    """The message after that."""
    return _("These settings are kept.")


def keys_are_off() -> str:
    """What stands in place of the keys if they are switched off."""
    return _("Single keys are switched off; see the settings.")


def replaces() -> str:
    """The button that replaces what has the name."""
    return pgettext("a button", "Replace it")


# Stories and plays


def new_game() -> str:
    """The caption of the stories that can be begun."""
    return _("Begin a story")


def begin(story: str) -> str:
    """The button that begins a story."""
    return _("Begin: {story}", story=story)


def delete(play: str) -> str:
    """The name of the button that deletes a play, which is told apart from the others by that."""
    return _("Delete: {play}", play=play)


def stays_here() -> str:
    """What becomes of what is played."""
    return _("Everything stays on this machine.")


def address(where: str) -> str:
    """Where the page is to be opened."""
    return _("Open this in a browser: {address}", address=where)


def how_to_stop(unsaved: str = "") -> str:
    """How the server is stopped, and that plays are kept, or why they can't be."""
    if unsaved:
        return joined(unsaved, _("Until then no play is kept. Ctrl+C stops it."))
    return _("Ctrl+C stops it; every play is kept.")


# What a server refuses


def how_to_get_in() -> str:
    """What to do instead of a request that was refused."""
    return _("Open the address that the program gave when it was started.")


def foreign_host() -> str:
    """The refusal of a request that was meant for another machine."""
    return _("This program answers only under its own address.")


def foreign_origin() -> str:
    """The refusal of a form that another page sent."""
    return _("This form came from another page, so it was not read.")


def too_long() -> str:
    """The refusal of a form that is too long."""
    return _("What was sent is too long, so it was not read.")


def unreadable() -> str:
    """The refusal of what isn't a form."""
    return _("What was sent can't be read as a form.")
