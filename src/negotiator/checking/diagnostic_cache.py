"""Everything that can be said of a story without a search, remembered while nothing changes.

The last result is kept in one small file per story: a digest, and after it JSON with the result and
what it was based on: the content of all its files, the program's own text and language, and how the
story was named. If any of these differs, or the file isn't as it was written, the result is worked
out again. So the cache may be deleted at any time, and another version never uses it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from negotiator.distribution import VERSION
from negotiator.language import language
from negotiator.paths import real
from negotiator.story.codes import CODES
from negotiator.story.diagnostics import Diagnostic, Location, in_order
from negotiator.story.files import read_file
from negotiator.story.loading import fingerprint


def diagnose(path: Path, cache_folder: Path | None = None) -> list[Diagnostic]:
    """Every error and warning of the story in a folder, in the order of the files.

    With a `cache_folder`, which need not exist, what was found is remembered there.
    """
    if cache_folder is None:
        return _found(path)[0]
    entry = cache_folder / "diagnostics" / f"{_digest(str(real(path)))}.json"
    program = _program()
    known = _recalled(entry, program, path)
    if known is not None:
        return known
    found, folders = _found(path)
    with suppress(OSError):
        _remember(entry, _key(program, path, folders), found, folders)
    return found


def _found(path: Path) -> tuple[list[Diagnostic], tuple[Path, ...]]:
    """Every error and warning, and the folders read."""
    # The model and the rules are imported only where the cache doesn't know.
    from negotiator.checking.static import warnings
    from negotiator.story.loading import examine_with_origins, uncollected

    with uncollected():
        story, found, origins = examine_with_origins(path)
        folders = origins.folders
        if story is not None:
            found = in_order(found + warnings(story, origins))
            # The rules hold the story, and it them: without this, only the garbage collector frees
            # the memory.
            story.made.clear()
        del story, origins
    return found, folders


def _recalled(entry: Path, program: str, path: Path) -> list[Diagnostic] | None:
    try:
        digest, _, written = read_file(entry).decode().partition("\n")
        if digest != _digest(written):
            return None
        kept = json.loads(written)
        folders = [Path(one) for one in kept["folders"]]
        if kept["key"] != _key(program, path, folders):
            return None
        return [_diagnostic(one) for one in kept["diagnostics"]]
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _remember(entry: Path, key: str, found: list[Diagnostic], folders: tuple[Path, ...]) -> None:
    kept = {
        "key": key,
        "folders": [str(one) for one in folders],
        "diagnostics": [_kept(one) for one in found],
    }
    entry.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=entry.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            written = json.dumps(kept)
            file.write(f"{_digest(written)}\n{written}")
        Path(name).replace(entry)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _key(program: str, path: Path, folders: list[Path] | tuple[Path, ...]) -> str:
    named = [str(path), str(Path.cwd()), *map(str, folders)]
    return _digest("\0".join([program, fingerprint(folders), *named]))


def _program() -> str:
    """A digest of this program's text, different for any other version, released or not, and for
    another language."""
    found = hashlib.sha256(f"{VERSION} {language()}".encode())
    home = Path(__file__).parents[1]
    for folder in ("story", "bargaining", "engine", "statespace", "checking"):
        for file in sorted((home / folder).rglob("*.py")):
            found.update(file.read_bytes())
    return found.hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogateescape")).hexdigest()


def _kept(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code.id,
        "place": one.place,
        "message": one.message,
        "suggestion": one.suggestion,
        "also": one.also,
        "source_line": one.source_line,
        "instead": one.instead,
        "left_out": one.left_out,
    }


def _diagnostic(kept: dict[str, Any]) -> Diagnostic:
    also = kept["also"]
    return Diagnostic(
        CODES[kept["code"]],
        Location(*kept["place"]),
        kept["message"],
        kept["suggestion"],
        Location(*also) if also is not None else None,
        kept["source_line"],
        kept["instead"],
        kept["left_out"],
    )
