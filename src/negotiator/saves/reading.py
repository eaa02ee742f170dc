"""Reading a file that should hold a kept play, trusting nothing: any bytes give a play or a fault.

The whole file is read with the same bounded reader as stories. For a list the head is enough, if
its checksum matches the rest of the file. Files of format 1, which had no such head, are read
whole; they are written in format 2 when the play goes on.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from negotiator.bargaining.named_talks import PEOPLE
from negotiator.engine import Agenda
from negotiator.engine.layout import Named
from negotiator.escaping import line
from negotiator.narration import saving
from negotiator.paths import SAVE_KEY
from negotiator.saves.atomic_files import read_file
from negotiator.saves.moments import instant
from negotiator.saves.record import DecisionTrail, NamedExchange, Save, Snapshot, Summary, Unplaced
from negotiator.saves.writing import FORMAT, LARGEST_SAVE, LAST_LINE, checksummed_lines
from negotiator.story.bounds import LARGEST_SEED
from negotiator.story.diagnostics import Problems
from negotiator.story.nodes import Mapping, Node, Scalar, Sequence
from negotiator.story.reading.yaml import read_yaml
from negotiator.story.value_names import reads_as_word

LAST_ORDER = 10**18 - 1
"""The largest order that a save can have."""

_REST = len(checksummed_lines(b""))
"""Where the part covered by the checksum begins."""
_new = tuple.__new__
"""Makes a named tuple in half the time of its own `__new__`."""
_TEXTS = ("story", "title", "label", "saved", "place", "day", "ended", "ending")
_NUMBERS = ("order", "made", "seed")


def _head(text: str) -> re.Pattern[str]:
    """A pattern for the lines of a head, with a pattern for the text inside quotes."""
    lines = [f'{key}: "({text})"\n' for key in _TEXTS]
    lines += [f"{key}: (-?[0-9]{{1,20}})\n" for key in _NUMBERS]
    return re.compile("".join(lines))


_HEAD = _head(r'[^"\\\x00-\x1f]*')
_WITH_ESCAPES = _head(r'(?:[^"\\\x00-\x1f]|\\.)*')
_BEHIND_HEAD = b"\nversion: "
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,4300}", re.ASCII)


class DamagedError(Exception):
    """A file that can't be read as a save; says why in one line that is safe to show."""

    def __init__(self, message: str) -> None:
        super().__init__(line(message))


def summary_in(content: bytes) -> Summary | None:
    """What a list shows of a file; None if the whole file must be read to be sure of it."""
    # Ten thousand files pass through here for one list.
    if content[:_REST] != checksummed_lines(content[_REST:]):
        return None
    try:
        text = content[_REST : content.find(_BEHIND_HEAD, _REST) + 1].decode()
        head = _HEAD.fullmatch(text)
        found = head.groups() if head else _unescaped(text)
    except ValueError:
        return None
    if found is None:
        return None
    *texts, order, made, seed = found
    if not (0 <= int(order) <= LAST_ORDER and 0 <= int(seed) <= LARGEST_SEED):
        return None
    return _new(Summary, (*texts, int(order), int(made), int(seed)))


def _unescaped(text: str) -> tuple[str, ...] | None:
    """A text of a head with its escapes decoded. Raises ValueError if one isn't a character."""
    head = _WITH_ESCAPES.fullmatch(text)
    if head is None:
        return None
    count = len(_TEXTS)
    texts: list[str] = json.loads('["{}"]'.format('","'.join(head.groups()[:count])))
    "".join(texts).encode()  # half a surrogate pair isn't one
    return (*texts, *head.groups()[count:])


def contents(path: Path) -> bytes:
    """The content of a file. Raises DamagedError if it can't be read."""
    try:
        return read_file(str(path), LARGEST_SAVE)
    except FileNotFoundError:
        raise DamagedError(saving.missing(line(path.name))) from None
    except (OSError, ValueError) as error:  # ValueError: nothing can have such a name
        why = getattr(error, "strerror", None) or error
        raise DamagedError(saving.unreadable(line(path.name), why)) from error


def read_save_file(path: Path) -> Save:
    """The save in a file. Raises DamagedError if it doesn't hold one."""
    return read_save(contents(path), line(path.name))


def read_save(content: bytes, file: str) -> Save:
    """The save that a file holds.

    Raises DamagedError if it is cut off, isn't a save, or is of a newer format.
    """
    if len(content) > LARGEST_SAVE:
        raise DamagedError(saving.too_large(file, LARGEST_SAVE))
    if not content.rstrip().endswith(LAST_LINE.strip().encode()):
        is_other = content and SAVE_KEY.encode() not in content
        raise DamagedError(saving.is_other(file) if is_other else saving.cut_off(file))
    problems = Problems()
    root = read_yaml(content, file, problems)
    if root is None:
        if not problems.found:
            raise DamagedError(saving.empty(file))
        first = problems.found[0]
        raise DamagedError(saving.no_yaml(first.place, first.message))
    part = _Part(root)
    form = part.number(SAVE_KEY)
    if form > FORMAT:
        raise DamagedError(saving.newer(file))
    return migrated(part) if form < FORMAT else _save(part)


