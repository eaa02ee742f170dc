"""Files that are made to be dear: each must be read, or refused, within bounds.

`python -m benchmarks hostile` goes through all; `python -m benchmarks.hostile NAME …` through
some. Each is as large as a file may be, or has as many parts as it may, and is checked as an
author checks it without a search, by a command of its own. Told are all its processor time and
the most memory (Unix).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import yaml
from yaml.events import CollectionStartEvent, ScalarEvent

from benchmarks.measuring import Scale, floor, line
from negotiator.story.files import LARGEST_FILE
from negotiator.story.reading.yaml import MOST_NODES

SECONDS = 2.0
MEGABYTES = 300

HEAD = """\
story: {id: t, title: T, format: 1, version: 1, start: a}
gauges: {g: {label: G, start: 40, better: high, bands: {0: Low}}}
flags: {f: F}
endings: {z: {title: Z, outcome: over, text: Bye.}}
"""
SCENE = """\
scenes:
  a:
    title: A
    text: Hello.
    choices:
      - {id: go, text: Go, goto: z}
"""


ROOM = MOST_NODES - 100


def nodes_of(text: str) -> int:
    """How many nodes a part of a file has, as far as it can be read alone."""
    found = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            found += isinstance(event, ScalarEvent | CollectionStartEvent)
    except yaml.YAMLError:
        pass
    return found


def filled(part: Callable[[int], str], before: str = "", after: str = "") -> str:
    """As many parts as a file has room for."""
    room = LARGEST_FILE - len(before) - len(after) - 1
    nodes = ROOM - nodes_of(before) - nodes_of(after)
    each = nodes_of(part(1))
    found: list[str] = []
    for number in count():
        one = part(number)
        room -= len(one.encode())
        nodes -= each
        if room < 0 or nodes < 0:
            return before + "".join(found) + after
        found.append(one)
    raise AssertionError


def flat(part: str) -> Callable[[int], str]:
    """The same part again and again."""
    return lambda _: part


def story(section: str, part: Callable[[int], str], scene: str = SCENE) -> str:
    """A story whose section has as many parts as there is room for."""
    return filled(part, f"{HEAD}{scene}{section}:\n")


def scenes(part: Callable[[int], str]) -> str:
    """A story of as many scenes as there is room for."""
    return filled(part, HEAD + SCENE)


def chosen(part: Callable[[int], str]) -> str:
    """A scene of as many choices as there is room for."""
    return filled(part, HEAD + SCENE)


def alias_bomb() -> str:
    """Aliases of aliases."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    lines += [f"{now}: &{now} [{', '.join([f'*{one}'] * 10)}]" for one, now in pairs]
    return "\n".join(lines)


TABLE = (
    HEAD
    + SCENE.replace("goto: z", "goto: t")
    + "tables:\n  t:\n    title: T\n    text: T\n    rounds: 3\n"
    "    ours: {name: U, reservation: 1}\n    theirs: {name: V, reservation: 1}\n    terms:\n"
)
CLOSE = "".join(f"    {way}: {{goto: z}}\n" for way in ("deal", "leave", "walkout"))


def table(option: Callable[[int], str]) -> str:
    """A table with one term of as many options as there is room for."""
    term = "      x:\n        label: X\n        opens: {ours: o0, theirs: o1}\n        options:\n"
    return filled(option, TABLE + term, CLOSE)


LONG = f"max({', '.join(['g'] * 600)})"
"""An expression of nearly as many characters as one may have."""
PRODUCT = " * ".join(["999999999"] * 40)
DEEP = "(" * 40 + "g" + ")" * 40

