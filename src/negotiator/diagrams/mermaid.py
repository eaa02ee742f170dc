"""A chart as a Mermaid flowchart."""

from __future__ import annotations

import json
import re
from itertools import count

from negotiator.diagrams.story_graph import Chart, GraphNode, NodeKind, boxes, laid_over, width
from negotiator.escaping import line as one_line


def mermaid(drawn: Chart) -> str:
    """The chart as a Mermaid flowchart."""
    # The title is YAML, in which Mermaid reads no entities; JSON's quotes are YAML's, too.
    title = json.dumps(one_line(drawn.title), ensure_ascii=False)
    lines = ["---", f"title: {title}", "---", "flowchart TD"]
    shapes = {
        NodeKind.START: ('(["', '"])'),
        NodeKind.SCENE: ('["', '"]'),
        NodeKind.EVENT: ('{{"', '"}}'),
        NodeKind.ENDING: ('[["', '"]]'),
    }
    numbers = count()

    def box(place: GraphNode) -> str:
        before, after = shapes[place.kind]
        words = "<br>".join(_plain(line) for line in place.lines)
        return f"{_name(place.id)}{before}{words}{after}"

    def begin(group: str, _: int) -> str:
        return f'subgraph group{next(numbers)}["{_plain(group)}"]'

    lines += boxes(drawn.places, box, begin, "end")
    styles = []
    for number, way in enumerate(drawn.ways):
        words = "<br>".join(_plain(line) for line in (*way.lines, *laid_over(drawn, way)))
        arrow = "==>" if (way.source, way.target) in drawn.played else "-->"
        label = f'|"{words}"|' if words else ""
        lines.append(f"  {_name(way.source)} {arrow}{label} {_name(way.target)}")
        wide = width(drawn, way)
        if wide != 1:
            styles.append(f"  linkStyle {number} stroke-width:{wide:.1f}px")
    notes = [f"%% {one_line(line)}" for line in drawn.legend]
    return "\n".join([*lines, *styles, *notes]) + "\n"


def _name(place: str) -> str:
    """An id that isn't a Mermaid keyword (`end` breaks a flowchart)."""
    return f"p_{place}"


def _plain(words: str) -> str:
    """Words for a quoted Mermaid label: characters it would read as markup become entities."""
    return re.sub(r'["&<>#;`\\{}\[\]|]', lambda found: f"#{ord(found[0])};", one_line(words))
