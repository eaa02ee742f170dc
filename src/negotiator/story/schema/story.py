"""The keys of a whole story: its title page, its sections, and its tests."""

from __future__ import annotations

from negotiator.story import bounds
from negotiator.story.keys import Entries, Items, Key, Kind, Shape
from negotiator.story.model import Story, StoryTest
from negotiator.story.schema.exercises import EXERCISE
from negotiator.story.schema.places import ENDING, EPILOGUE, EVENT, MOTION, SCENE
from negotiator.story.schema.reference import ACT, ACTOR, AXIS, HISTORY_ENTRY, PERSON, SOURCE, TERM
from negotiator.story.schema.strategies import STANCE, STRATEGY
from negotiator.story.schema.tables import TABLE
from negotiator.story.schema.values import COUNTER, FLAG, GAUGE, PROMISE

TITLE_PAGE = Shape(
    "title page",
    (
        Key("id", "The story's identifier", required=True, value=Kind.IDENTIFIER),
        Key("title", "Its title", required=True),
        Key("about", "One or two sentences for the title screen"),
        Key("tagline", "What it is about in a line, under its title"),
        Key("picture", "A drawing for the title screen", value=Kind.PICTURE),
        Key("alt", "What the picture shows, in words"),
        Key(
            "format",
            "The version of the story format",
            required=True,
            value=Kind.WHOLE,
            fills=(),
            apart=True,
        ),
        Key(
            "version",
            "The version of this story",
            required=True,
            value=Kind.WHOLE,
            bound=bounds.VERSION,
        ),
        Key("minutes", "How long a play takes", value=Kind.WHOLE, bound=bounds.MINUTES),
        Key("language", "The language of its texts", value=Kind.LANGUAGE),
        Key("author", "Who wrote it"),
        Key("licence", "Under which terms it may be handed on"),
        Key("ages", "For which ages it is meant, in words"),
        Key("notes", "What a teacher should know beforehand"),
        Key("start", "The scene it begins in", required=True, value=Kind.SCENE, apart=True),
    ),
    (Story,),
)

TEST = Shape(
    "test",
    (
        Key("seed", "The seed of its chance; 0 unless given", value=Kind.WHOLE, bound=bounds.SEED),
        Key(
            "decisions",
            "The decisions in order, as `check --witnesses` prints them or as a list; "
            "`whatever_comes` answers the events that wait there",
            required=True,
            value=Kind.DECISIONS,
        ),
        Key("ends", "The scene or ending it must reach", value=Kind.PLACE),
        Key("expect", "Expressions that must hold at its end", value=Items(Kind.CONDITION)),
        Key("told", "Words that must have been told by its end", value=Items(Kind.LINE)),
        Key("untold", "Words that must not have been told", value=Items(Kind.LINE)),
    ),
    (StoryTest,),
    given=("id",),
)

STORY_FILE = Shape(
    "story",
    (
        Key("story", "The title page", required=True, value=TITLE_PAGE, fills=()),
        Key("sources", "What the story stands on", value=Entries(SOURCE)),
        Key("glossary", "Terms a reader can look up", value=Entries(TERM)),
        Key(
            "gauges",
            "Bounded numbers that are shown, with named bands",
            value=Entries(GAUGE, most=bounds.MOST_GAUGES),
        ),
        Key("flags", "Things that are so or not", value=Entries(FLAG, or_line=True)),
        Key(
            "counters",
            "Whole numbers that are kept but not shown",
            value=Entries(COUNTER, or_line=True),
        ),
        Key("actors", "Who reacts", value=Entries(ACTOR)),
        Key("people", "Who has a name and speaks", value=Entries(PERSON)),
        Key(
            "promises",
            "What the player can promise",
            value=Entries(PROMISE, most=bounds.MOST_PROMISES),
        ),
        Key("motions", "What is put to a vote", value=Entries(MOTION)),
        Key("scenes", "Where the player decides", required=True, value=Entries(SCENE)),
        Key(
            "tables",
            "Where terms are traded with a counterpart",
            value=Entries(TABLE),
            fills=("scenes",),
        ),
        Key(
            "events",
            "Reactions that are drawn when their condition holds",
            value=Entries(EVENT),
        ),
        Key("axes", "What an ending is read by", value=Entries(AXIS, most=bounds.MOST_AXES)),
        Key(
            "acts",
            "The parts of the story by date",
            value=Entries(ACT, ordered=True, most=bounds.MOST_ACTS),
        ),
        Key("endings", "Where a play stops", required=True, value=Entries(ENDING)),
        Key(
            "epilogues",
            "What is told after whatever ending",
            value=Entries(EPILOGUE, most=bounds.MOST_EPILOGUES),
        ),
        Key("history", "What really happened, in order", value=Items(HISTORY_ENTRY)),
        Key("stances", "What choices may amount to", value=Entries(STANCE, or_line=True)),
        Key(
            "strategies",
            "Who may play it many times",
            value=Entries(STRATEGY, most=bounds.MOST_STRATEGIES),
        ),
        Key(
            "exercises",
            "How a class works with it",
            value=Entries(EXERCISE, most=bounds.MOST_EXERCISES),
        ),
        Key("tests", "Plays that must stay as they are", value=Entries(TEST)),
        Key(
            "include",
            "Folders beside the story's own, whose files belong to it too",
            value=Items(Kind.FOLDER),
            fills=(),
        ),
    ),
    (Story,),
    given=("fingerprint",),
)
