"""Generated functions: the one place where source becomes code.

Every generated function has a file name that says what it belongs to, and tracebacks and debuggers
can show its lines: they ask the loader in a function's globals (PEP 302), so nothing is stored
anywhere but with the function itself. As they cache lines by file name, the name ends with a
checksum of the source: a story that was edited and read again shows its new lines. Sources are made
from checked expression trees alone, never from an author's text. Other modules decide what is
generated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from types import CodeType, FunctionType
from typing import Any, TypeGuard
from zlib import compress, crc32, decompress

BUILTINS: dict[str, object] = {"min": min, "max": max, "str": str, "tuple": tuple}
"""The only Python builtins that a generated function may use by name."""


class _Lines:
    """Gives `linecache` the source of a generated file: packed, since it is hardly ever looked at,
    and as long as all else that a story's functions are made of."""

    __slots__ = ("_packed",)

    def __init__(self, source: str) -> None:
        self._packed = compress(source.encode(), 1)

    def get_source(self, _: str = "") -> str:
        """The source."""
        return decompress(self._packed).decode()


Codes = dict[bytes, tuple[CodeType, _Lines]]
"""What was compiled already, by a digest of its source."""


class Builder:
    """Builds the functions of one generated file; the objects their sources name are kept here.

    `codes` has what was compiled already, by its source; callers that make many functions from few
    sources pass one on.
    """

    def __init__(
        self,
        file: str,
        named: Mapping[str, object] | None = None,
        codes: Codes | None = None,
    ) -> None:
        self.file = file
        self.codes = {} if codes is None else codes
        self.named: dict[str, object] = {"__builtins__": BUILTINS, **(named or {})}
        self._made = 0

    def keep(self, value: object) -> str:
        """A name in the source for an object that exists now."""
        name = f"k{self._made}"
        self._made += 1
        self.named[name] = value
        return name

    def function(self, parameters: str, body: Iterable[str], name: str = "made") -> Any:
        """The function with these parameters and this body; it may call itself by name."""
        source = f"def {name}({parameters}):\n" + "".join(f"    {line}\n" for line in body)
        written = source.encode()
        digest = blake2b(written, digest_size=16).digest()
        if digest not in self.codes:
            file = f"{self.file} #{crc32(written):08x}"
            self.codes[digest] = compile(source, file, "exec"), _Lines(source)
        code, lines = self.codes[digest]
        used = {one: self.named[one] for one in _names(code) if one in self.named}
        space = {**used, "__builtins__": self.named["__builtins__"]}
        space |= {"__name__": code.co_filename, "__loader__": lines}
        exec(code, space)
        return space[name]

    def expression(self, parameters: str, source: str) -> Any:
        """The function with these parameters that returns an expression."""
        return self.function(parameters, [f"return {source}"])


def _names(code: CodeType) -> Iterator[str]:
    """The names that a code looks for outside of itself, and those within it."""
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _names(one)


def is_generated(made: object) -> TypeGuard[FunctionType]:
    """Whether something is a generated function."""
    return isinstance(made, FunctionType) and isinstance(made.__globals__.get("__loader__"), _Lines)


def source_of(made: FunctionType) -> str:
    """The source of a generated function."""
    lines = made.__globals__["__loader__"]
    assert isinstance(lines, _Lines), "the function was generated"
    return lines.get_source()


def file_of(made: FunctionType) -> str:
    """The file name of a generated function, as it appears in tracebacks."""
    return made.__code__.co_filename


def indented(lines: Iterable[str]) -> list[str]:
    """These lines, indented one level further."""
    return [f"    {line}" for line in lines]
