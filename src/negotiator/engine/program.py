"""A story made ready to play: its conditions, effects and ways on as Python functions.

The state keeps all values in one tuple; `Layout` says which stands where. Each place of the
story is compiled when it is first entered. The functions are generated from the checked
expression trees alone, never from an author's text. What a decision *is* stands in `rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from negotiator.engine.chance import per_cent
from negotiator.story.expressions import Expression, python_source
from negotiator.story.model import (
    Branch,
    Choice,
    Cite,
    Effect,
    EffectKind,
    Ending,
    Link,
    Passage,
    Scene,
    Segment,
    Shown,
    Story,
    Text,
    Words,
)

Value = int | bool
Values = tuple[Value, ...]


class Told(NamedTuple):
    """A passage as it is told: its words, and the same cut at its citations and links."""

    text: str
    segments: tuple[Words | Cite | Link, ...]

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources it stands on; empty for drama."""
        return tuple(part.source for part in self.segments if isinstance(part, Cite))


class Option(NamedTuple):
    """A choice as it is offered. If it isn't open, `reason` says why (it is shown greyed)."""

    id: str
    text: str
    open: bool
    reason: str


class Change(NamedTuple):
    """A gauge or flag that a decision moved: from what, to what, and the author's reason.

    `cause` names what moved it: the choice, as `scene.choice`.
    """

    name: str
    before: Value
    after: Value
    because: str
    cause: str


Test = Callable[[Any], bool]
Render = Callable[[Any], str]
Tell = Callable[[Any], tuple[Told, ...]]
Apply = Callable[[list[Value], list[Change]], None]
Way = Callable[[Any, int, int], tuple[str, int]]
"""Values, seed and draws so far to the place it leads to and the draws then."""


class ReadyChoice:
    """A choice with its functions. What is the same in every state is made once."""

    __slots__ = ("apply", "choice", "locked", "offered", "outcome", "test", "text", "way")

    def __init__(self, choice: Choice, layout: Layout) -> None:
        self.choice = choice
        self.test = _test(choice, layout)
        self.text = _render(choice.text, layout)
        self.locked = None if choice.locked is None else _render(choice.locked, layout)
        self.apply = _apply(choice, layout)
        self.outcome = _tell(choice.outcome, layout)
        self.way = _way(choice, layout)
        still = _is_still(choice.text)
        self.offered = Option(choice.id, self.text(()), True, "") if still else None

    def option(self, values: Values) -> Option | None:
        """The choice as it stands in this state; None if it is hidden."""
        if self.test is None or self.test(values):
            return self.offered or Option(self.choice.id, self.text(values), True, "")
        if self.locked is None:
            return None
        return Option(self.choice.id, self.text(values), False, self.locked(values))


class ReadyPlace:
    """A scene or an ending with its functions; an ending has no choices."""

    __slots__ = ("choices", "place", "tell", "visits")

    def __init__(self, place: Scene | Ending, layout: Layout) -> None:
        self.place = place
        self.tell = _tell(place.text, layout)
        self.visits = layout.slots.get(f"visits({place.id})")
        choices = place.choices if isinstance(place, Scene) else ()
        self.choices = {choice.id: ReadyChoice(choice, layout) for choice in choices}


class Layout:
    """Which value stands where: gauges, flags, then the counts that anything reads."""

    __slots__ = ("slots", "start", "story")

    def __init__(self, story: Story) -> None:
        self.story = story
        self.start: Values = (
            *(gauge.start for gauge in story.gauges.values()),
            *(flag.start for flag in story.flags.values()),
        )
        names = [*story.gauges, *story.flags]
        counted = dict.fromkeys(_counts(story))
        self.start += (0,) * len(counted)
        self.slots = {name: number for number, name in enumerate([*names, *counted])}

    def read(self, name: str) -> str:
        """Python source that reads a value out of `v`."""
        return f"v[{self.slots[name]}]"


