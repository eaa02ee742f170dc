"""A kept play as the text of a file: first what a list shows of it, then the whole.

The file is YAML. Its head has one key per line and every text in double quotes, so that `reading`
can parse it without a YAML reader; a checksum over everything after it shows whether the file is
still as it was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from negotiator.engine.layout import Named
from negotiator.narration import saving
from negotiator.paths import SAVE_KEY
from negotiator.saves.record import DecisionTrail, Save, Snapshot
from negotiator.story.bounds import LARGEST_SEED
from negotiator.story.files import LARGEST_FILE

FORMAT = 2
"""The newest save format this program reads and the one it writes."""

_BEGINNING = f'{SAVE_KEY}: {FORMAT}\nsum: "%08x"\n'.encode()
"""The first line and the second, which is the checksum of everything after it."""

LAST_LINE = "complete: true\n"
"""The last line of a file; a file without it was cut off."""

LARGEST_SAVE = LARGEST_FILE
"""The largest size of a save in bytes: what the reader accepts, because anything longer would be
lost. The reader limits parts and texts, too, but no file of this size written here has that
many."""

LONGEST_LABEL = 60
"""The maximum length of a save's name in characters."""

_PLAIN = re.compile(
    r"(?!(?:yes|off|true|false|null)\Z)[a-z][a-z0-9_]{2,}(?:[.(][a-z0-9_.]+\)?){0,2}"
    r"|[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*",
    re.ASCII,
).fullmatch
"""Whether a text is written without quotes, as nearly all names are: it can't be anything else in
YAML, whose other words have one letter or two."""
_SIMPLE = re.compile(r"[ !#-\[\]-~]*").fullmatch
"""Whether nothing in a text is written otherwise in quotes."""
_KNOWN, _KNOWN_LENGTH = 10_000, 100
"""How many texts are remembered as they are written, and up to which length."""
_PADS = 8
"""How many depths of a file are remembered; it has four."""
_LONG_KEY = 1_000
"""YAML gives up looking for the colon behind a key after 1,024 characters."""

_NOT_IN_YAML = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that may only appear as escapes in quotes: YAML refuses them, or breaks the line
there."""


def checksummed_lines(rest: bytes) -> bytes:
    """The two lines that stand before the rest of a file, with its checksum."""
    return _BEGINNING % crc32(rest)


class WrittenDecisions(NamedTuple):
    """Decisions, and the lines that they are in a file. The file of a play grows with it, so what
    is written of it already needn't be written again."""

    decisions: tuple[str, ...] = ()
    lines: bytes = b""

    def grown(self, decisions: tuple[str, ...]) -> WrittenDecisions:
        """Those of a play, most of which are mostly these."""
        number = len(self.decisions)
        if decisions[:number] != self.decisions:
            return WrittenDecisions().grown(decisions)
        return WrittenDecisions(decisions, self.lines + _items(decisions[number:], "").encode())


def write_save(save: Save) -> str:
    """The text of the file.

    Raises ValueError if it, its name or a number in it would be too large to be read again.
    """
    return encode_save(save, WrittenDecisions().grown(save.decisions)).decode()


def encode_save(save: Save, written: WrittenDecisions) -> bytes:
    """The content of the file, of whose decisions the lines are written. Raises as `write_save`
    does."""
    if len(save.label) > LONGEST_LABEL:
        raise ValueError(saving.long_name(LONGEST_LABEL))
    if not 0 <= save.seed <= LARGEST_SEED:
        raise ValueError(saving.outside("seed", LARGEST_SEED))
    summary = save.summary
    head: dict[str, str | int] = {
        "story": summary.story_id,
        "title": summary.story_title,
        "label": summary.label,
        "saved": summary.moment,
        "place": summary.place,
        "day": summary.day,
        "ended": summary.ended,
        "ending": summary.ending,
        "order": summary.order,
        "made": summary.decisions,
        "seed": summary.seed,
        "version": save.version,
        "fingerprint": save.fingerprint,
    }
    lines = [
        f"{key}: {value if isinstance(value, int) else quoted(value)}\n"
        for key, value in head.items()
    ]
    lines.append("decisions:\n" if save.decisions else "decisions: []\n")
    before = "".join(lines).encode()
    lines = ["snapshot:\n", *_snapshot(save.snapshot, "  ")]
    if save.origin is not None:
        lines += ("origin:\n", *_snapshot(save.origin, "  "))
    if save.unplaced.before is not None:
        lines += ("before:\n", *_way(save.unplaced.before, "  "))
    if save.unplaced.put_by:
        lines.append("put_by:\n")
        for way in save.unplaced.put_by:
            lines += _item(_way(way, "  "))
    lines.append(LAST_LINE)
    rest = b"".join((before, written.lines, "".join(lines).encode()))
    content = checksummed_lines(rest) + rest
    if len(content) > LARGEST_SAVE:
        raise ValueError(saving.large_file(LARGEST_SAVE))
    return content


