"""What only a story's published page says: what it is doing until it plays, where its plays are
kept, and why something can't be.

How a play is handed in is in `handing_in`.
"""

from __future__ import annotations

from negotiator.language import _, ngettext, pgettext
from negotiator.narration.saved_plays import Confirmation

# Until it plays


def stays(address: str = "") -> str:
    """The line that is there until the page has begun to work; it stays where nothing runs."""
    if address:
        return _(
            "If this line stays, this viewer shows the page but can't play it. Open the file in a "
            "browser, or go to {address}.",
            address=address,
        )
    return _(
        "If this line stays, this viewer shows the page but can't play it. Save the file, and open "
        "it in a browser such as Chrome, Edge, Firefox or Safari."
    )


def unpacking() -> str:
    """The first thing it does."""
    return _("Unpacking the page…")


def starting() -> str:
    """The second."""
    return _("Starting the engine. It runs on this device and needs no network…")


def reading() -> str:
    """The third."""
    return _("Opening the story…")


def too_old() -> str:
    """The browser lacks what the page needs."""
    return _(
        "This browser is too old for this page. Update it, or open the page in another one that is "
        "up to date."
    )


def failed() -> str:
    """Something went wrong that nobody expected; its name follows."""
    return _("This page can't go on here. What you decided is kept; load the page again.")


def failed_unkept() -> str:
    """The same where the browser keeps nothing."""
    return _("This page can't go on here, and what you decided isn't kept. Load the page again.")


def damaged() -> str:
    """The page can't begin; why may follow, in the browser's words."""
    return _(
        "This page can't be played as it is: it may be damaged, or only a part of it has arrived. "
        "Get it again, or open it in another browser. Nothing that was kept is lost."
    )


def made_with() -> str:
    """The caption of what the page is made of."""
    return _("What this page is made of")


def made_of(name: str, version: str, licence: str) -> str:
    """A piece of software in the page, and its licence."""
    return _("{name} {version} ({licence})", name=name, version=version, licence=licence)


def no_source() -> str:
    """Where the source of the runtime is, as its licence asks for."""
    return _(
        "The runtime, Pyodide, is unchanged; its source is published under its name and version."
    )


# Where plays are kept


def stays_here() -> str:
    """The sentence about what becomes of what is done here."""
    return _("Plays are kept by this browser, on this device. Nothing leaves it.")


def not_kept(why: str) -> str:
    """Why plays can't be kept, and what to do; `why` is the page's own name for it."""
    if why == "full":
        return _(
            "From here on nothing is kept: what you decide is lost when this page is closed. Save "
            "the play as a file first."
        )
    if why == "gone":
        return _(
            "The browser has closed this page's storage: what you decide is lost when the page is "
            "closed. Save the play as a file, and load the page again."
        )
    if why == "taken":
        return _(
            "Another page of this address keeps something else where this one would keep plays: "
            "what you decide is lost when the page is closed. Save the play as a file first."
        )
    return _(
        "This browser keeps nothing for this page, as in a private window: what you decide is lost "
        "when the page is closed. Save the play as a file first."
    )


def not_decided(reason: str) -> str:
    """Something couldn't be kept, so it wasn't done; `reason` is the browser's name for why."""
    if reason == "QuotaExceededError":
        return _(
            "That couldn't be kept, so it wasn't done: the browser has no room left. Make room on "
            "this device, or go on without keeping."
        )
    return _(
        "That couldn't be kept, so it wasn't done: the browser says {reason}. Try again, or go on "
        "without keeping.",
        reason=reason,
    )


def go_on_unkept() -> str:
    """The button for that."""
    return _("Go on without keeping")


# The list of plays


def begin() -> str:
    """The button that begins a play."""
    return _("Begin a new play")


def plays() -> str:
    """The caption of the plays kept."""
    return pgettext("a caption", "Your plays")


def of_other_texts() -> str:
    """The caption of plays of the story as it was, or of another of the same name."""
    return _("Plays of another version of this story")


def bring_here() -> str:
    """The button that goes on with one of those."""
    return _("Go on with it here")


def as_file() -> str:
    """The link that saves a play as a file."""
    return pgettext("a link", "Save as a file")


def delete() -> str:
    """The link that deletes a play."""
    return pgettext("a link", "Delete")


def there_is_no_play() -> str:
    """The address of a play that isn't kept here."""
    return _("There is no such play here any more.")


def that_file() -> str:
    """What a file is called that was opened, whose name the page isn't told."""
    return _("That file")


def from_file() -> str:
    """The caption of the field for a file."""
    return _("Open a play from a file")


def open_it() -> str:
    """The button that opens it."""
    return pgettext("a button", "Open")


def no_file() -> str:
    """No file was chosen."""
    return _("Choose a file first.")


def opened(count: int) -> str:
    """A play from a file was kept."""
    return ngettext(
        "The play is kept here now, with its {number} decision.",
        "The play is kept here now, with its {number} decisions.",
        count,
    )


def forget() -> Confirmation:
    """The question before everything is forgotten."""
    return Confirmation(
        _("Forget everything on this computer?"),
        _(
            "Everything that stories played in this way have kept in this browser is deleted: "
            "plays, endings seen, settings. It can't be brought back."
        ),
        _("Forget everything"),
        pgettext("all plays", "Keep them"),
    )


def forgotten() -> str:
    """It was."""
    return _("Everything is forgotten.")