class Program(dict[str, ReadyPlace]):
    """The story's places by id, each made ready when it is first asked for."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story
        self.layout = Layout(story)

    def __missing__(self, place_id: str) -> ReadyPlace:
        place = ReadyPlace(self.story.place(place_id), self.layout)
        self[place_id] = place
        return place


@lru_cache(maxsize=16)
def program(story: Story) -> Program:
    """The story made ready, once."""
    return Program(story)


def compiled(expression: Expression, layout: Layout) -> Callable[[Any], Any]:
    """A function from values to what the expression gives."""
    source = python_source(expression.node, layout.read)
    return _function("v", [f"return {source}"])


def _counts(story: Story) -> Iterator[str]:
    """The names of the counts that a play must keep: those that something reads."""
    for expression in expressions(story):
        yield from sorted(expression.reads - story.gauges.keys() - story.flags.keys())
    for choice in story.choices.values():
        if choice.once:
            yield f"chosen({choice.name})"


def expressions(story: Story) -> Iterator[Expression]:
    """Every expression of the story."""
    for scene in story.scenes.values():
        yield from _whens(scene.text)
    for ending in story.endings.values():
        yield from _whens(ending.text)
        for reading in ending.readings:
            yield from _whens(reading.lines)
    for choice in story.choices.values():
        yield from _whens([choice, *choice.outcome, *choice.goto])
        yield from (effect.amount for effect in choice.effects)


def _whens(parts: Iterable[Passage | Choice | Branch]) -> Iterator[Expression]:
    return (part.when for part in parts if part.when is not None)


def _function(parameters: str, body: list[str], **names: object) -> Callable[..., Any]:
    source = f"def made({parameters}):\n" + "".join(f"    {line}\n" for line in body)
    space: dict[str, Any] = {"__builtins__": {"min": min, "max": max}, **names}
    exec(compile(source, "<story>", "exec"), space)
    made: Callable[..., Any] = space["made"]
    return made


def _test(choice: Choice, layout: Layout) -> Test | None:
    conditions = []
    if choice.once:
        conditions.append(f"{layout.read(f'chosen({choice.name})')} == 0")
    if choice.when is not None:
        conditions.append(python_source(choice.when.node, layout.read))
    if not conditions:
        return None
    return _function("v", [f"return {' and '.join(conditions)}"])


def _apply(choice: Choice, layout: Layout) -> Apply | None:
    """One function that counts the choice and does its effects in order, noting changes."""
    body: list[str] = []
    reasons: dict[str, str] = {}
    count = layout.slots.get(f"chosen({choice.name})")
    if count is not None:
        body.append(f"v[{count}] += 1")
    for number, effect in enumerate(choice.effects):
        slot = layout.slots[effect.target]
        reasons[f"r{number}"] = effect.because
        body += [
            f"a = v[{slot}]",
            *_effect(effect, layout),
            "if a != b:",
            f"    v[{slot}] = b",
            f"    log.append(new(Change, ({effect.target!r}, a, b, r{number}, cause)))",
        ]
    if not body:
        return None
    names = {"cause": choice.name, "Change": Change, "new": tuple.__new__, **reasons}
    return _function("v, log", body, **names)


def _effect(effect: Effect, layout: Layout) -> list[str]:
    """Source that makes `b` of `a`."""
    gauge = layout.story.gauges.get(effect.target)
    amount = python_source(effect.amount.node, layout.read)
    if gauge is None:
        return [f"b = {amount}"]
    if effect.kind is EffectKind.SHARE:
        share = effect.amount.constant
        assert isinstance(share, int)
        # To the nearest whole number, halves upwards in size, in whole-number arithmetic.
        if share > 0:
            return [f"b = a + (({gauge.high} - a) * {share} + 50) // 100"]
        return [f"b = a - ((a - {gauge.low}) * {-share} + 50) // 100"]
    return [
        f"b = a + {amount}" if effect.kind is EffectKind.ADD else f"b = {amount}",
        f"if b > {gauge.high}: b = {gauge.high}",
        f"elif b < {gauge.low}: b = {gauge.low}",
    ]


def _way(choice: Choice, layout: Layout) -> Way | str | None:
    """Where the choice leads: always one place, one by the state and chance, or nowhere."""
    if not choice.goto:
        return None
    first = choice.goto[0]
    if first.when is None and first.chance is None:
        return first.to
    body: list[str] = []
    if any(branch.chance for branch in choice.goto):
        body.append("throw = -1")
        body.append("share = 0")
    for branch in choice.goto:
        indent = ""
        if branch.when is not None:
            body.append(f"if {python_source(branch.when.node, layout.read)}:")
            indent = "    "
        if branch.chance is not None:
            body += [
                f"{indent}if throw < 0:",
                f"{indent}    throw = per_cent(seed, draws)",
                f"{indent}    draws += 1",
                f"{indent}share += {branch.chance}",
                f"{indent}if throw < share:",
            ]
            indent += "    "
        body.append(f"{indent}return {branch.to!r}, draws")
    return _function("v, seed, draws", body, per_cent=per_cent)


def _is_still(text: Text) -> bool:
    return not any(isinstance(part, Shown) for part in text)


def _render(text: Text, layout: Layout) -> Render:
    """A function from values to the words of a text."""
    if _is_still(text):
        words = told(text, layout, ()).text
        return lambda _: words
    return lambda values: told(text, layout, values).text


def _tell(passages: tuple[Passage, ...], layout: Layout) -> Tell:
    """A function from values to the passages that hold."""
    if all(one.when is None and _is_still(one.text) for one in passages):
        always = tuple(told(one.text, layout, ()) for one in passages)
        return lambda _: always
    parts = [
        (
            None if one.when is None else compiled(one.when, layout),
            told(one.text, layout, ()) if _is_still(one.text) else None,
            one.text,
        )
        for one in passages
    ]

    def tell(values: Values) -> tuple[Told, ...]:
        return tuple(
            [
                still or told(text, layout, values)
                for when, still, text in parts
                if when is None or when(values)
            ]
        )

    return tell


def told(text: Text, layout: Layout, values: Values) -> Told:
    """A text in a state; a text that shows no gauge needs no values."""
    segments: list[Words | Cite | Link] = []
    for part in text:
        segments.append(_shown(part, layout, values) if isinstance(part, Shown) else part)
    words = "".join([part.words for part in segments if not isinstance(part, Cite)])
    return Told(words.strip(), tuple(segments))


def _shown(part: Shown, layout: Layout, values: Values) -> Words:
    value = values[layout.slots[part.gauge]]
    return Words(layout.story.gauges[part.gauge].band(value) if part.band else str(value))


__all__ = [
    "Change",
    "Option",
    "Program",
    "Segment",
    "Told",
    "Value",
    "Values",
    "compiled",
    "program",
]
