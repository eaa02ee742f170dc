"""The golden record: what the engine did with a few hundred stories, kept so that it stays so.

`python -m tests.golden.record "the reason"` records it again, `python -m tests.golden.replay`
compares the engine with all of it, and the tests here with as much as is bearable at every change.

The stories are copies (`stories.tar.xz`): the pact and the stories of the tests as they were, and
random ones as texts, so that neither a corrected sentence nor a generator that learns a new word
changes the record. Everything is asked through public functions and described by names and texts,
never by how the engine lays them out.
"""
