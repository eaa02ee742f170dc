"""Reading a story from its folder: YAML in, a `Story` out, or every fault at once.

Finds the files, merges them by key, and computes the fingerprint. What the keys mean is in `story`.
"""

from __future__ import annotations

import errno
import gc
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negotiator import paths
from negotiator.cells import cut
from negotiator.paths import is_story_file, key_at_line_start, real
from negotiator.story import archives, not_a_story
from negotiator.story.diagnostics import Diagnostic, Location, Problems, StoryError, TooManyError
from negotiator.story.files import is_folder, opened, read_file
from negotiator.story.nodes import Mapping, Node, Scalar, Sequence
from negotiator.story.reading.yaml import duplicate_key, read_yaml
from negotiator.story.refused_files import RefusedFileError
from negotiator.story.source_map import NO_ORIGINS, Origins

if TYPE_CHECKING:
    from negotiator.story.model import Story


def load(path: Path) -> Story:
    """The story read from a folder (or from one file).

    Raises StoryError with every fault found: first those that may cause others, then in the order
    of the files.
    """
    story, found = examine(path)
    if story is None:
        raise StoryError(found)
    return story


def examine(path: Path) -> tuple[Story | None, list[Diagnostic]]:
    """The story, and everything that is wrong with it; no story if any of that is an error."""
    story, found, _ = examine_with_origins(path)
    return story, found


class Examined(NamedTuple):
    """A story, everything that is wrong with it, and where its parts stand."""

    story: Story | None
    diagnostics: list[Diagnostic]
    origins: Origins


def examine_with_origins(path: Path) -> Examined:
    """The same as `examine`, for callers that will look for more faults in the story."""
    with uncollected():
        return _examine(path)


@contextmanager
def uncollected() -> Iterator[None]:
    """Turn the garbage collector for cycles off meanwhile.

    Half a million nodes without a cycle among them take twice as long if it looks for cycles.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def fingerprint(folders: Iterable[Path]) -> str:
    """A digest that tells the content of these folders, or files, from any other.

    Raises OSError if a file can't be read.
    """
    found = hashlib.sha256()
    for folder in folders:
        for file in _files(folder, Problems()):
            _update(found, file, _content(file, folder))
    return found.hexdigest()


def sources_of(path: Path) -> list[tuple[Path, list[Path]]]:
    """The folders that the story at a path is read from, its own first, each with its files in
    order; a story in one file has itself as its folder."""
    return [(folder, _files(folder, Problems())) for folder in folders_of(path)]


def folders_of(path: Path) -> list[Path]:
    """The folders, or the file, that the story at a path is read from: its own, then those it
    includes, even if they don't exist yet."""
    with suppress(OSError):
        path = opened(path)
    found = [path]
    for folder in found:
        for file in _files(folder, Problems()):
            with suppress(TooManyError):
                root = _read(file, folder, hashlib.sha256(), Problems())
                for _, beside in _beside(root, path) if root is not None else ():
                    if beside is not None and beside not in found:
                        found.append(beside)
    return found


def _examine(path: Path) -> Examined:
    problems = Problems()
    folders = [path]
    try:
        folders = [path := opened(path)]
    except RefusedFileError as error:
        problems.add(error.what, Location(_shown(path), 1, 1), **error.values)
    except OSError as error:
        problems.add("N101.unreadable", Location(_shown(path), 1, 1), reason=error.strerror)
    if problems.found:
        return Examined(None, problems.in_order(), NO_ORIGINS.of(folders))
    try:
        return _examined(path, folders, problems)
    except TooManyError:
        return Examined(None, problems.in_order(), NO_ORIGINS.of(folders))


