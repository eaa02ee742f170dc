"""What a check asks about, kind by kind: what is said of it, and the code of the fault.

The reports, the findings and the columns of counts are made from this table. Which questions a
story has is in `verdicts`; what tells something is a kind of Meet in `engine.transitions`.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.language import N_


class Question(NamedTuple):
    """A kind of question: the words for several, for one with its verdict, and the code of the
    fault if the answer is the wrong one."""

    several: str
    one: str
    code: str


WANTED = {
    "scene": Question(N_("scenes"), N_("scene, {verdict}"), "N701"),
    "ending": Question(N_("endings"), N_("ending, {verdict}"), "N702"),
    "choice": Question(N_("choices"), N_("choice, {verdict}"), "N703"),
    "event": Question(N_("events"), N_("event, {verdict}"), "N704"),
    "passes": Question(N_("motions that pass"), N_("passes, {verdict}"), "N705"),
    "fails": Question(N_("motions that fail"), N_("fails, {verdict}"), "N705"),
    "made": Question(N_("promises made"), N_("made, {verdict}"), "N640"),
    "kept": Question(N_("promises kept"), N_("kept, {verdict}"), "N641"),
    "broken": Question(N_("promises broken"), N_("broken, {verdict}"), "N641"),
    "epilogue": Question(N_("epilogues told"), N_("epilogue, {verdict}"), "N642"),
    "wording": Question(N_("wordings told"), N_("wording, {verdict}"), "N646"),
    "passage": Question(N_("passages told"), N_("passage, {verdict}"), "N650"),
    "document": Question(N_("documents shown"), N_("document, {verdict}"), "N650"),
    "reading": Question(N_("lines of readings"), N_("line of a reading, {verdict}"), "N652"),
    "front_page": Question(
        N_("lines of front pages"), N_("line of a front page, {verdict}"), "N650"
    ),
    "line": Question(N_("lines at tables"), N_("line at a table, {verdict}"), "N650"),
    "way": Question(N_("ways on"), N_("way on, {verdict}"), "N651"),
}
"""What a play should be able to do."""
UNWANTED = {
    "stuck": Question(N_("places to get stuck in"), N_("stuck, {verdict}"), "N706"),
    "endless": Question(N_("places to go in circles"), N_("endless, {verdict}"), "N708"),
}
"""What no play should be able to do."""
QUESTIONS = WANTED | UNWANTED
"""All of them, in the order of the reports."""
