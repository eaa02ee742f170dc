"""What a story is, once it has been read: plain frozen data.

Nothing here reads a file, draws a number or knows a screen. `negotiator.story.loading`
makes these from YAML; `negotiator.engine` plays them.
"""

from __future__ import annotations

from negotiator.story.model.places import (
    Bloc,
    Branch,
    Choice,
    Draw,
    Effect,
    EffectKind,
    Ending,
    Epilogue,
    Event,
    Motion,
    Reading,
    Scene,
)
from negotiator.story.model.reference import (
    Act,
    Actor,
    Axis,
    GlossaryTerm,
    HistoryEntry,
    Person,
    Source,
)
from negotiator.story.model.story import FORMAT, Story, StoryTest
from negotiator.story.model.tables import (
    DEAL,
    LEAVE,
    NO_OPTION,
    WALKOUT,
    Opening,
    Pair,
    Profile,
    Said,
    Side,
    Table,
    Term,
    TermOption,
)
from negotiator.story.model.texts import Cite, Link, Passage, Segment, Shown, Stand, Text, Words
from negotiator.story.model.values import Band, Better, Counter, Flag, Gauge, Promise

__all__ = [
    "DEAL",
    "FORMAT",
    "LEAVE",
    "NO_OPTION",
    "WALKOUT",
    "Act",
    "Actor",
    "Axis",
    "Band",
    "Better",
    "Bloc",
    "Branch",
    "Choice",
    "Cite",
    "Counter",
    "Draw",
    "Effect",
    "EffectKind",
    "Ending",
    "Epilogue",
    "Event",
    "Flag",
    "Gauge",
    "GlossaryTerm",
    "HistoryEntry",
    "Link",
    "Motion",
    "Opening",
    "Pair",
    "Passage",
    "Person",
    "Profile",
    "Promise",
    "Reading",
    "Said",
    "Scene",
    "Segment",
    "Shown",
    "Side",
    "Source",
    "Stand",
    "Story",
    "StoryTest",
    "Table",
    "Term",
    "TermOption",
    "Text",
    "Words",
]
