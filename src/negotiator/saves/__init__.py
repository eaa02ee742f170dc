"""Plays kept on disk: one readable file each, written so that no decision is ever lost."""

from negotiator.saves.keeping import Keeping
from negotiator.saves.moments import local_time
from negotiator.saves.reading import DamagedError, read_save, read_save_file
from negotiator.saves.record import ALL_PLACED, Save, Snapshot, Summary, Unplaced, Way
from negotiator.saves.resuming import LostDecisionError, Resumed, resume
from negotiator.saves.store import Entry, Kept, Row, SaveError, Store
from negotiator.saves.story_folders import StoryFolders
from negotiator.saves.writing import LONGEST_LABEL, write_save

__all__ = [
    "ALL_PLACED",
    "LONGEST_LABEL",
    "DamagedError",
    "Entry",
    "Keeping",
    "Kept",
    "LostDecisionError",
    "Resumed",
    "Row",
    "Save",
    "SaveError",
    "Snapshot",
    "Store",
    "StoryFolders",
    "Summary",
    "Unplaced",
    "Way",
    "local_time",
    "read_save",
    "read_save_file",
    "resume",
    "write_save",
]
