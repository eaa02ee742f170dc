"""Effects that change nothing, or that nothing reads: N605, N606 and N625."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from negotiator.checking.lint.conditions import settled
from negotiator.checking.lint.look import Look, Owner
from negotiator.statespace.scene_graph import joined
from negotiator.story.model import (
    DEAL,
    Choice,
    Effect,
    EffectKind,
    Event,
    Scene,
    Story,
    Table,
    TermOption,
)
from negotiator.story.source_map import Path
from negotiator.story.value_names import TimesChosen

AT_ONCE = 2_048
"""Up to this many names, the places that read them are all found at once; more would take memory
for each pair of a name and a place."""


class EffectSite(NamedTuple):
    """Something that has effects, under these keys of its owner; `taken` is the choice that causes
    them."""

    owner: Owner
    keys: Path
    effects: tuple[Effect, ...]
    taken: Choice | None = None

    def ahead(self, look: Look) -> list[str]:
        """Everything that may read them later, besides the choice itself."""
        stays = [] if isinstance(self.owner, Choice) else [self.owner.id]
        if self.taken is None:
            return stays
        return [*stays, *look.links.leading(self.taken)] or [self.taken.scene]


def without_effect(look: Look) -> None:
    """N605: effects that add nothing, or more than there is room for."""
    rooms = {name: (domain.size or 1) - 1 for name, domain in look.rules.domains.items()}
    for part in parts(look.story):
        for number, effect in enumerate(part.effects):
            by = effect.amount.constant if effect.kind is EffectKind.ADD else None
            name, room = effect.target, rooms[effect.target]
            if not isinstance(by, int) or 0 < abs(by) <= room:
                continue
            path = look.path(part.owner, *_keys(look, part, number))
            if by == 0:
                look.warn_value("N605.nothing", path, name=name)
            else:
                look.warn_value("N605.too_far", path, amount=by, name=name, room=room)


def hanging(look: Look) -> None:
    """N602, N603: effects whose condition never holds, or always does."""
    for part in parts(look.story):
        for number, effect in enumerate(part.effects):
            if effect.when is not None:
                keys = (*_keys(look, part, number), "when")
                settled(look, effect.when, part.owner, keys, "N602.effect")


def _keys(look: Look, part: EffectSite, number: int) -> Path:
    """The keys of an effect, by its number: several on one target stand in a list."""
    target = part.effects[number].target
    before = sum(one.target == target for one in part.effects[:number])
    path = (*part.keys, target)
    in_list = look.origins.is_list(*look.path(part.owner, *path))
    return (*path, before) if in_list else path


def unread(look: Look) -> None:
    """N606: effects on a name that nothing reads from there on."""
    readers, tested = look.links.readers, look.read_in_tests
    names = [name for name in readers if readers[name] and name not in tested]
    batches = {name: number // AT_ONCE for number, name in enumerate(names)}
    asked: defaultdict[int, list[EffectSite]] = defaultdict(list)
    for part in parts(look.story):
        for batch in {batches[one.target] for one in part.effects if one.target in batches}:
            asked[batch].append(part)
    for batch, sites in sorted(asked.items()):
        several = names[batch * AT_ONCE : (batch + 1) * AT_ONCE]
        bits = {name: 1 << number for number, name in enumerate(several)}
        later = look.links.read_later(several)
        unread: defaultdict[str, list[EffectSite]] = defaultdict(list)
        for part in sites:
            read = joined([later[to] for to in part.ahead(look)])
            for effect in part.effects:
                if bits.get(effect.target, 0) & ~read:
                    unread[effect.target].append(part)
        for name in several:
            for part in unread[name]:
                taken = look.links.read_on_taking(part.taken) if part.taken is not None else ()
                if not any(name in one.reads for one in taken):
                    path = look.path(part.owner, *part.keys, name)
                    look.warn("N606", path, name=name)


def parts(story: Story) -> tuple[EffectSite, ...]:
    """Every part of a story that has effects; kept, as several lints go through them."""
    return story.once(_parts)


def _parts(story: Story) -> tuple[EffectSite, ...]:
    return tuple(_with_effects(story))


def _with_effects(story: Story) -> Iterator[EffectSite]:
    places: list[Scene | Event] = [*story.scenes.values(), *story.events.values()]
    for place in places:
        if place.effects:
            yield EffectSite(place, ("effects",), place.effects)
        for choice in place.choices:
            if choice.effects:
                yield EffectSite(choice, ("effects",), choice.effects, choice)
        if isinstance(place, Table):
            deal = next(choice for choice in place.choices if choice.id == DEAL)
            for keys, option in options(place):
                if option.effects:
                    yield EffectSite(place, (*keys, "effects"), option.effects, deal)


def options(table: Table) -> Iterator[tuple[Path, TermOption]]:
    """The options of a table's terms, each with its keys."""
    for term in table.terms:
        for option in term.options:
            yield ("terms", term.id, "options", option.id), option


def idle(look: Look) -> None:
    """N625: choices without consequences."""
    for scene in look.story.scenes.values():
        if isinstance(scene, Table):
            continue
        for number, choice in enumerate(scene.choices):
            does = choice.effects or choice.vote or choice.outcome or choice.goto
            if not does and TimesChosen(choice.name) not in look.rules.counts_read:
                path = ("scenes", scene.id, "choices", number)
                look.warn_value("N625", path, choice=choice.id)
