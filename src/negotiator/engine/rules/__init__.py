"""The rules of a story, made from what its author wrote: the one place where they are stated.

What a written effect does to a value, what entering a place counts, when an event can come, how a
vote is counted, in which order ways are tried: all of it becomes nodes of `transitions` here, block
by block, on demand. Nothing is played, printed or searched here.

- `events`: when an event can come, how long it rests, in which order events are tried;
- `effects`: what a play keeps, what a written effect does to it, and how a vote is counted;
- `decisions`: what the player may decide in a place, and what a table reads and settles;
- `front_pages`: in which act a play is, and what is told of one that is over;
- `blocks`: in which order all of that happens, and where it leads.
"""

from negotiator.engine.rules.blocks import Rules

__all__ = ["Rules"]
