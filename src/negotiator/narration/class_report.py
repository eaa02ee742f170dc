"""What is said of a class after it: the headings, captions and sentences of its report.

Every share stands beside the number it is of, and nothing is called learning. No vote and no ending
is called right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from negotiator.language import _, ngettext
from negotiator.narration.sentences import joined
from negotiator.sentence_parts import in_a_row


def title(exercise: str, story: str) -> str:
    """The title of the report."""
    return _("{exercise}: a class with {story}", exercise=exercise, story=story)


def held(day: str, seats: int) -> str:
    """When the class was held, and how many took part."""
    return ngettext("{day}. {number} seat.", "{day}. {number} seats.", seats, day=day)


def rehearsed() -> str:
    """The warning over the report of a rehearsal."""
    return _(
        "This was a rehearsal: the students were scripted. It shows what a report looks like, and "
        "says nothing about anybody."
    )


def no_names() -> str:
    """Who is in the report."""
    return _("No names were asked for: students are seats with two words.")


def nothing_yet() -> str:
    """The report of a class in which nothing was done."""
    return _("Nothing was decided in this class.")


# Votes


def ballot(scene: str) -> str:
    """The heading of a decision that was voted on."""
    return _("Voted on: {scene}", scene=scene)


def ballot_heads(rounds: int) -> tuple[str, ...]:
    """The heads of the columns of a vote."""
    second = (_("Second vote"),) if rounds > 1 else ()
    return (_("What was chosen"), _("First vote"), *second)


def altogether() -> str:
    """The last row of a vote, with all votes."""
    return _("All votes")


def with_hands(votes: int, hands: int) -> str:
    """All votes of a round, with how many of them were hands that the teacher counted."""
    return _("{votes}, {hands} of them by hand", votes=votes, hands=hands)


def who_moved(changed: int, both: int) -> str:
    """How many voted otherwise the second time, of those known to have voted twice."""
    return ngettext(
        "Of {number} seat that voted twice, {changed} voted otherwise the second time.",
        "Of {number} seats that voted twice, {changed} voted otherwise the second time.",
        both,
        changed=changed,
    )


def moved_from(before: str, after: str, seats: int) -> str:
    """How many moved from one choice to another."""
    return ngettext(
        "{number} moved from “{before}” to “{after}”.",
        "{number} moved from “{before}” to “{after}”.",
        seats,
        before=before,
        after=after,
    )


def decided(choice: str, *, overruled: bool) -> str:
    """What was done."""
    if overruled:
        return _("The teacher decided otherwise: “{choice}”.", choice=choice)
    return _("Decided: “{choice}”.", choice=choice)


def not_decided() -> str:
    """That a vote was held, and nothing decided."""
    return _("Nothing was decided on it.")


# Ways


def ways(plays: int) -> str:
    """How many plays the flow is of, and how to read it."""
    return ngettext(
        "{number} play, from the top down: a bar is as wide as many chose the same, its letter is "
        "in the tables below, and grey bars did not decide there. H and the dashed line are what "
        "is nearest to history.",
        "{number} plays, from the top down: a bar is as wide as many chose the same, its letter is "
        "in the tables below, and grey bars did not decide there. H and the dashed line are what "
        "is nearest to history.",
        plays,
    )


def handed_in() -> str:
    """The heading of plays that were handed in by file or code."""
    return _("Plays that were handed in")


def flow_title(phase: str) -> str:
    """The title of the flow."""
    return _("{phase}: the ways of the class", phase=phase)


def flow_described(scenes: Iterable[str]) -> str:
    """The flow, for whoever doesn't see it."""
    return _(
        "Bars for the choices at these decisions, joined by bands: {scenes}. All numbers are in "
        "the tables below.",
        scenes=in_a_row(scenes),
    )


def where_they_came_to() -> str:
    """The last row of the flow, and the table of endings."""
    return _("Where they came to")


def no_ending() -> str:
    """What plays came to that reached no ending."""
    return _("No ending: the bell, or the end of the exercise")


def way_heads() -> tuple[str, ...]:
    """The heads of the columns of a decision in the ways."""
    return ("", _("What was chosen"), _("How many"), "")


def ending_heads() -> tuple[str, ...]:
    """The heads of the columns of the endings."""
    return ("", _("How it ended"), _("How many"), "")


def of_plays(part: int, plays: int) -> str:
    """A number of plays, and of how many."""
    return _("{part} of {plays}", part=part, plays=plays)


def nearest_to_history() -> str:
    """The mark of the choice that is nearest to history."""
    return _("nearest to history")