HOSTILE: dict[str, Callable[[], str]] = {
    "a list": lambda: filled(flat("a,"), "x: [", "]"),
    "too many parts": lambda: "x: [" + "a," * (LARGEST_FILE // 2 - 10) + "]",
    "a list in lines": lambda: filled(flat("- a\n")),
    "a map": lambda: filled(lambda n: f"k{n}: v\n"),
    "a map in braces": lambda: filled(lambda n: f"k{n},", "{", "}"),
    "lists in lists": lambda: filled(flat("[],"), "[", "]"),
    "keys of the story": lambda: filled(lambda n: f"scenex{n}: v\n", HEAD),
    "long keys": lambda: filled(lambda n: f"? {'k' * 9_000}{n}\n: v\n"),
    "brackets": lambda: "[" * LARGEST_FILE,
    "braces": lambda: "{a: " * (LARGEST_FILE // 4),
    "dashes": lambda: "- " * (LARGEST_FILE // 2),
    "question marks": lambda: "? " * (LARGEST_FILE // 2),
    "lines to nowhere": lambda: filled(flat("\n"), HEAD),
    "comments": lambda: filled(flat("#a\n"), HEAD + SCENE),
    "a quotation mark": lambda: '"' + "a" * (LARGEST_FILE - 2),
    "quotation marks": lambda: filled(flat("'' "), "a: "),
    "a huge text": lambda: "a: " + "x" * (LARGEST_FILE - 10),
    "huge texts": lambda: filled(
        lambda n: f"  h{n}: {'x y ' * 24_000}\n", f"{HEAD}{SCENE}flags:\n"
    ),
    "an alias bomb": alias_bomb,
    "many aliases": lambda: filled(flat("*a,"), "a: &a x\nb: [", "]"),
    "many anchors": lambda: filled(lambda n: f"&a{n} x,", "b: [", "]"),
    "a long anchor": lambda: f"a: &{'a' * (LARGEST_FILE - 20)} x",
    "aliases of a scene": lambda: filled(
        lambda n: f"  s{n}: *s\n",
        HEAD + SCENE.replace("  a:", "  a: &s"),
    ),
    "control characters": lambda: filled(flat("\x1b"), HEAD),
    "escapes": lambda: filled(flat("\\e"), HEAD + 'x: "', '"'),
    "escapes in texts": lambda: filled(lambda n: f'  h{n}: "\\e"\n', f"{HEAD}{SCENE}glossary:\n"),
    "tabs": lambda: filled(flat("\t"), HEAD),
    "one long line": lambda: filled(lambda n: f"h{n}: 'a\\b', ", f"{HEAD}{SCENE}flags: {{", "}"),
    "faults in one line": lambda: filled(lambda n: f"h{n}: [x], ", f"{HEAD}{SCENE}flags: {{", "}"),
    "gauges": lambda: story("counters", lambda n: f"  c{n}: C\n"),
    "gauges with nothing": lambda: story("actors", lambda n: f"  c{n}: {{}}\n"),
    "sources": lambda: story("sources", lambda n: f"  c{n}: {{title: T}}\n"),
    "terms": lambda: story("glossary", lambda n: f"  c{n}: {{term: T, text: T}}\n"),
    "scenes": lambda: scenes(
        lambda n: f"  s{n}: {{title: T, text: T, choices: [{{id: a, text: T, goto: s{n + 1}}}]}}\n"
    ),
    "scenes that lead all over": lambda: scenes(
        lambda n: (
            f"  s{n}: {{title: T, text: T, choices: [{{id: a, text: T, goto: "
            f"[{{chance: 9%, to: s{n // 2}}}, {{chance: 9%, to: s{n // 3}}}, a]}}]}}\n"
        )
    ),
    "scenes of the same choice": lambda: scenes(
        lambda n: (
            f"  s{n}: {{title: T, text: T, choices: [{{id: a, text: T, "
            f"when: chosen(a), goto: z}}]}}\n"
        )
    ),
    "no such scene": lambda: scenes(
        lambda n: f"  s{n}: {{title: T, text: T, choices: [{{id: a, text: T, goto: x{n}}}]}}\n"
    ),
    "no such name": lambda: scenes(
        lambda n: (
            f"  s{n}: {{title: T, text: T, choices: [{{id: a, text: T, "
            f"when: visits(x{n}) + chosen(y{n}) > zz{n}, goto: z}}]}}\n"
        )
    ),
    "no such name, of many": lambda: filled(
        lambda n: (
            f"      - {{id: c{n}, text: T, when: visits(x{n}) + chosen(y{n}) > zz{n}, goto: z}}\n"
        ),
        HEAD + "counters:\n" + "".join(f"  some{n}: C\n" for n in range(20_000)) + SCENE,
    ),
    "no such motion": lambda: filled(
        lambda n: f"      - {{id: c{n}, text: T, when: motion.x{n}.held, goto: z}}\n",
        HEAD
        + "motions:\n"
        + "".join(
            f"  m{n}: {{title: T, needs: 1, blocs: {{b: {{label: B, seats: 2, ayes: g}}}}}}\n"
            for n in range(5_000)
        )
        + SCENE,
    ),
    "choices": lambda: chosen(lambda n: f"      - {{id: c{n}, text: T, goto: z}}\n"),
    "choices of one name": lambda: chosen(flat("      - {id: c, text: T, goto: z}\n")),
    "conditions": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, when: g > {n} and not f, goto: z}}\n"
    ),
    "long expressions": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, when: {n} > {LONG}, goto: z}}\n"
    ),
    "one long expression": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, when: 1 > {LONG}, goto: z}}\n"
    ),
    "long comparisons": lambda: chosen(
        lambda n: (
            f"      - {{id: c{n}, text: T, when: {n} > 1"
            f"{''.join(f' and g > {one}' for one in range(120))}, goto: z}}\n"
        )
    ),
    "visits": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, when: {n} > 1{' + visits(a)' * 140}, goto: z}}\n"
    ),
    "faults in expressions": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, when: {n} > {' + '.join(['h'] * 400)}, goto: z}}\n"
    ),
    "deep expressions": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, when: {n} > {DEEP}, goto: z}}\n"
    ),
    "powers": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, when: {n} > {'9' * 1900}, goto: z}}\n"
    ),
    "products": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, when: {n} > {PRODUCT}, goto: z}}\n"
    ),
    "effects": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: T, effects: {{g: +{n % 90}, f: true}}, goto: z}}\n"
    ),
    "marks in a text": lambda: story(
        "axes",
        lambda n: f"  x{n}: {{label: X}}\n",
        SCENE.replace("text: Hello.", "text: '" + "{g}" * 30_000 + "'"),
    ),
    "marks in texts": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: '{'{g}' * 300}', goto: z}}\n"
    ),
    "wrong marks": lambda: chosen(
        lambda n: f"      - {{id: c{n}, text: '{'{h}[^x][[' * 300}', goto: z}}\n"
    ),
    "passages": lambda: filled(
        flat("      - x\n"),
        HEAD,
        SCENE.replace("scenes:\n  a:\n", "")
        .replace("    text: Hello.\n", "")
        .replace("    title", "    title"),
    ).replace("endings:", "scenes:\n  a:\n    text:\n      - y\nendings:", 1),
    "branches": lambda: filled(
        lambda n: f"          - {{when: g > {n}, to: z}}\n",
        HEAD + SCENE.replace("goto: z}", "goto: z}\n      - id: b\n        text: B\n        goto:"),
        "          - z\n",
    ),
    "events": lambda: story(
        "events", lambda n: f"  e{n}: {{title: T, interrupt: true, text: T, when: g > {n % 99}}}\n"
    ),
    "events of a pool": lambda: story(
        "events",
        lambda n: f"  e{n}: {{title: T, pool: p, text: T, effects: {{g: +{n % 99}}}}}\n",
        SCENE.replace("text: Hello.", "text: Hello.\n    draw: {pool: p, at_most: 2}"),
    ),
    "scenes that visit one": lambda: scenes(
        lambda n: (
            f"  s{n}: {{title: T, text: T, choices: [{{id: a, text: T, "
            f"goto: {{visit: v, then: s{n // 2}}}}}]}}\n"
        )
    ).replace(
        "scenes:\n",
        "scenes:\n  v: {title: V, text: T, choices: [{id: r, text: T, goto: return}]}\n",
        1,
    ),
    "pools that nothing draws": lambda: filled(
        lambda n: f"  e{n}: {{title: T, pool: q{n}, text: T}}\n",
        HEAD
        + SCENE
        + "".join(
            f"  s{n}: {{title: T, draw: {{pool: p{n}}}, text: T, "
            "choices: [{id: a, text: T, goto: z}]}\n"
            for n in range(3_000)
        )
        + "events:\n"
        + "".join(f"  d{n}: {{title: T, pool: p{n}, text: T}}\n" for n in range(3_000)),
    ),
    "values of a phase": lambda: filled(
        lambda n: f"c{n}: 5, ",
        HEAD
        + SCENE
        + "counters:\n"
        + "".join(f"  c{n}: C\n" for n in range(15_000))
        + "exercises:\n  e:\n    title: E\n    minutes: 5\n    phases:\n"
        + "      - {shape: alone, title: P, minutes: 5, at: a, set: {",
        "}}\n",
    ),
    "repeated texts": lambda: filled(
        lambda n: f"  s{n}: {{title: T, text: *l, choices: [{{id: a, text: T, goto: z}}]}}\n",
        HEAD
        + SCENE.replace(
            "text: Hello.", f"text: &l [&t '{'{g} *so* ' * 9_000}', {', '.join(['*t'] * 499)}]"
        ),
    ),
    "tests": lambda: story("tests", lambda n: f"  t{n}: {{decisions: [a.go], ends: z}}\n"),
    "a long test": lambda: filled(flat("a.go,"), f"{HEAD}{SCENE}tests: {{t: {{decisions: [", "]}}"),
    "wrong tests": lambda: story("tests", lambda n: f"  t{n}: {{decisions: [a.x{n}], ends: z}}\n"),
    "history": lambda: story(
        "history", lambda _: "  - {date: 2016-11-23, text: Signed., choice: a.go}\n"
    ),
    "includes": lambda: story("include", lambda _: "  - x\n"),
    "old names": lambda: filled(
        lambda n: f"n{n}, ", HEAD + SCENE.replace("title: A", "title: A\n    was: ["), "]\n"
    ),
    "bands": lambda: filled(
        lambda n: f"{n}: b{n}, ",
        HEAD + SCENE + "gauges: {h: {label: H, start: 1, range: 0..1000000, better: high, bands: {",
        "}}}",
    ),
    "acts": lambda: story("acts", lambda n: f"  a{n}: {{title: T, from: 2016-11-23}}\n"),
    "axes": lambda: story("axes", lambda n: f"  x{n}: {{label: T}}\n"),
    "readings": lambda: filled(lambda n: f"z{n}, ", HEAD + SCENE + "axes: {", "}"),
    "motions": lambda: story(
        "motions",
        lambda n: (
            f"  m{n}: {{title: T, needs: 1, blocs: {{b: {{label: B, seats: 2, ayes: g}}}}}}\n"
        ),
    ),
    "blocs": lambda: story(
        "motions:\n  m:\n    title: T\n    needs: 1\n    blocs",
        lambda n: f"      b{n}: {{label: B, seats: 2, ayes: g}}\n",
    ),
    "options of a table": lambda: table(
        lambda n: f"          o{n}: {{text: O, ours: {n % 101}, theirs: {100 - n % 101}}}\n"
    ),
    "terms of a table": lambda: filled(
        lambda n: (
            f"      t{n}: {{label: T, opens: {{ours: a, theirs: b}}, options: {{a: {{text: A, "
            "ours: 1, theirs: 2}, b: {text: A, ours: 2, theirs: 1}}}\n"
        ),
        TABLE,
        CLOSE,
    ),
    "cut texts": lambda: story("glossary", lambda n: f"  c{n}: {{term: T #{n}, text: T}}\n"),
    "cut texts in lines": lambda: story("flags", lambda n: f"  c{n}: T #{n}\n"),
}


