"""A chart as Graphviz DOT, and drawn by Graphviz as SVG."""

from __future__ import annotations

import subprocess
from itertools import count

from negotiator.diagrams.story_graph import Chart, GraphNode, NodeKind, boxes, laid_over, width
from negotiator.distribution import adding_extra
from negotiator.escaping import line as one_line
from negotiator.escaping import markup
from negotiator.language import _
from negotiator.other_programs import program
from negotiator.story.choice_names import choice_in

_GROUPS = (("#f3f1ea", "#d8d4c8", 15), ("#fbfaf6", "#d8d4c8", 13))
"""Background, border and font size of a group, the outer ones first."""
MOST_ARROWS = 1_500
"""How many ways are laid out: the time for that grows much faster than they do."""
COLOURS = ("#2f6690", "#8a4b08", "#4f7942", "#7a4069", "#5d5a53", "#a23b3b")
"""A border for each outcome, in order of appearance; the word is in the box."""


def dot(drawn: Chart) -> str:
    """The chart as Graphviz DOT: acts and dates from top to bottom, endings at the end."""
    lines = [
        "digraph story {",
        f'  label=<<font point-size="26">{markup(one_line(drawn.title))}</font><br/>'
        + "".join(f"{markup(one_line(line))}<br/>" for line in drawn.legend)
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

    def box(place: GraphNode) -> str:
        look = _look(place, outcomes, is_visited=place.id in visited)
        words = "\\n".join(_quoted(line)[1:-1] for line in place.lines)
        return f'{_quoted(place.id)} [label="{words}", tooltip="{place.id}"{look}];'

    def begin(group: str, depth: int) -> str:
        fill, edge, size = _GROUPS[min(depth, len(_GROUPS) - 1)]
        return (
            f"subgraph cluster_{next(numbers)} {{ label={_quoted(group)}; labeljust=l; "
            f'style="filled,rounded"; fillcolor="{fill}"; color="{edge}"; fontsize={size};'
        )

    lines += boxes(drawn.places, box, begin, "}")
    for way in drawn.ways:
        label = "\\l".join(_quoted(line)[1:-1] for line in (*way.lines, *laid_over(drawn, way)))
        marks = [f"penwidth={width(drawn, way)}"]
        if label:
            marks.append(f'label="{label}\\l"')
        if (way.source, way.target) in drawn.played:
            marks.append('color="#a23b3b", fontcolor="#a23b3b"')
        elif drawn.played:
            marks.append('color="#c9c5ba"')
        tip = ", ".join(choice_in(one) for one in way.choices)
        marks.append(f"tooltip={_quoted(tip)}")
        lines.append(f"  {_quoted(way.source)} -> {_quoted(way.target)} [{', '.join(marks)}];")
    return "\n".join([*lines, "}"]) + "\n"


def _look(place: GraphNode, outcomes: list[str], *, is_visited: bool) -> str:
    looks = []
    if place.kind is NodeKind.START:
        said = _("start")
        looks.append(f"shape=oval, penwidth=2.5, xlabel={_quoted(said)}")
    elif place.kind is NodeKind.EVENT:
        looks.append('shape=hexagon, style="filled,dashed"')
    elif place.kind is NodeKind.ENDING:
        colour = COLOURS[outcomes.index(place.outcome) % len(COLOURS)]
        looks.append(f'shape=box, style="filled", peripheries=2, color="{colour}", penwidth=1.5')
    if is_visited:
        looks.append('fillcolor="#f7dede"')
    return "".join(f", {look}" for look in looks)


def _quoted(words: str) -> str:
    escaped = one_line(words).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class NotDrawnError(Exception):
    """Graphviz is missing or failed; says what to do."""


def _failed(complaint: object) -> NotDrawnError:
    return NotDrawnError(_("Graphviz could not draw the story: {complaint}", complaint=complaint))


def svg(source: str) -> str:
    """DOT drawn as SVG, by the system's Graphviz or the one inside pygraphviz's wheel.

    Raises NotDrawnError if there is neither, if it fails, or if there is more to lay out than it
    can in a moment.
    """
    arrows = source.count(" -> ")
    if arrows > MOST_ARROWS:
        raise NotDrawnError(
            _(
                "There are {number:,} ways to draw, and {most:,} are the most that are laid out as "
                "an SVG. --format mermaid and --format dot draw any number.",
                number=arrows,
                most=MOST_ARROWS,
            )
        )
    graphviz = program("dot")
    if graphviz is not None:
        done = subprocess.run(
            [graphviz, "-Tsvg"], input=source.encode(), capture_output=True, check=False
        )
        if done.returncode == 0:
            return done.stdout.decode()
        complaint = done.stderr.decode(errors="replace").strip()
        raise _failed(complaint)
    try:
        import pygraphviz
    except ImportError:
        raise NotDrawnError(
            _(
                "An SVG is drawn by Graphviz, which isn't here. Install it with `{command}`, "
                "or from graphviz.org so that `dot` is found; "
                "--format mermaid and --format dot need nothing.",
                command=adding_extra("graph"),
            )
        ) from None
    try:
        drawn: bytes = pygraphviz.AGraph(string=source).draw(format="svg", prog="dot")
    except (OSError, ValueError) as error:
        raise _failed(error) from error
    return drawn.decode()
