"""Templates, and how what they show becomes HTML: every text passes `escaping.markup` on its way.

The templates lay `narration`'s lines out and have no words of their own. What is HTML already
(passages with their stress and links, drawings) is made in this module or in `diagrams`, out of
pieces that were made safe one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple
from zlib import crc32

from jinja2 import Environment, FunctionLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup

from negotiator import language as speaking
from negotiator.diagrams.chamber_svg import chamber_svg, mark_svg
from negotiator.diagrams.circles_svg import circles_svg, line_svg
from negotiator.diagrams.curve_svg import curve_svg
from negotiator.diagrams.qr_code import qr_code_svg
from negotiator.escaping import markup
from negotiator.narration import (
    acts,
    board,
    codex,
    contacts,
    dates,
    debrief,
    documents,
    ending,
    gallery,
    gauge_curves,
    handing_in,
    history,
    lines_on_screen,
    menu,
    on_a_page,
    promises,
    read_before,
    regards,
    saved_plays,
    sentences,
    status,
    table_on_screen,
    terms,
    turning_points,
    votes,
    win_sets,
)
from negotiator.narration import help as helping
from negotiator.narration.changes import one_by_one
from negotiator.narration.gauge_curves import GaugeCurve
from negotiator.narration.lines import (
    Line,
    Moved,
    Noted,
    Part,
    Promised,
    ToldPassage,
    Voted,
)
from negotiator.narration.status import GaugeStanding
from negotiator.narration.written_passages import HTML, drawn_lines, paragraphs, passage
from negotiator.sentence_parts import beside
from negotiator.story.model import Source, Story
from negotiator.web.exchange import LATER, Book, Page

_PAGE = HTML._replace(
    reference='<a class="cite" href="codex?kind=source#{0}">[{0}]</a>',
    term='<a class="term" href="codex?kind=term#{0}">{1}</a>',
)
_RIGHT_TO_LEFT = ("ar", "arc", "ckb", "dv", "fa", "he", "ku", "nqo", "ps", "sd", "ug", "ur", "yi")
"""Languages that are written from right to left, by the first part of their tags."""


_KNOWN_LENGTH = 100
"""How long the texts are at most that are remembered as they are written."""


def safe(value: object) -> str:
    """What a template shows, made safe unless it is HTML already."""
    if type(value) is Markup:
        return value
    text = value if type(value) is str else str(value)
    return _known(text) if len(text) <= _KNOWN_LENGTH else markup(text)


@lru_cache(maxsize=2_000)
def _known(text: str) -> str:
    """A short text made safe: the same labels and buttons stand on many pages."""
    return markup(text)


def _plain_macro(macro: Callable[..., str], count: int) -> Callable[..., Markup]:
    """A macro, as a function that gives HTML; what it isn't given of its `count` values is
    missing."""

    def called(*given: object, caller: object = None) -> Markup:
        absent = (missing,) * (count - len(given))
        within = () if caller is None else (caller,)
        return Markup(macro(*given, *absent, *within))

    return called


class _Printer(CodeGenerator):
    """Templates as plain Python: `safe` alone makes each thing that is shown safe, attributes are
    attributes, what is called is called, and a macro is a function. Jinja would mark each as HTML
    twice more, look whether an attribute may be a key, and ask each function what it wants to be
    given, several hundred times a page."""

    # ruff: noqa: ARG002, N802 (as Jinja calls them)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write("environment.finalize(")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call of a macro or a function."""
        self.visit(node.node, frame)
        self.write("(")
        for one in node.args:
            self.visit(one, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro, after its body."""
        self.write(f"environment.plain_macro(macro, {len(macro_ref.node.args)})")


class _Environment(Environment):
    code_generator_class = _Printer
    plain_macro = staticmethod(_plain_macro)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What all templates know: in one dictionary, since each page begins with a copy of it."""
        return {**self.globals, **(d or {})}


@cache
def _environment() -> Environment:
    made = _Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        finalize=safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "acts": acts,
        "beside": beside,
        "board": board,
        "chamber": _chamber,
        "circle": lambda name: Markup(line_svg(name)),
        "circles": lambda one: Markup(circles_svg(*one.now)),
        "codex": codex,
        "contacts": contacts,
        "gauge_curves": gauge_curves,
        "curve": curve,
        "dates": dates,
        "debrief": debrief,
        "documents": documents,
        "drawn": drawn_lines,
        "ending": ending,
        "galleries": gallery,
        "grouped": grouped,
        "handing_in": handing_in,
        "helping": helping,
        "history": history,
        "later": Markup(LATER),
        "link_to": link_to,
        "listed": listed,
        "menu": menu,
        "on_screen": lines_on_screen,
        "promises": promises,
        "read_before": read_before,
        "prose": prose,
        "regards": regards,
        "saved_plays": saved_plays,
        "seat": lambda bloc: Markup(mark_svg(bloc)),
        "sentences": sentences,
        "share": share,
        "status": status,
        "table_words": table_on_screen,
        "terms": terms,
        "turning": turning_points,
        "votes": votes,
        "win_sets": win_sets,
        "words": on_a_page,
    }
    return made


def _template(name: str) -> str:
    return asset(f"templates/{name}")


def compile_templates(folder: str) -> None:
    """Compile the templates in a folder of them now, and not when each is first shown."""
    for one in files("negotiator.web").joinpath(f"templates/{folder}").iterdir():
        _environment().get_template(f"{folder}{one.name}")


