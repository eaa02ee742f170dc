"""The calendar: a month, with today in brackets and the days already played marked."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import date

from textual.content import Content


def month_lines(today: date, played: Collection[date]) -> list[Content]:
    """The month of `today` as lines of 28 cells, weeks from Monday."""
    lines = [Content.styled(" Mo  Tu  We  Th  Fr  Sa  Su ", ".ink--muted")]
    for week in calendar.Calendar().monthdatescalendar(today.year, today.month):
        cells = []
        for when in week:
            if when.month != today.month:
                cells.append(Content("    "))
            elif when == today:
                cells.append(Content.styled(f"[{when.day:>2}]", ".ink--today"))
            elif when in played:
                cells.append(Content.styled(f" {when.day:>2}•", ".ink--strong"))
            else:
                cells.append(Content.styled(f" {when.day:>2} ", ".ink--muted"))
        lines.append(Content("").join(cells))
    return lines
