"""A kept play as the text of a file: first what a list shows of it, then the whole.

The file is YAML. Its head has one key per line and every text in double quotes, so that `reading`
can parse it without a YAML reader; a checksum over everything after it shows whether the file is
still as it was written.
"""

from __future__ import annotations

import json
import re
from typing import Any
from zlib import crc32

import yaml

from negotiator.engine.layout import Named
from negotiator.narration import saving
from negotiator.saves.record import DecisionTrail, Save, Snapshot
from negotiator.story.choice_names import is_plain
from negotiator.story.files import LARGEST_FILE

FORMAT = 2
"""The newest save format this program reads and the one it writes."""

FIRST_LINE = f"negotiator_save: {FORMAT}\n"

CHECKSUM = 'sum: "%08x"\n'
"""The second line, for the checksum of everything after it."""

LAST_LINE = "complete: true\n"
"""The last line of a file; a file without it was cut off."""

LARGEST_SAVE = LARGEST_FILE
"""The largest size of a save in bytes: what the reader accepts, because anything longer would be
lost. The reader limits parts and texts, too, but no file of this size written here has that
many."""

LONGEST_LABEL = 60
"""The maximum length of a save's name in characters."""

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_PLAIN_VALUE = re.compile(r"[a-z][a-z0-9_]{3,}([.(][a-z0-9_.]+\)?){0,2}", re.ASCII).fullmatch
"""Whether a value's name is written without quotes; shorter ones may be words of YAML."""
_WORDS_OF_YAML = {"true", "false", "null"}

_NOT_IN_YAML = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that may only appear as escapes in quotes: YAML refuses them, or breaks the line
there."""


def write_save(save: Save) -> str:
    """The text of the file.

    Raises ValueError if it, its name or a number in it would be too large to be read again.
    """
    if len(save.label) > LONGEST_LABEL:
        raise ValueError(saving.long_name(LONGEST_LABEL))
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
    body: dict[str, Any] = {"snapshot": _snapshot(save.snapshot)}
    if save.origin is not None:
        body["origin"] = _snapshot(save.origin)
    if save.unplaced.before is not None:
        body["before"] = _way(save.unplaced.before)
    if save.unplaced.put_by:
        body["put_by"] = [_way(way) for way in save.unplaced.put_by]
    lines = [
        f"{key}: {value if isinstance(value, int) else quoted(value)}\n"
        for key, value in head.items()
    ]
    written = _with_values(save.snapshot, body)
    rest = "".join([*lines, _decisions(save.decisions), written, LAST_LINE])
    text = FIRST_LINE + CHECKSUM % crc32(rest.encode()) + rest
    if len(text.encode()) > LARGEST_SAVE:
        raise ValueError(saving.large_file(LARGEST_SAVE))
    return text


def quoted(text: str) -> str:
    """A text in double quotes that JSON and YAML read the same way."""
    whole = text.encode("utf-8", "replace").decode()
    written = json.dumps(whole, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _decisions(decisions: tuple[str, ...]) -> str:
    """The list of decisions. It grows with the play and is written after each of them, so that
    plain names, as nearly all are, don't go through YAML's writer."""
    if decisions and all(map(is_plain, decisions)):
        return "".join(["decisions:\n", *[f"- {one}\n" for one in decisions]])
    return _dumped({"decisions": list(decisions)})


def _with_values(snapshot: Snapshot, body: dict[str, Any]) -> str:
    """What follows the decisions. The values of the snapshot are many and written after each
    decision, so that plain ones, as nearly all are, don't go through YAML's writer."""
    lines = [_line_of(name, value) for name, value in snapshot.values.items()]
    if not lines or any(one.count("\n") > 1 for one in lines):
        return _dumped(body)
    empty = _dumped({**body, "snapshot": {**body["snapshot"], "values": {}}})
    return empty.replace("  values: {}\n", f"  values:\n    {'    '.join(lines)}", 1)


def _line_of(name: str, value: Named) -> str:
    """A value in a line, as YAML's writer writes it."""
    if not _is_plain(name) or (isinstance(value, str) and not _is_plain(value)):
        return _dumped({name: value})
    return f"{name}: {str(value).lower() if isinstance(value, bool) else value}\n"


def _is_plain(name: str) -> bool:
    return _PLAIN_VALUE(name) is not None and name not in _WORDS_OF_YAML


def _dumped(body: dict[str, Any]) -> str:
    written: str = yaml.dump(
        body, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, default_flow_style=False
    )
    return written


def _snapshot(snapshot: Snapshot) -> dict[str, Any]:
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


def _way(way: DecisionTrail) -> dict[str, Any]:
    written: dict[str, Any] = {"decisions": list(way.decisions)}
    if way.origin is not None:
        written["origin"] = _snapshot(way.origin)
    return written