@cache
def asset(name: str) -> str:
    """A file that comes with the page: a template, its styles, its script."""
    return files("negotiator.web").joinpath(name).read_text(encoding="utf-8")


@cache
def lines() -> object:
    """The macros that lay lines out, made once and not for each page."""
    return _environment().get_template("lines.html").module


def rendered(template: str, **values: Any) -> str:
    """A template with these values."""
    return _environment().get_template(template).render(values)


class Here(NamedTuple):
    """What the templates of lines need to know of the page that they are on."""

    tongue: Markup
    """The attribute of elements with words of the story."""
    one_by_one: str
    """The words of the link to what moved one by one."""
    shortcuts: bool = True
    """Whether single keys do something."""
    at: str = ""
    """Which point of the play its forms are made for."""
    once: str = ""
    """What is new for each page."""


def page(book: Book, template: str, title: str, **values: Any) -> Page:
    """A page of a play."""
    story = book.play.story
    body = rendered(
        template,
        book=book,
        play=book.play,
        story=story,
        lines=lines(),
        here=Here(tongue(story), one_by_one(), book.settings.shortcuts, at(book), book.once),
        tongue=tongue(story),
        headline=title,
        **values,
    )
    return Page(
        on_a_page.title(title, story.title),
        body,
        book.settings,
        spoken_language(),
        direction(story.language or spoken_language()),
    )


def spoken_language() -> str:
    """The tag of the language that the program speaks."""
    return speaking.language().replace("_", "-") or "en"


def tongue(story: Story) -> Markup:
    """The attribute of an element with words of a story, if they are in another language than the
    program's."""
    if story.language in ("", spoken_language()):
        return Markup()
    return Markup(f' lang="{markup(story.language)}"')


def at(book: Book) -> str:
    """Which point of which play a form was made for: the number of decisions, and a mark of which
    they are."""
    decided = book.play.decisions
    mark = crc32("\n".join((str(book.play.seed), *decided)).encode())
    return f"{len(decided)}-{mark:08x}"


def direction(tag: str) -> str:
    """How a language is written: `ltr`, or `rtl`."""
    return "rtl" if tag.lower().partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def document(shown: Page, base: str = "") -> str:
    """A page as a whole document, with its styles and its script from files beside it, whose
    addresses begin with `base`."""
    before, after = _around_body(shown._replace(body="", later=None), base)
    return f"{before}{shown.body}{after}"


@lru_cache(maxsize=500)
def _around_body(shown: Page, base: str) -> tuple[str, str]:
    """What stands before and after the body of a document; many have the same."""
    gap = "<!-- body -->"  # no text has that: each was made safe
    before, _, after = rendered("document.html", page=shown, body=Markup(gap), base=base).partition(
        gap
    )
    return before, after


# What is HTML already


@lru_cache(maxsize=200)
def menu_links(links: tuple[tuple[str, str, str], ...], here: str, *, shortcuts: bool) -> Markup:
    """The links to the pages of a play, each an address, a key and a name: the same on nearly every
    page, and a sixth of the work of one."""
    return Markup(rendered("menu.html", links=links, current=here, shortcuts=shortcuts))


def prose(told: ToldPassage | Iterable[Part]) -> list[Markup]:
    """A passage, or parts of one, in paragraphs."""
    if isinstance(told, ToldPassage):
        return [Markup(one) for one in passage(told, _PAGE)]
    return [Markup(one) for one in paragraphs(told, _PAGE)]


def curve(way: GaugeCurve) -> Markup:
    """The course of a gauge; nothing if it never moved."""
    if not way.has_moved:
        return Markup()
    crossed = [one.decision for one in way.crossings]
    return Markup(curve_svg(way.values, way.gauge.low, way.gauge.high, way.moves, crossed))


def _chamber(vote: Voted) -> Markup:
    return Markup(chamber_svg(vote, f"v{crc32(repr(vote).encode()) % 0x10000:x}"))


def qr_code(text: str, title: str, scale: int | None = None) -> Markup:
    """A text as a QR code; nothing where what draws it isn't installed."""
    try:
        return Markup(qr_code_svg(text, title, scale=scale))  # the title is the program's own
    except ImportError:
        return Markup()


# What a template is given of lines


def grouped(lines: Iterable[Line]) -> Iterator[tuple[str, Any]]:
    """Lines with what each is, as templates call it; changes that come together are in a list."""
    for is_change, several in groupby(lines, lambda one: isinstance(one, Moved | Noted | Promised)):
        if is_change:
            yield "changes", [(type(one).__name__, one) for one in several]
        else:
            yield from ((type(one).__name__, one) for one in several)


def listed(lines: Iterable[str]) -> Iterator[tuple[bool, list[str]]]:
    """Lines of text, those that are items of a list together."""
    for is_item, several in groupby(lines, lambda line: line.startswith("- ")):
        yield is_item, list(several)


def share(one: GaugeStanding) -> int:
    """How far a gauge is from the low end of its range to the high one, in per cent."""
    gauge = one.gauge
    return round(100 * (one.value - gauge.low) / max(1, gauge.high - gauge.low))


def link_to(source: Source) -> str:
    """Where a source can be read, if that is an address of the web; a story's text is no other
    kind of link."""
    return source.url if source.url.startswith(("https://", "http://")) else ""