def in_files(each: int, files: int, part: Callable[[int], str]) -> list[str]:
    """Files of `scenes`, each of so many bytes, with as many parts as they have room for, and all
    together have nodes for."""
    found, number = [], count()
    most = ROOM // files // nodes_of(part(1))
    for _ in range(files):
        text = "scenes:\n"
        for _ in range(most):
            if len(text) < each:
                text += part(next(number))
        found.append(text)
    return found


SMALL = "  s{0}: {{title: T, text: T, choices: [{{id: a, text: T, goto: z}}]}}\n"
ARCHIVES: dict[str, Callable[[], dict[str, str]]] = {
    "an archive of files": lambda: {
        "m/story.yaml": HEAD + SCENE,
        **{f"m/{n}.yaml": one for n, one in enumerate(in_files(10_300, 99, SMALL.format))},
    },
    "an archive of folders": lambda: {
        "m/story.yaml": f"{HEAD}{SCENE}include: [{', '.join(f'd{n}' for n in range(99))}]\n",
        **{f"d{n}/f.yaml": one for n, one in enumerate(in_files(10_300, 99, SMALL.format))},
    },
    "an archive of lists": lambda: {
        "m/story.yaml": HEAD + SCENE,
        **{f"m/{n}.yaml": f"x{n}: [{'a,' * 170_000}]\n" for n in range(3)},
    },
    "an archive of flags": lambda: {
        "m/story.yaml": HEAD + SCENE,
        **{
            f"m/{n}.yaml": "flags:\n" + "".join(f"  f{n}_{one}: F\n" for one in range(22_000))
            for n in range(3)
        },
    },
}
"""Archives are single files, too, to whoever gets one."""
MEASURE = """\
import resource, subprocess, sys
program = [sys.executable, "-c", "from negotiator.cli import main; main()"]
done = subprocess.run([*program, "check", sys.argv[1], "--quick"], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
said = [one for one in done.stdout.splitlines() if one.strip()] or [done.stderr]
print(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024} {done.returncode} {said[-1][-60:]}")
"""


