"""Every fault an author can make is reported with its place, its code and a way out.

Each case is a whole small story with one fault. «…» marks where it must be reported: the opening
mark is the line and column that the diagnostic must name.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from negotiator.story.codes import CODES, Severity
from negotiator.story.diagnostics import Diagnostic
from negotiator.story.loading import examine, load

BASE = """\
story: {id: t, title: T, format: 1, version: 1, start: a}
sources:
  S1: {title: A source}
glossary:
  pact: {term: Pact, text: A promise on paper.}
axes: {peace: {label: Peace}}
gauges:
  trust: {label: Trust, start: 40, better: high, bands: {0: Low, 50: High}}
  anger: {label: Anger, start: 40, better: low, bands: {0: Calm}}
flags: {told: They know, asked: {about: You asked}}
scenes:
  a:
    title: A
    text: Hello.
    choices:
      - id: go
        text: Go
        goto: b
      - id: turn
        text: Turn
        goto: z
  b:
    title: B
    text: Again.
    choices:
      - {id: go, text: Go on, goto: z}
endings:
  z: {title: Z, outcome: over, text: Bye.}
history:
  - {date: 2016-11-23, text: Signed., choice: a.go}
"""

# (code, text to replace in the story above, replacement, part of the message or the suggestion)
CASES = [
    ("N104", "text: Hello.", "text: " + "[" * 37 + "«[" + "]" * 38, "40 levels"),
    ("N106", "text: Hello.", "text: «*nobody", "nobody"),
    ("N119", "text: Hello.", "text: He «\x1b[31mllo.", "an escape character (U+001B)"),
    ("N119", "text: Hello.", 'text: "He «\\e[31mllo."', "written as \\e"),
    ("N120", "text: Hello.", "text: He «\u202ello.", "a right-to-left override (U+202E)"),
    ("N403", "text: Hello.", "text: At {«told}.", "write words for each"),
    ("N403", "text: Hello.", "text: At {«'a' if told else trust}.", "both must give the same"),
    ("N403", "text: Hello.", "text: \"At {'a' if «trust else 'b'}.\"", "true or false is needed"),
    ("N403", "text: Go\n", "text: Go\n        when: «trust.band == 'Low'\n", "the number the band"),
    (
        "N403",
        "text: Go\n",
        "text: Go\n        when: told\n        locked: Not {lower(«trust)}.\n",
        "a word is needed",
    ),
    ("N512", "text: Hello.", "text: At «{ }.", "nothing in these braces"),
    ("N401", "text: Hello.", "text: At {trust «= 3}.", "write =="),
    ("N110", "text: Hello.", "text:\n      - He says«: {trust}.", "a colon"),
    ("N110", "{id: go, text: Go on,", "{id: go, text: Go on«: now,", "a colon"),
    ("N111", "text: Hello.", "text:\n      - «{trust} is it.", "begins with a bracket"),
    ("N111", "text: Go on,", "text: At «{max(trust, 3)},", "braces of its own"),
    ("N111", "goto: z}", "effects: {trust: «- 3}, goto: z}", "a blank stands"),
    ("N201", "text: Hello.", "text:\n      - {text: Hello., «turns: [A, B]}", "turns"),
    ("N212", "text: Hello.", "text: {text: Hello., «cycle: [A, B]}", "stands beside `text`"),
    ("N213", "text: Hello.", "text: {shuffle: «[A]}", "one wording"),
    ("N534", "text: Hello.", "text: {document: map, cycle: «[A, B], alt: A}", "one drawing"),
    (
        "N108",
        "text: Hello.",
        "text: |\n          «N\n      quay\n",
        "further right here than on line 16",
    ),
    ("N123", "text: Hello.", "text:\n      - Hello.\n       «- You.", "adds it to the text above"),
    ("N123", "text: Hello.", "text: Hello,\n        «- all of you.", "begins like an item"),
    ("N125", "    text: Hello.", "    text«：Hello.", "a fullwidth colon (U+FF1A)"),
    ("N125", "    text: Hello.", "«\u00a0   text: Hello.", "where a space is meant"),
    ("N125", "    text: Hello.", "    text:«\u00a0Hello.", "where a space is meant"),
    ("N125", "text: Hello.", "text: Hello.\n    place:«\u00a0Quay", "where a space is meant"),
    ("N125", "{id: go, text: Go on", "{id: go, text:«\u00a0Go on", "where a space is meant"),
    ("N201", "    text: Hello.", "    «\u200btext: Hello.", "with a zero width space (U+200B)"),
    ("N125", "{id: go, text: Go on", "{id: go«， text: Go on", "a fullwidth comma (U+FF0C)"),
    ("N125", "start: 40, better: low", "start: «４０, better: low", "where `4` is meant"),
    ("N125", "start: 40, better: low", "start: «٤٠, better: low", "where `4` is meant"),
    ("N125", "goto: b\n", "goto: b\n        when: t«оld\n", "a cyrillic small letter o"),
    ("N125", "goto: b\n", "goto: b\n        when: trust «＞ 4\n", "where `>` is meant"),
    ("N125", "goto: b\n", "goto: b\n        effects: {t«оld: true}\n", "where `o` is meant"),
    ("N125", "title: A\n", "titl«е: A\n", "where `e` is meant"),
    ("N530", "text: Hello.", "text: {heading: «H, text: Hello.}", "belongs to a document"),
    ("N530", "text: Hello.", "text: {document: poll, alt: «H, text: Hello.}", "a poll has words"),
    ("N403", "title: A\n", "title: The {«trust > 3} quay\n", "true or false"),
    ("N306", "title: A\n", "title: The {«trus} quay\n", "trus"),
    ("N512", "title: A\n", "title: The «{trust quay\n", ""),
    ("N531", "text: Hello.", "text:\n      document: «map\n      text: |\n        +\n", "no `alt`"),
    (
        "N532",
        "text: Hello.",
        f"text:\n      document: map\n      alt: A\n      text: |\n        «{'한' * 31}\n",
        "62 cells",
    ),
    ("N533", "text: Hello.", "text: {document: map, alt: A, text: «+}", "only behind `|`"),
    ("N107", "text: Hello.", "text: «!!python/object:os.system ls", "tag"),
    ("N106", "text: Hello.", "text: «&Co take the boat.", "no part of the text"),
    ("N108", "text: Hello.", "text: Hello.\n     «place: Here", "further right"),
    ("N108", "{id: go, text: Go on, goto: z}", "{id: go, text: Go on, goto: z«]", "wasn't opened"),
    ("N108", "{id: go, text: Go on, goto: z}", "{id: go, text: Go on, goto: z}«]", "wasn't opened"),
    ("N108", "goto: z}", "goto: [«{to: z]}", "not closed"),
    ("N108", "text: Hello.", "text: Hello.\n   «place: Here", "another column"),
    ("N108", "text: Hello.", "text: Hello.\n   «place: {x: y}", "another column"),
    ("N108", "text: Hello.", "text: Hello.\n «place: Here", "another column"),
    ("N108", "text: Hello.", "text: «]", "wasn't opened"),
    ("N108", "text: Hello.", "text: «}", "wasn't opened"),
    ("N108", "text: Hello.", "text: «[\n      - Hello.", "not closed"),
    ("N111", "text: Hello.", "text: «[Hello.]", "its texts have no quotes"),
    ("N111", "text: Hello.", "text: «[Hello there., You.]", "its texts have no quotes"),
    ("N111", "text: Hello.", "text: «[^S1]", "bracket"),
    ("N111", "text: Hello.", "text: «[S1]", "bracket"),
    ("N117", "text: Hello.", 'text: «"Hello.\n', "never closed"),
    ("N117", "text: Hello.", 'text: «"Hello.\n    place: "Here"', "closed on line 15"),
    ("N117", "text: Hello.", 'text: "Hello" «he said.', "behind the quotes"),
    ("N117", "text: Hello.", "text: 'It'«s here.'", "behind the quotes"),
    ("N117", "{title: A source}", '{title: "A" «source}', "behind the quotes"),
    ("N118", "text: Hello.", "text: Berth «#3 is empty.", "`Berth` ends here"),
    (
        "N118",
        "text: Hello.",
        "text:\n      - {when: told, text: A}\n      - No «#2.",
        "`No` ends",
    ),
    ("N118", "        text: Go\n", "        text: Go to «#3\n", "`Go to` ends"),
    ("N118", "{title: A source}", "{title: A source «#3}", "closing bracket"),
    (
        "N118",
        "text: Hello.",
        "text: It is late\n      at berth «#3 now\n      and dark.",
        "ends the text",
    ),
    ("N111", "        text: Go\n", "        text: «- Go\n", "begins with -"),
    ("N107", "        text: Go\n", "        text: Go\n        when: «! told\n", "a tag"),
    ("N509", "{0: Low, 50: High}", "{0: Low, «00: High}", "two bands begin at 0"),
    ("N205", "{0: Low, 50: High}", "{0: Low, 60: Middling, «fifty: High}", "whole number"),
    ("N401", "        text: Go\n", "        text: Go\n        when: trust «=== 4\n", "=="),
    (
        "N111",
        "        goto: z\n",
        "        effects: {trust: +4 because they came, «finally}\n        goto: z\n",
        "comma",
    ),
    *(
        ("N111", "        goto: z\n", f"        {cut}\n", "comma")  # and nothing of what is left
        for cut in (
            "effects: {trust: +max(1, «2)}\n        goto: z",
            "goto: [{when: max(trust, «3) > 1, to: z}, z]",
        )
    ),
    (
        "N118",
        "        goto: z\n",
        "        effects:\n          trust: +4 because of «#3\n        goto: z\n",
        "because of` ends",
    ),
    ("N108", "axes: {peace: {label: Peace}}", "axes: «{peace: {label: Peace}", "closed"),
    ("N109", "    title: A\n", "    title: A\n«\tplace: Here\n", "tab"),
    ("N110", "text: Hello.", "text: He said«: hello.", "colon"),
    ("N110", "text: Hello.", "text:\n      - «Sadly: hello.", "colon"),
    ("N111", "text: Hello.", "text: «[^S1] Hello.", "bracket"),
    ("N111", "text: Hello.", "text: «[[pact]]", "bracket"),
    *(("N111", "text: Hello.", f"text: «{sign}He said", sign) for sign in "%@|>`"),
    ("N111", "text: Hello.", "text: «*very* good", "begins with *"),
    ("N111", "text: Hello.", "text: «& Co take the boat", "begins with &"),
    ("N111", "text: Hello.", "text:\n      - «{trust} it is.", "bracket"),
    ("N111", "text: Signed., choice: a.go}", "text: Signed, «sealed., choice: a.go}", "comma"),
    ("N111", "text: Hello.", "text: {when: told, text: Hello., «really}", "comma"),
    ("N112", "    text: Hello.\n", "    text: Hello.\n    «text: Bye.\n", "second time"),
    ("N112", "      - id: turn\n", "      - «id: go\n", "second time"),
    ("N113", "endings:\n", "«---\nendings:\n", "second document"),
    ("N201", "    title: A\n", "    title: A\n    «titel: A\n", "`title`"),
    ("N201", "history:\n", "«histori: []\nhistory:\n", "`history`"),
    ("N202", "    title: B\n    text: Again.", "    «text: Again.", "`title`"),
    ("N203", "text: Hello.", "text: Hello.\n    was:\n      «a: b", "a text"),
    ("N203", "scenes:\n  a:\n", "scenes:\n  c: «Hello\n  a:\n", "mapping"),
    ("N203", "label: Trust,", "label: Trust, short: «Trustworthiness,", "10"),
    ("N204", "{id: t, title", "{id: «my story, title", "`my_story`"),
    ("N204", "      - id: turn\n", "      - id: «turn-back\n", "`turn_back`"),
    ("N205", "start: 40, better: high", "start: «many, better: high", "many"),
    ("N205", "start: 40, better: high", "start: «99999999999, better: high", "99999999999"),
    ("N206", "date: 2016-11-23", "date: «23.11.2016", "23.11.2016"),
    ("N206", "date: 2016-11-23", "date: «2016-02-30", "no such day"),
    ("N207", "        text: Turn\n", "        text: Turn\n        once: «yes\n", "yes"),
    ("N207", "        goto: z\n", "        effects: {told: «yes}\n        goto: z\n", "yes"),
    ("N208", "better: low", "better: «lower", "`low`"),
    ("N209", "format: 1", "format: «2", "format 2"),
    ("N209", "format: 1", "format: «0", "no format 0"),
    ("N210", "text: Hello.", 'text: «""', "nothing"),
    ("N211", "flags: {", "flags: {«visits: Seen it, ", "visits"),
    ("N211", "endings:\n", "endings:\n  «class: {title: C, outcome: over, text: C}\n", "class"),
    ("N301", "        goto: b\n", "        goto: «bb\n", "`b`"),
    ("N301", "start: a}", "start: «aa}", "aa"),
    ("N301", "start: a}", "start: «z}", "is an ending"),
    ("N301", "        goto: z\n", "        goto: z\n        when: visits(«c) > 1\n", "no scene"),
    ("N302", "text: Hello.", "text: Hello.«[^S12]", "`S1`"),
    ("N302", "text: Hello.", "text: >-\n      Hello,[^S1]\n      you.«[^S12]\n", "`S1`"),
    ("N302", "paper.}", "paper., sources: [«S9]}", "S9"),
    ("N303", "text: Hello.", "text: The «[[pakt|deal]].", "`pact`"),
    ("N306", "text: Hello.", "text: At {«trusst}.", "`trust`"),
    ("N306", "text: Hello.", "text: At {«trusst.band}.", "`trust.band`"),
    ("N306", "text: Hello.", "text: At {1 + «trust.bnd}.", "`trust.band`"),
    ("N304", "axes:", "actors: {x: {name: X, gauge: «truth}}\naxes:", "`trust`"),
    ("N305", "        goto: z\n", "        effects: {«angr: +1}\n        goto: z\n", "`anger`"),
    (
        "N306",
        "        goto: z\n",
        "        goto: z\n        when: trust > 1 and «tolld\n",
        "`told`",
    ),
    ("N306", "        goto: z\n", "        goto: z\n        when: «True\n", "`true`"),
    ("N306", "        goto: z\n", "        goto: z\n        when: «vists(a) > 1\n", "`visits`"),
    (
        "N307",
        "endings:\n",
        "endings:\n  «a: {title: A, outcome: over, text: Bye.}\n",
        "two meanings",
    ),
    ("N307", "flags: {", "flags: {«trust: Trusted, ", "two meanings"),
    (
        "N307",
        "flags: {told: They know, asked: {about: You asked}}",
        "flags: {«trust: T}\nevents:\n  e: {pool: p, text: E, when: trust, effects: {trust: +3}}",
        "two meanings",
    ),
    ("N308", "choice: a.go", "choice: «a.gone", "`a.go`"),
    ("N308", "        goto: z\n", "        goto: z\n        when: chosen(«a.g) > 1\n", "a.g"),
    ("N309", "        goto: z\n", "        goto: z\n        when: chosen(«go) > 1\n", "a.go, b.go"),
    ("N310", "text: Bye.", "text: Bye., readings: {«piece: Good}", "`peace`"),
    ("N311", "axes:", "events: {e: {pool: p, actor: «nobody, text: Hm.}}\naxes:", "actor"),
    ("N312", "        goto: z\n", "        vote: «censure\n        goto: z\n", "motion"),
    ("N313", "    title: B\n", "    title: B\n    draw: {pool: «reactions}\n", "pool"),
    ("N515", "axes:", "events: {e: «{text: Hm.}}\naxes:", "when"),
    ("N515", "axes:", "events: {e: «{pool: p, interrupt: true, text: Hm.}}\naxes:", "when"),
    ("N116", "scenes:\n", "include: [«nowhere]\nscenes:\n", "nowhere"),
    ("N116", "scenes:\n", "include: «../../etc\nscenes:\n", "etc"),
    ("N401", "        goto: z\n", "        goto: z\n        when: trust «= 4\n", "=="),
    *(
        ("N401", "        goto: z\n", f"        goto: z\n        when: '{when}'\n", said)
        for when, said in (
            ("told «&& asked", "`and`"),
            ("told «|| asked", "`or`"),
            ("«!told", "`not`"),
            ("told «AND asked", "`and`"),
            ("«NOT told", "`not`"),
            ("trust «=> 50", "`>=`"),
            ("trust «=< 50", "`<=`"),
            ("trust > 50«%", "without %"),
            ("told and «\u201ctold", "straight quotes"),
        )
    ),
    ("N401", "        goto: z\n", "        goto: z\n        when: «(trust > 4\n", ""),
    ("N402", "        goto: z\n", "        goto: z\n        when: «harbour.real > 4\n", "dotted"),
    ("N402", "        goto: z\n", "        goto: z\n        when: «trust / 2 > 4\n", "//"),
    ("N402", "        goto: z\n", '        goto: z\n        when: "«(lambda: 1)() > 4"\n', ""),
    (
        "N402",
        "        goto: z\n",
        "        goto: z\n        when: «min(trust) > 4\n",
        "two numbers",
    ),
    ("N402", "        goto: z\n", "        goto: z\n        when: «visits() > 4\n", "one name"),
    ("N403", "        goto: z\n", "        goto: z\n        when: «trust\n", "true or false"),
    ("N403", "        goto: z\n", "        goto: z\n        when: «told > 3\n", "compares"),
    ("N403", "        goto: z\n", "        goto: z\n        when: «told < asked\n", "order"),
    ("N403", "        goto: z\n", "        goto: z\n        when: told and «trust\n", "a number"),
    (
        "N404",
        "        goto: z\n",
        f"        goto: z\n        when: «{'told or ' * 250}told\n",
        "2,004",
    ),
    ("N405", "        goto: z\n", "        goto: z\n        when: trust // «anger > 4\n", "anger"),
    ("N405", "        goto: z\n", "        goto: z\n        when: trust % «0 > 4\n", "0"),
    ("N406", "        goto: z\n", f"        goto: z\n        when: {'not ' * 100}told\n", "deep"),
    ("N501", "        goto: z\n", "        effects: {trust: «6}\n        goto: z\n", "+6"),
    ("N502", "        goto: z\n", "        effects: {trust: «up}\n        goto: z\n", "up"),
    (
        "N502",
        "        goto: z\n",
        "        effects: {trust: «-3 + 4}\n        goto: z\n",
        "brackets",
    ),
    *(
        (
            code,
            "        goto: z\n",
            f"        effects: {{trust: {effect}}}\n        goto: z\n",
            said,
        )
        for code, effect, said in (
            ("N502", "«+4 because", "no reason"),
            ("N502", "«+4 becuase you told them", "`because`"),
            ("N502", "«+4 you told them", "begins with ` because `"),
            ("N502", "«\u22124", "`-4`"),
            ("N502", "«== 40", "`= 40`"),
            ("N205", "«-4.5", "whole"),
        )
    ),
    ("N503", "        goto: z\n", "        effects: {told: «+6}\n        goto: z\n", "+6"),
    ("N503", "        goto: z\n", "        effects: {trust: «true}\n        goto: z\n", "true"),
    ("N504", "        goto: z\n", "        goto: «[{when: told, to: z}]\n", "none"),
    (
        "N504",
        "        goto: z\n",
        "        goto: «[{chance: 60%, to: z}, {chance: 30%, to: b}]\n",
        "",
    ),
    (
        "N505",
        "        goto: z\n",
        "        goto: «[{chance: 60%, to: z}, {chance: 50%, to: b}, b]\n",
        "110",
    ),
    ("N506", "        goto: z\n", "        goto: [b, «{when: told, to: z}]\n", "never"),
    ("N507", "start: 40, better: low", "start: 40, range: «100..0, better: low", "range"),
    ("N508", "start: 40, better: low", "start: «140, better: low", "0..100"),
    ("N508", "version: 1, start: a}", "version: 1, minutes: «-40, start: a}", "less than 1"),
    ("N508", "axes:", "counters: {n: {about: N, start: «9, high: 3}}\naxes:", "0..3"),
    ("N508", "axes:", "events: {e: {pool: p, text: E, cooldown: «-2}}\naxes:", "less than 0"),
    *(
        (
            "N508",
            "axes:",
            f"motions: {{m: {{title: M, needs: 1, blocs: {{x: {{label: X, {bloc}}}}}}}}}\naxes:",
            said,
        )
        for bloc, said in (("seats: «-6, ayes: 0", "less"), ("seats: 6, ayes: «60", "0..6"))
    ),
    (
        "N508",
        "scenes:\n",
        "events: {e: {pool: p, text: E}}\nscenes:\n  c: {title: C, text: C, draw: {pool: p, "
        "at_most: «0}, choices: [{id: x, text: X, goto: z}]}\n",
        "less than 1",
    ),
    ("N508", "        goto: z\n", "        effects: {trust: «= 140}\n        goto: z\n", "0..100"),
    ("N509", "bands: {0: Calm}", "bands: {«10: Calm}", "low end"),
    ("N509", "bands: {0: Calm}", "bands: {0: Calm, «130: Wild}", "0..100"),
    ("N509", "bands: {0: Calm}", "bands: {0: Calm, 60: Wild, «30: Tense}", "behind the one at 60"),
    ("N509", "bands: {0: Calm}", "bands: {0: Calm, «30: Calm}", "like the one before"),
    ("N510", "      - {id: go, text: Go on, goto: z}", "      «[]", "no choice"),
    ("N511", "text: Bye.", "text: Bye., readings: {peace: «{when: told, text: Good}}", "none"),
    ("N512", "text: Hello.", "text: Hello «[[pact].", "closed"),
    ("N512", "text: Hello.", "text: Hello «{trust.", "closed"),
    ("N512", "text: Hello.", "text: Hello [sic], you.«[S1]", "`[^S1]`"),
    ("N513", "        goto: z\n", "        goto: z\n        locked: «Never.\n", "never"),
    ("N514", "        goto: z\n", "        goto: [{chance: «0%, to: z}, b]\n", "chance"),
    ("N514", "        goto: z\n", "        effects: {trust: «+200%}\n        goto: z\n", "200"),
    ("N316", "text: Hello.", "text: {says: «bo, text: Hello.}", "no person `bo`"),
    ("N317", "text: Hello.", "text: {text: Hello., argues: for «pakt}", "`pact`"),
    ("N552", "    title: A\n", "    title: A\n    time: «quarter past nine\n", "not a time of day"),
    ("N538", "text: Hello.", "text: {text: Hello., argues: «pact}", "neither for nor"),
    (
        "N535",
        "scenes:\n  a:\n    title: A\n    text: Hello.\n",
        "people: {p: {name: P, real: A man.}}\n"
        "scenes:\n  a:\n    title: A\n    text: {says: «p, text: Hello.}\n",
        "no source",
    ),
    ("N537", "history:\n", "epilogues: {e: «{lines: Hello.}}\nhistory:\n", "whom or what"),
    (
        "N536",
        "flags:",
        "people: {p: {name: P}}\n"
        "promises:\n"
        "  q: {to: p, words: I do., kept: told, broken: asked}\n"
        "  r: {to: p, words: I do., kept: «promise.q.broken, broken: asked}\n"
        "flags:",
        "`promise.q.made`",
    ),
]


def examined(tmp_path: Path, text: str) -> list[Diagnostic]:
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    return examine(file)[1]


def test_the_story_the_cases_start_from_is_whole(tmp_path: Path) -> None:
    assert examined(tmp_path, BASE) == []


@pytest.mark.parametrize(("code", "old", "new", "said"), CASES)
def test_a_fault_is_told_where_it_is(
    tmp_path: Path, code: str, old: str, new: str, said: str
) -> None:
    assert BASE.count(old) >= 1
    text = BASE.replace(old, new, 1)
    before, mark, _ = text.partition("«")
    found = examined(tmp_path, text.replace("«", ""))
    assert [one.code.id for one in found] == [code], "\n".join(map(str, found))
    (one,) = found
    assert said in f"{one.message} `{one.suggestion}`"
    if mark:
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        assert (one.place.line, one.place.column) == (line, column), str(one)
    assert f"{one.place}: {CODES[code].severity.value} {code}: " in str(one)


def test_every_code_is_shown_by_a_case_or_by_a_test_below() -> None:
    elsewhere = {"N101", "N102", "N103", "N105", "N114", "N115", "N121", "N130", "N524"}
    # Visits have tests of their own (`test_visits`).
    elsewhere |= {f"N{number}" for number in range(544, 548)}
    # A table, or a promise and its effect, is too long for a case here: the pages, which are tests
    # too, cover these.
    of_pages = {
        "N314",
        "N315",
        "N539",
        "N540",
        "N548",
        "N549",
        "N550",
        "N551",
        *(f"N{number}" for number in (*range(516, 524), 525)),
    }
    errors = {one for one, code in CODES.items() if code.severity is Severity.ERROR and one < "N6"}
    assert {case[0] for case in CASES} | elsewhere | of_pages == errors


def test_a_comment_is_not_taken_for_lost_text(tmp_path: Path) -> None:
    text = (
        BASE.replace("        goto: b\n", "        goto: b #back\n        once: true #only once\n")
        .replace("text: Hello.", "text: Hello. # and no more\n    place: 'Pier #3'")
        .replace("text: Again.", "text: Again.  #why?\n    # title: C")
        .replace("scenes:\n", "scenes: #all of them\n")
    )
    assert examined(tmp_path, text) == []


def test_what_is_written_once_is_told_once(tmp_path: Path) -> None:
    text = BASE.replace("        goto: b\n", "        effects: &harm {angr: +2}\n        goto: b\n")
    text = text.replace("        goto: z\n", "        effects: *harm\n        goto: z\n")
    assert [one.code.id for one in examined(tmp_path, text)] == ["N305"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("glossary:", "glosary:", "N201", 4),
        ("flags:", "flag:", "N201", 10),
        ("scenes:", "scene:", "N201", 11),
        ("endings:", "ending:", "N201", 28),
    ],
)
def test_a_misspelt_section_is_told_and_not_all_that_is_missing_for_it(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    text = (
        BASE.replace("Hello.", "Hello to the [[pact]].")
        .replace("        goto: z\n", "        goto: z\n        when: told\n")
        .replace(old, new)
    )
    found = examined(tmp_path, text)
    assert (found[0].code.id, found[0].place.line) == (code, line)
    assert found[0].suggestion == old[:-1]
    assert all(one.code.id == "N202" for one in found[1:]), found


def test_what_the_story_lacks_is_told_at_its_own_page(tmp_path: Path) -> None:
    head, rest = BASE.split("scenes:\n")
    page, _, head = head.partition("\n")
    scenes, _ = rest.split("endings:\n")
    (tmp_path / "a.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(f"\n{page}\nscenes:\n{scenes}", encoding="utf-8")
    (one,) = examine(tmp_path)[1]
    assert (one.code.id, Path(one.place.file).name, one.place.line) == ("N202", "b.yaml", 2)
    assert one.message == "a story needs the key `endings`: where a play stops"


def test_the_cause_is_told_first(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE.replace("goto: b", "goto: nowhere"), encoding="utf-8")
    again = "flags: {trust: They trust you, told: Told}\nscenes: {a: {title: A, text: A}}\n"
    (tmp_path / "b.yaml").write_text(again, encoding="utf-8")
    found = [one.code.id for one in examine(tmp_path)[1]]
    assert found == ["N307", "N112", "N112", "N301"]


def test_a_name_that_is_none_is_not_suggested(tmp_path: Path) -> None:
    text = BASE.replace("  b:\n", "  press-room:\n").replace("goto: b\n", "goto: press_room\n")
    found = examined(tmp_path, text)
    assert [(one.code.id, one.suggestion) for one in found] == [
        ("N204", "press_room"),
        ("N301", ""),
    ]


def test_the_caret_stands_under_the_fault(tmp_path: Path) -> None:
    (one,) = examined(tmp_path, BASE.replace("goto: b", "goto: bb"))
    lines = str(one).splitlines()
    assert lines[1].endswith("|         goto: bb")
    assert lines[2].index("^") == lines[1].index("bb")
    assert lines[2].count("^") == 2
    assert "= Did you mean `b`?" in str(one)


def test_all_faults_of_a_story_are_told_in_one_run(tmp_path: Path) -> None:
    text = (
        BASE.replace("goto: b", "goto: nowhere")
        .replace("text: Again.", "text: Again.[^S7] And {trusst}.")
        .replace("better: low", "better: lower")
    )
    assert [one.code.id for one in examined(tmp_path, text)] == ["N208", "N301", "N302", "N306"]


def test_a_key_defined_in_two_files_names_both(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        "scenes:\n  b: {title: B, text: B, choices: [{id: x, text: X, goto: z}]}\n",
        encoding="utf-8",
    )
    (one,) = examine(tmp_path)[1]
    assert one.code.id == "N112"
    assert one.place.file.endswith("b.yaml")
    assert one.also is not None
    assert one.also.file.endswith("a.yaml")
    assert (one.place.line, one.also.line) == (2, 22)


def test_files_of_a_folder_are_one_story(tmp_path: Path) -> None:
    head, scenes = BASE.split("scenes:\n")
    (tmp_path / "one.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "two.yml").write_text("scenes:\n" + scenes, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a story", encoding="utf-8")
    story, found = examine(tmp_path)
    assert found == []
    assert story is not None
    assert list(story.scenes) == ["a", "b"]


def test_no_folder(tmp_path: Path) -> None:
    assert [one.code.id for one in examine(tmp_path / "none")[1]] == ["N101"]
    assert [one.code.id for one in examine(tmp_path)[1]] == ["N101"]


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(BASE, encoding="utf-8")
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(outside)
    found = examine(folder)[1]
    assert [one.code.id for one in found] == ["N115"]
    assert "link.yaml" in found[0].message


def test_a_folder_that_includes_itself(tmp_path: Path) -> None:
    story, shared = tmp_path / "story", tmp_path / "shared"
    story.mkdir()
    shared.mkdir()
    (story / "a.yaml").write_text(f"include: [shared]\n{BASE}", encoding="utf-8")
    (shared / "b.yaml").write_text("include: [story]\n", encoding="utf-8")
    (one,) = examine(story)[1]
    assert one.code.id == "N116"
    assert one.place.file.endswith("b.yaml")
    assert "already" in one.message


def test_other_encodings(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_bytes(BASE.replace("Hello", "Grüezi").encode("latin-1"))
    (one,) = examine(file)[1]
    assert one.code.id == "N102"
    assert (one.place.line, one.place.column) == (14, 13)
    file.write_bytes(b"\xef\xbb\xbf" + BASE.encode())
    assert examine(file)[1] == []


def test_a_file_that_is_a_list(tmp_path: Path) -> None:
    assert [one.code.id for one in examined(tmp_path, "- a\n- b\n")] == ["N114"]


@pytest.mark.parametrize("end", ["acts: «[", "acts: «{", "acts: «[{id: one},", "acts: [«{\n\n"])
def test_a_bracket_that_is_open_where_the_file_ends(tmp_path: Path, end: str) -> None:
    text = BASE + end
    before = text[: text.index("«")]
    path = tmp_path / "story.yaml"
    path.write_text(text.replace("«", ""), encoding="utf-8")
    _story, (found,) = examine(path)
    assert (found.code.id, found.message) == ("N108", "a bracket is opened here and not closed")
    assert found.place.line == before.count("\n") + 1
    assert found.place.column == len(before.rpartition("\n")[2]) + 1


def test_hostile_files_get_an_error_too(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, now in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{now}: &{now} [{', '.join([f'*{before}'] * 10)}]\n"
    assert [one.code.id for one in examined(tmp_path, bomb)] == ["N105"]
    repeated = f"a: &a '{'long ' * 15_000}'\nb: [{', '.join(['*a'] * 20)}]\n"
    assert [one.code.id for one in examined(tmp_path, repeated)] == ["N105"]
    lists = f"a: &a ['{'long ' * 15_000}']\nb: &b [*a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"
    assert [one.code.id for one in examined(tmp_path, lists)] == ["N105"]
    assert [one.code.id for one in examined(tmp_path, "[" * 1_000_000)] == ["N104"]
    assert [one.code.id for one in examined(tmp_path, "a: &a [*a]")] == ["N106"]
    assert [one.code.id for one in examined(tmp_path, f"a: {'x' * 200_000}")] == ["N103"]
    assert [one.code.id for one in examined(tmp_path, "x" * 17_000_000)] == ["N103"]
    assert [one.code.id for one in examined(tmp_path, "a: \x00")] == ["N119"]


def test_aliases_may_be_used_with_measure(tmp_path: Path) -> None:
    text = BASE.replace("        goto: b\n", "        goto: &there b\n").replace(
        "        goto: z\n", "        goto: *there\n"
    )
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    story, found = examine(tmp_path)
    assert found == []
    assert story is not None
    assert story.scenes["a"].choices[1].goto[0].to == "b"


def test_a_list_between_brackets_is_one_if_its_texts_are_quoted(tmp_path: Path) -> None:
    listed = BASE.replace("text: Hello.", 'text: ["Hello.", {when: told, text: Again.}]')
    assert examined(tmp_path, listed) == []
    story = load(tmp_path / "story.yaml")
    assert len(story.scenes["a"].text) == 2
    unquoted = BASE.replace("text: Hello.", "text: [sighs, then leaves]")
    assert [one.code.id for one in examined(tmp_path, unquoted)] == ["N111"]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "그리고 ",
        "그리고 어머니의 👩‍👩‍👧‍👦 e\u0301 ",
        "긴" * 40 + " ",
        "긴" * 300 + " ",
        "x" * 120 + "긴 ",
    ],
    ids=["nothing", "Korean", "more", "a long word", "a long line", "both"],
)
def test_the_caret_stands_below_the_fault_in_cells(tmp_path: Path, before: str) -> None:
    story = tmp_path / "story.yaml"
    text = f"{before}[[nobody]] 그리고 {'긴' * 60}"
    story.write_text(BASE.replace("text: Hello.", f"text: '{text}'"), encoding="utf-8")
    (one,) = examine(story)[1]
    line, carets = str(one).splitlines()[1:3]
    at = carets.index("^")
    shown = ""
    for letter in line:
        if cell_len(shown) >= at:
            break
        shown += letter
    assert line[len(shown) :].startswith("[[nobody]]"), (line, carets)
    assert carets.count("^") == len("[[nobody]]")
    assert cell_len(line) <= 110
    # A mark stands for the part of the line that was left out.
    assert line.endswith("…")
    assert ("…" in shown) == (cell_len(before) > 50)
