"""Playing in lines of text: reads a line, does what it says, writes the result.

It is append-only, with no cursor tricks. Every decision is saved before its result is shown. It
knows streams and a store; the sentences are in `narration`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from negotiator.authoring.live_reload import Watch, carry
from negotiator.authoring.starting_point import THE_START, Beginning, BeginningError
from negotiator.engine import NotOfferedError, Play, talks
from negotiator.engine.table_debrief import table_debriefs
from negotiator.escaping import name, terminal
from negotiator.exit_codes import ExitCode
from negotiator.narration import (
    codex,
    contacts,
    debrief,
    game,
    history,
    lines_as_text,
    menu,
    regards,
    saved_plays,
    saving,
    status,
    table_as_text,
    typed_commands,
)
from negotiator.narration import play as told
from negotiator.narration.refusals import refusal
from negotiator.narration.table_report import summary
from negotiator.narration.turning_points import spoken as turning_points_spoken
from negotiator.plain import author
from negotiator.plain.earlier_plays import EarlierPlays
from negotiator.plain.looking_back import looked_back
from negotiator.plain.parsing import chosen, decided, held, is_number
from negotiator.plain.table import Draft, NotDoneError
from negotiator.plain.words import wrapped
from negotiator.saves import ALL_PLACED, LONGEST_LABEL, Keeping, Memory, SaveError, Store, Unplaced
from negotiator.simulation.turning_points import told as told_turning
from negotiator.simulation.turning_points import turning_points


class PlainPlay:
    """A play going on over a pair of streams.

    For authors: `new` begins at `beginning`, and the story under `watch` is read again when a line
    comes and its files have changed. `columns` gives the width of the terminal that `out` writes
    to, if it is one; in a pipe each passage stays one line. `unplaced` is what the story can't
    place of the play, which `is_kept` if it is on disk as it stands.
    """

    def __init__(
        self,
        play: Play,
        store: Store,
        slot: str,
        lines: Iterable[str],
        out: TextIO,
        *,
        prompt: str,
        columns: Callable[[], int] | None = None,
        beginning: Beginning = THE_START,
        watch: Watch | None = None,
        unplaced: Unplaced = ALL_PLACED,
        is_kept: bool = False,
    ) -> None:
        self.play = play
        self.keeping = Keeping(store, slot, unplaced, is_kept=is_kept)
        self.lines, self.out = lines, out
        self.prompt = prompt
        self.columns = columns
        self.beginning, self.watch = beginning, watch
        self.later: tuple[str, ...] = ()
        self.replacing = ""
        """The name that is taken and was typed once."""
        self.begun: Draft | None = None
        self.counted: tuple[Play, tuple[str, ...]] | None = None
        self.earlier = EarlierPlays(Memory(store.folder), lambda: self.play, self.say)
        self.commands: dict[str, Callable[[str], None]] = {
            "help": self.help,
            "status": lambda _: self.say(*status.spoken(self.play)),
            "again": lambda _: self.tell_place(),
            "history": lambda _: self.say(*history.spoken(self.play)),
            "sources": lambda _: self.say(*codex.sources(self.play)),
            "people": lambda _: self.say(*codex.people(self.play), *contacts.spoken(self.play)),
            "glossary": lambda wanted: self.say(*codex.glossary(self.play.story, wanted)),
            "why": self.why,
            "debrief": lambda named: self.say_each(looked_back(self.play, named)),
            "undo": self.undo,
            "rewind": self.rewind,
            "save": self.save,
            "new": self.new,
        }
        self.commands |= self.earlier.commands
        if watch is not None:
            self.commands |= author.commands(lambda: self.play, self.say, self.begin)

    def run(self, note: str = "") -> ExitCode:
        """Play until the input ends or the player leaves."""
        self.say(*typed_commands.introduced(self.play.story))
        self.say(typed_commands.what_to_type())
        if note:
            self.say(note)
        if self.keeping.unsaved:
            self.say(typed_commands.unsaved_from_the_start(self.keeping.unsaved))
        self.tell_place()
        self.ask()
        for line in self.lines:
            said = line.strip()
            if typed_commands.leaves(said):
                break
            if self.read_again(said):
                said = ""
            if said:
                self.obey(said)
            self.ask()
        if self.play.ending and not self.keeping.missing(self.play, self.later):
            return ExitCode.ALL_WELL
        return self.leave()

    def leave(self) -> ExitCode:
        """Say goodbye, and what happened to the play."""
        self.say(self.parting())
        if self.play.ending:
            return ExitCode.ALL_WELL
        return ExitCode.FAILED if self.keeping.missing(self.play, self.later) else ExitCode.LEFT

    def parting(self) -> str:
        """What happened to a play that is left."""
        ended = self.play.ending is not None
        if missing := self.keeping.missing(self.play, self.later):
            return typed_commands.left_unsaved(after_the_ending=ended, why=missing)
        if self.keeping.is_kept:
            return typed_commands.left_saved(after_the_ending=ended)
        if self.play.steps:
            return typed_commands.left_as_it_was(after_the_ending=ended)
        return typed_commands.left_at_once()

    def say(self, *lines: str) -> None:
        """Write lines followed by an empty one."""
        if self.columns is not None:
            columns = self.columns()
            lines = tuple(wrapped(one, columns) for line in lines for one in line.split("\n"))
        self.out.write(terminal("\n".join(lines)) + "\n\n")
        self.out.flush()

    def say_each(self, groups: Iterable[list[str]]) -> None:
        """Write groups of lines, each on its own."""
        for lines in groups:
            if lines:
                self.say(*lines)

    def ask(self) -> None:
        """Show a prompt, if a person is typing."""
        self.out.write(self.prompt)
        self.out.flush()

    def tell_place(self) -> None:
        """Describe the scene or the ending where the play is, and what can be done."""
        self.say_each(lines_as_text.groups(told.here(self.play)))
        self.tell_table()
        self.tell_choices()

    def tell_table(self) -> None:
        """Describe who is at the table and what was said last, if the play is at one."""
        draft = self.draft()
        if draft is not None:
            self.say(*table_as_text.arrived(draft.session))
            self.say_each(lines_as_text.groups(told.spoken(draft.session)))

    def tell_choices(self) -> None:
        """List what can be chosen, or how the play ended."""
        if self.play.ending:
            found = debrief.debriefed(self.play)
            self.say_each(map(list, debrief.in_order(found, self.turned())))
            self.say_each([[*regards.spoken(self.play)]])
            tables = [summary(one) for one in table_debriefs(self.play)]
            if tables:
                self.say(*tables, typed_commands.hear_more())
            self.say(typed_commands.has_ended())
            return
        draft = self.draft()
        if draft is None:
            choices = map(menu.spoken, menu.menu(self.play.options()))
            self.say(typed_commands.what_do_you_do(), *choices)
        else:
            self.say(*table_as_text.standing(draft.session))
            self.say(typed_commands.what_do_you_do(), *table_as_text.commands(draft.session))

    def turned(self) -> tuple[str, ...]:
        """What made the ending of the play, counted once."""
        if self.counted is None or self.counted[0] is not self.play:
            found = told_turning(self.play, turning_points(self.play))
            self.counted = self.play, tuple(turning_points_spoken(found))
        return self.counted[1]

    def draft(self) -> Draft | None:
        """The package that is being put together, if the play is at a table.

        It begins as the player's last position, and starts over whenever the talks have moved.
        """
        session = talks(self.play.story, self.play.state)
        if session is None:
            return None
        begun = self.begun
        if begun is None or begun.state != self.play.state or begun.session.story != session.story:
            begun = self.begun = Draft(self.play.state, session, session.ours)
        return begun

    def help(self, _: str) -> None:
        """Say what can be typed."""
        self.say(*typed_commands.help_lines())
        draft = self.draft()
        if draft is not None:
            several = len(draft.session.table.terms) > 1
            self.say(*typed_commands.help_at_a_table(has_several_terms=several))
        if self.watch is not None:
            self.say(*author.help_lines())

    def why(self, _: str) -> None:
        """Show what the last deal moved, one by one with the reasons."""
        reasons = list(lines_as_text.groups(told.reasons(self.play)))
        self.say_each(reasons or [[typed_commands.nothing_to_add()]])

    def read_again(self, said: str) -> bool:
        """Read the story again if its files have changed; returns whether there is a new one.

        The line just typed is then not obeyed: it may mean another choice now.
        """
        if self.watch is None or not self.watch.changed():
            return False
        reading = self.watch.read()
        if reading.story is None:
            self.say(reading.faults)
            self.say(game.last_playable(len(reading.found)))
            return False
        same = reading.story.id == self.play.story.id
        self.play, note, self.later = carry(self.play, reading.story, self.later)
        if not same:
            self.keeping.another(self.play.story)
        elif self.later:
            self.keeping.elsewhere(self.play.story)
        self.say(note)
        if said:
            self.say(typed_commands.not_done(said))
        self.tell_place()
        return True

    def obey(self, said: str) -> None:
        """Do what a line says, or say why not."""
        word, _, rest = said.partition(" ")
        if word.lower() != "save":
            self.replacing = ""
        command = self.commands.get(word.lower())
        if command is not None:
            command(rest.strip())
            return
        draft = self.draft()
        try:
            if draft is None:
                self.decide(chosen(self.play, said))
            else:
                self.bargain(draft, said)
        except NotDoneError as error:
            self.say(str(error))
        except NotOfferedError as error:
            self.say(refusal(error.why))

    def bargain(self, draft: Draft, said: str) -> None:
        """Do what a line says at a table: show a term, set it, or decide.

        Raises NotDoneError or NotOfferedError if that isn't possible.
        """
        numbers = [int(word) for word in said.split() if is_number(word)]
        word = said.lower()
        if word == "show":
            self.say(*table_as_text.package(draft.session, draft.package, draft.held))
        elif word == "hold":
            self.begun = held(draft)
            self.say(table_as_text.held(draft.session, draft.package))
        elif len(numbers) != len(said.split()) or len(numbers) > 2:
            self.decide(decided(draft, word))
        elif len(numbers) == 1:
            (number,) = numbers
            one = draft.term(number)
            self.say(*table_as_text.term(draft.session, draft.package, number, one))
        else:
            self.begun = begun = draft.set(*numbers)
            self.say(table_as_text.changed(begun.session, begun.package, begun.held, numbers[0]))

    def decide(self, option_id: str) -> None:
        """Make a decision, save the play, and show the result."""
        self.earlier.note()
        self.move(self.play.choose(option_id))
        if self.play.ending:
            self.earlier.note()
        step = self.play.steps[-1]
        self.say_each(lines_as_text.groups(self.earlier.told()))
        if step.moved:
            self.tell_table()
        self.tell_choices()

    def move(self, play: Play) -> None:
        """Continue from another point of the play, and save it."""
        self.keeping.put_by(self.play, self.later)
        self.later = ()
        self.play = play
        self.keep()

    def keep(self) -> None:
        """Save the play in its slot; problems are reported and the play goes on."""
        before = self.keeping.unsaved
        note = self.keeping.autosave(self.play, self.later)
        if why := self.keeping.unsaved:
            self.say(saving.not_saved("" if why == before else why))
        elif note or before:
            self.say(note or typed_commands.saved_again())

    def go_back(self, play: Play) -> None:
        """Go back to an earlier point in a slot of its own, so that the other play stays."""
        if len(play.steps) == len(self.play.steps):
            self.say(typed_commands.nothing_to_take_back())
            return
        if self.play.ending:
            self.keeping.elsewhere(self.play.story)
        self.move(play)
        self.tell_place()

    def undo(self, count: str) -> None:
        """Undo decisions."""
        number = self.number(count or "1")
        if number:
            self.go_back(self.play.undone(min(number, len(self.play.steps))))

    def rewind(self, count: str) -> None:
        """Go back to before a decision."""
        number = self.number(count)
        if number:
            self.go_back(self.play.rewound(min(number - 1, len(self.play.steps))))

    def number(self, said: str) -> int:
        """A whole number from 1, or 0 after a message about it."""
        if is_number(said) and int(said) > 0:
            return int(said)
        self.say(typed_commands.no_number(said))
        return 0

    def save(self, label: str) -> None:
        """Keep the play under a name too."""
        label = name(label)
        if not label:
            self.say(typed_commands.name_a_save())
            return
        if len(label) > LONGEST_LABEL:
            self.say(saved_plays.not_saved_as(label, saved_plays.too_long(LONGEST_LABEL)))
            return
        if self.keeping.store.named(self.play.story.id, label) and label != self.replacing:
            self.replacing = label
            self.say(typed_commands.name_taken())
            return
        try:
            note = self.keeping.keep_as(label, self.play, self.later)
        except SaveError as error:
            self.say(saved_plays.not_saved_as(label, str(error)))
        else:
            self.say(*filter(None, (saved_plays.saved_as(label), note)))

    def new(self, _: str) -> None:
        """Begin a new play with the next seed."""
        story, seed = self.play.story, self.play.seed + 1
        try:
            self.begin(self.beginning.play(story, seed))
        except BeginningError as error:  # the story was edited since
            self.say(str(error))
            self.begin(Play.begin(story, seed))

    def begin(self, play: Play) -> None:
        """Go on with another play, in a slot of its own."""
        self.keeping.another(play.story)
        self.play, self.later = play, ()
        self.earlier.recall()
        self.keep()
        self.tell_place()
