"""The story as a graph: places and the ways between them, as Mermaid, DOT or SVG text.

`chart` says what is to be drawn; `mermaid` and `dot` write it down. Ways between the same two
places are one arrow; a guard stands on it only where there is one. Kinds and outcomes are
told by shape and word, colour only repeats them. A play, or counts from a simulation, can be
laid over it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from html import escape
from itertools import count
from typing import NamedTuple

from negotiator.engine import Play
from negotiator.engine.compiler import rules
from negotiator.engine.rules import Rules
from negotiator.engine.transitions import Way as Led
from negotiator.story.model import Choice, Story, Table

LABELLED = 2
"""Choices that are named on an arrow; of more, only the number is told."""
LONGEST_GUARD = 28
"""Characters of a guard."""
LONGEST_TITLE = 24
"""Characters of a line in a box."""


class Kind(Enum):
    """What a place is, by which it gets its shape."""

    START = "start"
    SCENE = "scene"
    EVENT = "event"
    ENDING = "ending"


class Place(NamedTuple):
    """A box: its words by line, and the headings of the groups it stands in, the outer first."""

    id: str
    kind: Kind
    lines: tuple[str, ...]
    groups: tuple[str, ...] = ()
    outcome: str = ""


class Way(NamedTuple):
    """An arrow: its words by line. `choices` are the full names of those that lead along it."""

    source: str
    target: str
    lines: tuple[str, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """All that is drawn. `played` counts arrows from the play that is laid over, from 1 in the
    order they were gone; `heat` is how many plays went along an arrow, of `plays`."""

    title: str
    legend: tuple[str, ...]
    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    played: Mapping[tuple[str, str], tuple[int, ...]]
    heat: Mapping[tuple[str, str], int]
    plays: int = 0


def chart(
    story: Story,
    play: Play | None = None,
    heat: Mapping[tuple[str, str], int] | None = None,
    plays: int = 0,
) -> Chart:
    """What is to be drawn of a story. `heat` counts by choice (its full name) and target."""
    ways = tuple(_ways(story))
    return Chart(
        story.title,
        tuple(_legend(story)),
        tuple(_places(story, ways)),
        ways,
        _played(play) if play else {},
        _heated(story, heat) if heat else {},
        plays,
    )


def _legend(story: Story) -> Iterator[str]:
    """What the shapes mean, and the events, which come anywhere or are drawn by scenes."""
    yield "oval: the start; box: a scene; double box: an ending, its outcome in capitals"
    made = rules(story)
    answers = (choice.name for event in story.events.values() for choice in event.choices)
    if any(made.branch(name).ways for name in answers):
        yield "hexagon: an event that leads somewhere; [ ]: what must hold; %: by chance"
    else:
        yield "[ ]: what must hold; %: by chance"
    pools: Counter[str] = Counter(event.pool for event in story.events.values())
    if pools:
        counted = [
            f"{events} in {pool}" if pool else f"{events} at any scene boundary"
            for pool, events in pools.items()
        ]
        yield f"events: {', '.join(counted)}"


def _places(story: Story, ways: Iterable[Way]) -> Iterator[Place]:
    made = rules(story)
    leads = {way.source for way in ways} | {way.target for way in ways}
    for scene in story.scenes.values():
        kind = Kind.START if scene.id == story.start else Kind.SCENE
        marks = []
        draw = made.draw(scene.id)
        if draw is not None:
            marks.append(f"draws {draw.at_most} of {draw.pool}")
        votes = [scene.vote, *(choice.vote for choice in scene.choices)]
        marks += [f"vote: {vote}" for vote in dict.fromkeys(votes) if vote]
        staying = sum(not made.branch(choice.name).ways for choice in scene.choices)
        if isinstance(scene, Table):
            marks.append(f"table: {len(scene.terms)} terms")
        if staying:
            marks.append(f"{staying} choice{'s' * (staying > 1)} stay")
        act = story.act_on(scene.date)
        groups = [f"{story.acts.index(act) + 1}. {act.title}"] if act else []
        if scene.date:
            groups.append(f"{scene.date:%Y-%m-%d}")
        yield Place(scene.id, kind, (*_broken(scene.title), *marks), tuple(groups))
    for event in story.events.values():
        # An event that leads nowhere of its own is only named with its pool.
        if event.id in leads:
            mark = "interrupts" if event.interrupt else f"of {event.pool}"
            yield Place(event.id, Kind.EVENT, (*_broken(event.title), mark))
    for ending in story.endings.values():
        lines = (ending.outcome.upper(), *_broken(ending.title))
        yield Place(ending.id, Kind.ENDING, lines, (), ending.outcome)


def _ways(story: Story) -> Iterator[Way]:
    """The arrows, those between the same two places in one."""
    made = rules(story)
    found: dict[tuple[str, str], list[tuple[Choice, Led]]] = defaultdict(list)
    leading: Counter[str] = Counter()
    for choice in story.choices.values():
        ways = made.branch(choice.name).ways
        leading[choice.scene] += bool(ways)
        for way in ways:
            found[choice.scene, way.to].append((choice, way))
    for (source, target), several in found.items():
        names = tuple(dict.fromkeys(choice.name for choice, _ in several))
        every = leading[source]
        labels = []
        for choice, way in several:
            words = _condition(made, choice, way)
            if words:
                labels.append((choice.id, words))
        lines: list[str] = []
        if not labels:
            # Where the whole scene leads on, or there is but one way out, no word is needed.
            if len(names) < every:
                lines = [name.rpartition(".")[2] for name in names[:LABELLED]]
                if len(names) > LABELLED:
                    lines = [f"{len(names)} choices"]
        else:
            different = list(dict.fromkeys(words for _, words in labels))
            if len(labels) == len(several) and len(different) == 1:
                lines = [*([] if len(names) == every else [_counted(names)]), different[0]]
            elif len(names) <= LABELLED:
                known = dict(labels)
                lines = [
                    _trimmed(f"{name}: {known[name]}" if name in known else name, LONGEST_GUARD + 8)
                    for name in (one.rpartition(".")[2] for one in names)
                ]
            else:
                guarded = len({name for name, _ in labels})
                lines = [_counted(names), f"{guarded} with guards" if guarded > 1 else "1 guarded"]
        yield Way(source, target, tuple(lines), names)


def _counted(names: tuple[str, ...]) -> str:
    return names[0].rpartition(".")[2] if len(names) == 1 else f"{len(names)} choices"


def _condition(made: Rules, choice: Choice, way: Led) -> str:
    """What must hold, or chance, for a choice to lead along this way; short."""
    parts = [source for source in (made.offer(choice).source, way.source) if source]
    if not way.source and way.chance is None and len(made.branch(choice.name).ways) > 1:
        parts.append("else")
    words = _trimmed(", ".join(parts), LONGEST_GUARD)
    if way.chance is not None:
        words = f"{words} {way.chance}%".strip()
    return f"[{words}]" if words else ""


def _trimmed(words: str, longest: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _broken(title: str) -> tuple[str, ...]:
    """A title in lines of about LONGEST_TITLE characters."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST_TITLE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _played(play: Play) -> dict[tuple[str, str], tuple[int, ...]]:
    gone: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, step in enumerate(play.steps, 1):
        if step.taken not in play.story.choices:  # a proposal may lead nowhere
            continue
        towards = (step.entered, step.state.agenda.to if step.state.agenda else "")
        for way in rules(play.story).branch(step.taken).ways:
            if way.to in towards:
                gone[step.before.scene, way.to].append(number)
                break
    return {way: tuple(numbers) for way, numbers in gone.items()}


