"""A node's place is where YAML says that it stands, in whichever of a story's files."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from negotiator.story.diagnostics import Lines
from negotiator.story.reading.yaml_errors import place_at
from negotiator.story.reading.yaml_tokens import LOADER, Named

PIECES = [
    *("a", "key: ", "é", "\U0001f3db", "- ", "[", "]", "{", "}", ", ", '"b c"', "'d'", "# e"),
    *("| \n  f", "\n", "\r\n", "\n\n", "\t", "  ", "&x ", "*x"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map(lambda some: "".join(some) + "\n")
"""Without its last line break, YAML has a text end in a line that isn't there."""


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_a_position_is_where_yaml_says(texts: list[str]) -> None:
    lines = Lines()
    for number, text in enumerate(texts):
        lines.add(f"{number}.yaml", text)
    for number, text in enumerate(texts):
        name = f"{number}.yaml"
        begin = lines.begin(name)
        try:
            for event in yaml.parse(Named(text, name), Loader=LOADER):
                for mark in (event.start_mark, event.end_mark):
                    assert mark is not None
                    assert lines.place(begin + mark.index) == place_at(mark)
                    assert lines.file_at(begin + mark.index) == name
        except yaml.YAMLError:
            pass


def test_keys_are_numbered_as_they_become_more() -> None:
    lines = Lines()
    keys = dict.fromkeys("abc")
    assert [lines.number_of(key, keys) for key in "cab"] == [2, 0, 1]
    keys["d"] = None
    assert lines.number_of("d", keys) == 3
    assert lines.number_of("d", {"d": None}) == 0
