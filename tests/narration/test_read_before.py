"""Texts that were read before: known again by their words, and left out without anything else."""

from __future__ import annotations

import pytest

from negotiator.engine import Play
from negotiator.narration import play as told
from negotiator.narration.lines import Document, LeftOut, Line, ToldPassage
from negotiator.narration.read_before import left_out, passage_key, passage_keys, skip_read
from negotiator.story.model import Story
from tests.acts import played


def lines(play: Play) -> list[Line]:
    steps = [line for number in range(len(play.steps)) for line in told.step(play, number)]
    return [*told.opening(play), *steps]


@pytest.mark.parametrize("seed", range(4))
def test_all_but_texts_is_told_as_before(harbour: Story, seed: int) -> None:
    play = Play.begin(harbour, seed)
    while not play.ending:
        play = play.choose(next(one.id for one in play.options() if one.open))
    whole = lines(play)
    short = list(skip_read(whole, passage_keys(whole)))
    texts = ToldPassage | Document
    assert [one for one in short if not isinstance(one, LeftOut)] == [
        one for one in whole if not isinstance(one, texts)
    ]
    alone = [one for number in range(len(play.steps)) for one in told.texts(play, number)]
    keys = passage_keys(told.opening(play)) | passage_keys(alone)
    assert keys == passage_keys(whole)
    left = sum(one.passages for one in short if isinstance(one, LeftOut))
    assert left == sum(isinstance(one, texts) for one in whole) > 0
    assert list(skip_read(whole, ())) == whole


def test_a_text_in_other_words_is_new() -> None:
    play = played("leak", "go")  # a front page with the mood in it
    (front,) = (one for one in lines(play) if isinstance(one, Document))
    (other,) = (one for one in lines(played("keep", "go")) if isinstance(one, Document))
    assert passage_key(front) != passage_key(other)
    assert front in list(skip_read(lines(play), passage_keys([other])))


def test_what_is_left_out_is_counted_in_words() -> None:
    assert left_out(LeftOut(1)) == "1 passage that you have read before"
    assert left_out(LeftOut(3)) == "3 passages that you have read before"


def test_an_answer_at_a_table_is_always_told() -> None:
    answer = ToldPassage((), is_answer=True)
    assert list(skip_read([answer], passage_keys([answer]))) == [answer]
