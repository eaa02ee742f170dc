"""The main command, to which the others are added: without one of them, it plays.

The docstring of a command is its help, translated when click reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import cleandoc
from typing import Any

import click

from negotiator.distribution import VERSION
from negotiator.escaping import terminal
from negotiator.language import _, lend

_COMMAND = re.compile(r"[a-z][a-z-]{0,30}\Z", re.ASCII)
"""What a command may be called; anything else that is typed is the place of a story."""

MODULES = {
    **dict.fromkeys(("stories", "saves", "debrief"), "listing"),
    **dict.fromkeys(("code", "open"), "handing_in"),
    **dict.fromkeys(("simulate", "measure"), "simulating"),
    **dict.fromkeys(("new", "schema", "pack", "graph", "transcript", "dump", "test"), "writing"),
    "check": "checking",
    "class": "class_group",
    "play": "playing",
    "publish": "publishing",
    "serve": "serving",
}
"""The module of each command, in this package: imported when the command is needed."""

# click uses some of its own words as soon as a command is declared.
lend()


def paragraphs(docstring: str | None) -> list[str]:
    """The paragraphs of a docstring, each in one line: the first says what a command does. One
    without words if Python was told to leave docstrings out (`-OO`)."""
    return [" ".join(one.split()) for one in cleandoc(docstring or "").split("\n\n")]


class Worded(click.Command):
    """A command whose help is its docstring, in the user's language."""

    def __init__(self, *words: Any, **more: Any) -> None:
        said = [_(one) for one in paragraphs(more["help"])]
        more |= {"help": "\n\n".join(said), "short_help": said[0]}
        super().__init__(*words, **more)

    def get_help(self, ctx: click.Context) -> str:
        """The same, made safe: its words are a catalogue's."""
        return terminal(super().get_help(ctx))

    def get_usage(self, ctx: click.Context) -> str:
        """The same, made safe."""
        return terminal(super().get_usage(ctx))


class PlayByDefault(Worded, click.Group):
    """A group in which `play` may be left out: `negotiator --plain` plays."""

    command_class = Worded

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click gives it
        """Every command there is."""
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its module."""
        if cmd_name in MODULES:
            import_module(f"negotiator.cli.{MODULES[cmd_name]}")
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The same, with `play` in front if no command is named."""
        # A shell that asks how a word may go on has left it out, and would show an error in place.
        is_asked = ctx.resilient_parsing
        if not args:
            args = [] if is_asked else ["play"]
        elif args[0] not in (*MODULES, "--help", "--version"):
            if not args[0].startswith("-") and not is_asked:
                self._check_command(ctx, args[0])
            args = ["play", *args]
        return super().parse_args(ctx, args)

    def _check_command(self, ctx: click.Context, named: str) -> None:
        """Raise UsageError if a word stands for neither a command nor a story."""
        from negotiator.cli.opening import is_at_hand

        if not _COMMAND.match(named) or is_at_hand(named):
            return
        from negotiator.narration.sentences import joined
        from negotiator.story.codes.advice import did_you_mean
        from negotiator.story.suggestions import nearest

        near = nearest(named, MODULES)
        said = _("There is no command `{name}`, and no story or folder of that name.", name=named)
        raise click.UsageError(joined(said, did_you_mean(near) if near else ""), ctx)

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        """The same; errors in the arguments are shown as text, whatever the arguments contain."""
        with _told_safely():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """The same for the arguments of a command."""
        with _told_safely():
            return super().invoke(ctx)


class Commands(Worded, click.Group):
    """A command that has commands of its own, each in a module that is imported when the command
    is needed: `modules` says in which."""

    command_class = Worded

    def __init__(self, *words: Any, modules: dict[str, str], **more: Any) -> None:
        super().__init__(*words, **more)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click gives it
        """Every command there is."""
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its module."""
        if cmd_name in self.modules:
            import_module(f"negotiator.cli.{self.modules[cmd_name]}")
        return super().get_command(ctx, cmd_name)


def every_command(of: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command of a group by what is typed for it, in order, each before its own."""
    context = click.Context(of)
    for name in of.list_commands(context):
        command = of.get_command(context, name)
        assert command is not None
        typed = f"{above} {name}".strip()
        yield typed, command
        if isinstance(command, click.Group):
            yield from every_command(command, typed)


@contextmanager
def _told_safely() -> Iterator[None]:
    """Make what click is about to say about a command's arguments safe."""
    try:
        yield
    except click.UsageError as error:
        said = error.format_message()
        if terminal(said) == said:
            raise
        raise click.UsageError(terminal(said), error.ctx) from None


@click.group(cls=PlayByDefault)
@click.version_option(VERSION, prog_name="negotiator")
def cli() -> None:
    """Negotiator: sign the pact, or drop it. Without a command, it plays."""
