"""The command that the commands for a class belong to, and the module of each."""

from __future__ import annotations

from negotiator.cli.group import Commands, cli

MODULES = {
    **dict.fromkeys(("list", "paper"), "teaching"),
    **dict.fromkeys(("add", "delete", "end", "export", "kept", "report"), "class_reporting"),
    "rehearse": "class_rehearsing",
    "slips": "class_slips",
    "start": "class_starting",
}


@cli.group("class", cls=Commands, modules=MODULES)
def class_() -> None:
    """Hold a class with a story: list its exercises, print what they need, let students join, and
    write down what the class did.
    """
