"""From an everyday question to its home by one word: the word that whoever asks would try.

A word leads to every module, class and function that has it in its name, those of a page's scripts,
too. The home must be among these, and there may be no more of them than one looks through.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import PurePosixPath

import pytest

from tests.source import FILES, SRC, tree

MOST = 20
"""Hits that one looks through."""
SCRIPTED = re.compile(r"^(?:async )?(?:class|function) (\w+)", re.MULTILINE)
"""A class or a function of a script."""
QUESTIONS = [
    # The sixteen with which it began.
    ("How is a decision taken back?", "undo", "engine/play.py:Play.undone"),
    ("What reads an expression?", "parse", "story/expression_parser.py:parse"),
    ("Where is chance drawn?", "chance", "engine/chance.py"),
    ("What writes a save?", "write", "saves/writing.py:write_save"),
    ("What does an ending say on each axis?", "reading", "story/model/places.py:Reading"),
    ("How is an edited story read again?", "reload", "authoring/live_reload.py"),
    (
        "How is a share of the way to the end worked out?",
        "fairmath",
        "engine/rules/effects.py:EffectRules.fairmath",
    ),
    ("When may an event fire?", "fire", "engine/transitions.py:Candidate.may_fire"),
    (
        "How fast does the counterpart give way?",
        "aspiration",
        "bargaining/counterpart.py:Bargaining.aspiration",
    ),
    ("What keeps a gauge in its range?", "clamp", "engine/rules/effects.py:EffectRules.clamp"),
    ("What keeps a choice closed?", "guard", "engine/rules/decisions.py:DecisionRules.guards"),
    ("How is a vote counted?", "vote", "engine/rules/effects.py:EffectRules.vote"),
    ("Where does a choice lead?", "goto", "engine/rules/blocks.py:Rules.goto"),
    ("What counts a visit?", "counted", "engine/rules/effects.py:EffectRules.counted"),
    ("Where can a play get stuck?", "lock", "checking/termination.py:soft_locks"),
    (
        "What proves that something can't be reached?",
        "reachability",
        "checking/cegar.py:Refinement.reachability",
    ),
    # And others.
    ("Which packages are efficient?", "pareto", "bargaining/pareto.py"),
    ("What is a package worth to a side?", "worth", "bargaining/worths.py"),
    (
        "With which package does the counterpart answer?",
        "counteroffer",
        "bargaining/counteroffers.py",
    ),
    ("What did each move at a table give and get?", "concession", "bargaining/concessions.py"),
    ("Where does each value stand in a state?", "layout", "engine/layout.py"),
    ("Where does source become code?", "codegen", "engine/codegen.py"),
    ("What goes on at an open table?", "negotiation", "engine/negotiation.py"),
    ("How are decisions played again?", "replay", "engine/play.py:replay"),
    ("In which order are events tried?", "tier", "engine/rules/events.py:EventRules.tiers"),
    ("Which states are the same from here on?", "bisimulation", "statespace/bisimulation.py"),
    ("What can come of a decision?", "successor", "statespace/successors.py"),
    ("How much may a check do?", "effort", "statespace/effort.py:Effort"),
    ("How is a property proved over few variables?", "cegar", "checking/cegar.py"),
    ("Does every play come to an end?", "termination", "checking/termination.py"),
    ("What is odd about a story, without a search?", "lint", "checking/lint/__init__.py"),
    ("How much is there to agree on?", "zone", "checking/agreement_zones.py:zones"),
    ("Which strategies play by the thousand?", "player", "simulation/players.py:Player"),
    ("What does a strategy lean to?", "leaning", "simulation/players.py:Leaning"),
    ("What follows from decisions?", "consequence", "simulation/measures/consequence.py"),
    ("Which choices do later passages remember?", "memory", "simulation/measures/memory.py"),
    ("Which decisions made the ending?", "turning", "simulation/turning_points.py:turning_points"),
    ("What draws a story for Graphviz?", "dot", "diagrams/dot.py"),
    ("What draws a table as a picture?", "svg", "diagrams/tradeoff_svg.py:svg"),
    ("What makes a text safe for a terminal?", "terminal", "escaping.py:terminal"),
    ("How wide is a text on a terminal?", "width", "cells.py:width"),
    ("Which stories are at hand?", "library", "library.py"),
    ("By what do editors complete a story?", "schema", "authoring/json_schema.py:json_schema"),
    ("How does a play begin anywhere?", "starting", "authoring/starting_point.py"),
    ("Which presses of keys count?", "press", "tui/presses.py:Presses"),
    ("Which colours are there?", "theme", "tui/themes.py"),
    ("What does a misspelt name mean?", "suggestion", "story/suggestions.py"),
    ("How large may a number be?", "bound", "story/bounds.py"),
    ("Between what can a value lie?", "interval", "story/intervals.py"),
    ("How does a play of an edited story go on?", "resume", "saves/resuming.py:resume"),
    ("With which code does a command end?", "exit", "exit_codes.py:ExitCode"),
    ("Which options do several commands have?", "shared", "cli/shared_options.py"),
    ("What cites a source?", "citation", "story/model/texts.py:Citation"),
    ("What ends a check at its time?", "deadline", "checking/deadline.py"),
    ("How is an old save read?", "migrated", "saves/reading.py:migrated"),
    ("What makes escape sequences harmless?", "escaping", "escaping.py"),
    ("In which folder are plays kept?", "folders", "folders.py"),
    ("Which packages could both sign?", "win", "bargaining/worths.py:WinSet"),
    ("Who else wrote this save?", "writer", "saves/atomic_files.py:ConcurrentWriterError"),
    ("What refuses a file?", "system", "system_errors.py"),
    ("What becomes of people?", "epilogue", "story/model/places.py:Epilogue"),
    ("Was it kept?", "promise", "story/model/values.py:Promise"),
    ("What stands in a frame?", "document", "story/model/texts.py:Document"),
    ("What proves that nobody gets stuck?", "stuck", "checking/never_stuck.py:never_stuck"),
    ("How is a word quoted for the shell?", "quoted", "paths.py:shell_quoted"),
    ("Is a passage never told?", "told", "checking/texts_told.py"),
    ("What draws the ways of many plays?", "flow", "diagrams/flow_svg.py:flow_svg"),
    (
        "Where did the pairs of a class come to?",
        "pairs",
        "classroom/pairs_picture.py:pairs_picture",
    ),
    ("What is printed for a class?", "handouts", "classroom/handouts.py:handouts"),
    ("What do two people at a table come to?", "settlement", "engine/settlements.py"),
    ("Where are archives read?", "archive", "story/archives.py"),
    ("Where is the curve of a gauge?", "curve", "narration/gauge_curves.py:GaugeCurve"),
    ("How is a file replaced whole or not at all?", "atomic", "saves/atomic_files.py"),
    ("How are texts escaped?", "escape", "escaping.py"),
    ("Where is a line wrapped?", "wrap", "cells.py:wrapped"),
    ("What plays at random to find things?", "random", "checking/random_search.py:RandomWalk"),
    ("What shows that a verdict holds?", "witness", "checking/verdicts.py:Witness"),
    ("Which counts are as good as the same?", "saturation", "statespace/saturation.py"),
    ("What is no deal worth?", "reservation", "engine/positions.py:Positions.reservation"),
    ("Where is the Nash point?", "nash", "bargaining/pareto.py:nash_points"),
    ("How many votes has a bloc?", "bloc", "story/model/places.py:Bloc"),
    ("What is a motion?", "motion", "story/model/places.py:Motion"),
    ("What can a player type?", "typed", "narration/typed_commands.py"),
    ("What does a key do, in words?", "shortcut", "narration/shortcuts.py"),
    ("What is said when a play can't be saved?", "saving", "narration/saving.py"),
    ("How is a play written down?", "transcript", "narration/transcript.py"),
    ("What happens on SIGTERM?", "signal", "tui/signals.py"),
    ("What do the boxes ask?", "dialog", "tui/screens/dialogs.py"),
    ("How does an author look inside a play?", "author", "authoring/author_view.py"),
    ("How is a play saved as it goes?", "autosave", "saves/keeping.py:Keeping.autosave"),
    ("What makes a test of a play?", "test", "authoring/kept_test.py"),
    ("In which language is it said?", "translation", "language.py:translation"),
    # From thirty-two that somebody new was asked: first those whose word led elsewhere, or nowhere.
    (
        "Where has a gauge crossed a threshold?",
        "threshold",
        "narration/gauge_curves.py:ThresholdCrossing",
    ),
    ("What keeps a published play in the browser?", "storage", "publishing/browser/storage.js"),
    (
        "What puts the terminal right after a signal?",
        "terminal",
        "tui/signals.py:give_terminal_back",
    ),
    ("Which headline does a front page show?", "headline", "narration/acts.py:headline"),
    ("Which stories have one id?", "id", "library.py:StoryListing.has_same_id"),
    ("Which passages were read before?", "passage", "narration/read_before.py:passage_keys"),
    ("What does a freshly made story consist of?", "scaffold", "authoring/scaffold.py"),
    ("Where is a package's worth a bar?", "bar", "tui/widgets/terms.py:worth_bar"),
    ("What adds an optional library?", "extra", "distribution.py:adding_extra"),
    ("Which keys stand in the footer?", "footer", "tui/widgets/shortcuts.py:ShortcutFooter"),
    ("What draws the chamber of a vote?", "chamber", "diagrams/chamber_svg.py:chamber_svg"),
    ("How many minutes does a story take?", "minutes", "simulation/minutes.py"),
    ("Where does YAML become nodes?", "yaml", "story/reading/yaml.py:read_yaml"),
    ("What slows down somebody who guesses codes?", "guess", "classroom/guesses.py:Guesses"),
    ("What draws a story's picture?", "picture", "tui/widgets/story_front.py:Picture"),
    ("What writes a report as HTML?", "report", "simulation/html_report.py"),
    ("What is nearest to what history did?", "nearest", "narration/debrief.py:nearest"),
    ("Who counts arguments for and against?", "argument", "simulation/people.py:arguments"),
    ("What pauses the clock of a class?", "pause", "classroom/clock.py:paused"),
    ("What is a story's fingerprint made of?", "fingerprint", "story/loading.py:fingerprint"),
    ("In which order are diagnostics printed?", "order", "story/diagnostics.py:in_order"),
    # From thirty more that somebody new asked after reading what the program does: those that led
    # astray.
    ("Does an offer still stand?", "stale", "classroom/pairs.py:Standing.is_stale"),
    ("What refuses another website's forms?", "cross", "web/cross_site.py:CrossSiteProtection"),
    ("What prints a front page?", "front", "narration/acts.py:front_page"),
    ("Who voted otherwise the second time?", "switching", "classroom/votes.py:Switching"),
    ("What keeps the hands that a teacher counted?", "hands", "classroom/ballots.py:hands_raised"),
    (
        "How is one of several events drawn by its weight?",
        "weight",
        "engine/advance.py:Luck.draw_by_weight",
    ),
    (
        "What is an expression in braces inside a text?",
        "interpolation",
        "story/text_marks.py:Interpolation",
    ),
    ("What draws a QR code?", "qr", "diagrams/qr_code.py:qr_code_svg"),
    ("How did they take a proposal?", "reception", "engine/positions.py:Positions.reception"),
    ("Which decision counted most for somebody's mood?", "mood", "narration/regards.py:mood"),
    (
        "What leaves out what was read in an earlier play?",
        "skip",
        "narration/read_before.py:skip_read",
    ),
    ("What presses a page's link by a single key?", "shortcut", "web/assets/shortcuts.js"),
    (
        "Which graph does a check look at?",
        "transition",
        "statespace/transition_system.py:TransitionSystem",
    ),
    ("What are students called?", "pseudonym", "classroom/tokens.py:pseudonym"),
    # From forty more, over all folders: those that led elsewhere, or nowhere.
    (
        "What is said of a key that stands twice?",
        "duplicate",
        "story/reading/yaml.py:duplicate_key",
    ),
    (
        "When does the other side accept a proposal?",
        "accept",
        "bargaining/counterpart.py:Bargaining.accepts",
    ),
    (
        "What did history do where the play did otherwise?",
        "history",
        "narration/debrief.py:HistoryBeside",
    ),
    ("What does `negotiator new` write?", "first", "authoring/scaffold.py:write_first_story"),
    ("What writes the page that is handed out?", "publish", "publishing/published_html.py"),
    ("Where is a package put together on the screen?", "editor", "tui/widgets/package_editor.py"),
    ("What is one play of many?", "playthrough", "simulation/players.py:Playthrough"),
    (
        "What becomes of decisions that an edited story has no place for?",
        "unplaced",
        "saves/resuming.py:UnplacedDecisionError",
    ),
    (
        "Which package does a decision propose?",
        "propose",
        "engine/negotiation.py:Session.proposed_in",
    ),
    # From ten more, over what was newest: those that led elsewhere, or nowhere.
    ("What tells that a published page was cut?", "damaged", "publishing/browser/damaged.js"),
    ("Which variables would no screen survive?", "variable", "tui/variables.py"),
]


def words(name: str) -> set[str]:
    """The words of a name: of soft_locks soft and locks, of PlayScreen play and screen."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return {part.lower() for part in parts}


