"""Columns that are computed for a page at once hold what each value alone is defined as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean.features._characters import characters
from scrapeclean.features._marks import held, since, until
from scrapeclean.finder import finder
from scrapeclean.lexicon import load, phrases
from scrapeclean.model import Block
from scrapeclean.page_text import PageText
from scrapeclean.scale import share, shares, size, sizes, small, smalls

NUMBERS = st.one_of(st.integers(0, 300), st.floats(0, 1e6), st.integers(0, 10**7))


@given(st.lists(st.tuples(NUMBERS, NUMBERS)))
def test_many_numbers_are_scaled_as_each_is(pairs: list[tuple[float, float]]) -> None:
    firsts = [one for one, _ in pairs]
    assert list(sizes(firsts)) == list(map(size, firsts))
    assert list(smalls(map(int, firsts))) == list(map(small, firsts))
    seconds = [other for _, other in pairs]
    assert list(shares(firsts, seconds)) == [share(*pair) for pair in pairs]


@given(st.lists(st.sampled_from([0, 0, 0, 1, 7]), max_size=40), st.integers(1, 200))
def test_distances_to_marks_are_those_that_counting_gives(values: list[int], times: int) -> None:
    values = [value for value in values for _ in range(times if value == 0 else 1)]
    marks = [at for at, value in enumerate(values) if value]
    count = len(values)
    before = [[mark for mark in marks if mark < at] for at in range(count)]
    behind = [[mark for mark in marks if mark > at] for at in range(count)]
    far = [min(at - found[-1], 255) if found else 255 for at, found in enumerate(before)]
    assert list(since(marks, count)) == far
    ahead = [min(found[0] - at, 255) if found else 255 for at, found in enumerate(behind)]
    assert list(until(marks, count)) == ahead
    last = [values[found[-1]] if found else 0 for found in before]
    assert list(held(marks, [values[mark] for mark in marks], count)) == last


@given(st.lists(st.text(st.sampled_from('aÄß9٣,，“"?？|•ⒶⅧ .\0漢'), min_size=1), max_size=5))
def test_characters_are_counted_as_one_by_one(texts: list[str]) -> None:
    page = PageText([Block(0, text, "paragraph", 0, 0, 0, 0) for text in texts])
    found = characters(page, list(map(len, texts)))
    for name, tells in (("digits", str.isdigit), ("uppers", str.isupper), ("alphas", str.isalpha)):
        expected = [share(sum(map(tells, text)), len(text)) for text in texts]
        assert list(found[name]) == expected
    for name, signs in (("commas", ",，、،;"), ("quotes", '"“”„«»「」'), ("questions", "?？")):
        assert list(found[name]) == [sum(map(text.count, signs)) for text in texts]


@pytest.mark.parametrize("kind", [key for key in load("notices") if key != "about"])
def test_every_phrase_is_found_in_a_line_of_its_script(kind: str) -> None:
    find = finder("notices").kind
    for phrase in phrases("notices", kind):
        for line in (phrase, f"… {phrase} –", f"{phrase} 今日は"):
            found = find(line)
            assert found is not None
            assert found[1] in phrase or phrase in found[1]
    assert find("the ferry runs through the winter") is None
