"""What is said at a table in pairs: whose turn nobody has, which offers stand, what was refused and
why, and how it ended. What stands on the sheet is in `pair_sheets`.
"""

from __future__ import annotations

from negotiator.language import _, pgettext
from negotiator.narration.class_pages import not_while_paused
from negotiator.narration.saved_plays import Confirmation
from negotiator.sentence_parts import beside

BY_BELL = "bell"


def title(number: int) -> str:
    """The title of the page of a pair."""
    return _("Table {number}", number=number)


def opposite(partner: str, other: str) -> str:
    """Who sits opposite."""
    return _("Opposite you: {partner}, for {side}", partner=partner, side=other)


def your_sheet(side: str) -> str:
    """The caption of a side's sheet."""
    return _("Your sheet, for {side}: for your eyes only", side=side)


def offers() -> str:
    """The caption of the offers that stand."""
    return _("On the table")


def no_offer(*, is_mine: bool) -> str:
    """That a side has no standing offer."""
    return _("You have made no offer yet.") if is_mine else _("They have made no offer yet.")


def your_offer(number: int) -> str:
    """One's own standing offer."""
    return _("Your offer, number {number}", number=number)


def their_offer(number: int) -> str:
    """The other side's standing offer."""
    return _("Their offer, number {number}", number=number)


def worth(points: str) -> str:
    """What a package is worth to the reader."""
    return _("{points} points for you", points=points)


def below_limit(points: str, limit: int) -> str:
    """That a package is worth less than no deal."""
    return _("{points} points for you: below your limit of {limit}", points=points, limit=limit)


def accept(number: int) -> str:
    """The button that accepts."""
    return _("Accept number {number}", number=number)


def put_offer() -> str:
    """The caption of the form for an offer."""
    return _("Put an offer on the table")


def send_offer() -> str:
    """The button that offers."""
    return pgettext("a button", "Offer this package")


def leave() -> str:
    """The button that leaves the talks."""
    return pgettext("a button", "Leave without a deal …")


def leave_later() -> str:
    """When one may leave."""
    return _("From the third minute on you may leave without a deal.")


def with_points(option: str, points: str) -> str:
    """An option with what it is worth to the reader, first, where a narrow field doesn't cut it."""
    return beside((points, option))


def what_numbers_are() -> str:
    """What stands before each option."""
    return _("The number before an option is what it gives you.")


def log() -> str:
    """The caption of what was done at the table."""
    return _("What was done here")


def offered(number: int, who: str) -> str:
    """An offer, in the log."""
    return _("{number}. {who} made an offer.", number=number, who=who)


def accepted(number: int, who: str, of: int) -> str:
    """An acceptance, in the log."""
    return _("{number}. {who} accepted number {offer}.", number=number, who=who, offer=of)


def left(number: int, who: str) -> str:
    """That somebody left, in the log."""
    return _("{number}. {who} left.", number=number, who=who)


def rang(number: int) -> str:
    """That the time was up, in the log."""
    return _("{number}. The time was up.", number=number)


def unreadable(number: int) -> str:
    """That what was done under a number can't be read any more, in the log."""
    return _("{number}. What was offered here is damaged.", number=number)


def sure_below(points: str, limit: int, number: int) -> Confirmation:
    """The question before a package below one's limit is accepted."""
    return Confirmation(
        _("Accept below your limit?"),
        _(
            "Number {number} is worth {points} points to you, and no deal {limit}. You may sign "
            "it; be ready to say why.",
            number=number,
            points=points,
            limit=limit,
        ),
        _("Sign it all the same"),
        _("Go on talking"),
    )


def sure_to_leave(without: str, limit: int) -> Confirmation:
    """The question before somebody leaves."""
    has = _("Then you have: {without}.", without=without) if without else ""
    text = _(
        "That ends it for both, without a deal. {without} It is worth {limit} points to you.",
        without=has,
        limit=limit,
    )
    return Confirmation(
        _("Leave these talks?"),
        " ".join(text.split()),
        _("Leave"),
        _("Stay at the table"),
    )


def agreed() -> str:
    """That there is a deal."""
    return _("You have a deal")


def what_was_agreed() -> str:
    """The caption of the deal."""
    return _("What you agreed on")


def the_deals() -> str:
    """The caption of the deals as a table."""
    return _("All deals as a table")


def no_deal(by: str, *, is_mine: bool) -> str:
    """That there is none, and who ended it."""
    if by == BY_BELL:
        return _("The time was up: no deal.")
    return _("You left: no deal.") if is_mine else _("They left: no deal.")


def after_it() -> str:
    """What to do when it is over."""
    return _("Keep your sheet to yourself until all are done. Then look at the wall.")


def bell_rang(seconds: int) -> str:
    """What may still be done after the bell."""
    return _(
        "The bell has rung. For {seconds} seconds what stands can still be accepted.",
        seconds=seconds,
    )


def refusal(word: str) -> str:
    """Why nothing was done at a table; empty for a word that is none of these."""
    return {
        "over": _("The talks have ended."),
        "paused": not_while_paused(),
        "bell": _("The bell has rung: nothing new can be offered."),
        "not_full": _("An offer needs an option for every open term."),
        "no_offer": _("There is no offer with that number."),
        "own": _("That is your own offer."),
        "stale": _("That offer was replaced meanwhile. Look at what stands now."),
        "gone": _(
            "That came too late, so nothing was done: who sits at the table has changed, or the "
            "class has moved on."
        ),
        "too_early": _("Nobody leaves before the third minute."),
    }.get(word, "")


def two_and_two() -> str:
    """What is done in pairs."""
    return _("Two and two at a table. An offer is all open terms at once.")


# Without a partner


def no_partner() -> str:
    """The title for somebody without a partner."""
    return _("Nobody sits opposite you")


def about_no_partner(other: str) -> str:
    """What such a student may do."""
    return _(
        "You can bargain with the story's own {other} instead, or watch a pair. As long as you do "
        "neither, somebody who joins late may still come to you.",
        other=other,
    )


def the_engine() -> str:
    """Who sits opposite where somebody is missing."""
    return _("the story's counterpart")


def with_the_engine(other: str) -> str:
    """The button that plays with the story's counterpart."""
    return _("Bargain with the story's {other}", other=other)


def watch(number: int) -> str:
    """The link to what a pair does."""
    return _("Watch table {number}", number=number)


def watching(number: int) -> str:
    """The title of that."""
    return _("You watch table {number}", number=number)


def how_to_watch() -> str:
    """What to do while watching."""
    return _(
        "Sit down beside them and say nothing. Note every question that is asked, and what it was "
        "worth. You see what they offer, and nobody's points."
    )


def side_called(name: str) -> str:
    """For whom a student speaks."""
    return _("You speak for {side}.", side=name)


def revealed() -> str:
    """The title of the picture of the pairs."""
    return _("What all the pairs agreed on")


def your_dot() -> str:
    """The question that goes with the picture."""
    return _("Why is your dot there?")
