"""The compiled twin of `_word_sums` says what the specification says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean import _word_sums
from scrapeclean.text_model import WordWeights

WORD = st.one_of(
    st.sampled_from(["the", "The", "crane", "Ⅷ", "²", "٣", "ﬁn", "漢", "é", "ß", "of", "1990"]),
    st.text(min_size=1, max_size=5).filter(lambda word: not any(map(str.isspace, word))),
)
TWIN = pytest.importorskip("scrapeclean._word_sums_c", reason="there was no compiler")


@given(st.lists(st.tuples(st.lists(WORD, max_size=6), st.booleans()), max_size=9))
def test_the_compiled_twin_says_the_same(lines: list[tuple[list[str], bool]]) -> None:
    words = [word for line, _ in lines for word in line]
    folded = list(map(str.casefold, words))
    starts, core = [0], [is_core for _, is_core in lines]
    for line, _ in lines:
        starts.append(starts[-1] + len(line))
    assert TWIN.looks(words, starts) == _word_sums.looks(words, starts)
    assert TWIN.repeats(words, folded, starts) == _word_sums.repeats(words, folded, starts)
    one, other = (each.Telling(words, folded, starts) for each in (_word_sums, TWIN))
    assert other.numbers == one.numbers
    for name in ("known", "taken_up", "taken_on"):
        assert getattr(other, name)(core) == getattr(one, name)(core), name
    for some in ([], list(range(len(lines)))[::2]):
        assert other.shared(some) == one.shared(some)
    weights = {word: (len(word) - 3, {words[0].casefold(): 7}) for word in folded[::3]}
    weights |= {word: (0, {word: -5}) for word in folded[::2]}
    arguments = folded, starts, weights
    assert TWIN.evidence(*arguments) == _word_sums.evidence(*arguments)


def test_words_and_two_in_a_row_within_a_line_are_weighed() -> None:
    words, starts = ["the", "old", "crane", "the", "crane"], [0, 3, 3, 4, 5]
    weights = WordWeights({"the": 1, "crane": 10, "the old": 100, "the crane": 1000, "of it": 5})
    assert _word_sums.evidence(words, starts, weights.by_word) == [111, 0, 1, 10]


def test_words_that_tell_are_found_again_in_other_lines() -> None:
    lines = ["Crane waits", "The crane waits again", "Crane crane chains", "Chains of the crane"]
    words = [word for line in lines for word in line.split()]
    telling = _word_sums.Telling(words, list(map(str.casefold, words)), [0, 2, 6, 9, 13])
    core = [False, True, True, False]
    assert telling.numbers == [2, 3, 2, 2]
    assert telling.shared([0]) == [2, 2, 1, 1]
    assert telling.known(core) == [2, 1, 1, 2]
    assert telling.taken_up(core) == [0, 0, 1, 2]
    assert telling.taken_on(core) == [2, 1, 0, 0]
