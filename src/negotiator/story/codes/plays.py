"""The kinds of faults that a search of a story's plays finds (N7)."""

from __future__ import annotations

from negotiator.language import N_, ngettext_noop
from negotiator.story.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "N701",
        N_("A scene that no play reaches"),
        N_("Let a way lead here, or mend the conditions on the way."),
        N_("no play reaches the scene `{name}` (proved: {how})"),
    ),
    error(
        "N702",
        N_("An ending that no play reaches"),
        N_("Let a way lead here, or mend the conditions on the way."),
        N_("no play reaches the ending `{name}` (proved: {how})"),
    ),
    error(
        "N703",
        N_("A choice that no play can make"),
        N_("Mend its `when`, or what should make it hold, or take the choice away."),
        N_("no play can make the choice `{name}` (proved: {how})"),
        deal=N_(
            "Lower a side's `reservation`, or give the terms options with which both would sign."
        ),
    ),
    error(
        "N704",
        N_("An event that comes in no play"),
        N_("Mend its `when`, or draw its pool where that can hold."),
        N_("the event `{name}` comes in no play (proved: {how})"),
    ),
    error(
        "N705",
        N_("A motion whose vote is always the same"),
        N_("Mend `needs` or the blocs' `ayes`, or put it to the vote somewhere else."),
        passes=N_("the motion `{name}` passes in no play (proved: {how})"),
        fails=N_("the motion `{name}` fails in no play (proved: {how})"),
        unheld=N_("no play puts the motion `{name}` to the vote (proved: {how})"),
    ),
    error(
        "N706",
        N_("A play can get stuck"),
        N_("Leave one choice without a condition, or let the conditions cover every case."),
        at_start=N_("every choice of the scene `{name}` is closed when a play begins"),
        later=ngettext_noop(
            "every choice of the scene `{name}` can be closed at once, after {number} decision",
            "every choice of the scene `{name}` can be closed at once, after {number} decisions",
        ),
        why=N_("{fault}: {reason}"),
        value=N_("`{name}` is {value}"),
        value_since=N_("`{name}` is {value} (since {decision})"),
        value_at_start=N_("`{name}` is {value} (as at the start)"),
        more=N_("{number} more"),
        since=N_("after {decision} no ending can be reached: {fault}"),
        since_luck=N_("after {decision}, with bad luck, no ending can be reached: {fault}"),
        there=N_(
            "In `{name}` leave one choice without a condition, or let the conditions cover every "
            "case."
        ),
    ),
    error(
        "N707",
        N_("One of the story's own tests fails"),
        N_("Mend the story if the test is right, the test if the story is."),
        N_("the test `{test}` fails: {fault}"),
        endless=N_("decision {number}, `{decision}`: the events that ask for an answer never end"),
        not_told=N_("“{words}” was not told"),
        told=N_("“{words}” was told, after {decision}"),
        told_at_once=N_("“{words}” was told, at the start"),
        stopped=N_("decision {number}, `{decision}`: {reason}"),
        elsewhere=N_("the play is in `{place}`, not in `{wanted}`"),
        does_not_hold=N_("`{condition}` does not hold: {known}"),
        known=N_("{name} is {value}"),
        event_waits=N_(
            "An event waits for an answer there. Write `whatever_comes` before the decision if any "
            "answer will do, or the one it must have."
        ),
    ),
    error(
        "N708",
        N_("A play can go in circles for ever"),
        N_("Give the circle a way out that is open whatever was decided before."),
        lost=N_("no play reaches an ending: from `{name}` on, it can only go in circles"),
        at_start=N_(
            "from the start no ending can be reached: from `{name}` on, a play can only go in "
            "circles"
        ),
        later=ngettext_noop(
            "after {number} decision no ending can be reached: from `{name}` on, a play can "
            "only go in circles",
            "after {number} decisions no ending can be reached: from `{name}` on, a play can "
            "only go in circles",
        ),
        since=N_(
            "after {decision} no ending can be reached: from `{name}` on, a play can only go in "
            "circles"
        ),
        since_luck=N_(
            "after {decision}, with bad luck, no ending can be reached: from `{name}` on, a play "
            "can only go in circles"
        ),
    ),
    warning(
        "N650",
        N_("A passage that no play is told"),
        N_("Mend its `when`, or what should make it hold, or take it away."),
        N_("no play is told this passage of `{owner}` (proved: {how})"),
        document=N_("no play is shown this document of `{owner}` (proved: {how})"),
        front_page=N_("no play is told this line of the front page of `{owner}` (proved: {how})"),
        line=N_("nobody says this line at `{owner}` (proved: {how})"),
        once=N_(
            "this line is never said: `{reason}` comes up once while the table is open, and a line "
            "above has no condition"
        ),
        rarely=N_(
            "this line is never said: its turn is number {turn}, and `{reason}` comes up at most "
            "{most} times while the table is open"
        ),
    ),
    warning(
        "N651",
        N_("A way on that no play takes"),
        N_("Mend its `when`, or the ways above it, or take it away."),
        N_("no play takes this way from `{owner}` to `{to}` (proved: {how})"),
    ),
    warning(
        "N652",
        N_("A line of a reading that no play reaches"),
        N_("Mend its `when`, or the lines above it, or take it away."),
        N_("no play reaches this line of the ending `{owner}` (proved: {how})"),
    ),
    warning(
        "N709",
        N_("Plays last much longer, or shorter, than `minutes` says"),
        N_("Correct `minutes`, or the length of the story."),
        N_("`minutes` says {minutes}, but half of the plays take about {median:.0f} or less"),
    ),
)
