"""How an ended play came out, as pages: the ending with all that is told of it, and its tables seen
from above.

What made the ending is counted in many plays, so that comes later than the rest of the page.
"""

from __future__ import annotations

from collections.abc import Generator

from markupsafe import Markup

from negotiator.diagrams.tradeoff_plot import of_table
from negotiator.diagrams.tradeoff_svg import svg
from negotiator.engine import Play
from negotiator.engine.table_debrief import table_debriefs
from negotiator.narration import ending, regards, status, title_page
from negotiator.narration import play as told
from negotiator.narration.debrief import debriefed
from negotiator.narration.gauge_curves import gauge_curves
from negotiator.narration.several_tables import reports, summaries
from negotiator.narration.shortcuts import DEEDS
from negotiator.web.exchange import Book, Request, Response
from negotiator.web.handing_in import coded
from negotiator.web.rendering import rendered, tongue
from negotiator.web.surroundings import NOW, framed, shown


def came_out(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """How the play came out."""
    play = book.play
    if play.ending is None:
        return Response(go_to=NOW)
    found = debriefed(play)
    page = framed(
        book,
        "ending.html",
        play.ending.title,
        "ending",
        found=found,
        told=told.here(play)[1:],
        regarded=regards.regards(play),
        partings=sorted(found.partings, key=lambda one: one.date),
        gauges=tuple(zip(status.standings(play), gauge_curves(play), strict=True)),
        code=coded(play),
        tables=summaries(play),
        gallery=title_page.gallery(),
        from_above=DEEDS["ending.table"].about,
        unseen=tuple(ending.unseen(play, frozenset(book.endings())))[:-1],
    )
    if "turning" in book.leaves_out:
        return Response(page)
    return Response(page._replace(later=_turned(play)))


def _turned(play: Play) -> Generator[None, None, str]:
    """What made the ending, as HTML, after being counted piece by piece."""
    from negotiator.simulation.turning_points import in_slices
    from negotiator.simulation.turning_points import told as put_into_words

    found = yield from in_slices(play)
    return rendered("turning.html", found=put_into_words(play, found), tongue=tongue(play.story))


def tables(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """The tables of the play seen from above."""
    found = table_debriefs(book.play)
    if not found:
        return Response(go_to=NOW)
    return shown(
        book,
        "tables.html",
        DEEDS["ending.table"].label,
        tables=[
            (one.table.title, Markup(svg(of_table(one))), parts)
            for one, parts in zip(found, reports(found), strict=True)
        ],
    )
