"""Broken story files, made from whole ones: bytes, lines, values, keys and structure.

Seeded, so that a number brings a broken file back.
"""

from __future__ import annotations

import re
from random import Random

VALUES = [
    "", "[]", "{}", "[[", "{", "]", "'", '"', "|", ">-", "&a x", "*a",
    "!!python/object:os.system x", "!x", "yes", "~", "null", "0", "-1", "+6", "1e9",
    "999999999999999999999", "0x10", "= 4", "+20%", "100%", "2016-02-30", "a: b", "- a", "# no",
    "?", "---", "...", "\t", "\u2028", "\x85", "\x00", "\ud7ff", "🙂" * 50, "x" * 5_000,
    "[" * 60, "{a: " * 60, "(" * 200, "not " * 200, "1 + " * 400 + "1", "9" * 400 + " ** 9",
    "trust ** trust", "lambda: 1", "__import__('os')", "a.b.c", "visits(", "visits(x)", "min()",
    "min(1)", "'a' < 'b'", "1 < 2 < 3", "if", "f'{x}'", "{x}", "{opinion.band}", "{{", "[^S1]",
    "[^", "[[x|y]]", "[[x", "\\", "%", "@x", "`x`", "a b", "ä", "none: [none]", "true",
    "= true", "-(", "+(1 // 0)", "+beijing", "0..0", "5..1", "-5..5", "..",
    "{when: true, text: x}", "x because y",
]  # fmt: skip
_VALUE = re.compile(r"(?m)(?<=: )\S[^\n]*$")
_KEY = re.compile(r"(?m)^ *(?:- )?([A-Za-z_0-9]+):")
_WORD = re.compile(r"[A-Za-z_0-9]+")
_BLOCK = re.compile(r"(?m)^( *)\S[^\n]*\n(?:\1 +[^\n]*\n|\n)*")


def mutated(text: str, seed: int) -> bytes:
    """The text after one to four small or large accidents."""
    random = Random(seed)
    for _ in range(random.choice([1, 1, 1, 2, 4])):
        text = random.choice(_ACCIDENTS)(text or "a: b", random)
    content = text.encode("utf-8", errors="surrogatepass")
    if random.random() < 0.1:
        content = _bytes(content, random)
    return content


def _place(text: str, pattern: re.Pattern[str], random: Random) -> re.Match[str] | None:
    """Some match of a pattern, found from a random place on."""
    return pattern.search(text, random.randrange(len(text) + 1)) or pattern.search(text)


def _value(text: str, random: Random) -> str:
    found = _place(text, _VALUE, random)
    return _put(text, found, random.choice(VALUES)) if found else text


def _other_value(text: str, random: Random) -> str:
    found, other = _place(text, _VALUE, random), _place(text, _VALUE, random)
    return _put(text, found, other[0]) if found and other else text


def _key(text: str, random: Random) -> str:
    found, other = _place(text, _KEY, random), _place(text, _KEY, random)
    if not found or not other:
        return text
    return text[: found.start(1)] + other[1] + text[found.end(1) :]


def _word(text: str, random: Random) -> str:
    found, other = _place(text, _WORD, random), _place(text, _WORD, random)
    return _put(text, found, other[0]) if found and other else text


def _without_block(text: str, random: Random) -> str:
    found = _place(text, _BLOCK, random)
    return _put(text, found, "") if found else text


def _block_twice(text: str, random: Random) -> str:
    found = _place(text, _BLOCK, random)
    return _put(text, found, found[0] * 2) if found else text


def _block_elsewhere(text: str, random: Random) -> str:
    found, other = _place(text, _BLOCK, random), _place(text, _BLOCK, random)
    return text[: found.start()] + other[0] + text[found.start() :] if found and other else text


def _shifted(text: str, random: Random) -> str:
    lines = text.split("\n")
    number = random.randrange(len(lines))
    spaces = random.choice([" ", "  ", "\t", "        "])
    if random.random() < 0.5:
        lines[number] = spaces + lines[number]
    else:
        lines[number] = lines[number].removeprefix(spaces)
    return "\n".join(lines)


def _cut(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] if random.random() < 0.3 else text[:at] + text[at + random.randint(1, 40) :]


def _character(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice("[]{}:,#&*!|>'\"%@`-?\t\n\r\0 \ufeff0é") + text[at + 1 :]


def _nested(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    deep = random.choice([30, 45, 2_000])
    return text[:at] + random.choice(["[" * deep, "{a: " * deep, "- " * deep]) + text[at:]


def _bomb(text: str, random: Random) -> str:
    lines = ["b0: &b0 [x, x, x, x, x, x, x, x, x]"]
    for number in range(1, random.randint(3, 12)):
        lines.append(f"b{number}: &b{number} [{', '.join([f'*b{number - 1}'] * 9)}]")
    return "\n".join(lines) + "\n" + text


def _put(text: str, found: re.Match[str], by: str) -> str:
    return text[: found.start()] + by + text[found.end() :]


def _bytes(content: bytes, random: Random) -> bytes:
    if not content:
        return content
    at = random.randrange(len(content))
    accident = random.choice([b"\xff", b"\xc3", b"\x00", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r"])
    return random.choice(
        [content[:at] + accident + content[at:], content.decode(errors="replace").encode("utf-16")]
    )


_ACCIDENTS = [
    _value, _value, _value, _other_value, _key, _word, _word, _without_block, _block_twice,
    _block_elsewhere, _shifted, _cut, _character, _nested, _bomb,
]  # fmt: skip
