"""The golden record: what the engine did with a few hundred stories, kept so that it stays so.

`python -m tests.golden.record "the reason"` records it anew, `python -m tests.golden.replay`
holds the engine to all of it, and the tests here to as much as can be borne at every change.

The stories are copies (`stories.tar.xz`): the pact and the stories of the tests as they stood,
and random ones as texts, so that neither a corrected sentence nor a generator that learns a new
word changes the record. Everything is asked through public functions and described by names and
texts, never by how the engine lays them out.
"""