def not_here(plays: int) -> str:
    """How many plays didn't decide at a place."""
    return ngettext(
        "{number} play did not decide here.", "{number} plays did not decide here.", plays
    )


def merged(choices: int) -> str:
    """How many choices the last bar of a row stands for."""
    return ngettext("{number} other choice", "{number} other choices", choices)


def few_came(places: int) -> str:
    """How many places aren't told, because few plays decided there."""
    return ngettext(
        "At {number} more place fewer than a quarter decided. The table of decisions has it.",
        "At {number} more places fewer than a quarter decided. The table of decisions has them.",
        places,
    )


def parted_most(scene: str, most: int, plays: int) -> str:
    """The decision at which they parted most."""
    return _(
        "They parted most at “{scene}”: {most} of {plays} took the commonest choice.",
        scene=scene,
        most=most,
        plays=plays,
    )


# Turning points


def turning_points() -> str:
    """The heading of the turning points."""
    return _("Which decisions made the endings")


def turned(worked_out: int, ended: int) -> str:
    """How many plays the turning points are of."""
    return ngettext(
        "Worked out for {worked_out} of {number} play that ended, in plays of the story's own "
        "model that go on from each decision; it isn't what would have happened.",
        "Worked out for {worked_out} of {number} plays that ended, in plays of the story's own "
        "model that go on from each decision; it isn't what would have happened.",
        ended,
        worked_out=worked_out,
    )


def turned_heads() -> tuple[str, ...]:
    """The heads of the columns of the turning points."""
    return (_("What was decided"), _("How it ended"), _("How many"), _("Added on average"))


def per_hundred(added: int) -> str:
    """How much a decision added to the chance of its ending."""
    return _("{added:+} of 100", added=added)


def no_turning_points() -> str:
    """That none stands out."""
    return _("No decision stood out in any of them.")


# Reasons


def chosen_at(scene: str, choice: str) -> str:
    """A decision: where it was made, and what was chosen."""
    return _("{scene}: “{choice}”", scene=scene, choice=choice)


def reasons() -> str:
    """The heading of the reasons."""
    return _("Reasons that were shown")


def written(shown: int, all_reasons: int) -> str:
    """How many reasons were written, and how many of them the teacher chose to show."""
    return ngettext(
        "{number} reason was written; the teacher showed {shown}.",
        "{number} reasons were written; the teacher showed {shown}.",
        all_reasons,
        shown=shown,
    )


# Forms


def forms() -> str:
    """The heading of the two forms."""
    return _("The two forms")


def form_heads() -> tuple[str, ...]:
    """The heads of the columns of the items."""
    return (_("Before, and after in other words"), _("Right before"), _("Right after"))


def score_heads(most: int) -> tuple[str, ...]:
    """The heads of the columns of the raw scores."""
    return (_("Right answers"), *map(str, range(most + 1)), _("Seats"))


def before() -> str:
    """The row of the first form."""
    return _("Before")


def after() -> str:
    """The row of the second form."""
    return _("After")


def answered(before: int, after: int, both: int) -> str:
    """How many answered the forms."""
    return _(
        "{before} answered the first form, {after} the second, {both} both.",
        before=before,
        after=after,
        both=both,
    )


def averages(before: Fraction, after: Fraction, most: int, seats: int) -> str:
    """The averages of those who answered both forms."""
    return ngettext(
        "Of {number} who answered both: {before:.2f} of {most} right on average before, "
        "{after:.2f} after.",
        "Of {number} who answered both: {before:.2f} of {most} right on average before, "
        "{after:.2f} after.",
        seats,
        before=float(before) * most,
        after=float(after) * most,
        most=most,
    )


def gain(found: Fraction) -> str:
    """The normalized gain."""
    return _("Normalized gain: {gain:.2f}, of what could be gained (Hake 1998).", gain=float(found))


def no_gain() -> str:
    """Why there is no normalized gain."""
    return _(
        "There is no normalized gain: nobody answered both forms, or all was right before already."
    )


def what_forms_say(seats: int) -> str:
    """What the scores say, and what not."""
    return ngettext(
        "With {number} seat this says little about the class, and nothing about one student.",
        "With {number} seats this says little about the class, and nothing about one student.",
        seats,
    )


def scripted_forms() -> str:
    """What stands instead of gain and averages in a rehearsal."""
    return _("The answers are scripted, so averages and gain mean nothing and are left out.")


# At the end


def closing(version: str, class_id: str) -> Iterator[str]:
    """The last lines of the report."""
    yield joined(
        _("No vote and no ending is called right."),
        _("With few seats a difference of one or two is chance."),
    )
    yield _("Written by Negotiator {version}. Class {id}.", version=version, id=class_id)
