"""What an author wrote of a rule is read where the rules are made of it, and hardly anywhere else.

Who else reads how long an event rests, or what a motion needs, may be about to state a rule a
second time. Nodes of the rules have attributes of the same names, which all that is made from
them reads: so types must tell who reads what. In a copy of the program the model's attributes get
other names, and the type checker says who misses them.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.source import FILES, nodes

SRC = Path(__file__).parents[1] / "src"
MODEL = Path("negotiator") / "story" / "model"
ATTRIBUTES = frozenset(
    {"kind", "cooldown", "once", "priority", "weight", "chance", "goto"}
    | {"needs", "seats", "ayes", "at_most"}
)
HOME = "engine/rules/"
READERS = "story/"
"""What makes the model of the files, and walks it."""
DISPLAY_AND_LINT = {
    "checking/lint/conditions.py": ({"goto"}, "names the branch that an author wrote in vain"),
    "checking/lint/effects.py": ({"goto", "kind"}, "tells an amount without an effect, and none"),
    "checking/lint/events.py": ({"cooldown", "once"}, "tells a cooldown of what comes only once"),
    "checking/lint/places.py": ({"at_most", "goto"}, "points at a draw, or at a way, as written"),
    "diagrams/story_graph.py": ({"goto"}, "says which arrows are visits and returns"),
    "checking/lint/texts.py": ({"kind"}, "counts no words where a document is drawn"),
    "checking/turns_at_tables.py": ({"weight"}, "a term's, not an event's: what it is worth"),
    "engine/state.py": ({"kind"}, "says what a document is"),
    "narration/play.py": (
        {"goto", "seats"},
        "says how many seats vote, and tells a scene whole before what may lead away from it",
    ),
}
"""Who else reads what, and why that states no rule."""


def renamed(source: str) -> str:
    """The model with a line under the names of the attributes where its classes declare them."""
    lines = source.splitlines(keepends=True)
    for one in ast.walk(ast.parse(source)):
        for part in one.body if isinstance(one, ast.ClassDef) else ():
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                name, line, column = part.target.id, part.lineno, part.col_offset
            elif isinstance(part, ast.FunctionDef) and len(part.args.args) == 1:
                name, line, column = part.name, part.lineno, part.col_offset + len("def ")
            else:
                continue
            if name in ATTRIBUTES:
                old = lines[line - 1]
                assert old[column:].startswith(name)
                lines[line - 1] = f"{old[:column]}{name}_{old[column + len(name) :]}"
    return "".join(lines)


def readers(copy: Path) -> dict[str, set[str]]:
    """The attributes that each module misses when the model has them no more."""
    shutil.copytree(SRC, copy)
    for part in (copy / MODEL).glob("*.py"):
        part.write_text(renamed(part.read_text(encoding="utf-8")), encoding="utf-8")
    words = "--no-incremental --follow-imports=skip --python-version=3.11 --config-file="
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *words.split(), "-p", "negotiator"],
        cwd=copy,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    found = defaultdict(set)
    told = re.compile(r"negotiator[/\\](\S+\.py):\d+: error: .*has no attribute \"(\w+)\"")
    for line in done.stdout.splitlines():
        if (one := told.match(line)) and one[2] in ATTRIBUTES:
            found[one[1].replace("\\", "/")].add(one[2])
    assert any(name.startswith(HOME) for name in found), done.stdout + done.stderr
    return found


def test_rules_are_made_of_the_model_in_one_place(tmp_path: Path) -> None:
    found = readers(tmp_path / "copy")
    at_home = [read for name, read in found.items() if name.startswith(HOME)]
    assert set().union(*at_home) == ATTRIBUTES
    others = {name: read for name, read in found.items() if not name.startswith((HOME, READERS))}
    assert others == {name: read for name, (read, _) in DISPLAY_AND_LINT.items()}


def test_none_of_it_is_asked_for_by_a_name_in_quotes() -> None:
    for file in FILES:
        for node in nodes(file):
            match node:
                case ast.Call(func=ast.Name("getattr" | "attrgetter"), args=parts):
                    words = {part.value for part in parts if isinstance(part, ast.Constant)}
                    assert not words & ATTRIBUTES, file
