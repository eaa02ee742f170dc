"""One play as a file: what it holds, how it is written, and how it is read back with distrust.

The file is YAML, read with the same bounded reader as stories. The decisions are the play;
the snapshot is for the day when the story has changed under them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from negotiator.engine import Agenda, Play, State, Value, ended, values
from negotiator.engine.layout import Named
from negotiator.engine.named_talks import named_talks
from negotiator.story.diagnostics import Problems
from negotiator.story.model import Story
from negotiator.story.yaml_reading import Mapping, Node, Scalar, Sequence, read_yaml

FORMAT = 1
"""The newest save format this program reads and the one it writes."""

LAST_LINE = "complete: true\n"
"""What a file ends with; one that doesn't was cut off."""

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class DamagedError(Exception):
    """A save that can't be read; says why."""


NamedExchange = dict[str, dict[str, str]]
"""What was said at a table: of the `proposal` and the `counter`, the option of each term; of two
packages put side by side `first` and `second` too; or what was `asked`, and the term in answer."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state by names, so that it can be restored when the story has changed."""

    scene: str
    draws: int
    values: dict[str, Named]
    agenda: Agenda | None = None
    talks: tuple[NamedExchange, ...] = ()


@dataclass(frozen=True, slots=True)
class Save:
    """A play as it is kept. `place`, `day` and `ended` are for showing it in a list."""

    story_id: str
    story_title: str
    version: int
    fingerprint: str
    seed: int
    decisions: tuple[str, ...]
    snapshot: Snapshot
    origin: Snapshot | None = None
    label: str = ""
    moment: str = ""
    place: str = ""
    day: str = ""
    ended: str = ""

    @classmethod
    def of(cls, play: Play, *, label: str, moment: str) -> Save:
        """A play as it stands now; `moment` is ISO 8601."""
        story = play.story
        ending = ended(story, play.state)
        at_start = Play.begin(story, play.seed).state
        return cls(
            story_id=story.id,
            story_title=story.title,
            version=story.version,
            fingerprint=story.fingerprint,
            seed=play.seed,
            decisions=play.decisions,
            snapshot=_snapshot(story, play.state, play.values()),
            origin=None
            if play.origin == at_start
            else _snapshot(story, play.origin, values(story, play.origin)),
            label=label,
            moment=moment,
            place=play.place.title,
            day=play.place.date.isoformat() if play.place.date else "",
            ended=ending.outcome if ending else "",
        )


def _snapshot(story: Story, state: State, named: dict[str, Named]) -> Snapshot:
    table = story.tables.get(state.scene)
    talks = tuple(named_talks(table, state.talks)) if table else ()
    return Snapshot(state.scene, state.draws, named, state.agenda, talks)


def write_save(save: Save) -> str:
    """The text of the file."""
    content: dict[str, Any] = {
        "negotiator_save": FORMAT,
        "story": {
            "id": save.story_id,
            "title": save.story_title,
            "version": save.version,
            "fingerprint": save.fingerprint,
        },
        "label": save.label,
        "saved": save.moment,
        "where": {"place": save.place, "day": save.day, "ended": save.ended},
        "seed": save.seed,
        "decisions": list(save.decisions),
        "snapshot": _written(save.snapshot),
    }
    if save.origin is not None:
        content["origin"] = _written(save.origin)
    text: str = yaml.dump(
        content, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, default_flow_style=False
    )
    return text + LAST_LINE


def _written(snapshot: Snapshot) -> dict[str, Any]:
    written: dict[str, Any] = {
        "scene": snapshot.scene,
        "draws": snapshot.draws,
        "values": snapshot.values,
    }
    if snapshot.agenda is not None:
        written["agenda"] = snapshot.agenda._asdict() | {"came": list(snapshot.agenda.came)}
    if snapshot.talks:
        written["talks"] = list(snapshot.talks)
    return written


def read_save(content: bytes, file: str) -> Save:
    """The save that a file holds.

    Raises DamagedError if it is cut off, isn't a save, or is of a newer format.
    """
    if not content.rstrip().endswith(LAST_LINE.strip().encode()):
        raise DamagedError(f"{file} is no whole save: its last line is missing")
    problems = Problems()
    root = read_yaml(content, file, problems)
    if root is None:
        first = problems.found[0]
        raise DamagedError(f"{first.place}: {first.message}")
    part = _Part(root, file)
    if part.number("negotiator_save") > FORMAT:
        raise DamagedError(f"{file} was written by a newer negotiator; update this one to open it")
    story = part.part("story")
    where = part.part("where")
    return Save(
        story_id=story.text("id"),
        story_title=story.text("title"),
        version=story.number("version"),
        fingerprint=story.text("fingerprint"),
        seed=part.number("seed"),
        decisions=part.texts("decisions"),
        snapshot=_snapshot_in(part.part("snapshot")),
        origin=_snapshot_in(part.part("origin")) if part.has("origin") else None,
        label=part.text("label"),
        moment=part.text("saved"),
        place=where.text("place"),
        day=where.text("day"),
        ended=where.text("ended"),
    )


def _snapshot_in(part: _Part) -> Snapshot:
    agenda = None
    if part.has("agenda"):
        inner = part.part("agenda")
        agenda = Agenda(
            inner.text("stage"), inner.text("to"), inner.number("left"), inner.texts("came")
        )
    values = part.part("values").values()
    talks = part.exchanges("talks") if part.has("talks") else ()
    return Snapshot(part.text("scene"), part.number("draws"), values, agenda, talks)


class _Part:
    """A mapping of the file, read with a clear complaint about whatever isn't as it was written."""

    def __init__(self, node: Node, file: str) -> None:
        if not isinstance(node, Mapping):
            raise DamagedError(f"{node.place} is not part of a save")
        self.node = node
        self.file = file

    def has(self, key: str) -> bool:
        return key in self.node.entries

    def get(self, key: str) -> Node:
        if key not in self.node.entries:
            raise DamagedError(f"{self.node.place}: the key `{key}` is missing")
        return self.node.entries[key]

    def part(self, key: str) -> _Part:
        return _Part(self.get(key), self.file)

    def text(self, key: str) -> str:
        return _text(self.get(key))

    def number(self, key: str) -> int:
        return _number(self.get(key))

    def texts(self, key: str) -> tuple[str, ...]:
        node = self.get(key)
        if not isinstance(node, Sequence):
            raise DamagedError(f"{node.place}: a list is needed")
        return tuple(_text(item) for item in node.items)

    def values(self) -> dict[str, Named]:
        return {
            key.value: _text(node) if key.value.startswith(("terms.", "profile.")) else _value(node)
            for key, node in self.node.items()
        }

    def words(self) -> dict[str, str]:
        return {key.value: _text(node) for key, node in self.node.items()}

    def exchanges(self, key: str) -> tuple[NamedExchange, ...]:
        node = self.get(key)
        if not isinstance(node, Sequence):
            raise DamagedError(f"{node.place}: a list is needed")
        items = [_Part(item, self.file) for item in node.items]
        return tuple(
            {what: item.part(what).words() for what in item.node.entries} for item in items
        )


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise DamagedError(f"{node.place}: a text is needed")
    return node.value


def _number(node: Node) -> int:
    text = _text(node)
    if len(text) > 30 or not text.lstrip("-").isascii() or not text.lstrip("-").isdigit():
        raise DamagedError(f"{node.place}: a whole number is needed")
    return int(text)


def _value(node: Node) -> Value:
    text = _text(node)
    return text == "true" if text in ("true", "false") else _number(node)