def _save(part: _Part) -> Save:
    return Save(
        story_id=part.text("story"),
        story_title=part.text("title"),
        version=part.number("version"),
        fingerprint=part.text("fingerprint"),
        seed=_within(part, "seed", LARGEST_SEED),
        decisions=part.texts("decisions"),
        snapshot=_snapshot(part.part("snapshot")),
        origin=_snapshot(part.part("origin")) if part.has("origin") else None,
        label=part.text("label"),
        moment=part.text("saved"),
        order=_within(part, "order", LAST_ORDER),
        place=part.text("place"),
        day=part.text("day"),
        ended=part.text("ended"),
        unplaced=Unplaced(
            _way(part.part("before")) if part.has("before") else None,
            tuple(map(_way, part.parts("put_by"))) if part.has("put_by") else (),
        ),
    )


def migrated(part: _Part) -> Save:
    """A play kept in format 1, as today's format has it."""
    story = part.part("story")
    where = part.part("where")
    moment = part.text("saved")
    return Save(
        story_id=story.text("id"),
        story_title=story.text("title"),
        version=story.number("version"),
        fingerprint=story.text("fingerprint"),
        seed=_within(part, "seed", LARGEST_SEED),
        decisions=part.texts("decisions"),
        snapshot=_snapshot(part.part("snapshot")),
        origin=_snapshot(part.part("origin")) if part.has("origin") else None,
        label=part.text("label"),
        moment=moment,
        order=max(0, instant(moment)),
        place=where.text("place"),
        day=where.text("day"),
        ended=where.text("ended"),
    )


def _within(part: _Part, key: str, most: int) -> int:
    """A number from 0 to the most that it may be."""
    number = part.number(key)
    if not 0 <= number <= most:
        raise DamagedError(saving.outside(part.get(key).place, most))
    return number


def _snapshot(part: _Part) -> Snapshot:
    agenda = None
    if part.has("agenda"):
        inner = part.part("agenda")
        agenda = Agenda(
            inner.text("stage"), inner.text("to"), inner.number("left"), inner.texts("came")
        )
    values = part.part("values").values()
    talks = part.exchanges("talks") if part.has("talks") else ()
    return Snapshot(part.text("scene"), part.number("draws"), values, agenda, talks)


def _way(part: _Part) -> DecisionTrail:
    return DecisionTrail(
        part.texts("decisions"), _snapshot(part.part("origin")) if part.has("origin") else None
    )


class _Part:
    """A mapping of the file that complains clearly about anything not as it was written."""

    def __init__(self, node: Node) -> None:
        if not isinstance(node, Mapping):
            raise DamagedError(saving.no_part(node.place))
        self.node = node

    def has(self, key: str) -> bool:
        return key in self.node.entries

    def get(self, key: str) -> Node:
        if key not in self.node.entries:
            raise DamagedError(saving.no_key(self.node.place, key))
        return self.node.entries[key]

    def part(self, key: str) -> _Part:
        return _Part(self.get(key))

    def parts(self, key: str) -> list[_Part]:
        return [_Part(item) for item in _items(self.get(key))]

    def text(self, key: str) -> str:
        return _text(self.get(key))

    def number(self, key: str) -> int:
        return _number(self.get(key))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(_text(item) for item in _items(self.get(key)))

    def values(self) -> dict[str, Named]:
        return {
            key.value: _text(node) if reads_as_word(key.value) else _value(node)
            for key, node in self.node.items()
        }

    def words(self) -> dict[str, str]:
        return {key.value: _text(node) for key, node in self.node.items()}

    def exchanges(self, key: str) -> tuple[NamedExchange, ...]:
        return tuple(item.exchange() for item in self.parts(key))

    def exchange(self) -> NamedExchange:
        if self.has(PEOPLE):
            wanted: tuple[str, ...] = (PEOPLE,)
        elif self.has("asked"):
            wanted = ("asked",)
        elif self.has("first"):
            wanted = ("proposal", "counter", "first", "second")
        else:
            wanted = ("proposal", "counter")
        return {what: self.part(what).words() for what in wanted}


def _items(node: Node) -> list[Node]:
    if not isinstance(node, Sequence):
        raise DamagedError(saving.no_list(node.place))
    return node.items


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise DamagedError(saving.no_text(node.place))
    return node.value


def _number(node: Node) -> int:
    text = _text(node)
    if not _WHOLE_NUMBER.fullmatch(text):
        raise DamagedError(saving.no_number(node.place))
    try:
        return int(text)
    except ValueError:  # PYTHONINTMAXSTRDIGITS may allow fewer digits
        raise DamagedError(saving.long_number(node.place)) from None


def _value(node: Node) -> Named:
    text = _text(node)
    return text == "true" if text in ("true", "false") else _number(node)
