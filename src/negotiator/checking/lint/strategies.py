"""Stances that no choice or no strategy takes: N660."""

from __future__ import annotations

from negotiator.checking.lint.look import Look


def stances(look: Look) -> None:
    """N660: stances without a choice, and, if there are strategies, without a strategy."""
    story = look.story
    chosen = {one for choice in story.choices.values() for one in choice.stances}
    followed = {one for strategy in story.strategies.values() for one in strategy.takes}
    for name in story.stances:
        if name not in chosen:
            look.warn("N660.choice", ("stances", name), stance=name)
        elif story.strategies and name not in followed:
            look.warn("N660.strategy", ("stances", name), stance=name)
