"""The title page of a story's file: what stands under `story`, and not a line more.

For lists of stories, and for commands that are about to read the whole file anyway: a large file
should not be read twice. Faults in a page are not reported here.
"""

from __future__ import annotations

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from negotiator.story.diagnostics import Problems
from negotiator.story.nodes import Mapping, Scalar
from negotiator.story.reading.yaml import MOST_NODES, read_yaml
from negotiator.story.reading.yaml_errors import DEEPEST
from negotiator.story.reading.yaml_tokens import LOADER, Named

_OPENING = (MappingStartEvent, SequenceStartEvent)
_CLOSING = (MappingEndEvent, SequenceEndEvent)


class _AliasError(Exception):
    """The page, or part of it, stands elsewhere in the file."""


def title_page(content: bytes) -> dict[str, str] | None:
    """The texts of the page by key; None if the file has none, or can't be read that far."""
    try:
        return _streamed(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError):
        return None
    except _AliasError:
        return _whole(content)


def _streamed(text: str) -> dict[str, str] | None:
    """The same from events, read only as far as needed. Raises _AliasError if that isn't enough."""
    page: dict[str, str] | None = None
    keys: list[str | None] = [None, None]
    """The keys that wait for their values: of the file, and of the page."""
    depth = nodes = 0
    next_event = LOADER(Named(text, "")).get_event
    while (event := next_event()) is not None:
        kind = type(event)
        is_text = kind is ScalarEvent
        if kind in _CLOSING:
            depth -= 1
            if depth == 1 and page is not None:
                return page
        elif is_text or kind in _OPENING or kind is AliasEvent:
            nodes += 1
            if depth == 0 and kind is not MappingStartEvent:
                return None
            is_story = depth == 1 and keys[0] == "story"
            if kind is AliasEvent and (is_story or (page is not None and depth == 2)):
                raise _AliasError
            if is_story and kind is not MappingStartEvent:
                return None
            if is_story:
                page = {}
            depth += kind in _OPENING
        else:
            continue
        if depth > DEEPEST or nodes > MOST_NODES:
            return None
        if kind in _OPENING or not 1 <= depth <= 2 or (depth == 2 and page is None):
            continue
        # A key or its value ends here.
        key = keys[depth - 1]
        if key is None:
            keys[depth - 1] = event.value if is_text else ""
        else:
            if page is not None and is_text:
                page[key] = event.value
            keys[depth - 1] = None
    return None


def _whole(content: bytes) -> dict[str, str] | None:
    root = read_yaml(content, "", Problems())
    page = root.entries.get("story") if isinstance(root, Mapping) else None
    if not isinstance(page, Mapping):
        return None
    return {key: node.value for key, node in page.entries.items() if isinstance(node, Scalar)}
