"""The keys of what a story keeps track of: gauges, flags, counters and promises."""

from __future__ import annotations

from negotiator.story import bounds
from negotiator.story.keys import WAS, Key, Kind, Shape
from negotiator.story.model import Counter, Flag, Gauge, Promise

GAUGE = Shape(
    "gauge",
    (
        Key("label", "Its name as it is shown", required=True, value=Kind.PHRASE),
        Key("short", "The same in at most 10 characters, for narrow screens", value=Kind.SHORT),
        Key("about", "What it measures", value=Kind.PHRASE),
        Key("start", "Where it stands at first", required=True, value=Kind.WHOLE),
        Key(
            "range",
            "LOW..HIGH; 0..100 unless given",
            value=Kind.RANGE,
            fills=("low", "high"),
            apart=True,
        ),
        Key("better", "high, low or middle", required=True, value=Kind.BETTER),
        Key(
            "bands",
            "Names of its stretches, by the number each begins at",
            required=True,
            value=Kind.BANDS,
            apart=True,
        ),
        WAS,
    ),
    (Gauge,),
    given=("id",),
)

FLAG = Shape(
    "flag",
    (
        Key("about", "What is so when it is true", required=True),
        Key("start", "true or false at first", value=Kind.TRUTH),
        WAS,
    ),
    (Flag,),
    given=("id",),
)

COUNTER = Shape(
    "counter",
    (
        Key("about", "What it counts", required=True),
        Key("start", "Where it stands at first; 0 unless given", value=Kind.WHOLE),
        Key(
            "high",
            "The most it counts to; 1000 unless given",
            value=Kind.WHOLE,
            bound=bounds.COUNTER_HIGH,
        ),
        WAS,
    ),
    (Counter,),
    given=("id",),
)

PROMISE = Shape(
    "promise",
    (
        Key("to", "The person it is made to", required=True, value=Kind.PERSON),
        Key("words", "What you promise, in your words", required=True),
        Key("kept", "When it is kept, once it is made", required=True, value=Kind.CONDITION),
        Key(
            "broken",
            "When it is broken, once it is made and as long as it isn't kept",
            required=True,
            value=Kind.CONDITION,
        ),
        WAS,
    ),
    (Promise,),
    given=("id",),
)
