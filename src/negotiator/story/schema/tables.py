"""The keys of a table, and of its terms, sides and lines.

What they mean together is in `reading.tables`.
"""

from __future__ import annotations

from negotiator.story import bounds
from negotiator.story.keys import EFFECTS, SCENE_KEYS, VOTE, WAS, Entries, Key, Kind, Shape
from negotiator.story.model import (
    Choice,
    Opening,
    Pair,
    Profile,
    Side,
    Table,
    Term,
    TermOption,
    VoiceLines,
)

OPENS = Shape(
    "opening",
    (
        Key(
            "ours",
            "The option you ask for at first",
            required=True,
            value=Kind.OPTION,
            apart=True,
        ),
        Key(
            "theirs",
            "The option they ask for at first",
            required=True,
            value=Kind.OPTION,
            apart=True,
        ),
    ),
    (Opening,),
)
WEIGHT = Shape(
    "weight",
    (
        Key(
            "ours",
            "How much it matters to you",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.WEIGHT,
        ),
        Key(
            "theirs",
            "How much it matters to them",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.WEIGHT,
        ),
    ),
    (Pair,),
)
TERM_OPTION = Shape(
    "option",
    (
        Key("text", "What the player reads", required=True, value=Kind.PHRASE),
        Key(
            "ours",
            "What it is worth to you, 0 to 100",
            required=True,
            value=Kind.WORTH,
            bound=bounds.WORTH,
        ),
        Key(
            "theirs",
            "What it is worth to them, 0 to 100",
            required=True,
            value=Kind.WORTH,
            bound=bounds.WORTH,
        ),
        Key("effects", "What it does at home and elsewhere if agreed", value=Kind.EFFECTS),
        Key("article", "In plain words, what then stands in the agreement", value=Kind.TEXT),
    ),
    (TermOption,),
    given=("id",),
)
TERM_SAYS = Shape(
    "lines about a term",
    (
        Key("holds", "Why they can't move to your option here", value=Kind.SPOKEN),
        Key("gives", "As they come to your option here", value=Kind.SPOKEN),
        Key("thanks", "As you come towards theirs here", value=Kind.SPOKEN),
        Key("dearest", "Asked what is dearest to them, if it is this", value=Kind.SPOKEN),
        Key("cheapest", "Asked what is cheapest to them, if it is this", value=Kind.SPOKEN),
    ),
    (VoiceLines,),
    given=("reason",),
)
BARGAINED_TERM = Shape(
    "term",
    (
        Key("label", "Its name as it is shown", required=True, value=Kind.PHRASE),
        Key("short", "The same in at most 10 characters, for narrow screens", value=Kind.SHORT),
        Key("about", "What it decides", value=Kind.PHRASE),
        Key(
            "weight",
            "How much it matters to each side beside the other terms; 1 and 1 unless given",
            value=WEIGHT,
        ),
        Key("opens", "What each side asks for at first", required=True, value=OPENS, apart=True),
        Key(
            "options",
            "The ways it may be settled, in order from one end to the other",
            required=True,
            value=Entries(TERM_OPTION, ordered=True, most=bounds.MOST_OPTIONS),
        ),
        Key("says", "What they say about it", value=TERM_SAYS),
    ),
    (Term,),
    given=("id",),
)
OUR_SIDE = Shape(
    "your side",
    (
        Key("name", "Who you bargain for", required=True, value=Kind.PHRASE),
        Key(
            "reservation",
            "The worth, 0 to 100, below which no deal is better for you",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.RESERVATION,
        ),
        Key("without", "What you have without a deal", value=Kind.PHRASE),
    ),
    (Side,),
)
PROFILE = Shape(
    "profile",
    (
        Key("text", "What they care about, as the debrief says it", required=True),
        Key(
            "when",
            "It is this one if the condition holds; one without is drawn by chance",
            value=Kind.CONDITION,
        ),
        Key(
            "weights",
            "How much terms then matter to them; the others weigh what they weigh",
            required=True,
            value=Kind.WEIGHTS,
            bound=bounds.WEIGHT,
            apart=True,
        ),
    ),
    (Profile,),
    given=("id",),
)
THEIR_SIDE = Shape(
    "their side",
    (
        Key("name", "Who they bargain for", required=True, value=Kind.PHRASE),
        Key("voice", "Who speaks for them; the name unless given", value=Kind.PHRASE),
        Key(
            "reservation",
            "The worth, 0 to 100, below which no deal is better for them",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.RESERVATION,
        ),
        Key("without", "What they have without a deal", value=Kind.PHRASE),
        Key(
            "pace",
            "Per cent of their room given by half of the rounds, 25 (late) to 75 (early); "
            "50 unless given",
            value=Kind.NUMBER,
            bound=bounds.PACE,
        ),
        Key(
            "patience",
            "After how many proposals that are worse for them than no deal and bring little, or "
            "that take back what is agreed already, they leave; 3 unless given",
            value=Kind.NUMBER,
            bound=bounds.PATIENCE,
        ),
        Key(
            "firm",
            "Per cent of what they can hope for that they never go below, 0 to 100; 50 unless "
            "given, which is half way between no deal and the best you could sign",
            value=Kind.NUMBER,
            bound=bounds.FIRM,
        ),
        Key(
            "profiles",
            "What they may care about, in one play this and in another that",
            value=Entries(PROFILE, ordered=True, most=bounds.MOST_PROFILES),
            apart=True,
        ),
    ),
    (Side, Table),
)
TABLE_SAYS = Shape(
    "lines at a table",
    (
        Key("waits", "When you propose nothing better for them than before", value=Kind.SPOKEN),
        Key(
            "early",
            "When they could sign it in the end, and the clock alone holds them back",
            value=Kind.SPOKEN,
        ),
        Key(
            "both",
            "As they propose a change of what is agreed that serves both of you",
            value=Kind.SPOKEN,
        ),
        Key("first", "Of two packages the first is nearer", value=Kind.SPOKEN),
        Key("second", "Of two packages the second is nearer", value=Kind.SPOKEN),
        Key("warns", "One more proposal like this, and they leave", value=Kind.SPOKEN),
        Key("last", "With their last word", value=Kind.SPOKEN),
        Key("accepts", "As they accept", value=Kind.SPOKEN),
        Key("leaves", "As they leave", value=Kind.SPOKEN),
        Key(
            "advises",
            "What someone of your own side says before a proposal; the two terms that cost you "
            "least to give are named behind it",
            value=Kind.SPOKEN,
        ),
    ),
    (VoiceLines,),
    given=("reason",),
)
CLOSING = Shape(
    "close of a table",
    (
        Key("text", "What it is called", value=Kind.TEXT),
        EFFECTS,
        VOTE,
        Key("outcome", "The passages told then", value=Kind.PASSAGES),
        Key("goto", "Where it leads", required=True, value=Kind.GOTO),
    ),
    (Choice,),
    given=("id", "scene"),
)
TABLE = Shape(
    "table",
    (
        *SCENE_KEYS,
        Key(
            "rounds",
            "How often you may propose",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.ROUNDS,
        ),
        Key(
            "doubt",
            "By how many points the forecast at home may be off; 0 unless given",
            value=Kind.NUMBER,
            bound=bounds.DOUBT,
        ),
        Key("ours", "Your side", required=True, value=OUR_SIDE),
        Key("theirs", "Their side", required=True, value=THEIR_SIDE, apart=True),
        Key(
            "terms",
            "What is bargained over",
            required=True,
            value=Entries(BARGAINED_TERM, ordered=True),
        ),
        Key("says", "What they say about the whole", value=TABLE_SAYS),
        Key("articles", "What stands in the agreement in any case", value=Kind.SPOKEN),
        Key(
            "deal",
            "What follows when a package is agreed",
            required=True,
            value=CLOSING,
            fills=("choices",),
            apart=True,
        ),
        Key(
            "leave",
            "What follows when you leave",
            required=True,
            value=CLOSING,
            fills=("choices",),
            apart=True,
        ),
        Key(
            "walkout",
            "What follows when they leave",
            required=True,
            value=CLOSING,
            fills=("choices",),
            apart=True,
        ),
        Key("history", "The package that history agreed on", value=Kind.PACKAGE, apart=True),
        WAS,
    ),
    (Table,),
    given=("id",),
)
