"""A class at a terminal, in lines of text: what a seat may see now, and what can be typed.

It tells what `/seat.json` of a class's server has, in the words of the class's pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negotiator.language import _, ngettext
from negotiator.narration import class_ballots, class_pages, class_tables
from negotiator.narration.lines_as_text import numbered

Data = dict[str, Any]


def what_to_type() -> str:
    """How a class is taken part in."""
    return _(
        "Type the number of a choice. `because` and your words gives a reason, `again` shows "
        "everything again, `quit` leaves; you can come back with your resume code."
    )


def at_a_table() -> str:
    """What can be typed at a table in pairs."""
    return _(
        "Type `offer` and the number of an option for each term, such as `offer 1 2 1 3`; "
        "`accept`; or `leave`."
    )


def at_a_table_of_the_story() -> str:
    """What can be typed at a table with the story's counterpart."""
    return _(
        "Type `offer` and the number of an option for each term, in their order, such as "
        "`offer 1 2 1`, or the number of a choice."
    )


def not_understood() -> str:
    """That a line means nothing here."""
    return _("That can't be done now. `again` shows what can.")


def type_yes() -> str:
    """How a question is answered."""
    return _("Type `yes` to do it, or anything else not to.")


def with_the_engine() -> str:
    """What can be typed without a partner."""
    return _(
        "Type `counterpart` to bargain with the story's own. To watch a pair, open the class in a "
        "browser with your resume code."
    )


def not_let_in() -> str:
    """That neither the class nor a seat has that code."""
    return _("This class has no such code, and no seat has it.")


def unreachable(address: str) -> str:
    """That no class answers there."""
    return _("No class answers at {address}.", address=address)


def spoken(seen: Data) -> Iterator[str]:
    """What a seat sees now."""
    phase = seen["phase"]
    if phase["ended"]:
        yield class_pages.over()
        return
    if phase["number"] < 0:
        yield class_pages.wait_for_the_teacher()
        return
    yield phase["title"]
    if phase["paused"]:
        yield class_pages.paused()
    elif phase["left"] is not None:
        yield class_pages.left(phase["left"])
    if seen["notes"]:
        yield class_pages.note(seen["notes"][-1]["text"])
    if seen["vote"]:
        yield from _vote(seen["vote"])
    elif seen["table"]:
        yield from _table(seen["table"])
    elif seen["play"]:
        yield from _play(seen["play"])
    elif phase["shape"] == "pairs":
        yield class_tables.no_partner()
        yield with_the_engine()
    else:
        yield class_pages.look_up()


def _vote(vote: Data) -> Iterator[str]:
    yield from vote["told"]
    if vote["stopped"]:
        yield class_ballots.phase_stopped()
        return
    if vote["open"]:
        yield class_ballots.ballot_is_open(vote["round"])
        yield class_ballots.changeable()
    for number, one in enumerate(vote["choices"], 1):
        mine = class_ballots.is_yours() if one["id"] == vote["mine"] else ""
        counts = [class_ballots.tally(each[one["id"]]) for each in vote["counts"] or ()]
        yield " · ".join(filter(None, [f"{number}. {one['text']}", *counts, mine]))


def _table(table: Data) -> Iterator[str]:
    yield class_tables.title(table["number"])
    if table["ended"]:
        is_agreed = table["ended"] == "agreed"
        yield (
            class_tables.agreed()
            if is_agreed
            else class_tables.no_deal(table["ended"], is_mine=False)
        )
        return
    yield your_limit(table["limit"])
    for term in table["terms"]:
        yield f"{term['label']}:"
        for number, one in enumerate(term["options"], 1):
            yield numbered(number, one["text"], class_tables.worth(f"{one['points']:.1f}"))
    for offer in table["offers"]:
        said = class_tables.your_offer if offer["mine"] else class_tables.their_offer
        texts = [
            one["text"]
            for term in table["terms"]
            for one in term["options"]
            if offer["package"][term["id"]] == one["id"]
        ]
        worth = class_tables.worth(f"{offer['points']:.1f}")
        yield " · ".join([said(offer["number"]), *texts, worth])
    yield at_a_table()


def your_limit(points: int) -> str:
    """What no deal is worth."""
    return ngettext(
        "Without a deal you have {number} point.",
        "Without a deal you have {number} points.",
        points,
    )


def _play(play: Data) -> Iterator[str]:
    yield from play["told"]
    if play["stopped"] or play["over"]:
        yield play["stopped"] or class_ballots.phase_stopped()
        return
    for term in play["terms"]:
        yield f"{term['label']}:"
        for number, one in enumerate(term["options"], 1):
            yield f"{number}. {one['text']}"
    for number, one in enumerate(play["choices"], 1):
        if one["open"]:
            yield f"{number}. {one['text']}"
    if play["terms"]:
        yield at_a_table_of_the_story()
    if play["asks_reason"]:
        yield give_a_reason()


def give_a_reason() -> str:
    """That a reason for the last decision is asked for."""
    return _("Why did you decide so? Type `because` and one or two sentences, without names.")