@cache
def definitions() -> dict[str, set[str]]:
    """The homes that each word leads to."""
    found: dict[str, set[str]] = defaultdict(set)

    def note(name: str, home: str) -> None:
        if not name.startswith("_"):
            for word in words(name):
                found[word].add(home)

    def walk(body: list[ast.stmt], home: str, within: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                note(node.name, f"{home}:{within}{node.name}")
                if isinstance(node, ast.ClassDef):
                    walk(node.body, home, f"{node.name}.")

    for home in FILES:
        path = PurePosixPath(home)
        note(path.parent.name if path.stem == "__init__" else path.stem, home)
        walk(tree(home).body, home, "")
    for script in sorted(SRC.rglob("*.js")):
        home = script.relative_to(SRC).as_posix()
        note(script.stem, home)
        for name in SCRIPTED.findall(script.read_text(encoding="utf-8")):
            note(name, f"{home}:{name}")
    return found


def hits(word: str) -> set[str]:
    """Where a word leads: by itself, or with an ending, before which it may lose its last e, or
    double its last letter."""
    ends = ("", "s", "es", "d", "ed", "r", "er", "ne", "ing", "ion")
    forms = {word + end for end in ends}
    for stem in (word.removesuffix("e"), word + word[-1]):
        forms |= {f"{stem}{end}" for end in ("ed", "er", "ing", "ion")}
    return {home for form in forms for home in definitions().get(form, ())}


@pytest.mark.parametrize(("question", "word", "home"), QUESTIONS, ids=[q for q, _, _ in QUESTIONS])
def test_a_word_leads_home(question: str, word: str, home: str) -> None:
    found = hits(word)
    assert home in found, question
    assert len(found) <= MOST, sorted(found)
