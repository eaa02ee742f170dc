"""What a class's pages say to students and on the wall: joining, waiting, votes, reasons.

What is said at a table in pairs is in `class_tables`, and to the teacher in `class_board`.
"""

from __future__ import annotations

from negotiator.language import _, ngettext, pgettext

MINUTE = 60_000


# Joining


def join_title() -> str:
    """The title of the page to join by."""
    return _("Join the class")


def code() -> str:
    """The field for the class's code."""
    return _("Code of the class")


def join() -> str:
    """The button that takes a seat."""
    return pgettext("a button", "Join")


def no_name() -> str:
    """What is kept of a student, before joining."""
    return _(
        "No name and no account: you get two words to go by. What you decide and write is kept on "
        "the teacher's computer until the class is deleted."
    )


def in_the_story(notes: str) -> str:
    """What occurs in the story, before joining."""
    return _("Good to know before you begin: {notes}", notes=notes)


def go_on_elsewhere() -> str:
    """The caption of the form to go on by a resume code."""
    return _("You have a seat already?")


def resume_code() -> str:
    """The field for a resume code."""
    return _("Your resume code")


def resume() -> str:
    """The button that goes on in a seat."""
    return pgettext("a button", "Go on in my seat")


def wrong_code() -> str:
    """The message for a code that isn't the class's."""
    return _("That is not the code of this class. Look at the wall again: the code is there.")


def wrong_resume_code() -> str:
    """The message for a resume code that nobody has."""
    return _("No seat of this class has that code. Check it, or join as somebody new.")


def wait() -> str:
    """The message after many wrong codes."""
    return _(
        "Too many wrong codes. Wait a minute, or ask your teacher; a right code works at once."
    )


def full() -> str:
    """The message that no seat is left."""
    return _("This class has no free seat left.")


def no_seat() -> str:
    """The message for a form of somebody who has no seat."""
    return _(
        "You have no seat in this class on this device. Join, or use your resume code to get your "
        "seat back."
    )


def no_class() -> str:
    """The message that a class was deleted."""
    return _("There is no such class any more.")


def not_now() -> str:
    """The title where the class's database refuses what was asked."""
    return _("The class can't be reached now")


def try_again() -> str:
    """What to do then."""
    return _(
        "Nothing was counted. Go back and send it again in a moment. If it stays so, tell your "
        "teacher."
    )


def put_back() -> str:
    """What to do where the file of the class was moved or deleted."""
    return _(
        "Nothing was counted: the file that keeps the class was moved, deleted or replaced. Tell "
        "your teacher. Put back where it was, it goes on; if it is gone, start the class again."
    )


def reached() -> str:
    """The title of the page for trying the network."""
    return _("This device reaches the class")


def how_reached() -> str:
    """What to do then."""
    return _("It works. Tell your teacher, and close this page, or join.")


# Around every page


def to_the_page() -> str:
    """The first link of a page, which leads past what stands above."""
    return _("Go to the page")


def you_are(pseudonym: str) -> str:
    """By what a student goes."""
    return _("You are {pseudonym}", pseudonym=pseudonym)


def about_resuming(code: str) -> str:
    """How to go on elsewhere."""
    return _(
        "On another device, or after this one was closed, join with your resume code: {code}. "
        "Write it down, and show it to nobody.",
        code=code,
    )


def your_resume_code() -> str:
    """The caption of that."""
    return _("If this device fails")


def left(milliseconds: int) -> str:
    """How long is left, in whole minutes rounded up, or that the time is up."""
    if milliseconds <= 0:
        return _("The bell has rung")
    minutes = -(-milliseconds // MINUTE)
    return ngettext("{number} minute left", "{number} minutes left", minutes)


def paused() -> str:
    """That the class stands still."""
    return _("Paused. Look up.")


def not_while_paused() -> str:
    """Why nothing came of a form."""
    return _("The class is paused, so nothing was done.")


def note(text: str) -> str:
    """What the teacher told all."""
    return _("From your teacher: {text}", text=text)


def look_again() -> str:
    """The link that shows the page as it is now."""
    return _("Look again")


def goes_on_by_itself() -> str:
    """What a page does, and what to do if it doesn't."""
    return _("This page goes on by itself. If it doesn't, press “Look again”.")


def no_connection() -> str:
    """What is shown while the server can't be reached."""
    return _("No connection. Trying again; nothing is lost.")


# Where the class is


def waiting() -> str:
    """The title before the first phase."""
    return _("You are in")


def wait_for_the_teacher() -> str:
    """What to do until the class begins."""
    return _("The class begins when your teacher says so.")


def look_up() -> str:
    """What to do in a phase in which nobody plays."""
    return _("Nothing to press now: talk, and look up.")


def to_talk_about() -> str:
    """The caption of the questions of a phase."""
    return _("To talk about")


def over() -> str:
    """The title after the class has ended."""
    return _("The class has ended")


def over_text() -> str:
    """What is said then."""
    return _("Thank you. You can close this page.")


def your_office(name: str) -> str:
    """The caption of the office that a student has."""
    return _("You advise as: {office}", office=name)


def only_you() -> str:
    """What stands before an office's confidential line."""
    return _("This is told to nobody else:")


def you_watch(gauges: str) -> str:
    """The gauges that an office sees."""
    return _("You watch: {gauges}", gauges=gauges)


# What came of a form


def said(word: str) -> str:
    """The message by which a page says what came of a form; empty if there is none of that name."""
    told = {
        "voted": _("Your vote is in."),
        "late": _("That vote is closed, so this one doesn't count."),
        "kept": _("Your reason is kept."),
        "voted_long": _(
            "Your vote is in. Its reason is too long, so only that was not kept: make it shorter."
        ),
        "long": _("That is too long, so it was not kept. Make it shorter."),
        "resumed": _("You are back in your seat, on this device. The old device is signed out."),
        "answered": _("Your answers are kept."),
        "form_late": _("The class has moved on, so these answers aren't kept."),
        "stopped": not_while_paused(),
    }
    return told.get(word, "")


# The wall


def wall() -> str:
    """The title of the wall's window."""
    return pgettext("a title", "The wall")


def how_to_join(address: str) -> str:
    """Where to join."""
    return _("Join at {address}", address=address)


def the_code(code: str) -> str:
    """The code, to be typed."""
    return _("Code: {code}", code=code)


def qr() -> str:
    """What the QR code is, for those who don't see it."""
    return _("QR code with the address of the class")


def joined_so_far(number: int) -> str:
    """How many have joined."""
    return ngettext("{number} has joined", "{number} have joined", number)


def tables_over(number: int, tables: int) -> str:
    """How many pairs have finished."""
    return _("{number} of {tables} pairs have come to an end", number=number, tables=tables)


def plays_over(number: int, seats: int) -> str:
    """How many have come to the end of their part."""
    return _("{number} of {seats} have come to the end of this part", number=number, seats=seats)


def each_alone() -> str:
    """What is done when everybody plays alone."""
    return _("Everybody decides alone, at their own speed.")


def form_title(*, is_first: bool) -> str:
    """The title of a form before or after the class."""
    return _("Before we begin: a form") if is_first else _("At the end: a form")


def about_form() -> str:
    """What a form is for."""
    return _("It is about the class, and no mark. You may leave any question out.")


def send_answers() -> str:
    """The button that sends a form."""
    return pgettext("a button", "Keep my answers")


def refused() -> str:
    """What to do instead of a request that was refused."""
    return _("Open the address of the class that stands on the wall.")


def to_the_class() -> str:
    """The link to the class."""
    return pgettext("a link", "To the class")
