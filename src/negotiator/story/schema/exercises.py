"""The keys of exercises: how a class works with a story."""

from __future__ import annotations

from negotiator.story import bounds
from negotiator.story.keys import Entries, Items, Key, Kind, Shape
from negotiator.story.model import (
    Answer,
    Criterion,
    Exercise,
    Objective,
    Office,
    ParallelItem,
    Phase,
    Question,
)

PHASE = Shape(
    "phase",
    (
        Key("shape", "Who plays", required=True, value=Kind.CLASS_SHAPE),
        Key("title", "What it is called on the wall", required=True),
        Key(
            "minutes",
            "How long it takes",
            required=True,
            value=Kind.WHOLE,
            bound=bounds.MINUTES,
        ),
        Key("about", "What happens in it, for the teacher", value=Kind.TEXT),
        Key(
            "at",
            "The scene it begins in; unless given, where the last phase of its shape stopped",
            value=Kind.SCENE,
        ),
        Key("set", "Values it begins with", value=Kind.SETTINGS, apart=True),
        Key("until", "The scene or ending it stops in", value=Kind.PLACE),
        Key("to_end_of", "The act at whose end it stops", value=Kind.ACT),
        Key(
            "votes",
            "The scenes whose decision the class votes on; all unless given",
            value=Items(Kind.SCENE),
        ),
        Key(
            "again",
            "Those that it votes on twice, with an argument in between",
            value=Items(Kind.SCENE),
        ),
        Key(
            "reasons",
            "The scenes whose decision asks for a written reason",
            value=Items(Kind.SCENE),
        ),
        Key("fixed", "Terms of the table that are settled beforehand", value=Kind.PREFERRED),
        Key("questions", "What to talk about afterwards", value=Items(Kind.TEXT)),
    ),
    (Phase,),
)

OFFICE = Shape(
    "office",
    (
        Key("name", "Its name as it is shown", required=True),
        Key("about", "What it is there for"),
        Key("sees", "The gauges that it is shown", value=Items(Kind.GAUGE)),
        Key("knows", "A line that only it is told", value=Kind.TEXT),
    ),
    (Office,),
    given=("id",),
)

CRITERION = Shape(
    "criterion",
    (
        Key("label", "Its name as it is shown", required=True),
        Key("asks", "What the reader of an argument asks", required=True),
        Key(
            "levels",
            "How far an argument has it, from not at all",
            required=True,
            value=Items(Kind.LINE),
        ),
    ),
    (Criterion,),
    given=("id",),
)

ANSWER = Shape("answer", (Key("about", "Its words", required=True),), (Answer,), given=("id",))

QUESTION = Shape(
    "question",
    (
        Key("asks", "The question", required=True, value=Kind.TEXT),
        Key("answers", "What to choose from", required=True, value=Entries(ANSWER, or_line=True)),
        Key("right", "The name of the right answer", required=True, value=Kind.IDENTIFIER),
        Key("because", "Why it is right, for afterwards", value=Kind.TEXT),
    ),
    (Question,),
)

PARALLEL_ITEM = Shape(
    "item of a form",
    (
        Key("objective", "The objective it is about", value=Kind.IDENTIFIER),
        Key("before", "How it is asked before the class", required=True, value=QUESTION),
        Key(
            "after",
            "How the same is asked after it, in other words",
            required=True,
            value=QUESTION,
        ),
    ),
    (ParallelItem,),
    given=("id",),
)

OBJECTIVE = Shape(
    "objective",
    (
        Key("about", "What students can do afterwards", required=True),
        Key("codes", "What a standard calls it", value=Items(Kind.LINE)),
    ),
    (Objective,),
    given=("id",),
)

EXERCISE = Shape(
    "exercise",
    (
        Key("title", "Its title", required=True),
        Key("about", "What it is, in one or two sentences"),
        Key("notes", "What the teacher has to know beforehand"),
        Key(
            "minutes",
            "How long it takes in all",
            required=True,
            value=Kind.WHOLE,
            bound=bounds.MINUTES,
        ),
        Key("undo", "Whether decisions may be taken back", value=Kind.TRUTH),
        Key(
            "own_luck",
            "Whether each play has luck of its own; the same for all unless given",
            value=Kind.TRUTH,
        ),
        Key(
            "seed",
            "The seed of the luck that all plays have; 0 unless given",
            value=Kind.WHOLE,
            bound=bounds.SEED,
        ),
        Key("ties", "What decides a tied vote", value=Kind.TIES),
        Key("phases", "What is done, in order", required=True, value=Items(PHASE)),
        Key(
            "offices",
            "Who is who in the class",
            value=Entries(OFFICE, most=bounds.MOST_OFFICES),
        ),
        Key("rubric", "What an argument is read for", value=Entries(CRITERION)),
        Key(
            "forms",
            "What is asked before and after, as two parallel forms",
            value=Entries(PARALLEL_ITEM),
        ),
        Key("objectives", "What is to be learnt", value=Entries(OBJECTIVE, or_line=True)),
        Key("standard", "Whose codes the objectives name"),
    ),
    (Exercise,),
    given=("id",),
)
