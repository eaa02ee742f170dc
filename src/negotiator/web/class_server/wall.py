"""The wall: what may be mirrored to all. It shows nothing that a student may not see, and no split
before its vote is closed. Its address has the class's code, which it shows.
"""

from __future__ import annotations

from typing import Any

from negotiator.classroom import meetings, phases
from negotiator.classroom.marks import for_wall
from negotiator.classroom.room import Room, is_stopped
from negotiator.classroom.rows import NOBODY, PlayRow
from negotiator.narration import class_pages, class_tables
from negotiator.story.model import ClassShape
from negotiator.web.class_server.ballot_shown import ballot_shown, what_decided
from negotiator.web.class_server.seated import revealed_picture, scene_values
from negotiator.web.class_server.showing import around, page_of_class, shown_reasons
from negotiator.web.class_server.site import ClassSite
from negotiator.web.exchange import Page, Settings
from negotiator.web.rendering import qr_code


def wall(site: ClassSite, room: Room, code: str, settings: Settings) -> Page:
    """The wall as it is now."""
    title, values = _shown(site, room)
    return page_of_class(
        site,
        "wall.html",
        title or class_pages.wall(),
        settings=settings,
        live=f"/wall/{code}/live",
        mark=for_wall(site.look()),
        code=f"{code[:3]} {code[3:]}",
        address=site.address,
        qr=qr_code(f"{site.address}?code={code}", class_pages.qr()),
        joined=len(room.seats()),
        seat=None,
        said="",
        **(around(room) | {"kind": "", "picture": None, "reasons": [], "play": None} | values),
    )


def _shown(site: ClassSite, room: Room) -> tuple[str, dict[str, Any]]:
    if room.row.ended:
        return class_pages.over(), {"kind": "over"}
    if not room.row.began:
        return str(room.story.title), {"kind": "joining"}
    match room.phase.shape:
        case ClassShape.TALK:
            picture = revealed_picture(site, room)
            is_first = room.number == 0
            kind = "picture" if picture else "joining" if is_first else "talk"
            return str(room.phase.title), {"kind": kind, "picture": picture}
        case ClassShape.TOGETHER:
            return _together(room)
        case ClassShape.PAIRS:
            picture = revealed_picture(site, room)
            came_to = meetings.outcomes(room, room.number)
            counted = class_pages.tables_over(
                sum(bool(one.decision) for one in came_to), len(came_to)
            )
            title = class_tables.revealed() if picture else str(room.phase.title)
            kind = "picture" if picture else "pairs"
            return title, {"kind": kind, "picture": picture, "counted": counted}
        case ClassShape.ALONE:
            rows = room.store.rows(PlayRow, class_id=room.class_id, phase=room.plays_in)
            alone = [one for one in rows if one.ours != NOBODY]
            over = sum(one.is_stopped for one in site.standings.of(room, alone))
            counted = class_pages.plays_over(over, len(room.seats()))
            return str(room.phase.title), {"kind": "alone", "counted": counted}


def _together(room: Room) -> tuple[str, dict[str, Any]]:
    played = phases.class_play(room)
    values = scene_values(room, played.play)
    return values.pop("title"), {
        "kind": "together",
        **values,
        "vote": ballot_shown(room, played),
        "decided": what_decided(room, played),
        "is_stopped": is_stopped(room.story, room.phase, played.play),
        "reasons": shown_reasons(room, played.row.play, played.number),
    }