def _examined(path: Path, folders: list[Path], problems: Problems) -> Examined:
    """The same; the included folders are added to `folders`.

    Raises TooManyError if there are more faults than are reported.
    """
    # The model is imported only where a story is made: for a known one only the files matter.
    from negotiator.story.reading.comments import may_cut_off, tell_cut_off
    from negotiator.story.reading.story import build

    content = hashlib.sha256()
    roots: list[Mapping] = []
    empty: list[str] = []
    for folder in folders:
        _tell_unread(folder, problems)
        for file in _files(folder, problems):
            root = _read(file, folder, content, problems)
            if root is not None:
                roots.append(root)
                folders += _included(root, path, folders, problems)
            else:
                empty.append(_shown(file))
    unread = any(problems.errors)
    if not roots and not unread:
        not_a_story.tell_nothing(path, empty, Location(_shown(path), 1, 1), problems)
    if unread or not roots:
        return Examined(None, problems.in_order(), NO_ORIGINS.of(folders))
    root = _merged(roots, problems)
    if any(map(may_cut_off, problems.lines.texts)):
        tell_cut_off(root, problems)
    story = build(root, problems, content.hexdigest())
    whole = None if any(problems.errors) else story
    if whole is None and len(roots) == 1 and _is_part(path, root):
        problems = Problems()
        named = _shown(path.parent)
        part = Location(_shown(path), 1, 1)
        problems.add("N101.part", part, instead="name_the_folder", file=path.name, folder=named)
    return Examined(whole, problems.in_order(), Origins(root, problems.lines, tuple(folders)))


def _update(found: hashlib._Hash, file: Path, content: bytes) -> None:
    # A name need not be UTF-8.
    found.update(f"{file.name}\0{len(content)}\0".encode(errors="surrogateescape"))
    found.update(content)


def _content(file: Path, folder: Path) -> bytes:
    """The bytes of a story's file. A file that was named directly may be a link to anywhere.

    Raises OSError if it can't or mustn't be read.
    """
    return read_file(file, None if file == folder else folder)


def _read(file: Path, folder: Path, found: hashlib._Hash, problems: Problems) -> Mapping | None:
    try:
        content = _content(file, folder)
    except RefusedFileError as error:
        if error.what.startswith("N103") and not_a_story.begins_as_save(file):
            not_a_story.tell_save(file, _shown(file), problems)
            return None
        # A link counts by its own name, not by what it leads to.
        named = Path(_shown(file.parent), file.name)
        problems.add(error.what, Location(named.as_posix(), 1, 1), **error.values)
        return None
    except OSError as error:
        problems.add("N101.unreadable", Location(_shown(file), 1, 1), reason=error.strerror)
        return None
    _update(found, file, content)
    if not_a_story.is_save(content):
        not_a_story.tell_save(file, _shown(file), problems)
        return None
    # To whoever gets it, an archive is one file.
    already = 0 if archives.inside(file) is None else problems.nodes
    root = read_yaml(content, _shown(file), problems, already)
    if root is None or isinstance(root, Mapping):
        return root
    problems.add("N114", root.place)
    return None


def _included(root: Mapping, story: Path, known: list[Path], problems: Problems) -> list[Path]:
    """The folders that a file includes, each only once."""
    found: list[Path] = []
    taken: set[Path] = set()
    for item, folder in _beside(root, story):
        taken = taken or {real(one) for one in known}
        named = item.value if isinstance(item, Scalar) else ""
        if folder is None or not is_folder(folder):
            problems.add("N116.missing", item.place, folder=cut(named, 60))
        elif (there := real(folder)) in taken:
            problems.add("N116.twice", item.place, folder=named)
        else:
            taken.add(there)
            found.append(folder)
    return found


def _beside(root: Mapping, story: Path) -> Iterator[tuple[Node, Path | None]]:
    """What a file includes: folders beside the story's own, and nothing else; None for anything
    that can't be such a folder."""
    node = root.entries.get("include")
    if node is None:  # whether an archive has a folder takes its list to tell
        return
    home = real(story if is_folder(story) else story.parent)
    for item in node.items if isinstance(node, Sequence) else [node]:
        named = item.value if isinstance(item, Scalar) else ""
        folder = home.parent / named
        try:
            # Checking that it exists also finds names that nothing can have.
            is_beside = bool(named) and real(folder).parent == home.parent
            folder.is_dir()
        except (OSError, ValueError):  # nothing can have such a name
            is_beside = False
        yield item, folder if is_beside else None


