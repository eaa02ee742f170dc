"""What stands on the slips that go round a class: a seat each, with the code to go on by."""

from __future__ import annotations

from negotiator.language import _


def title(exercise: str) -> str:
    """The title of the page of slips."""
    return _("{exercise}: slips", exercise=exercise)


def how_to_use() -> str:
    """What the teacher does with them; not printed."""
    return _(
        "Print this page, cut along the lines, and give everybody one. A slip is a seat: whoever "
        "types its code sits there, so keep those that are left over. They can't be printed again."
    )


def your_code() -> str:
    """The caption of the code."""
    return _("Your code:")


def open_address() -> str:
    """The words before the address."""
    return _("Address of the class:")


def drawn() -> str:
    """What the QR code is."""
    return _("The address of the class as a QR code")


def keep_it() -> str:
    """What to do with the slip."""
    return _("You have a seat there already: type the code, today and later, on any device.")
