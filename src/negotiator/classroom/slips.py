"""Printed slips: each is a seat of a class that waits for whoever gets it, with two words for a
name and the code to go on by, on any device and after any crash.

Of a code only a digest is kept, so slips can be printed when they are made, and never again. A seat
that nobody took stays out of what is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from negotiator.classroom.printed_parts import block
from negotiator.classroom.rows import ClassRow, SeatRow
from negotiator.classroom.store import Store
from negotiator.classroom.tokens import (
    RESUME_CODE,
    code,
    code_hash,
    pseudonym,
    token,
    token_hash,
)
from negotiator.escaping import markup
from negotiator.language import language
from negotiator.narration import class_slips as words

STYLE = """
:root { color-scheme: light; } * { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 50rem; background: #fff; color: #111;
  font: 1rem/1.35 system-ui, Helvetica, Arial, sans-serif; }
h1 { font-size: 1.2rem; margin: 0 0 .3rem; } p { margin: .12rem 0; }
ul { list-style: none; margin: 1rem 0 0; padding: 0 1px 1px 0; display: grid;
  grid-template-columns: repeat(2, 1fr); }
li { border: 1px dashed #777; margin: 0 -1px -1px 0; padding: 2mm 5mm; height: 50mm;
  break-inside: avoid; display: flex; gap: 4mm; overflow: hidden; }
li > div { flex: 1; min-width: 0; } svg { width: 29mm; height: 29mm; flex: none; }
.name { font-size: 1.25rem; font-weight: 700; }
.code { font: 700 1.35rem/1.3 ui-monospace, "Liberation Mono", monospace; letter-spacing: .04em; }
.small { font-size: .75rem; line-height: 1.25; overflow-wrap: anywhere; }
.empty { border-bottom: 1px solid #111; display: block; height: 1.4rem; }
@page { margin: 12mm; }
@media print { body { padding: 0; max-width: none; } .screen { display: none; }
  ul { margin: 0; } }
"""


class Slip(NamedTuple):
    """A seat that waits: its number, the two words, and the code to take it by."""

    seat: int
    pseudonym: str
    code: str


def slips(
    store: Store,
    row: ClassRow,
    how_many: int,
    written: Callable[[list[Slip]], object],
    offices: tuple[str, ...] = (),
) -> None:
    """Make so many new seats that wait. Offices go round in their order, as for those who join.

    `written` puts the slips on paper before there is any of the seats, of which nobody else will
    know the codes; it is called again if somebody joined meanwhile.
    """
    while True:
        seats = store.rows(SeatRow, class_id=row.class_id)
        found = _drawn(seats, how_many)
        written(found)
        first, *more = (_seat(row, one, offices) for one in found)
        # Whoever joins takes the next number, and so that of the first.
        if store.add(first, *more):
            return


def _drawn(seats: list[SeatRow], how_many: int) -> list[Slip]:
    """So many slips, for the seats after those there are."""
    number = max((one.seat for one in seats), default=0)
    taken = {one.pseudonym for one in seats}
    found: list[Slip] = []
    for seat in range(number + 1, number + how_many + 1):
        found.append(Slip(seat, pseudonym(taken), code(RESUME_CODE)))
        taken.add(found[-1].pseudonym)
    return found


def _seat(row: ClassRow, slip: Slip, offices: tuple[str, ...]) -> SeatRow:
    office = offices[(slip.seat - 1) % len(offices)] if offices else ""
    # Nobody has its token: whoever types the code gets a new one.
    digests = token_hash(token()), code_hash(slip.code, row.class_id)
    return SeatRow(row.class_id, slip.seat, slip.pseudonym, *digests, 0, office)


def page(found: list[Slip], title: str, address: str, drawn: str) -> str:
    """The slips as a page to print and cut: with the class's address and its QR code, which is
    markup, or a line to write the address on."""
    tag = markup(language().replace("_", "-") or "en")
    where = markup(address) if address else '<span class="empty"></span>'
    return "\n".join(
        [
            f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{markup(words.title(title))}</title><style>{STYLE}</style></head><body><main>",
            f'<div class="screen"><h1>{markup(words.title(title))}</h1>',
            block(words.how_to_use()),
            "</div><ul>",
            *(_slip(one, title, where, drawn) for one in found),
            "</ul></main></body></html>\n",
        ]
    )


def _slip(one: Slip, title: str, where: str, drawn: str) -> str:
    half = len(one.code) // 2
    return (
        f'<li><div><p class="small">{markup(title)}</p><p class="name">{markup(one.pseudonym)}</p>'
        f'<p class="small">{markup(words.your_code())}</p>'
        f'<p class="code">{markup(one.code[:half])} {markup(one.code[half:])}</p>'
        f'<p class="small">{markup(words.open_address())} {where}</p>'
        f'<p class="small">{markup(words.keep_it())}</p></div>{drawn}</li>'
    )
