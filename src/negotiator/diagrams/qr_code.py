"""A text as a QR code, to be read by a camera: in SVG, and in the cells of a terminal.

What draws it, `segno`, comes with an extra: without it there is an ImportError, and whoever calls
says what that means there.
"""

from __future__ import annotations

_CELLS = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
"""Of a square and the one below it, each dark or not, on a terminal with dark ground."""


def qr_code_svg(text: str, title: str, *, scale: int | None = None, border: int = 4) -> str:
    """A text as a QR code in SVG, whose attributes are numbers and colours. `scale` is how many
    pixels wide a square is; without it the page says how large the code is."""
    import segno

    code = segno.make(text, error="m", micro=False)
    found: str = code.svg_inline(
        scale=scale or 1,
        omitsize=scale is None,
        border=border,
        light="#fff",
        title=title,
        svgclass="qr",
    )
    return found


def qr_code_cells(text: str) -> str:
    """A text as a QR code in half blocks, which are as wide as they are high."""
    import segno

    code = [[*line] for line in segno.make(text, micro=False).matrix_iter(border=2)]
    if len(code) % 2:
        code.append([0] * len(code[0]))
    return "\n".join(
        "".join(_CELLS[upper > 0, lower > 0] for upper, lower in zip(*two, strict=True))
        for two in zip(code[::2], code[1::2], strict=True)
    )
