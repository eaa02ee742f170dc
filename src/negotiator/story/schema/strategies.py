"""The keys of stances and strategies: who plays when a story is played many times."""

from __future__ import annotations

from negotiator.story import bounds
from negotiator.story.keys import Key, Kind, Shape
from negotiator.story.model import Stance, Strategy

STANCE = Shape("stance", (Key("about", "What a choice that takes it does"),), (Stance,), ("id",))

STRATEGY = Shape(
    "strategy",
    (
        Key("name", "Its name as it is shown", required=True),
        Key("about", "What it wants, in a sentence"),
        Key(
            "takes",
            "The stances it takes, the first that is open before the others",
            value=Kind.STANCES,
        ),
        Key(
            "keeps",
            "In how many of a hundred decisions it keeps to them; 80 unless given",
            value=Kind.WHOLE,
            bound=bounds.PER_CENT,
        ),
        Key("line", "Choices that it takes wherever they are open", value=Kind.FOLLOWED),
        Key(
            "deals",
            "At how many of a hundred tables that allow a deal it reaches one; 88 unless given",
            value=Kind.WHOLE,
            bound=bounds.PER_CENT,
        ),
        Key("prefers", "The options it wants in a deal", value=Kind.PREFERRED),
    ),
    (Strategy,),
    given=("id",),
)
