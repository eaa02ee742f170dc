"""Stories with their texts in Greek letters: each Latin word on a page is then the program's.

What an author chose as a name, and what is written in marks, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

PROSE = frozenset(
    re.findall(
        r"\w+",
        "about article articles asks knows label levels locked name notes outcome "
        "questions standard place publisher says short term text "
        "title voice wants without",
    )
)
"""The keys under which an author writes texts."""
PARTS = frozenset({"answers", "bands", "readings", "says"})
"""The keys of which all values are texts, whatever they are called."""
NAMED = (("counters",), ("flags",))
"""The keys below which each value says what its name stands for."""
_BECAUSE = " because "
_MARKS = re.compile(r"(\{[^}]*\}|\[\^[^\]]*\]|\[\[[^\]|]*\|?|\]\])")
_GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβκδεφγηιθκλμνοπκρστυβωξψζΑΒΚΔΕΦΓΗΙΘΚΛΜΝΟΠΚΡΣΤΥΒΩΞΨΖ",
)


def in_greek(story: str) -> str:
    """A story's file with its texts in Greek letters."""
    root = yaml.compose(story, yaml.BaseLoader)
    assert root is not None
    said = [*_said(root, story)]
    parts, end = [], len(story)
    for start, stop in sorted(said, reverse=True):
        parts += [story[stop:end], _greek(story[start:stop])]
        end = start
    return "".join(reversed([*parts, story[:end]]))


def _greek(text: str) -> str:
    return "".join(
        part if number % 2 else part.translate(_GREEK)
        for number, part in enumerate(_MARKS.split(text))
    )


def _said(node: yaml.Node, story: str, path: tuple[str, ...] = ()) -> Iterator[tuple[int, int]]:
    """Where texts stand in a file."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _said(value, story, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _said(item, story, path)
    elif _is_prose(path):
        yield node.start_mark.index, node.end_mark.index
    elif _BECAUSE in node.value and path[-2:-1] == ("effects",):
        start = story.index(_BECAUSE, node.start_mark.index)
        yield start + len(_BECAUSE), node.end_mark.index


def _is_prose(path: tuple[str, ...]) -> bool:
    """Whether an author writes a text under these keys."""
    if path[0] == "endings" and path[-1] == "outcome":
        return False  # it is a word of one's own, and named like a scene
    if path[-1] == "when":
        return False
    return path[-1] in PROSE or bool(PARTS & set(path[-3:-1])) or path[-2:-1] in NAMED
