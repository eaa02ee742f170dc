"""The ending screen in words: captions, where the play left the record, and what wasn't seen."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.engine import Play, options
from negotiator.language import _, ngettext, pgettext
from negotiator.narration.dates import at_time, day
from negotiator.narration.gallery import named
from negotiator.narration.game import how_many
from negotiator.narration.lines import (
    Agreed,
    Card,
    Chosen,
    Document,
    Heading,
    Line,
    PlaceKind,
    ToldPassage,
)
from negotiator.narration.play import heading_with, step
from negotiator.narration.sentences import Sentence, joined
from negotiator.sentence_parts import between_facts
from negotiator.story.choice_names import full_name


def screen_title(story: str, outcome: str) -> str:
    """The story's title, and the word for how it came out."""
    return _("{story} · {outcome}", story=story, outcome=outcome)


def card(play: Play) -> Card:
    """The ending of an ended play, for a card."""
    came = heading_with(play.story, play.place, play.state.values)
    number = len(play.steps)
    when = at_time(day(came.date) if came.date else "", came.time)
    decided = how_many(number)
    facts = (
        between_facts().join(filter(None, (when, came.place))),
        between_facts().join((play.story.title, decided)),
    )
    return Card(came.outcome.upper(), came.title, tuple(filter(None, facts)))


def last_words(play: Play) -> Iterator[Line]:
    """What was decided last, and what was said to it: what the ending follows from."""
    if not play.steps:
        return
    for line in step(play, len(play.steps) - 1):
        if isinstance(line, Heading) and line.kind is PlaceKind.ENDING:
            return
        if isinstance(line, Chosen | Heading | ToldPassage | Document | Agreed):
            yield line


def titled(ended: Heading) -> Sentence:
    """The title of an ending behind the `outcome`."""
    return named(ended.outcome, ended.title)


def how_it_reads() -> str:
    """The caption of the readings."""
    return _("How it reads")


def go_back_there() -> str:
    """The label of the key that goes back to that decision."""
    return _("Press r to go back there.")


def what_happened() -> str:
    """The caption of the history."""
    return _("What really happened")


def whole_record() -> str:
    """The label of the key that shows the record where the play never came, too."""
    return _("Press w for the whole record, and what came later.")


def start_to_end() -> str:
    """The caption of the gauges."""
    return _("From the start to the end")


def at_the_table() -> str:
    """The caption of the results at tables."""
    return pgettext("a caption of an ending", "At the table")


def see_from_above() -> str:
    """The label of the key that shows a table from above."""
    return _("Press b to see it from above.")


def what_is_unseen() -> str:
    """The caption of what the play didn't reach."""
    return _("What you haven't seen")


def unseen(play: Play, found: frozenset[str]) -> Iterator[str]:
    """How much of the story was seen: in this play, and, for endings, in all plays, which reached
    those in `found`."""
    story = play.story
    visited = {play.origin.scene, *(step.state.scene for step in play.steps)}
    seen = _(
        "In this play you saw {seen} of {count} scenes.",
        seen=len(visited & story.scenes.keys()),
        count=len(story.scenes),
    )
    endings = sum(one is play.ending or one.id in found for one in story.endings.values())
    came = _(
        "In all your plays you have reached {seen} of {count} endings.",
        seen=endings,
        count=len(story.endings),
    )
    yield joined(seen, came)
    never = never_opened(play)
    if never:
        yield ngettext(
            "{number} choice you met never opened to you: other decisions would have.",
            "{number} choices you met never opened to you: other decisions would have.",
            never,
        )
    yield _("Seed {seed}. Press r to go back to any decision, n for a new game.", seed=play.seed)


def never_opened(play: Play) -> int:
    """How many choices the play met that were never open."""
    locked: set[str] = set()
    opened: set[str] = set()
    for one in play.steps:
        for option in options(play.story, one.before):
            (opened if option.open else locked).add(full_name(one.before.scene, option.id))
    return len(locked - opened)
