"""The uses of a story's values, acts and old names: N607, N608, N623, N624 and N628."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from negotiator.checking.lint.effects import parts
from negotiator.checking.lint.look import Look
from negotiator.story.model import Counter, Ending, Event, Flag, Gauge, Promise, Scene
from negotiator.story.source_map import Path


def values(look: Look) -> None:
    """N607, N608: flags and counters that nothing reads, and values that nothing changes."""
    story = look.story
    changed = {effect.target for part in parts(story) for effect in part.effects}
    for name in (*story.flags, *story.counters):
        path = ("flags" if name in story.flags else "counters", name)
        if not look.is_read(name):
            look.warn("N607.set" if name in changed else "N607.unused", path, name=name)
        elif name not in changed:
            look.warn("N608", path, name=name)
    for name, gauge in story.gauges.items():
        if name not in changed:
            look.warn("N608", ("gauges", name), name=name)
        else:
            bands(look, gauge)


def bands(look: Look, gauge: Gauge) -> None:
    """N623: bands that a gauge never reaches."""
    low, high = look.ranges[gauge.id]
    path: Path = ("gauges", gauge.id, "bands")
    ends = [band.low for band in gauge.bands[1:]] + [gauge.high + 1]
    for band, end in zip(gauge.bands, ends, strict=True):
        here = (*path, str(band.low))
        if end <= band.low:
            look.warn("N623.same", here, band=band.name)
        elif end <= low or band.low > high:
            look.warn("N623.beyond", here, gauge=gauge.id, low=low, high=high, band=band.name)


_Part = Gauge | Flag | Counter | Promise | Scene | Event | Ending


def old_names(look: Look) -> None:
    """N624: names in `was` that still exist, or that something else was called too."""
    story = look.story
    named: dict[str, Mapping[str, _Part]] = {
        "gauges": story.gauges,
        "flags": story.flags,
        "counters": story.counters,
        "promises": story.promises,
    }
    _sections(look, named)
    _sections(look, {"scenes": story.scenes, "events": story.events, "endings": story.endings})
    for place in look.places:
        if any(choice.was for choice in place.choices):
            known = {one.id for one in place.choices}
            for choice in place.choices:
                _still_there(look, choice.was, known, look.rules.path(choice))


def _sections(look: Look, sections: Mapping[str, Mapping[str, _Part]]) -> None:
    """Check parts that share their names."""
    known = {name for several in sections.values() for name in several}
    before: dict[str, str] = {}
    for section, several in sections.items():
        for name, part in several.items():
            _still_there(look, part.was, known, (section, name))
            for number, old in enumerate(part.was):
                first = before.setdefault(old, name)
                if first != name:
                    here = (section, name, "was", number)
                    look.warn_value("N624.twice", here, old=old, name=first)


def _still_there(look: Look, was: Iterable[str], known: Collection[str], path: Path) -> None:
    for number, old in enumerate(was):
        if old in known:
            look.warn_value("N624.there", (*path, "was", number), old=old)


def acts(look: Look) -> None:
    """N628: acts that no scene falls into."""
    story = look.story
    if not story.acts:
        return
    used = {story.act_on(scene.date) for scene in story.scenes.values()}
    for act in story.acts:
        if act not in used:
            look.warn("N628", ("acts", act.id), act=act.id)
