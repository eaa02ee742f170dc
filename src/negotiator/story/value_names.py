"""The names of the values a play keeps: counts, rests, votes, terms, drawn profiles, promises,
visits and acts, built and taken apart here and nowhere else.

A name is a string, as written in expressions, saves and dumps (`visits(quay)`, `terms.price`), that
knows what it refers to. Gauges, flags and counters are kept under their plain identifiers. The
names of choices (`scene.choice`) are in `choice_names`.
"""

from __future__ import annotations

from typing import ClassVar, Self


class ValueName(str):
    """A name that knows what it refers to; its kind decides what is written before and after the
    identifier.

    It equals the plain string, so that a name read from a file finds it.
    """

    __slots__ = ("of",)
    before: ClassVar[str] = ""
    behind: ClassVar[str] = ""
    of: str
    """The identifier of what it refers to."""

    def __new__(cls, of: str) -> Self:
        """The name of this kind for the thing with that identifier."""
        self = str.__new__(cls, f"{cls.before}{of}{cls.behind}")
        self.of = of
        return self

    def __getnewargs__(self) -> tuple[str]:
        return (self.of,)


class Kept(ValueName):
    """A gauge, a flag or a counter, by its identifier."""

    __slots__ = ()


class Counted(ValueName):
    """How often something happened, without an upper limit."""

    __slots__ = ()
    behind = ")"


class Visits(Counted):
    """How often the player entered a place, or an event came."""

    __slots__ = ()
    before = "visits("


class TimesChosen(Counted):
    """How often a choice was taken."""

    __slots__ = ()
    before = "chosen("


class Cooldown(ValueName):
    """For how many more scenes an event rests."""

    __slots__ = ()
    before = "cooldown("
    behind = ")"


class Settled(ValueName):
    """How a term was settled."""

    __slots__ = ()
    before = "terms."


class DrawnProfile(ValueName):
    """Which of a table's profiles was drawn."""

    __slots__ = ()
    before = "profile."


class OfMotion(ValueName):
    """Something that resulted from a vote on a motion."""

    __slots__ = ()
    before = "motion."


class Ayes(OfMotion):
    """How many voted aye."""

    __slots__ = ()
    behind = ".ayes"


class Passed(OfMotion):
    """Whether it passed."""

    __slots__ = ()
    behind = ".passed"


class Held(OfMotion):
    """Whether it was put to the vote at all."""

    __slots__ = ()
    behind = ".held"


class Banded(ValueName):
    """The name of the band that a gauge is in: no value of its own, but words for one."""

    __slots__ = ()
    behind = ".band"


class OfPromise(ValueName):
    """Something about a promise."""

    __slots__ = ()
    before = "promise."


class PromiseMade(OfPromise):
    """Whether it was made: what a play keeps of it."""

    __slots__ = ()
    behind = ".made"


class PromiseKept(OfPromise):
    """Whether it was made and is kept. No play stores this: it stands for an expression."""

    __slots__ = ()
    behind = ".kept"


class PromiseBroken(OfPromise):
    """Whether it was made and is broken. No play stores this: it stands for an expression."""

    __slots__ = ()
    behind = ".broken"


class OfVisit(ValueName):
    """Something about the visit that a play is on."""

    __slots__ = ()
    before = "visit."


BACK = OfVisit("back")
"""What it returns to."""


class OfAct(ValueName):
    """Something about the acts of a play."""

    __slots__ = ()
    before = "act."


ACT = OfAct("now")
"""The act that it is in: that of its last scene with a day."""
ACT_LEFT = OfAct("left")
"""The act that it was in before its last scene with a day, or before its ending."""


_KINDS = (
    *(Visits, TimesChosen, Cooldown, Settled, DrawnProfile, Ayes, Passed, Held, Banded),
    *(PromiseMade, PromiseKept, PromiseBroken, OfVisit, OfAct),
)
_WORDS = (Settled.before, DrawnProfile.before, OfVisit.before, OfAct.before)


def value_name(written: str) -> ValueName:
    """The name that is written like this."""
    for kind in _KINDS:
        if written.startswith(kind.before) and written.endswith(kind.behind):
            return kind(written[len(kind.before) : len(written) - len(kind.behind)])
    return Kept(written)


def shown_by(name: ValueName) -> ValueName:
    """The name of the value whose words a name stands for: a gauge for its band."""
    return Kept(name.of) if isinstance(name, Banded) else name


def family(written: str) -> str:
    """What comes before the first dot of a name, `terms` or `motion`; empty if it has none."""
    head, dot, _ = written.partition(".")
    return head if dot else ""


def reads_as_word(written: str) -> bool:
    """Whether the value of that name is written as a word."""
    return written.startswith(_WORDS)
