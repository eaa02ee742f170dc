"""What a plain play knows of earlier plays of its story: which endings were found, and which texts
were read, so that they can be left out, or forgotten.
"""

from __future__ import annotations

from collections.abc import Callable

from negotiator.engine import Play
from negotiator.narration import gallery, read_before, typed_commands
from negotiator.narration import play as told
from negotiator.narration.lines import Line
from negotiator.saves import Memory, SaveError, met_in


class EarlierPlays:
    """The memory beside the play that is going on."""

    def __init__(self, memory: Memory, play: Callable[[], Play], say: Callable[..., None]) -> None:
        self.memory = memory
        self.play = play
        self.say = say
        self.skips = False
        """Whether texts that were read in an earlier play are left out."""
        self.commands: dict[str, Callable[[str], None]] = {
            "gallery": lambda _: self.say(*gallery.spoken(self.hung())),
            "forget": self.forget,
            "skip": self.skip,
        }
        self.recall()

    def recall(self) -> None:
        """Recall what was read before the play that begins now."""
        self.read = self.memory.of(self.play().story.id).texts

    def fresh(self) -> tuple[Line, ...]:
        """What the last decision led to, or what is told before the first."""
        play = self.play()
        number = len(play.steps) - 1
        return told.step(play, number) if number >= 0 else told.opening(play)

    def told(self) -> tuple[Line, ...]:
        """The same, without what was read before if that is left out."""
        lines = self.fresh()
        return tuple(read_before.skip_read(lines, self.read)) if self.skips else lines

    def note(self) -> None:
        """Remember what was told last, and the ending if the play reached one."""
        play = self.play()
        self.memory.add(play.story.id, met_in(play, self.fresh()))

    def skip(self, _: str) -> None:
        """Leave out from now on what was read in an earlier play, or tell it again."""
        self.skips = not self.skips
        self.say(typed_commands.skips() if self.skips else typed_commands.skips_no_more())

    def hung(self) -> gallery.Gallery:
        """The endings of the story, as far as they were found."""
        story = self.play().story
        met = self.memory.of(story.id)
        return gallery.gallery(story, met.endings, met.texts, met.unread)

    def forget(self, said: str) -> None:
        """Forget which endings were found and what was read, if it is said that it is meant."""
        story = self.play().story
        if said != typed_commands.ALL:
            self.say(typed_commands.how_to_forget(story.title))
            return
        try:
            self.memory.forget(story.id)
        except SaveError as error:
            self.say(str(error))
        else:
            self.recall()
            self.say(gallery.forgotten(story.title))
