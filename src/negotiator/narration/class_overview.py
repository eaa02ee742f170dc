"""What the teacher's board says of seats, pairs, reasons and plays: who is where, who is stuck, and
what forms."""

from __future__ import annotations

from negotiator.language import _, ngettext, pgettext

MINUTE = 60_000


def seats(number: int) -> str:
    """The caption of the seats."""
    return _("Seats taken: {number}", number=number)


def nobody_yet() -> str:
    """That nobody has joined."""
    return _("Nobody has joined yet.")


def columns() -> tuple[str, ...]:
    """The heads of the table of seats."""
    return (
        pgettext("a column", "Seat"),
        pgettext("a column", "Where"),
        pgettext("a column", "Decisions"),
        pgettext("a column", "Quiet"),
        pgettext("a column", "More time"),
    )


def quiet_for(milliseconds: int) -> str:
    """How long nothing came from a seat."""
    return ngettext("for {number} min", "for {number} min", milliseconds // MINUTE)


def stuck() -> str:
    """The mark of a seat from which nothing came for long."""
    return pgettext("of a seat", "stuck?")


def has_cast() -> str:
    """The mark of a seat that has voted."""
    return pgettext("of a seat", "has voted")


def not_yet_cast() -> str:
    """The mark of a seat that hasn't."""
    return pgettext("of a seat", "no vote yet")


def at_table(number: int, side: str) -> str:
    """Where a seat sits."""
    return _("table {number}, {side}", number=number, side=side)


def has_no_partner() -> str:
    """The mark of a seat without a partner."""
    return pgettext("of a seat", "without a partner")


def with_the_engine() -> str:
    """The mark of a seat that bargains with the story's counterpart."""
    return _("with the story's counterpart")


def more() -> str:
    """The button that gives one seat more time."""
    return pgettext("a button", "+3 min")


def has_more(minutes: int) -> str:
    """How much more time a seat has."""
    return ngettext("{number} min more", "{number} min more", minutes)


def tables() -> str:
    """The caption of the pairs."""
    return _("The pairs")


def table_columns() -> tuple[str, ...]:
    """The heads of the table of pairs."""
    return (
        pgettext("a column", "Table"),
        pgettext("a column", "Who"),
        pgettext("a column", "Offers"),
        pgettext("a column", "How it stands"),
        pgettext("a column", "A partner is gone"),
    )


def table_state(word: str) -> str:
    """How a table stands."""
    return {
        "talking": _("they talk"),
        "agreed": _("a deal"),
        "left": _("one left"),
        "bell": _("no deal at the bell"),
    }[word]


def replace(pseudonym: str) -> str:
    """The button by which a seat goes on with the story's counterpart."""
    return _("{pseudonym} plays against the story", pseudonym=pseudonym)


def reveal() -> str:
    """The button that shows the picture to all."""
    return pgettext("a button", "Reveal: show the picture to all")


def reveal_ends() -> str:
    """What revealing does while some still talk."""
    return _("Some still talk: revealing ends their talks without a deal.")


def somebody_is_gone(table: int) -> str:
    """What opens the buttons for a table with a missing partner."""
    return _("Who is left at table {number}?", number=table)


def out_of_turn() -> str:
    """What opens the list of phases to go to out of turn."""
    return _("Go to another phase, out of turn")


def which_phase() -> str:
    """The list of those."""
    return pgettext("a list", "Phase")


def note_field() -> str:
    """The field of a note."""
    return _("It is on every page until the next note, or the next phase")


def is_revealed() -> str:
    """That all see the picture."""
    return _("All see the picture now.")


# Reasons


def reasons() -> str:
    """The caption of the reasons."""
    return _("Reasons")


def no_reasons() -> str:
    """That nobody has written one."""
    return _("Nobody has written a reason yet.")


def read_before_showing() -> str:
    """What to do before a reason is shown."""
    return _("Read a reason before you show it: it may name somebody.")


def show() -> str:
    """The button that shows a reason."""
    return pgettext("a button", "Show to all")


def hide() -> str:
    """The button that shows it no longer."""
    return pgettext("a button", "Stop showing")


def about_choice(choice: str) -> str:
    """To which choice a reason belongs."""
    return _("for “{choice}”", choice=choice)


# As it forms


def as_it_forms() -> str:
    """The caption of what the plays come to."""
    return _("How the plays are going")


def splits_most(scene: str) -> str:
    """The decision on which the class splits most."""
    return _("What splits most: {scene}", scene=scene)


def split_of(choice: str, number: int) -> str:
    """How many took a choice."""
    return _("{choice}: {number}", choice=choice, number=number)


def endings() -> str:
    """The caption of the endings."""
    return _("Endings so far")


def no_ending_yet() -> str:
    """That no play has ended."""
    return _("No play has come to an ending yet.")


def gauge_range(label: str, low: int, middle: int, high: int) -> str:
    """Where a gauge stands over all plays."""
    return _(
        "{gauge}: from {low} to {high}, half of the plays at {middle} or above",
        gauge=label,
        low=low,
        middle=middle,
        high=high,
    )


def gauge_now(label: str, value: int, band: str) -> str:
    """Where a gauge stands in the class's play."""
    return _("{gauge}: {value}, {band}", gauge=label, value=value, band=band)


def damaged(table: str, row: str, column: str, found: str, *, is_number: bool, is_key: bool) -> str:
    """That a value of the class's rows was changed by another program, and what it counts as."""
    where = _(
        "Damaged in what is kept of this class, table {table}, row {row}: {column} is “{found}”.",
        table=table,
        row=row,
        column=column,
        found=found,
    )
    if is_key:
        instead = _("The row is left out.")
    elif is_number:
        instead = _("A number belongs there; it counts as 0.")
    else:
        instead = _("A text belongs there; it counts as empty.")
    return f"{where} {instead}"


def missing(table: str, row: str) -> str:
    """That one of the class's rows was deleted or changed by another program."""
    return _(
        "Missing in what is kept of this class, table {table}: row {row}. Those after it are there "
        "and count as far as they can.",
        table=table,
        row=row,
    )


def more_damaged(number: int) -> str:
    """That there is more of that kind."""
    return ngettext("And {number} value more.", "And {number} values more.", number)


def mend_damaged() -> str:
    """What to do about it."""
    return _(
        "All else goes on, and nothing of it is overwritten. Write the right value there with the "
        "program that changed it, or stop the class and put a copy of the file in its place."
    )


def suspicious() -> str:
    """That many wrong codes were tried."""
    return _(
        "Very many wrong codes were tried. Start again with a new code: negotiator class start "
        "--resume CLASS --new-codes"
    )


def forms_back(number: int, seats: int) -> str:
    """How many have answered a form."""
    return _("{number} of {seats} have answered the form", number=number, seats=seats)
