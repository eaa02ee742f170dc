"""The kinds of faults that are found in a story that can be read: by looking at it (N6) and by
searching its plays (N7).

What keeps a story from being read is in `reading`.
"""

from __future__ import annotations

from negotiator.story.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    # 6: what can be played, and is odd
    warning(
        "N601",
        "A comparison that always comes out the same",
        "Compare with a number that the other side can lie on both sides of.",
    ),
    warning(
        "N602",
        "A condition that can never hold",
        "Correct the condition, or take away what hangs on it.",
    ),
    warning(
        "N603",
        "A condition that always holds",
        "Correct the condition, or take the `when` away.",
    ),
    warning("N604", "A choice that is never open", "Correct its `when`, or take the choice away."),
    warning(
        "N605",
        "An effect that adds nothing, or more than there is room for",
        "Give it an amount that can make a difference, or take it away.",
    ),
    warning(
        "N606",
        "An effect that nothing reads from there on",
        "Read it in a place that comes later, or take the effect away.",
    ),
    warning(
        "N607",
        "A flag or a counter that nothing reads",
        "Let a `when` read it, or take it away.",
    ),
    warning(
        "N608", "A value that nothing ever changes", "Let an effect change it, or take it away."
    ),
    warning(
        "N609",
        "A scene or an ending that nothing leads to",
        "Let a `goto` lead to it, or take it away.",
    ),
    warning(
        "N610",
        "Every choice may be closed at once",
        "Give the scene a choice without `when` and `once`, or guard every case.",
    ),
    warning(
        "N611",
        "A place from which no ending can be reached",
        "Give the player a way on that comes to an ending.",
    ),
    warning(
        "N612",
        "A branch or a line that is never taken",
        "Take it away, or correct those above it.",
    ),
    warning(
        "N613",
        "All branches lead to the same place",
        "Write the place alone, or let one branch lead elsewhere.",
    ),
    warning("N614", "A source that nothing cites", "Cite it where it is used, or take it away."),
    warning(
        "N615",
        "A glossary term that no text links",
        "Link it where it is first used, as [[term]], or take it away.",
    ),
    warning(
        "N616",
        "An event that can never come",
        "Correct its pool, `when` or weight, or take the event away.",
    ),
    warning(
        "N617",
        "A vote whose outcome is certain",
        "Correct the ayes or `needs`, so that the vote is open.",
    ),
    warning(
        "N618",
        "A motion that is never put to the vote",
        "Put it to the vote with `vote`, or take it away.",
    ),
    warning("N619", "History without a source", "Cite the source of what happened."),
    warning(
        "N620",
        "A date that runs backwards",
        "Correct one of the dates, or what comes after what; a scene that is come back to may "
        "go without.",
    ),
    warning("N621", "An ending that isn't read on every axis", "Add it under `readings`."),
    warning(
        "N622",
        "A passage that is too long",
        "Cut it: a reader wants to decide within 150 words.",
    ),
    warning(
        "N623",
        "A band that a gauge never comes to",
        "Correct where it begins, or let an effect lead the gauge there.",
    ),
    warning(
        "N624",
        "An old name that is somebody else's",
        "Write the name it had before, or take it away.",
    ),
    warning(
        "N625", "A choice of which nothing comes", "Give it an outcome, an effect or a `goto`."
    ),
    warning(
        "N626",
        "A round that draws more than there is",
        "Lower `at_most`, or give the pool more events.",
    ),
    warning(
        "N628",
        "An act without a scene",
        "Correct its `from`, or give a scene of it a `date`.",
    ),
    warning(
        "N629",
        "A draw that never happens",
        "Draw in a later scene: in the scene that a play starts in nothing has happened yet.",
    ),
    warning("N627", "A cooldown of what comes only once", "Take `cooldown` or `once` away."),
    warning(
        "N630",
        "A fact that was not known yet",
        "Cite it in a later scene, or correct its `known` or the scene's date.",
    ),
    # 7: what a search found out
    error(
        "N701",
        "A scene that no play comes to",
        "Let a way lead here, or mend the conditions on the way.",
    ),
    error(
        "N702",
        "An ending that no play comes to",
        "Let a way lead here, or mend the conditions on the way.",
    ),
    error(
        "N703",
        "A choice that no play can make",
        "Mend its `when`, or what should make it hold, or take the choice away.",
    ),
    error(
        "N704",
        "An event that comes in no play",
        "Mend its `when`, or draw its pool where that can hold.",
    ),
    error(
        "N705",
        "A motion whose vote is always the same",
        "Mend `needs` or the blocs' `ayes`, or put it to the vote somewhere else.",
    ),
    error(
        "N706",
        "A play can get stuck",
        "Leave one choice without a condition, or let the conditions cover every case.",
    ),
    error(
        "N707",
        "One of the story's own tests fails",
        "Mend the story if the test is right, the test if the story is.",
    ),
    error(
        "N708",
        "A play can go in circles for ever",
        "Give the circle a way out that is open whatever was decided before.",
    ),
)
