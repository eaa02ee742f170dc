"""The kinds of faults in passages that are documents or drawings (N53)."""

from __future__ import annotations

from negotiator.language import N_
from negotiator.story.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "N530",
        N_("A key of a document on what is none"),
        N_("Say with `document` what it is, or take the key away."),
        N_("`{key}` belongs to a document, and this passage is none"),
        alt=N_("`alt` says what a map or a drawing shows; a {kind} has words"),
    ),
    error(
        "N531",
        N_("A drawing without words"),
        N_("Say in `alt` what it shows, as you would say it to someone on the telephone."),
        N_("a {kind} has no `alt`: who hears the story, and whose screen is narrow, gets nothing"),
    ),
    error(
        "N532",
        N_("A drawing that is too wide"),
        N_("Draw it in fewer columns: a wide letter, such as a Korean one, takes two."),
        N_("this line of a drawing is {number} cells wide; {most} is the most"),
    ),
    error(
        "N533",
        N_("A drawing whose lines run together"),
        N_("Begin it with `|` behind its key, and draw on the lines below."),
        N_("the lines of a drawing stay lines only behind `|`"),
    ),
    error(
        "N534",
        N_("A drawing with several wordings"),
        N_("Draw it once, behind `text`; for another picture write a passage of its own."),
        N_("`{key}` takes turns among wordings, and a {kind} has one drawing"),
    ),
)