def written(name: str, folder: Path) -> Path:
    """The story of that name, written there: a folder, or an archive."""
    if name in ARCHIVES:
        archive = folder / "story.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
            for file, text in ARCHIVES[name]().items():
                opened.writestr(file, text)
        return archive
    (folder / "story.yaml").write_text(HOSTILE[name](), encoding="utf-8", newline="")
    return folder


def measured(story: Path, cache: Path) -> tuple[float, float, str]:
    """CPU-seconds, megabytes, and how the command ended."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(story)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NEGOTIATOR_CACHE": str(cache)},
    )
    seconds, memory, said = done.stdout.split(" ", 2)
    return float(seconds), float(memory), said.strip()


def run(scale: Scale) -> None:
    """Tell how dear each is that is dearer than half of a bound, and the dearest."""
    floor(f"none; the bounds are {SECONDS:.0f} s and {MEGABYTES} MB for a file")
    if sys.platform == "win32":
        line("left out", "memory can only be measured on Unix")
        return
    main(list(HOSTILE | ARCHIVES)[:: min(scale.part, 25)])


def main(names: list[str]) -> int:
    """The number of files that took more than they may."""
    failed, dearest = 0, (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            home = Path(folder)
            seconds, memory, said = measured(written(name, home), home / "cache")
            share = max(seconds / SECONDS, memory / MEGABYTES)
            failed += share > 1
            dearest = max(dearest, (share, name))
            if share > 0.5 or len(names) < len(HOSTILE | ARCHIVES):
                line(name, f"{share:.2f} of a bound; {seconds:.2f} s, {memory:.0f} MB, {said}")
    line(f"{len(names)} hostile files", f"{failed} beyond a bound")
    line("the dearest", f"{dearest[0]:.2f} of a bound: {dearest[1]}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(HOSTILE | ARCHIVES)))
