"""The keys of the places of a play and what happens there: scenes, events and endings, with their
choices, motions, and epilogues. A table is a scene, too, and is in `tables`."""

from __future__ import annotations

from negotiator.story import bounds
from negotiator.story.keys import (
    DATE,
    EFFECTS,
    PASSAGES,
    SCENE_KEYS,
    TIME,
    VOTE,
    WAS,
    WHEN,
    Entries,
    Items,
    Key,
    Kind,
    Shape,
)
from negotiator.story.model import (
    Bloc,
    Choice,
    Destination,
    Document,
    Effect,
    Ending,
    Epilogue,
    Event,
    Motion,
    Passage,
    Scene,
)

_WORDINGS = (
    Key("text", "Its text", value=Kind.TEXT, apart=True),
    Key(
        "sequence",
        "Its wordings, one each time it is told; the last one stays",
        value=Items(Kind.TEXT),
        fills=("variants",),
        apart=True,
    ),
    Key(
        "cycle",
        "Its wordings, one each time it is told, round and round",
        value=Items(Kind.TEXT),
        fills=("variants",),
        apart=True,
    ),
    Key(
        "shuffle",
        "Its wordings in an order that chance decides, a new one in each round",
        value=Items(Kind.TEXT),
        fills=("variants",),
        apart=True,
    ),
)
_ONE_WORDING = tuple(key.name for key in _WORDINGS)

_WHOSE = (
    Key("says", "Who says it", value=Kind.PERSON),
    Key("argues", "What it is an argument for, or against", value=Kind.STAND),
)

PASSAGE = Shape(
    "passage",
    (
        WHEN,
        Key(
            "document",
            "What it is, if it is a document: it is told in a frame",
            value=Kind.DOCUMENT,
            fills=("document", "kind"),
            apart=True,
        ),
        Key("heading", "What stands above a document", value=Kind.TEXT),
        Key("date", "The day of a document, YYYY-MM-DD", value=Kind.DATE),
        *_WORDINGS,
        Key("alt", "What a map or a drawing shows, in words", value=Kind.TEXT),
        *_WHOSE,
    ),
    (Passage, Document),
    one_of=_ONE_WORDING,
)

SPOKEN = Shape(
    "line",
    (
        WHEN,
        Key("text", "Its text", required=True, value=Kind.TEXT, apart=True),
        *_WHOSE,
    ),
    (Passage,),
)

READING = Shape(
    "line of a reading",
    (WHEN, *_WORDINGS, *_WHOSE),
    (Passage,),
    one_of=_ONE_WORDING,
)

BRANCH = Shape(
    "branch",
    (
        WHEN,
        Key("chance", "In per cent", value=Kind.CHANCE),
        Key("to", "The scene or ending, or `return`", required=True, value=Kind.WAY),
    ),
    (Destination,),
)

VISIT = Shape(
    "visit",
    (
        WHEN,
        Key("chance", "In per cent", value=Kind.CHANCE),
        Key("visit", "The scene where it begins", required=True, value=Kind.PLACE),
        Key("then", "Where the play goes on after it; back here if missing", value=Kind.PLACE),
    ),
    (Destination,),
)

EFFECT = Shape(
    "effect",
    (
        WHEN,
        Key(
            "change",
            "What is then done: +6, -20%, = 40, true",
            required=True,
            value=Kind.CHANGE,
            fills=("kind", "amount", "because"),
            apart=True,
        ),
    ),
    (Effect,),
    given=("target",),
)

CHOICE = Shape(
    "choice",
    (
        Key("id", "Its identifier within the scene", required=True, value=Kind.IDENTIFIER),
        Key("text", "What the player reads", required=True, value=Kind.TEXT),
        WHEN,
        Key("locked", "The reason that is shown while `when` doesn't hold", value=Kind.TEXT),
        Key("once", "true if it can be chosen only once in a play", value=Kind.TRUTH),
        EFFECTS,
        VOTE,
        Key("outcome", "The passages told when it is chosen", value=Kind.PASSAGES),
        Key("goto", "Where it leads; the player stays if there is none", value=Kind.GOTO),
        Key("stance", "What it amounts to, for strategies", value=Kind.STANCES, fills=("stances",)),
        WAS,
    ),
    (Choice,),
    given=("scene",),
)

SCENE = Shape(
    "scene",
    (
        *SCENE_KEYS,
        Key(
            "choices",
            "What the player may do",
            required=True,
            value=Items(CHOICE),
            apart=True,
        ),
        WAS,
    ),
    (Scene,),
    given=("id",),
)

EVENT = Shape(
    "event",
    (
        Key("title", "Its title; the actor's name unless given", value=Kind.PHRASE),
        Key("actor", "Who reacts", value=Kind.ACTOR),
        Key("pool", "The pool it is drawn from", value=Kind.IDENTIFIER),
        Key(
            "interrupt",
            "true if it comes at the next scene boundary, undrawn",
            value=Kind.TRUTH,
        ),
        WHEN,
        Key(
            "priority",
            "A whole number; the highest comes first; 0 unless given",
            value=Kind.WHOLE,
            bound=bounds.PRIORITY,
        ),
        Key(
            "weight",
            "How likely it is among those of its priority; 1 unless given",
            value=Kind.NUMBER,
            bound=bounds.WEIGHT,
        ),
        Key("once", "true if it comes only once in a play", value=Kind.TRUTH),
        Key(
            "cooldown",
            "For how many further scenes it does not come again",
            value=Kind.WHOLE,
            bound=bounds.COOLDOWN,
        ),
        PASSAGES,
        EFFECTS,
        VOTE,
        Key(
            "choices",
            "What the player may answer",
            value=Items(CHOICE),
            apart=True,
        ),
        WAS,
    ),
    (Event,),
    given=("id",),
)

BLOC = Shape(
    "bloc",
    (
        Key("label", "Its name as it is shown", required=True, value=Kind.PHRASE),
        Key(
            "seats",
            "How many members it has",
            required=True,
            value=Kind.WHOLE,
            bound=bounds.SEATS,
        ),
        Key(
            "ayes",
            "How many of them say aye: a number or an expression",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.AYES,
            apart=True,
        ),
    ),
    (Bloc,),
    given=("id",),
)

MOTION = Shape(
    "motion",
    (
        Key("title", "The question", required=True, value=Kind.PHRASE),
        Key("about", "What it would do; a note for authors, which no player sees"),
        Key(
            "needs",
            "How many ayes it needs: a number or an expression",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.NEEDS,
        ),
        Key(
            "blocs",
            "Who votes",
            required=True,
            value=Entries(BLOC, ordered=True, most=bounds.MOST_BLOCS),
        ),
    ),
    (Motion,),
    given=("id",),
)

ENDING = Shape(
    "ending",
    (
        Key("title", "Its title", required=True, value=Kind.PHRASE),
        DATE,
        TIME,
        Key("place", "Where it plays", value=Kind.PHRASE),
        Key(
            "outcome",
            "One word: signed, postponed, dropped, …",
            required=True,
            value=Kind.IDENTIFIER,
        ),
        PASSAGES,
        Key("readings", "What it comes to on each axis", value=Kind.READINGS),
        WAS,
    ),
    (Ending,),
    given=("id",),
)

EPILOGUE = Shape(
    "epilogue",
    (
        Key("person", "The person it tells of", value=Kind.PERSON),
        Key("place", "The place it tells of, if it is no person", value=Kind.PHRASE),
        Key(
            "lines",
            "What is told: the first line whose condition holds",
            required=True,
            value=Kind.PASSAGES,
        ),
    ),
    (Epilogue,),
    given=("id",),
)
