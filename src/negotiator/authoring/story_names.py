"""The names that a story gives its parts, for editors to complete: read from its files even while
other things in them are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from negotiator.story.choice_names import full_name
from negotiator.story.loading import examine_with_origins
from negotiator.story.nodes import Mapping, Node, Scalar, Sequence

Names = dict[str, str]
"""Names, each with what it is called where that is shown."""

_SHOWN = ("title", "label", "name", "term", "text", "about")
"""The keys under which a part says what it is called."""


@dataclass(frozen=True, slots=True)
class StoryNames:
    """The names in each section of a story's files, and those inside of its parts."""

    sections: dict[str, Names] = field(default_factory=dict)
    choices: Names = field(default_factory=dict)
    """Choices of scenes and events, and the closings of tables, as `scene.choice`."""
    terms: dict[str, Names] = field(default_factory=dict)
    """The options of each term."""
    pools: tuple[str, ...] = ()

    def of(self, *sections: str) -> Names:
        """The names in one section or several."""
        return {
            name: shown for one in sections for name, shown in self.sections.get(one, {}).items()
        }


NO_NAMES = StoryNames()
"""For a schema of any story."""


def story_names(path: Path) -> StoryNames | None:
    """The names of the story at a path; None if its files can't be read as YAML."""
    root = examine_with_origins(path).origins.root
    if not root.entries:
        return None
    parts = {name: _entries(node) for name, node in root.entries.items()}
    tables = parts.get("tables", {})
    terms: dict[str, Names] = {}
    for table in tables.values():
        for name, term in _inner(table, "terms").items():
            options = _inner(term, "options").items()
            terms.setdefault(name, {}).update((one, _called(node)) for one, node in options)
    events = parts.get("events", {})
    return StoryNames(
        {name: {one: _called(node) for one, node in part.items()} for name, part in parts.items()},
        dict(_choices({**parts.get("scenes", {}), **events, **tables})),
        terms,
        tuple(dict.fromkeys(filter(None, (_word(event, "pool") for event in events.values())))),
    )


def _choices(places: dict[str, Node]) -> Iterator[tuple[str, str]]:
    for name, place in places.items():
        held = place.entries.get("choices") if isinstance(place, Mapping) else None
        for choice in held.items if isinstance(held, Sequence) else ():
            if own := _word(choice, "id"):
                yield full_name(name, own), _called(choice)
        for closing in _present(place, ("deal", "leave", "walkout")):
            yield full_name(name, closing), ""


def _present(node: Node, keys: Iterable[str]) -> Iterator[str]:
    yield from (key for key in keys if isinstance(node, Mapping) and key in node.entries)


def _entries(node: Node) -> dict[str, Node]:
    return node.entries if isinstance(node, Mapping) else {}


def _inner(node: Node, key: str) -> dict[str, Node]:
    return _entries(_entries(node)[key]) if key in _entries(node) else {}


def _word(node: Node, key: str) -> str:
    held = _entries(node).get(key)
    return held.value if isinstance(held, Scalar) else ""


def _called(node: Node) -> str:
    """What a part is called where it is shown; a line is its own."""
    if isinstance(node, Scalar):
        return node.value
    return next(filter(None, (_word(node, key) for key in _SHOWN)), "")