def quoted(text: str) -> str:
    """A text in double quotes that JSON and YAML read the same way."""
    if _SIMPLE(text):
        return f'"{text}"'
    whole = text.encode("utf-8", "replace").decode()
    written = json.dumps(whole, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _decisions(decisions: Iterable[str], pad: str = "") -> str:
    return f"{pad}decisions:{_texts(decisions, pad)}"


def _texts(several: Iterable[str], pad: str) -> str:
    """A list of texts, behind its key."""
    items = _items(several, pad)
    return f"\n{items}" if items else " []\n"


def _items(several: Iterable[str], pad: str) -> str:
    return "".join([f"{pad}- {_scalar(one)}\n" for one in several])


def _pairs(named: Mapping[str, Named], pad: str) -> str:
    """A mapping, behind its key."""
    known = _known_pairs(pad)
    values = named.values()
    lines = "".join(map(known.__getitem__, zip(named, values, map(type, values), strict=True)))
    return f"\n{lines}" if lines else " {}\n"


class _Pairs(dict[tuple[str, Named, type], str]):
    """Lines of a mapping, found out once: most values are as they were a decision before. Each is
    known by its type, too, since `True` is written otherwise than 1."""

    def __init__(self, pad: str) -> None:
        super().__init__()
        self._pad = pad

    def __missing__(self, named: tuple[str, Named, type]) -> str:
        key, value, _kind = named
        line = _pair(key, value, self._pad)
        if len(line) <= 2 * _KNOWN_LENGTH:
            if len(self) >= _KNOWN:
                self.clear()
            self[named] = line
        return line


@lru_cache(_PADS)
def _known_pairs(pad: str) -> _Pairs:
    """Those that stand behind so many blanks."""
    return _Pairs(pad)


def _pair(key: str, value: Named, pad: str) -> str:
    name, written = _scalar(key), _value(value)
    if len(name) > _LONG_KEY:
        return f"{pad}? {name}\n{pad}: {written}\n"
    return f"{pad}{name}: {written}\n"


def _value(value: Named) -> str:
    if value is True or value is False:
        return "true" if value else "false"
    return _scalar(value) if isinstance(value, str) else str(value)


def _scalar(text: str) -> str:
    """A text as it is written. A play writes the same names after each of its decisions."""
    return _known(text) if len(text) <= _KNOWN_LENGTH else quoted(text)


@lru_cache(_KNOWN)
def _known(text: str) -> str:
    return text if _PLAIN(text) else quoted(text)


def _snapshot(snapshot: Snapshot, pad: str) -> Iterator[str]:
    deeper = f"{pad}  "
    yield f"{pad}scene: {_scalar(snapshot.scene)}\n{pad}draws: {snapshot.draws}\n"
    yield f"{pad}values:{_pairs(snapshot.values, deeper)}"
    agenda = snapshot.agenda
    if agenda is not None:
        yield f"{pad}agenda:\n{deeper}stage: {_scalar(agenda.stage)}\n"
        yield f"{deeper}to: {_scalar(agenda.to)}\n{deeper}left: {agenda.left}\n"
        yield f"{deeper}came:{_texts(agenda.came, deeper)}"
    if snapshot.talks:
        yield f"{pad}talks:\n"
        for said in snapshot.talks:
            within = f"{deeper}  "
            yield from _item(
                f"{deeper}{_scalar(what)}:{_pairs(words, within)}" for what, words in said.items()
            )


def _way(way: DecisionTrail, pad: str) -> Iterator[str]:
    yield _decisions(way.decisions, pad)
    if way.origin is not None:
        yield f"{pad}origin:\n"
        yield from _snapshot(way.origin, f"{pad}  ")


def _item(lines: Iterable[str]) -> Iterator[str]:
    """A mapping as an item of a list: a dash stands where the first of its lines has room."""
    for number, line in enumerate(lines):
        if number:
            yield line
        else:
            start = len(line) - len(line.lstrip(" "))
            yield f"{line[: start - 2]}- {line[start:]}"