def _shown(path: Path) -> str:
    try:
        return real(path).relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def _files(path: Path, problems: Problems) -> list[Path]:
    try:
        if paths.is_folder(path):
            return story_files(path)
        within: list[Path] | None = []
        with suppress(RefusedFileError):  # reading it will tell why
            within = archives.in_folder(path)
        if within:
            return [one for one in within if is_story_file(one.name)]
        if within is not None or path.exists():
            return [path]
    except OSError as error:
        problems.add("N101.unreadable", Location(_shown(path), 1, 1), reason=error.strerror)
        return []
    problems.add("N101.missing", Location(_shown(path), 1, 1))
    return []


def story_files(folder: Path) -> list[Path]:
    """Everything in a folder that has the name of a story file, in order; callers check what it is.

    Raises OSError if the folder can't be read.
    """
    in_archive = archives.in_folder(folder)
    if in_archive is not None:
        return [one for one in in_archive if is_story_file(one.name)]
    names = (one for one in folder.iterdir() if is_story_file(one.name))
    # Some editors mark a file that is being edited by a link to nothing.
    found = (one for one in names if (one.exists() and not one.is_dir()) or _is_circle(one))
    return sorted(found, key=lambda one: one.name)


_MOST_LOOKED_AT = 500
"""How many files within a folder are looked at for those that aren't read."""


def _tell_unread(folder: Path, problems: Problems) -> None:
    """Note the folders within a story's that have files of a story, which nobody reads."""
    with suppress(OSError):
        for one in sorted(folder.iterdir()) if folder.is_dir() else []:
            if one.is_dir() and not one.name.startswith((".", "_")) and not one.is_symlink():
                inside = (name for _, _, names in os.walk(one) for name in names)
                if any(map(is_story_file, islice(inside, _MOST_LOOKED_AT))):
                    problems.add("N124", Location(_shown(one), 1, 1), folder=one.name)


def _is_part(file: Path, root: Mapping) -> bool:
    """Whether a file that was named alone is only a part of the story in its folder: it, or one
    beside it, has no title page."""
    if not file.is_file():
        return False
    has_page = "story" in root.entries
    with suppress(OSError):
        others: Iterable[Path] = (one for one in story_files(file.parent) if one.name != file.name)
        if not has_page:
            others = filter(_may_have_page, islice(others, _MOST_LOOKED_AT))
        for other in islice(others, MOST_BESIDE):
            beside = _read(other, file.parent, hashlib.sha256(), Problems())
            if beside is None or beside.entries.keys().isdisjoint(PARTS):
                continue
            if ("story" in beside.entries) != has_page:
                return True
    return False


def _may_have_page(file: Path) -> bool:
    """Whether a file may have a title page, by its lines: a story may have hundreds of files, and
    to read each of them whole takes long."""
    with suppress(OSError, RefusedFileError):
        return _PAGE.search(_content(file, file.parent)) is not None
    return False


_PAGE = key_at_line_start("story")
MOST_BESIDE = 20
"""How many files beside one are read whole to see whether it is a part of their story."""
PARTS = ("story", "scenes", "tables", "events", "endings", "gauges", "sources")
"""What a file must have one of to be a part of a story."""


def _is_circle(file: Path) -> bool:
    """Whether a file is part of a circle of links: reading it will report what is wrong."""
    try:
        file.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _merged(roots: list[Mapping], problems: Problems) -> Mapping:
    """All files as one mapping: mappings are merged by key, lists are joined."""
    whole = roots[0]._replace(entries={}, marks=[])
    for root in roots:
        for key, node in root.items():
            first = whole.entries.get(key.value)
            if first is None:
                whole.add(key.value, _copy(node), key.start)
            elif isinstance(first, Mapping) and isinstance(node, Mapping):
                for name, inner in node.items():
                    _join(first, name, inner, problems)
            elif isinstance(first, Sequence) and isinstance(node, Sequence):
                first.items.extend(node.items)
            else:
                _join(whole, key, node, problems)
    return whole


def _copy(node: Node) -> Node:
    if isinstance(node, Mapping):
        return node._replace(entries=dict(node.entries), marks=list(node.marks))
    if isinstance(node, Sequence):
        return node._replace(items=list(node.items))
    return node


def _join(whole: Mapping, name: Scalar, node: Node, problems: Problems) -> None:
    if name.value in whole.entries:
        duplicate_key(name, whole.key(name.value).start, problems)
    else:
        whole.add(name.value, node, name.start)
