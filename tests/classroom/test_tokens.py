"""What lets somebody in can't be guessed, and a wrong code never keeps a right one out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiator.classroom.guesses import IN_ALL, PER_SOURCE, SUSPICIOUS, WINDOW, Guesses, Verdict
from negotiator.classroom.tokens import (
    CLASS_CODE,
    LETTERS,
    code,
    code_hash,
    is_same,
    pseudonym,
    tidied,
    token,
    token_hash,
)


def test_no_two_tokens_are_alike_and_none_is_kept_as_it_is() -> None:
    made = [token() for _ in range(1_000)]
    assert len(set(made)) == len(made)
    assert min(map(len, made)) >= 26
    assert token_hash(made[0]) not in (made[0], token_hash(made[1]))
    assert made[0] not in token_hash(made[0])


def test_a_code_is_understood_however_it_is_typed() -> None:
    assert tidied(" abc-d1o ") == tidied("ABCDI0") == "ABCD10"
    assert code_hash("abc d10", "c1") == code_hash("ABCDIO", "c1")
    assert code_hash("ABCD10", "c1") != code_hash("ABCD10", "c2")
    assert set(code(CLASS_CODE)) <= set(LETTERS)


@given(st.text())
def test_any_text_has_a_digest(typed: str) -> None:
    assert is_same(token_hash(typed), token_hash(typed))
    assert len(tidied(typed)) <= 200


def test_a_class_of_any_size_has_a_name_for_each() -> None:
    taken: set[str] = set()
    for _ in range(3_000):
        one = pseudonym(taken)
        assert one not in taken
        assert len(one.split()) >= 2
        taken.add(one)


def test_wrong_codes_are_told_to_wait_and_a_right_one_never_is() -> None:
    guesses = Guesses()
    heard = [guesses.heard("proxy", is_right=False, now=1_000) for _ in range(100)]
    assert heard == [Verdict.WRONG] * PER_SOURCE + [Verdict.WAIT] * (100 - PER_SOURCE)
    assert guesses.heard("proxy", is_right=True, now=1_000) is Verdict.LET_IN
    assert guesses.heard("other", is_right=False, now=1_000) is Verdict.WRONG
    assert guesses.heard("proxy", is_right=False, now=1_000 + WINDOW) is Verdict.WRONG


def test_nobody_waits_longer_because_the_clock_was_set_back() -> None:
    guesses = Guesses()
    for _ in range(2 * PER_SOURCE):
        guesses.heard("phone", is_right=False, now=100 * WINDOW)
    assert guesses.heard("phone", is_right=False, now=2 * WINDOW) is Verdict.WRONG


def test_many_sources_are_told_to_wait_together_and_the_teacher_hears_of_it() -> None:
    guesses = Guesses()
    heard = [guesses.heard(f"s{n}", is_right=False, now=n) for n in range(SUSPICIOUS)]
    assert heard.count(Verdict.WRONG) == IN_ALL
    assert guesses.suspicious
    assert guesses.heard("s1", is_right=True, now=5) is Verdict.LET_IN


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.integers(0, 100_000))))
def test_nothing_that_was_typed_keeps_a_right_code_out(
    heard: list[tuple[str, bool, int]],
) -> None:
    guesses = Guesses()
    for source, is_right, now in heard:
        verdict = guesses.heard(source, is_right=is_right, now=now)
        assert (verdict is Verdict.LET_IN) == is_right