def _heated(story: Story, counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    heat: Counter[tuple[str, str]] = Counter()
    for (name, target), plays in counts.items():
        heat[story.choices[name].scene, target] += plays
    return dict(heat)


def mermaid(drawn: Chart) -> str:
    """The chart as a Mermaid flowchart."""
    lines = ["---", f"title: {_plain(drawn.title)}", "---", "flowchart TD"]
    shapes = {
        Kind.START: ('(["', '"])'),
        Kind.SCENE: ('["', '"]'),
        Kind.EVENT: ('{{"', '"}}'),
        Kind.ENDING: ('[["', '"]]'),
    }
    numbers = count()

    def box(place: Place) -> str:
        before, after = shapes[place.kind]
        words = "<br>".join(_plain(line) for line in place.lines)
        return f"{_name(place.id)}{before}{words}{after}"

    def begin(group: str, _: int) -> str:
        return f'subgraph group{next(numbers)}["{_plain(group)}"]'

    lines += _boxes(drawn.places, box, begin, "end")
    styles = []
    for number, way in enumerate(drawn.ways):
        words = "<br>".join(_plain(line) for line in (*way.lines, *_laid_over(drawn, way)))
        arrow = "==>" if (way.source, way.target) in drawn.played else "-->"
        label = f'|"{words}"|' if words else ""
        lines.append(f"  {_name(way.source)} {arrow}{label} {_name(way.target)}")
        width = _width(drawn, way)
        if width != 1:
            styles.append(f"  linkStyle {number} stroke-width:{width:.1f}px")
    notes = [f"%% {line}" for line in drawn.legend]
    return "\n".join([*lines, *styles, *notes]) + "\n"


def _name(place: str) -> str:
    """An id that is no word of Mermaid's (`end` breaks a flowchart)."""
    return f"p_{place}"


def _plain(words: str) -> str:
    """Words for a quoted Mermaid label: what it would read as marks becomes an entity."""
    return re.sub(r'["&<>#;`\\{}\[\]|]', lambda found: f"#{ord(found[0])};", words)


def _boxes(
    places: Iterable[Place],
    box: Callable[[Place], str],
    begin: Callable[[str, int], str],
    end: str,
    depth: int = 0,
) -> Iterator[str]:
    """A line for each place, those of a group between `begin`, which is given its heading and
    depth, and `end`; groups in the order of their dates, and what is in none at the end."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        heading = place.groups[depth] if depth < len(place.groups) else ""
        groups.setdefault(heading, []).append(place)
    indent = "  " * (depth + 1)
    for heading, inside in sorted(
        groups.items(), key=lambda one: (not one[0], min(place.groups[-1:] for place in one[1]))
    ):
        if not heading:
            yield from (f"{indent}{box(place)}" for place in inside)
            continue
        yield f"{indent}{begin(heading, depth)}"
        yield from _boxes(inside, box, begin, end, depth + 1)
        yield f"{indent}{end}"


def _laid_over(drawn: Chart, way: Way) -> list[str]:
    """What the play and the counts add to an arrow's words."""
    key = (way.source, way.target)
    lines = []
    if key in drawn.played:
        lines.append("decision " + ", ".join(str(one) for one in drawn.played[key]))
    if drawn.plays:
        lines.append(f"{drawn.heat.get(key, 0) / drawn.plays:.1%} of plays")
    return lines


def _width(drawn: Chart, way: Way) -> float:
    """How wide an arrow is drawn, in points."""
    key = (way.source, way.target)
    if drawn.plays:
        return round(0.4 + 7 * min(1.0, drawn.heat.get(key, 0) / drawn.plays), 1)
    return 3 if key in drawn.played else 1


_GROUPS = (("#f3f1ea", "#d8d4c8", 15), ("#fbfaf6", "#d8d4c8", 13))
"""Ground, border and size of letters of a group, the outer ones first."""
COLOURS = ("#2f6690", "#8a4b08", "#4f7942", "#7a4069", "#5d5a53", "#a23b3b")
"""A border for each outcome, in the order they come; the word is in the box."""


def dot(drawn: Chart) -> str:
    """The chart as Graphviz DOT: acts and dates from top to bottom, endings at the end."""
    lines = [
        "digraph story {",
        f'  label=<<font point-size="26">{escape(drawn.title)}</font><br/>'
        + "".join(f"{escape(line)}<br/>" for line in drawn.legend)
        + ">; labelloc=t; fontsize=12;",
        '  graph [rankdir=TB, newrank=true, nodesep=0.45, ranksep=0.75, fontname="Helvetica",'
        ' bgcolor="white", tooltip=" "];',
        '  node [fontname="Helvetica", fontsize=12, shape=box, style="filled,rounded",'
        ' fillcolor="white", color="#1c1b19", margin="0.12,0.07"];',
        '  edge [fontname="Helvetica", fontsize=10, color="#5d5a53", fontcolor="#1c1b19",'
        " arrowsize=0.7];",
    ]
    outcomes = list(dict.fromkeys(place.outcome for place in drawn.places if place.outcome))
    visited = {place for way in drawn.played for place in way}
    numbers = count()

    def box(place: Place) -> str:
        look = _look(place, outcomes, is_visited=place.id in visited)
        words = "\\n".join(_quoted(line)[1:-1] for line in place.lines)
        return f'{_quoted(place.id)} [label="{words}", tooltip="{place.id}"{look}];'

    def begin(group: str, depth: int) -> str:
        fill, edge, size = _GROUPS[min(depth, len(_GROUPS) - 1)]
        return (
            f"subgraph cluster_{next(numbers)} {{ label={_quoted(group)}; labeljust=l; "
            f'style="filled,rounded"; fillcolor="{fill}"; color="{edge}"; fontsize={size};'
        )

    lines += _boxes(drawn.places, box, begin, "}")
    for way in drawn.ways:
        label = "\\l".join(_quoted(line)[1:-1] for line in (*way.lines, *_laid_over(drawn, way)))
        marks = [f"penwidth={_width(drawn, way)}"]
        if label:
            marks.append(f'label="{label}\\l"')
        if (way.source, way.target) in drawn.played:
            marks.append('color="#a23b3b", fontcolor="#a23b3b"')
        elif drawn.played:
            marks.append('color="#c9c5ba"')
        tip = ", ".join(one.rpartition(".")[2] for one in way.choices)
        marks.append(f"tooltip={_quoted(tip)}")
        lines.append(f"  {_quoted(way.source)} -> {_quoted(way.target)} [{', '.join(marks)}];")
    return "\n".join([*lines, "}"]) + "\n"


def _look(place: Place, outcomes: list[str], *, is_visited: bool) -> str:
    looks = []
    if place.kind is Kind.START:
        looks.append('shape=oval, penwidth=2.5, xlabel="start"')
    elif place.kind is Kind.EVENT:
        looks.append('shape=hexagon, style="filled,dashed"')
    elif place.kind is Kind.ENDING:
        colour = COLOURS[outcomes.index(place.outcome) % len(COLOURS)]
        looks.append(f'shape=box, style="filled", peripheries=2, color="{colour}", penwidth=1.5')
    if is_visited:
        looks.append('fillcolor="#f7dede"')
    return "".join(f", {look}" for look in looks)


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class NotDrawnError(Exception):
    """Graphviz is missing or failed; says what to do."""


def svg(source: str) -> str:
    """DOT drawn as SVG, by the system's Graphviz or by the one inside pygraphviz's wheel.

    Raises NotDrawnError if there is neither, or if it fails.
    """
    program = shutil.which("dot")
    if program is not None:
        done = subprocess.run(
            [program, "-Tsvg"], input=source.encode(), capture_output=True, check=False
        )
        if done.returncode == 0:
            return done.stdout.decode()
        complaint = done.stderr.decode(errors="replace").strip()
        raise NotDrawnError(f"Graphviz could not draw the story: {complaint}")
    try:
        import pygraphviz
    except ImportError:
        raise NotDrawnError(
            "An SVG is drawn by Graphviz, which isn't here. Install it with "
            "`pip install negotiator[graph]`, or from graphviz.org so that `dot` is found; "
            "--format mermaid and --format dot need nothing."
        ) from None
    try:
        drawn: bytes = pygraphviz.AGraph(string=source).draw(format="svg", prog="dot")
    except (OSError, ValueError) as error:
        raise NotDrawnError(f"Graphviz could not draw the story: {error}") from error
    return drawn.decode()
