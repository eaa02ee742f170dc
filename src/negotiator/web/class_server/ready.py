"""What a class needs when it comes, made before: thirty students open the same pages at once, and
whatever those need for the first time would be made while all of them wait.
"""

from __future__ import annotations

from negotiator.classroom.plays import opening
from negotiator.classroom.room import begins_in, play_number
from negotiator.classroom.rows import PlayRow
from negotiator.story.model import ClassShape
from negotiator.web.class_server.site import ClassSite
from negotiator.web.exchange import Book, Request
from negotiator.web.pages import respond
from negotiator.web.rendering import compile_templates


def make_ready(site: ClassSite) -> None:
    """Make what the first pages need: the templates of a class, and what stands where each phase
    begins."""
    compile_templates("class/")
    for number, phase in enumerate(site.exercise.phases):
        if phase.shape is not ClassShape.TALK:
            began = begins_in(site.exercise, number)
            row = PlayRow(site.class_id, play_number(began), began, site.exercise.seed)
            respond(Book(opening(site.story, site.exercise, row)), Request("now"))
